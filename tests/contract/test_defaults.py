"""What holds before anybody has set anything: asked of the files that decide it."""

import ast
import datetime as dt
import re
from pathlib import Path

import pytest

from basewatch.command import build_parser
from export.product.product import Product
from export.product.rendering import render_product
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Marking, View
from geo.query.selection import select_scene

ROOT = Path(__file__).parents[2]
OUTSIDE = {
    "aiohttp", "ftplib", "http", "httpx", "requests", "smtplib", "socket", "socketserver", "ssl",
    "telnetlib", "urllib3", "webbrowser", "websocket", "websockets", "xmlrpc",
}  # fmt: skip
"""Modules that reach another machine; `urllib.parse` only takes addresses apart."""


def list_sources() -> list[Path]:
    folders = (ROOT / name for name in ("geo", "layers", "export", "ui"))
    return [ROOT / "app.py", *(path for folder in folders for path in folder.rglob("*.py"))]


def list_imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_nothing_in_the_code_speaks_to_another_machine() -> None:
    paths = list_sources()
    assert len(paths) > 100
    for path in paths:
        imported = list_imports(path)
        assert not {name.partition(".")[0] for name in imported} & OUTSIDE, path.name
        assert not {name for name in imported if name.startswith("urllib.request")}, path.name


def test_no_secret_is_asked_for_or_kept() -> None:
    assert not (ROOT / ".streamlit" / "secrets.toml").exists()
    for path in list_sources():
        assert "st.secrets" not in path.read_text(encoding="utf-8"), path.name


def test_the_maps_frame_has_no_origin_of_ours() -> None:
    scripts = [path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.js")]
    framed = [text for text in scripts if "createElement('iframe')" in text]
    assert len(framed) == 1
    (allowed,) = re.findall(r"setAttribute\('sandbox', '([^']+)'\)", framed[0])
    assert "allow-same-origin" not in framed[0]
    assert set(allowed.split()) == {
        "allow-scripts", "allow-downloads", "allow-popups", "allow-popups-to-escape-sandbox",
    }  # fmt: skip


def test_make_serves_this_machine_alone() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"^HOST \?= (.*)$", makefile, re.MULTILINE) == ["127.0.0.1"]
    assert build_parser().parse_args(["run"]).host == "127.0.0.1"


@pytest.fixture(scope="module")
def page(record, tmp_path_factory) -> str:
    dataset = read_dataset(record.write(tmp_path_factory.mktemp("page") / "data"))
    window = Window(dt.date(2023, 10, 17), dt.date(2023, 11, 30))
    as_of = dt.datetime(2026, 11, 21, 10, 0, tzinfo=dt.UTC)
    scene = select_scene(dataset, View(window), as_of=as_of, marking=Marking("EXERCISE"))
    return render_product("html", Product(scene, dataset, None)).decode("utf-8")


def test_an_exported_pages_policy_forbids_the_network_and_every_other_script(page: str) -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if " " in rule.strip())
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    assert all(re.fullmatch(r"'sha256-[\w+/]+=*'", word) for word in rules["script-src"].split())
    scripts = re.findall(r"<script(?![^>]*application/json)([^>]*)>", page)
    assert scripts
    assert not [attributes for attributes in scripts if "src" in attributes]
    head = page[: page.index("Content-Security-Policy")]
    assert "<script" not in head
    assert "<style" not in head

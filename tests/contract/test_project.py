"""What must stay true of the repository itself."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from streamlit import config as streamlit_config

from geo import VERSION
from tests.require import import_or_lack

ROOT = Path(__file__).resolve().parents[2]
# Put together here, so that this file does not hold what it forbids.
INDEX_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("registry", "npmjs", "org"),
    )
)
FOREIGN_PATHS = (
    "/".join(("..", "shared")),
    f"{ROOT.as_posix()}/",
    "/".join(("", "root", "")),
)
BINARY = frozenset({".png", ".jpg", ".gz", ".gpkg", ".xlsx", ".pptx", ".docx", ".pdf", ".mp4"})
FOREIGN_NAME = re.compile(r"leaflet|jquery|bootstrap|vega|plotly|^d3|\.min\.", re.IGNORECASE)
FOREIGN_TEXT = re.compile(r"@license|@preserve|copyright \(c\)|sourceMappingURL", re.IGNORECASE)
PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)(\[[a-z,]+\])?==(?P<version>[0-9][0-9a-z.]*) +# (?P<why>.+)$"
)


@cache
def list_files() -> tuple[Path, ...]:
    """Give the files that a commit would hold: git's word, or without git all but what is made."""
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        paths = [ROOT / name for name in listed.split("\0") if name]
    else:
        made = {".venv", "node_modules", "out", "__pycache__", ".git"}
        caches = ("_cache",)
        paths = [
            path
            for path in ROOT.rglob("*")
            if not any(
                part in made or part.endswith(caches) or part == ".hypothesis"
                for part in path.relative_to(ROOT).parts
            )
        ]
    return tuple(sorted(path for path in paths if path.is_file()))


def list_modules() -> Iterator[tuple[str, ast.Module]]:
    for path in list_files():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix == ".py" and not name.startswith("tests/"):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def list_imports(module: ast.Module) -> set[str]:
    """Give the top packages that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.fixture(scope="module")
def config() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def test_streamlit_tells_no_one_and_is_open_to_no_one(config: dict[str, dict[str, object]]) -> None:
    browser, server = config["browser"], config["server"]

    assert browser["gatherUsageStats"] is False
    assert browser["serverAddress"] == "127.0.0.1"  # else it asks an outside server for its address
    assert server["address"] == "127.0.0.1"
    assert server["enableCORS"] is True
    assert server["enableXsrfProtection"] is True
    assert server["allowedHosts"] == ["127.0.0.1", "localhost", "::1"]


def test_a_run_does_not_end_with_a_search_for_garbage(
    config: dict[str, dict[str, object]],
) -> None:
    assert config["runner"]["postScriptGC"] is False


def test_streamlit_knows_every_setting(config: dict[str, dict[str, object]]) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "streamlit", "config", "show"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )

    known = streamlit_config.get_config_options()
    hidden = {name for name, option in known.items() if option.visibility == "hidden"}

    assert "not a valid config option" not in shown.stdout + shown.stderr
    for section, settings in config.items():
        for key in settings:
            if f"{section}.{key}" in hidden:  # known, and not shown
                continue
            name = rf"\[{section}\.{key}\]" if isinstance(settings[key], dict) else rf"{key} = "
            assert re.search(rf"^{name}", shown.stdout, re.MULTILINE), f"{section}.{key}"


def read_pins(name: str) -> dict[str, str]:
    pins: dict[str, str] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "-r ")):
            match = PIN.match(line)
            assert match, f"{name}: `{line}` is not `name==version  # what it is for`"
            assert match["name"] not in pins, f"{name} names {match['name']} twice"
            pins[match["name"]] = match["version"]
    return pins


def read_lock(name: str) -> set[tuple[str, str]]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def read_ranges(needs: list[str]) -> dict[str, SpecifierSet]:
    return {need.name: need.specifier for need in map(Requirement, needs)}


def test_each_need_is_within_its_range_and_as_in_the_locks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins, more = read_pins("requirements.txt"), read_pins("requirements-dev.txt")
    pytest_pin = {"pytest": pins.pop("pytest")}
    needs = read_ranges(project["project"]["dependencies"])
    development = read_ranges(project["dependency-groups"]["dev"])

    assert pins.keys() == needs.keys()
    assert (more | pytest_pin).keys() == development.keys()
    for name, version in (pins | pytest_pin | more).items():
        assert (needs | development)[name].contains(version), name
    assert pins.items() <= read_lock("requirements.lock")
    assert (pins | pytest_pin | more).items() <= read_lock("requirements-dev.lock")


def test_what_is_installed_to_run_holds_no_need_of_the_tests() -> None:
    development = read_lock("requirements-dev.lock")
    runtime = read_lock("requirements.lock")

    assert runtime < development  # one version of each, in both
    programs = {"hatchling", "hypothesis", "mypy", "numpydoc", "playwright", "pytest", "ruff"}
    assert programs <= {name for name, _ in development}
    assert not programs & {name for name, _ in runtime}


def test_one_version_is_everywhere() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    stated = dict(
        re.findall(r"^(version|date-released): [\"']?([^\"'\n]+)", citation, re.MULTILINE)
    )
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[(\d[^\]]*)\] - (\S+)$", changes, re.MULTILINE)

    assert newest
    assert version == VERSION == stated["version"] == newest[1]
    assert stated["date-released"] == newest[2]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_holds_hashes_and_no_address(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9-]+==)", lock, flags=re.MULTILINE)[1:]

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"https?://|--index-url|--extra-index|--find-links", lock) == []


def test_no_file_names_a_package_index_or_a_place_of_ours() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in list_files()
        if path.suffix not in BINARY
        for text in [path.read_text(encoding="utf-8", errors="replace")]
        for word in (*INDEX_HOSTS, *FOREIGN_PATHS)
        if word in text
    ]

    assert found == []


def test_scripts_and_styles_are_our_own() -> None:
    found = []
    for path in list_files():
        if path.suffix in {".js", ".mjs", ".css"}:
            text = path.read_text(encoding="utf-8")
            packed = max((len(line) for line in text.splitlines()), default=0) > 500
            if packed or FOREIGN_NAME.search(path.name) or FOREIGN_TEXT.search(text):
                found.append(path.relative_to(ROOT).as_posix())

    assert found == []


def test_app_is_short() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 40


@pytest.mark.parametrize(
    ("packages", "homes"),
    [
        # the client of `make soak` speaks the page's protocol as a browser does: no part of the app
        ({"streamlit"}, ("ui/", "app.py", "soak/client.py")),
        ({"folium", "branca"}, ("layers/",)),
    ],
    ids=["streamlit", "folium"],
)
def test_packages_stay_at_home(packages: set[str], homes: tuple[str, ...]) -> None:
    strays = [
        name
        for name, module in list_modules()
        if list_imports(module) & packages and not name.startswith(homes)
    ]

    assert strays == []


def test_imports_point_one_way() -> None:
    import_or_lack("importlinter")
    linted = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as c; c(['--no-cache'])",
        ],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert linted.returncode == 0, linted.stdout + linted.stderr


def list_rules() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):(?!=)", makefile, re.MULTILINE))


@pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")
def test_make_help_lists_every_rule() -> None:
    helped = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    listed = set(re.findall(r"^ +make ([a-z-]+)", helped.stdout, re.MULTILINE))

    assert listed == list_rules()
    assert {"help", "run", "test", "check", "lint", "system-deps", "lock"} <= listed


def test_documents_name_only_what_make_can_do() -> None:
    named: set[str] = set()
    for path in list_files():
        if path.suffix == ".md":
            text = path.read_text(encoding="utf-8")
            blocks = re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
            named |= set(re.findall(r"^(?:\$ )?make ([a-z-]+)", "\n".join(blocks), re.MULTILINE))
            named |= set(re.findall(r"`make ([a-z-]+)", text))

    assert {"run", "test"} <= named <= list_rules()

"""Installed as on a closed network: from what `make wheelhouse` collected, with the network off."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import urllib.request
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from geo import VERSION
from tests.browser.harness.served_app import find_free_port, run_server
from tests.browser.harness.websocket_handshake import ask_for_session

ROOT = Path(__file__).resolve().parents[2]
DEAD = "http://127.0.0.1:9"  # the discard port: nothing answers

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the wheelhouse is a shell script's"
)


def cut_off() -> list[str]:
    """Give the words that run a command with no network at all, where this machine lets us."""
    own = ["unshare", "--net", "--map-root-user"]
    works = shutil.which("unshare") and not subprocess.run([*own, "true"], check=False).returncode
    return own if works else []


def run(command: Sequence[str], folder: Path, code: int = 0) -> str:
    """Run a command; a registry that it asked after all would not answer."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))
    }
    dead = {"PIP_CONFIG_FILE": os.devnull, "https_proxy": DEAD, "http_proxy": DEAD}
    done = subprocess.run(
        [*cut_off(), *command],
        cwd=folder,
        env=kept | dead,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == code, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("carried") / "wheelhouse"
    made = subprocess.run(
        ["sh", "tools/make_wheelhouse.sh", str(folder)],
        cwd=ROOT,
        env=os.environ | {"PLATFORM": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


def test_every_file_stands_in_the_checksums(wheelhouse: Path) -> None:
    sums = dict(
        reversed(line.split("  ./", 1))
        for line in (wheelhouse / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    files = {
        path.relative_to(wheelhouse).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in wheelhouse.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert sums == files
    assert {"basewatch.tar.gz", "requirements.lock"} <= files.keys()
    assert f"wheels/basewatch-{VERSION}-py3-none-any.whl" in files
    assert "INSTALL.txt" in files


@pytest.fixture(scope="module")
def programs(wheelhouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Install the lock and the wheel in a fresh environment; give the folder of its programs."""
    environment = tmp_path_factory.mktemp("installed")
    venv.create(environment, with_pip=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--no-index"]
    pip += ["--no-compile", "-qq", "--find-links", "wheels"]  # Python compiles what it imports
    run([*pip, "--require-hashes", "-r", "requirements.lock"], wheelhouse)
    run([*pip, "--no-deps", "basewatch"], wheelhouse)
    yield environment / "bin"
    shutil.rmtree(environment)  # some hundred megabytes


def test_the_environment_holds_what_runs_and_nothing_of_the_tests(programs: Path) -> None:
    assert not (programs / "pytest").exists()
    assert "No broken requirements" in run(
        [str(programs / "python"), "-m", "pip", "check"], programs
    )
    assert run([str(programs / "basewatch"), "--version"], programs) == f"Basewatch {VERSION}\n"


def test_it_checks_imports_and_exports_from_any_folder(programs: Path, tmp_path: Path) -> None:
    basewatch = str(programs / "basewatch")
    assert "attacks.csv" in run([basewatch, "check"], tmp_path)

    shutil.copy(ROOT / "tests" / "data" / "acled-export.csv", tmp_path / "table.csv")
    imported = run([basewatch, "import", "table.csv", "--out", "record"], tmp_path, code=1)
    assert "Written to record." in imported
    assert "attacks.csv" in run([basewatch, "check", "record"], tmp_path)

    period = ["--from", "2023-10-17", "--to", "2023-10-31"]
    run([basewatch, "export", *period, "--format", "png,html,csv", "--out", "out"], tmp_path)
    (manifest,) = (tmp_path / "out").glob("*.manifest.json")
    stated = json.loads(manifest.read_text(encoding="utf-8"))
    names = {file["name"].rsplit(".")[-1] for file in stated["files"]}
    assert names == {"png", "html", "csv"}
    assert VERSION in manifest.read_text(encoding="utf-8")


def test_it_serves_the_page_from_any_folder(programs: Path, tmp_path: Path) -> None:
    port = find_free_port()
    url = f"http://127.0.0.1:{port}"
    command = [str(programs / "basewatch"), "run", "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with run_server(command, environment, url, tmp_path / "printed.txt", folder=tmp_path) as server:
        with urllib.request.urlopen(url, timeout=10) as answer:
            assert answer.status == 200
            assert b"<title>" in answer.read()
        # The configuration that comes in the wheel admits this machine's own names alone.
        assert ask_for_session(url) == 101
        assert ask_for_session(url, host="elsewhere.invalid") == 403
    assert server.poll() is not None
    printed = (tmp_path / "printed.txt").read_text(encoding="utf-8")
    assert f"serving the page on {url}" in printed
    assert "Traceback" not in printed


def test_the_bill_of_materials_names_all_that_is_installed(tmp_path: Path) -> None:
    bill = tmp_path / "sbom.json"
    done = subprocess.run(
        ["sh", "tools/write_sbom.sh", str(bill)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(bill.read_text(encoding="utf-8"))
    assert said["bomFormat"] == "CycloneDX"
    parts = {
        (part["name"].lower().replace("_", "-"), part["version"]) for part in said["components"]
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.match(r"[a-z0-9-]+", need)[0] for need in project["dependencies"]}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert needed <= {name for name, _ in parts}
    assert parts <= set(re.findall(r"^([a-z0-9-]+)==(\S+)", lock, re.MULTILINE))
    assert str(ROOT) not in bill.read_text(encoding="utf-8")

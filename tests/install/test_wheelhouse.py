"""Installed as on a closed network: from what `make wheelhouse` collected, with the network off."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest

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


def run(command: Sequence[str], folder: Path, **settings: str) -> str:
    """Run a command; a registry that it asked after all would not answer."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    dead = {"PIP_CONFIG_FILE": os.devnull, "https_proxy": DEAD, "http_proxy": DEAD}
    done = subprocess.run(
        [*cut_off(), *command],
        cwd=folder,
        env=kept | dead | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
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
    assert "basewatch.tar.gz" in files
    assert "INSTALL.txt" in files


def test_it_installs_checks_and_exports_with_the_network_off(
    wheelhouse: Path, tmp_path: Path
) -> None:
    with tarfile.open(wheelhouse / "basewatch.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    place = tmp_path / "basewatch"
    links = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheelhouse / "wheels")}
    links["PIP_NO_COMPILE"] = (
        "1"  # Python compiles what it then imports; the rest is never run here
    )
    run(["sh", "tools/make_venv.sh"], place, **links)
    python = ".venv/bin/python"
    assert "rejected" in run([python, "-m", "geo", "check"], place)
    run(
        [
            python,
            "-m",
            "export",
            "--from",
            "2023-10-17",
            "--to",
            "2023-10-31",
            "--format",
            "png,csv",
            "--out",
            "out",
        ],
        place,
    )
    (manifest,) = (place / "out").glob("*.manifest.json")
    assert {file["name"].rsplit(".")[-1] for file in json.loads(manifest.read_text())["files"]} == {
        "png",
        "csv",
    }
    shutil.rmtree(place / ".venv")  # some hundred megabytes


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
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        wanted = line.split("#")[0].strip()
        if wanted:
            name, version = wanted.split("==")
            assert (name.split("[")[0].lower(), version) in parts
    assert str(ROOT) not in bill.read_text(encoding="utf-8")

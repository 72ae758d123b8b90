"""An export or an import that fails or is killed leaves whole files or none."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from export.command import write_file
from geo.importers.command import write_whole
from geo.model.errors import DataFileError, ViewError

ROOT = Path(__file__).parents[3]
ORDER = ["--from", "2023-10-17", "--to", "2023-10-31", "--as-of", "2026-11-21T10:54:00Z"]
posix = pytest.mark.skipif(os.name != "posix", reason="limits and signals are POSIX's")

FULL_DISK = """
import resource, sys
from export.__main__ import main
# No file may grow beyond this: the system then says so as it does when a disk is full.
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
sys.exit(main(sys.argv[1:]))
"""


def run(out: Path, formats: str, program: tuple[str, ...] = ("-m", "export")) -> list[str]:
    return [sys.executable, *program, *ORDER, "--format", formats, "--out", str(out)]


@posix
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        run(tmp_path / "out", "png", ("-c", FULL_DISK)),
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode != 0
    assert "cannot be written" in done.stderr
    assert "--out" in done.stderr
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "out").iterdir()) == []


@posix
def test_what_a_killed_export_leaves_is_whole(tmp_path: Path) -> None:
    formats = "csv,geojson,png"
    subprocess.run(run(tmp_path / "whole", formats), cwd=ROOT, check=True, timeout=300)
    with subprocess.Popen(
        run(tmp_path / "killed", formats), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert ".csv" in process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    left = [path for path in (tmp_path / "killed").iterdir() if not path.name.startswith(".")]
    assert left
    assert not [path for path in left if path.name.endswith(".manifest.json")]
    for path in left:
        assert path.read_bytes() == (tmp_path / "whole" / path.name).read_bytes()


def test_a_file_that_cannot_be_written_leaves_the_one_that_was_there(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(ViewError, match=r"a\.csv cannot be written .*--out"):
        write_file(tmp_path, "a.csv", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    (tmp_path / "b.csv").write_bytes(b"old")
    assert write_file(tmp_path, "b.csv", b"new").read_bytes() == b"new"


def test_what_a_killed_run_left_half_written_goes_with_the_next(tmp_path: Path) -> None:
    (tmp_path / ".a.csv.part").write_bytes(b"hal")
    write_file(tmp_path, "a.csv", b"whole")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.csv": b"whole"}


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(ViewError, match="cannot be written"):
        write_file(tmp_path / "out", "a.csv", b"new")


TABLE = ROOT / "tests" / "data" / "acled-export.csv"
# an import is small: its sites alone are larger than this
FULL_DISK_OF_AN_IMPORT = FULL_DISK.replace("export.__main__", "geo.__main__").replace(
    "20_000", "5_000"
)


def bring_in(out: Path, program: tuple[str, ...] = ("-m", "geo")) -> list[str]:
    return [sys.executable, *program, "import", str(TABLE), "--out", str(out)]


@posix
def test_an_import_on_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        bring_in(tmp_path / "out", ("-c", FULL_DISK_OF_AN_IMPORT)),
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 2
    assert "cannot be written (File too large): name another" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@posix
def test_an_import_that_is_killed_changes_nothing_and_can_be_made_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with subprocess.Popen(bring_in(out), cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        while "Writing" not in (line := process.stderr.readline()):
            assert line  # it ended before
        process.send_signal(signal.SIGKILL)
    assert not out.exists()
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == []
    assert subprocess.run(bring_in(out), cwd=ROOT, check=False, timeout=120).returncode == 1
    assert (out / "attacks.csv").exists()


def test_an_import_into_a_place_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DataFileError, match=r"out cannot be created \(.*\): name another folder"):
        write_whole(tmp_path / "file" / "out", {"attacks.csv": b""}, 0)


def test_every_file_is_written_by_one_of_the_two_that_write_whole() -> None:
    """Atlas, film, manifest and picture are bytes until `write_file` has them."""
    writes = re.compile(r"\.write_(?:bytes|text)\(|\bopen\([^)]*[\"'][wax]b?[\"']|\.to_file\(")
    found = {
        path.relative_to(ROOT).as_posix(): len(writes.findall(path.read_text(encoding="utf-8")))
        for name in ("geo", "layers", "export", "ui")
        for path in (ROOT / name).rglob("*.py")
    }
    temporary = {"export/animation/ffmpeg.py": 1, "geo/importers/readers/gpkg_parquet.py": 1}
    whole = {"export/command.py": 1, "geo/importers/command.py": 1}
    assert {name: count for name, count in found.items() if count} == temporary | whole

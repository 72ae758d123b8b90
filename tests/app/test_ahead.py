"""What another process makes ahead: the same as this one would make, or nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from geo.limits import Limits
from layers.tiles import parse_tiles
from ui.ahead import Forerunner
from ui.forerunner import MOST_BYTES
from ui.made import make_record, pack_shell, stamp_folder

ROOT = Path(__file__).parents[2]
TILES = "http://tiles.example.org/{z}/{x}/{y}.png"
LIGHT = """
import sys

asked, leaving = [], {"socket.connect", "socket.getaddrinfo", "socket.sendto"}
sys.addaudithook(lambda event, _: asked.append(event) if event in leaving else None)
from ui.forerunner import make_ahead

ahead = make_ahead()
assert ahead.record and ahead.shell
assert not asked, asked
assert "streamlit" not in sys.modules
"""
SPARED = """
import sys
import ui.ahead

ui.ahead.count_processors = lambda: 2
ui.ahead.FORERUNNER.start()
from ui.warming import warm_up

warm_up()
for name in ("folium", "geo.read", "geo.check", "geo.imports.load", "geo.reports", "rapidfuzz"):
    assert name not in sys.modules, f"{name} was imported before the first picture"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with the shipped record, which the settings name."""
    for path in [*ROOT.glob("data/*.csv"), *ROOT.glob("data/*.geojson")]:
        shutil.copy(path, tmp_path)
    monkeypatch.setenv("BASEWATCH_DATA", str(tmp_path))
    monkeypatch.setattr("ui.ahead.count_processors", lambda: 2)
    return tmp_path


def start() -> Forerunner:
    started = Forerunner()
    started.start()
    return started


def run(script: str, **settings: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_it_hands_over_once_what_this_process_would_make(folder: Path) -> None:
    forerunner, stamp = start(), stamp_folder(folder)
    taken = forerunner.take_record(folder, stamp, Limits())
    made = make_record(folder, Limits())
    assert taken is not None
    assert taken.payload == made.payload
    assert vars(taken.dataset).keys() == vars(made.dataset).keys()
    for name, value in vars(made.dataset).items():
        same = getattr(taken.dataset, name)
        if hasattr(value, "columns"):
            assert_frame_equal(same, value)
            assert type(same) is type(value)
        else:
            assert same == value or vars(same) == vars(value), name
    assert taken.dataset.bases.crs == made.dataset.bases.crs
    assert forerunner.take_shell(None) == pack_shell(None)
    assert forerunner.take_record(folder, stamp, Limits()) is None
    assert forerunner.take_shell(None) is None


def test_what_was_made_of_other_files_or_settings_is_not_taken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASEWATCH_TILES", TILES)
    forerunner = start()
    assert forerunner.take_record(folder, stamp_folder(folder)[1:], Limits()) is None
    assert forerunner.take_shell(None) is None
    forerunner = start()
    assert forerunner.take_record(folder, stamp_folder(folder), Limits(rows=9)) is None
    assert forerunner.take_shell(parse_tiles(TILES, "", "", "")) is not None


def test_a_broken_or_a_large_record_is_left_to_this_process(folder: Path) -> None:
    for size in (12, MOST_BYTES):
        (folder / "attacks.csv").write_text("date,weapon\n", encoding="utf-8")
        os.truncate(folder / "attacks.csv", size)
        forerunner = start()
        assert forerunner.take_record(folder, stamp_folder(folder), Limits()) is None
        assert forerunner.take_shell(None) == pack_shell(None)


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are Unix's")
@pytest.mark.parametrize("program", ["/bin/true", "/bin/false", "/bin/nowhere"])
def test_a_process_that_fails_takes_nothing_with_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    forerunner = start()
    assert forerunner.take_record(folder, stamp_folder(folder), Limits()) is None
    assert forerunner.take_shell(None) is None


def test_one_processor_has_no_time_for_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.ahead.count_processors", lambda: 1)
    assert start().take_record(folder, stamp_folder(folder), Limits()) is None


def test_it_asks_nobody_and_needs_no_streamlit() -> None:
    run(LIGHT, BASEWATCH_DATA="", BASEWATCH_TILES="")


def test_the_server_is_spared_what_the_other_process_imports() -> None:
    run(SPARED, BASEWATCH_DATA="", BASEWATCH_TILES="")

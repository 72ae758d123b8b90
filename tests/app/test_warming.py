"""What is made before the first visitor comes, and that it stops nobody."""

import datetime as dt
import gc
import shutil
import sys
from pathlib import Path

import pytest

from ui.cache import find_record
from ui.warming import warm_up

ROOT = Path(__file__).parents[2]
EARLIER = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)


def test_a_visitor_finds_the_record_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in [*ROOT.glob("data/*.csv"), *ROOT.glob("data/*.geojson")]:
        shutil.copy(path, tmp_path)
    monkeypatch.setenv("BASEWATCH_DATA", str(tmp_path))
    monkeypatch.setenv("BASEWATCH_AS_OF", EARLIER.isoformat())
    warm_up()
    assert find_record(tmp_path, EARLIER + dt.timedelta(hours=1)).read_at == EARLIER


def test_a_broken_record_is_left_to_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASEWATCH_DATA", str(tmp_path / "nowhere"))
    usual_s = sys.getswitchinterval()
    warm_up()
    assert gc.isenabled()
    assert sys.getswitchinterval() == usual_s

"""Data files that change, break and come back while the page is open."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.page_run import texts
from ui.state.locks import PAGE_LOCK

KEPT = "as it was read at 211054Z NOV 26"


@pytest.fixture
def data(app: AppTest, record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = record.write(tmp_path / "data", [record.attack("a1"), record.attack("a2")])
    monkeypatch.setenv("BASEWATCH_DATA", str(folder))
    monkeypatch.setenv("BASEWATCH_MARKING", "EXERCISE")
    app.run()
    assert "2 of 2 counted records" in texts(app)
    return folder


def write(path: Path, content: bytes) -> None:
    """Write a file; its time moves on whatever the clock's grain is."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_bytes(content)
    os.utime(path, ns=(before + 10**9, before + 10**9))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "emptied": lambda folder: write(folder / "attacks.csv", b""),
    "without its columns": lambda folder: write(folder / "attacks.csv", b"a,b\n1,2\n"),
    "deleted": lambda folder: (folder / "attacks.csv").unlink(),
    "no longer text": lambda folder: write(folder / "sources.csv", b"\x00\xff\xfe" * 99),
    "cut": lambda folder: write(
        folder / "bases.geojson", (folder / "bases.geojson").read_bytes()[:-40]
    ),
    "a folder now": lambda folder: (
        (folder / "sources.csv").unlink(), (folder / "sources.csv").mkdir()
    ),
    "all gone": lambda folder: folder.rename(folder.with_name("elsewhere")),
}  # fmt: skip


@pytest.mark.parametrize("damage", list(DAMAGES))
def test_the_last_good_record_stays_and_says_so(app: AppTest, data: Path, damage: str) -> None:
    DAMAGES[damage](data)
    app.run()
    assert not app.exception
    assert "2 of 2 counted records" in texts(app)
    assert KEPT in texts(app)
    app.run()
    assert KEPT in texts(app)


def test_good_data_is_shown_again_as_soon_as_it_is_there(app: AppTest, data: Path, record) -> None:
    good = (data / "attacks.csv").read_bytes()
    write(data / "attacks.csv", b"nothing")
    app.run()
    assert KEPT in texts(app)
    write(data / "attacks.csv", good.replace(b"a2,", b"a3,"))
    app.run()
    assert "as it was read at" not in texts(app)
    assert "2 of 2 counted records" in texts(app)
    record.write(data, [record.attack(f"b{n}") for n in range(3)])
    os.utime(data / "attacks.csv", ns=(2**61, 2**61))
    app.run()
    assert "3 of 3 counted records" in texts(app)


def test_another_session_opens_on_the_last_good_record(app: AppTest, data: Path) -> None:
    write(data / "attacks.csv", b"nothing")
    other = AppTest.from_file(app._script_path, default_timeout=60).run()
    assert not other.exception
    assert "2 of 2 counted records" in texts(other)
    assert KEPT in texts(other)


def test_a_folder_that_was_never_good_is_an_error_with_its_fix(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASEWATCH_DATA", str(tmp_path / "nowhere"))
    app.run()
    assert not app.exception
    assert "The record cannot be shown." in texts(app)
    assert not PAGE_LOCK.locked(), "other sessions have their turn"

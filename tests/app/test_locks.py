"""Sessions make their pages one after the other, and their files beside the page of another."""

from collections.abc import Callable
from threading import Event, Thread, Timer

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo.model.scene import Scene
from tests.app.page_run import open_panel
from ui.state.locks import FILE_LOCK, PAGE_LOCK, hold_page_lock, release_page_lock


def test_a_page_waits_while_another_is_made(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    app.run()  # what is imported is imported
    order = []

    def end_other_page() -> None:
        order.append("the other page ends")
        PAGE_LOCK.release()

    monkeypatch.setattr("ui.page.begin_files", lambda: order.append("this page begins"))
    PAGE_LOCK.acquire()
    Timer(1.0, end_other_page).start()
    app.run()
    assert order == ["the other page ends", "this page begins"]
    assert not app.exception
    assert not PAGE_LOCK.locked()


def test_a_file_is_made_while_another_page_may_be(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def write_later(rows: pd.DataFrame, _scene: Scene) -> Callable[[], bytes]:
        def write() -> bytes:
            seen.append((len(rows) > 0, PAGE_LOCK.locked(), FILE_LOCK.locked()))
            return b"attack_id\r\n"

        return write

    monkeypatch.setenv("BASEWATCH_MARKING", "EXERCISE ONLY")
    monkeypatch.setattr("ui.records.tab._write_later", write_later)
    open_panel(app.run(), "Records")
    app.button(key="records-csv").click().run()
    assert not app.exception
    assert seen == [(True, False, True)]
    assert not FILE_LOCK.locked()


def test_long_work_leaves_the_turn_to_another_and_takes_it_again() -> None:
    begun, ended = Event(), Event()

    def make_other_page() -> None:
        begun.wait()
        with hold_page_lock():
            ended.set()

    other = Thread(target=make_other_page, daemon=True)
    other.start()
    with hold_page_lock():
        begun.set()
        assert not ended.wait(0.2)
        with release_page_lock():
            assert ended.wait(5)
        assert PAGE_LOCK.locked()
    other.join(5)
    assert not PAGE_LOCK.locked()


def test_who_has_no_turn_leaves_that_of_another_alone() -> None:
    def run_alone() -> None:
        with release_page_lock():
            seen.append(PAGE_LOCK.locked())

    seen: list[bool] = []
    with hold_page_lock():
        alone = Thread(target=run_alone)
        alone.start()
        alone.join()
        assert PAGE_LOCK.locked()
    with pytest.raises(ValueError, match="in between"), hold_page_lock(), release_page_lock():
        raise ValueError("in between")
    run_alone()
    assert seen == [True, False]

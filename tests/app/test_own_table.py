"""A table of one's own: chosen, mapped by hand, reported on, shown, marked, taken off again."""

from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from streamlit.testing.v1 import AppTest

from geo.loading import read_dataset
from geo.record import Dataset
from geo.reports.user_reports import Additions, Report
from tests.app.page_run import settle, texts
from ui.state.locks import PAGE_LOCK, hold_page_lock
from ui.state.table_draft import OwnTable, join_table

ROOT = Path(__file__).parents[2]
FOREIGN = ROOT / "tests" / "data"

IMPORTING = """
from pathlib import Path

from geo.loading import read_dataset
from geo.importers.readers.dispatch import parse_foreign
from geo.importers.known_formats import make_mapping
from geo.importers.pipeline import import_table
from ui.own_table.progress import show_progress

table = parse_foreign("log.csv", b"date,place,weapon\\n2024-01-05,Heet,rocket\\n")
tell = show_progress()
mapping = make_mapping("own", table.frame)
import_table(table, mapping, read_dataset(Path("data")), on_progress=tell)
tell("Putting it on the map")
tell("Reading columns")
"""


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def choose(app: AppTest, name: str, data: bytes) -> AppTest:
    """Open the dialog with a file chosen."""
    settle(app)
    press(app, "own-table")
    app.file_uploader(key="own-file").set_value((name, data, "text/csv")).run()
    assert not app.exception
    return app


def keys(app: AppTest) -> list[str]:
    return [str(button.key) for button in app.button]


def test_a_table_is_joined_once_and_not_in_each_run(app):
    choose(app, "acled-export.csv", (FOREIGN / "acled-export.csv").read_bytes())
    press(app, "own-done")
    joined = app.session_state["additions-joined"]
    settle(app)
    assert app.session_state["additions-joined"] is joined


@pytest.fixture
def joins(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Have another session make its page while a table is joined; note whether it had to wait."""
    waited: list[bool] = []

    def make_other_page() -> None:
        with hold_page_lock():
            pass

    def join_slowly(dataset: Dataset, table: OwnTable) -> Dataset:
        other = Thread(target=make_other_page, daemon=True)
        other.start()
        other.join(timeout=5)
        waited.append(other.is_alive())
        return join_table(dataset, table)

    monkeypatch.setattr("ui.state.session.join_table", join_slowly)
    return waited


def test_no_other_session_waits_while_a_table_is_joined(app, joins):
    choose(app, "acled-export.csv", (FOREIGN / "acled-export.csv").read_bytes())
    press(app, "own-done")
    assert joins == [False], "joined once, in the run of the dialog"
    table = app.session_state["own-table-shown"]
    press(app, "own-table")
    press(app, "own-remove")
    app.session_state["own-table-shown"] = replace(table)  # as one that comes back
    settle(app)
    assert joins == [False, False], "joined in the page's run, which leaves its turn"
    assert not PAGE_LOCK.locked()


def test_a_report_does_not_join_the_table_anew(app, joins):
    choose(app, "acled-export.csv", (FOREIGN / "acled-export.csv").read_bytes())
    press(app, "own-done")
    tabled = app.session_state["additions-joined"].record.dataset
    cells = {"date": "2023-10-20", "date_precision": "day", "base_id": "conoco"}
    cells |= {"target_kind": "base", "weapon": "rocket", "outcome": "unknown"}
    cells |= {"confirmation": "media", "status": "accepted", "source_ids": tabled.sources.index[0]}
    added, attack_id = Additions().add(Report(cells), tabled.attacks.index, "4f7c2a")
    app.session_state["additions"] = added
    settle(app)
    dataset = app.session_state["additions-joined"].record.dataset
    assert len(dataset.attacks) == len(tabled.attacks) + 1
    assert attack_id in dataset.attacks.index
    assert joins == [False]


def test_an_export_joins_the_record_and_the_marking_is_asked_for(app):
    choose(app, "acled-export.csv", (FOREIGN / "acled-export.csv").read_bytes())
    said = texts(app)
    assert "8 rows read = 4 kept + 4 rejected" in said
    assert "Recognised as ACLED" in said
    press(app, "own-done")
    dataset = app.session_state["additions-joined"].record.dataset
    assert len(dataset.attacks) == len(read_dataset(ROOT / "data").attacks) + 4
    assert "ask-export" in keys(app)
    assert f"4 of {len(dataset.attacks) + 4} attack records are not shown" in texts(app) + " ".join(
        str(warning.value) for warning in app.warning
    )


def test_columns_are_mapped_by_hand_and_the_file_may_come_again(app):
    choose(app, "log.csv", b"Tag,Ort,Waffe\n2023-10-17,Heet,Speer\n")
    assert "No column was recognised as the date" in texts(app)
    app.selectbox(key="own-column-date").set_value("Tag").run()
    app.selectbox(key="own-column-place_as_reported").set_value("Ort").run()
    app.selectbox(key="own-column-weapon").set_value("Waffe").run()
    assert "1 rows read = 0 kept + 1 rejected" in texts(app)
    app.selectbox(key="own-word-weapon-Speer").set_value("rocket").run()
    assert "1 rows read = 1 kept + 0 rejected" in texts(app)
    again = b"Tag,Ort,Waffe\n2023-10-17,Heet,Speer\n2023-10-18,Heet,Speer\n"
    app.file_uploader(key="own-file").set_value(("log.csv", again, "text/csv")).run()
    assert "2 rows read = 2 kept + 0 rejected" in texts(app)


def test_instead_of_the_record_and_taken_off_again(app):
    choose(app, "colleague.geojson", (FOREIGN / "colleague.geojson").read_bytes())
    app.segmented_control(key="own-how").set_value("Instead of the record").run()
    press(app, "own-done")
    dataset = app.session_state["additions-joined"].record.dataset
    assert len(dataset.attacks) == 3
    press(app, "own-table")
    press(app, "own-remove")
    assert "ask-export" not in keys(app)
    press(app, "own-table") if "own-back" not in keys(app) else app
    press(app, "own-back")
    assert "ask-export" in keys(app)


def test_another_session_sees_nothing_of_it(app):
    choose(app, "acled-export.csv", (FOREIGN / "acled-export.csv").read_bytes())
    press(app, "own-done")
    other = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    settle(other)
    assert "ask-export" not in keys(other)


def test_a_file_in_another_encoding_is_asked_for(app):
    choose(app, "unit-log.csv", (FOREIGN / "unit-log.csv").read_bytes())
    assert "Windows-1252" in texts(app)
    app.selectbox(key="own-encoding").set_value("cp1252").run()
    assert "5 rows read" in texts(app)


def test_sites_of_ones_own_take_the_place_of_the_records(app):
    choose(app, "log.csv", b"date,base,weapon\n2024-01-05,Fort Invented,rocket\n")
    sites = ("sites.csv", b"name,lat,lon\nFort Invented,13.51,2.11\n", "text/csv")
    app.file_uploader(key="own-sites").set_value(sites).run()
    press(app, "own-done")
    dataset = app.session_state["additions-joined"].record.dataset
    assert list(dataset.bases.index) == ["fort-invented"]
    assert dataset.attacks["base_id"].to_list() == ["fort-invented"]


def test_the_bar_moves_with_each_step_of_an_import_and_never_back():
    app = AppTest.from_string(IMPORTING, default_timeout=60).run()
    assert not app.exception
    (bar,) = app.get("progress")
    assert (bar.proto.value, bar.proto.text) == (90, "Reading columns")

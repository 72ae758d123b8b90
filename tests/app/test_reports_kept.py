"""Reports once they are added: shown, marked, corrected, removed, and asked for before they are lost."""

import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from export.data.folder import render_folder, select_added
from geo.__main__ import main
from geo.loading import read_dataset
from tests.app.page_run import open_panel, settle, texts
from tests.app.report_form import SOUND, add, faults, fill, is_open, keys, press

AS_OF = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)


def set_marking(app: AppTest, gate: str, text: str = "EXERCISE ONLY") -> AppTest:
    press(app, gate)
    app.text_input(key="marking-text").set_value(text).run()
    return press(app, "marking-done")


def labels(app: AppTest) -> set[str]:
    """Give what can be downloaded at once."""
    gates = ("ask-", "change-", "list-", "add-")
    return {
        button.label
        for button in app.button
        if "Download" in button.label and not str(button.key).startswith(gates)
    }


def menus(app: AppTest) -> list[str]:
    """Give the menus that have to do with exports."""
    found = [menu.proto.popover.label for menu in app.get("popover")]
    return [label for label in found if label == "Export"]


def test_a_report_out_of_sight_can_be_gone_to(app: AppTest) -> None:
    app.run()
    settle(app)
    add(app, date=dt.date(2025, 3, 1))
    said = texts(app)
    assert "01 MAR 25, is outside the period" in said
    assert "outside the map view" in said
    assert "0 added by user" not in texts(app)
    press(app, "show-report")
    command = app.session_state["map-command"]
    assert command["from"] <= "2025-03-01" <= command["to"]
    assert command["record"].startswith("2025-03-01-harir-u1-")
    west, south, east, north = command["extent"]
    assert west < 44.34 < east
    assert south < 36.53 < north
    settle(app, **{name: command[name] for name in ("from", "to", "extent")})
    assert "1 added by user" in texts(app)
    assert "show-report" not in keys(app)


def test_filters_that_leave_it_out_are_named_and_let_go(app: AppTest) -> None:
    app.query_params["base"] = "tower-22"
    app.run()
    add(app)
    assert "The filters hide it." in texts(app)
    press(app, "show-report")
    assert "show-report" not in keys(app)
    assert "85 of 246 counted records · 1 added by user" in texts(app)
    add(app, target_kind="convoy")
    assert "excluded from counts (target is a convoy)" in texts(app)
    press(app, "show-report")
    assert "show-report" not in keys(app)
    assert "2 added by user" in texts(app)


def test_exporting_asks_for_a_marking_and_the_page_then_bears_it(app: AppTest) -> None:
    app.run()
    assert "UNCLASSIFIED" in texts(app)
    assert menus(app) == ["Export"]
    add(app)
    assert "UNCLASSIFIED" not in texts(app)
    assert texts(app).count("NO MARKING SET") == 2
    open_panel(app, "Records")
    assert labels(app) == set()
    assert menus(app) == []
    assert {"ask-export", "ask-records-csv"} <= set(keys(app))
    press(app, "ask-export")
    assert app.text_input(key="marking-text").value == "", "nothing is guessed"
    press(app, "marking-done")
    assert "its text is blank" in faults(app)[0]
    app.text_input(key="marking-text").set_value("EXERCISE </script> ONLY").run()
    press(app, "marking-done")
    assert texts(app).count("EXERCISE &lt;/script&gt; ONLY") == 2
    assert menus(app) == ["Export"]
    press(app, "list-reports")
    press(app, next(key for key in keys(app) if key.startswith("remove-")))
    assert texts(app).count("EXERCISE &lt;/script&gt; ONLY") == 2, "no marking falls back by itself"
    assert "UNCLASSIFIED" not in texts(app)


def test_a_marking_of_the_settings_is_not_taken_for_what_was_added(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASEWATCH_MARKING", "OUR LINE")
    app.run()
    assert "OUR LINE" in texts(app)
    add(app)
    assert "OUR LINE — CONFIRM IT BEFORE EXPORTING" in texts(app), "what was set stays on the page"
    assert menus(app) == []
    press(app, "ask-export")
    assert app.text_input(key="marking-text").value == "OUR LINE"
    press(app, "marking-done")
    assert "CONFIRM" not in texts(app)
    assert menus(app) == ["Export"]


def test_a_report_names_several_weapons_and_is_corrected_with_them(app: AppTest) -> None:
    app.run()
    add(app, weapon=["mortar", "rocket"])
    added = app.session_state["additions-joined"].record.dataset.attacks
    assert added.loc[added["added_by"] == "user", "weapon"].tolist() == ["rocket;mortar"]
    press(app, "list-reports")
    assert "rocket and mortar" in texts(app)
    press(app, next(key for key in keys(app) if key.startswith("correct-")))
    assert app.multiselect(key="report-weapon").value == ["rocket", "mortar"]
    fill(app, weapon=["several", "mortar"])
    press(app, "report-done")
    assert any("Choose “several”" in fault for fault in faults(app))
    fill(app, weapon=[])
    press(app, "report-done")
    added = app.session_state["additions-joined"].record.dataset.attacks
    assert added.loc[added["added_by"] == "user", "weapon"].tolist() == ["unknown"]


def test_reports_are_corrected_removed_and_brought_back(app: AppTest) -> None:
    app.run()
    add(app)
    add(app, weapon=["rocket"], date=dt.date(2023, 11, 6))
    press(app, "list-reports")
    first, second = (key.removeprefix("remove-") for key in keys(app) if key.startswith("remove-"))
    press(app, f"remove-{second}")
    assert f"remove-{second}" not in keys(app)
    assert "1 added by user" in texts(app)
    assert app.button(key="undo-report").label == "Undo: remove Harir, 6 Nov 2023"
    press(app, "undo-report")
    assert f"remove-{second}" in keys(app)
    press(app, f"correct-{first}")
    assert app.text_input(key="report-source_title").value == SOUND["source_title"]
    assert app.date_input(key="report-date").value == SOUND["date"]
    fill(app, weapon=["mortar"], source_title="Another title")
    press(app, "report-done")
    joined = app.session_state["additions-joined"].record.dataset
    assert joined.attacks.loc[first, "weapon"] == "mortar"
    assert joined.sources.loc[f"{first}-source", "title"] == "Another title"
    press(app, "add-report")
    assert app.text_input(key="report-source_title").value == "", "a new form is blank"


def test_a_form_that_was_dismissed_is_as_it_was_left(app: AppTest) -> None:
    app.run()
    press(app, "add-report")
    fill(app, **SOUND)
    app.session_state["dialog"] = None  # as a dismissal does
    app.run()
    assert not is_open(app)
    press(app, "add-report")
    assert app.text_input(key="report-source_title").value == SOUND["source_title"]
    assert app.selectbox(key="report-base_id").value == "harir"
    press(app, "report-clear")
    assert app.text_input(key="report-source_title").value == ""


def test_the_download_says_what_is_lost_and_the_checker_accepts_it(
    app: AppTest, tmp_path: Path
) -> None:
    app.run()
    add(app, summary="=1+1; {{7*7}} عين الأسد")
    press(app, "list-reports")
    assert "Closing the tab deletes it." in texts(app)
    set_marking(app, "ask-folder")
    assert "Download as Basewatch files (.zip)" in labels(app)
    dataset = app.session_state["additions-joined"].record.dataset
    for name, taken in (("own", select_added(dataset)), ("all", dataset)):
        data = render_folder(taken, app.session_state["marking-set"].marking, AS_OF)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.extractall(tmp_path / name)
        assert main(["check", str(tmp_path / name)]) == 0
        again = read_dataset(tmp_path / name)
        assert len(again.attacks) == {"own": 1, "all": 293}[name]
        assert "=1+1; {{7*7}} عين الأسد" in set(again.attacks["summary"])


def test_the_browser_is_asked_to_warn_until_it_is_downloaded(app: AppTest) -> None:
    def unsaved() -> bool:
        (mount,) = (item for item in app.get("bidi_component") if item.key == "map")
        return bool(json.loads(mount.proto.json)["unsaved"])

    app.run()
    assert not unsaved()
    add(app)
    assert unsaved()
    press(app, "list-reports")
    set_marking(app, "ask-folder")
    press(app, "download-folder")
    assert not unsaved()
    add(app)
    assert unsaved()


def remove_twice() -> None:
    """Press *Remove* for one report twice, as two presses that come in one run."""
    import streamlit as st  # noqa: PLC0415 - a page's source, run by itself

    from geo.reports.user_reports import Additions  # noqa: PLC0415
    from ui.state.session import next_undo, remove_report, session_additions  # noqa: PLC0415

    row = {"attack_id": "a", "date": "2023-10-20", "base_id": "harir", "source_ids": "s"}
    row |= {"possible_duplicate_of": ""}
    st.session_state["additions"] = Additions((row, row | {"attack_id": "b"}))
    remove_report("a")
    remove_report("a")
    st.text(
        f"{[row['attack_id'] for row in session_additions().attacks]} {next_undo({'harir': 'Harir'})}"
    )


def test_a_report_that_is_removed_twice_is_gone_once() -> None:
    app = AppTest.from_function(remove_twice).run()
    assert not app.exception
    assert [line.value for line in app.text] == ["['b'] remove Harir, 20 Oct 2023"]
    assert len(app.session_state["additions-steps"]) == 1

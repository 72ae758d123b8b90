"""A report of one's own: filled in, corrected where it is faulty, counted, exported with a marking."""

import datetime as dt
from pathlib import Path

from streamlit.testing.v1 import AppTest

from geo.loading import read_dataset
from tests.app.page_run import open_panel, texts
from tests.app.report_form import SOUND, add, faults, fill, is_open, keys, press

ROOT = Path(__file__).parents[2]


def test_a_report_is_added_counted_marked_and_said(app: AppTest) -> None:
    app.run()
    assert "84 of 245 counted records" in texts(app)
    add(app, us_wounded="2")
    assert not is_open(app)
    said = texts(app)
    assert "85 of 246 counted records · 1 added by user" in said
    assert "Report added, and marked on the map." in said
    command = app.session_state["map-command"]
    assert command["record"].startswith("2023-11-05-harir-u1-")
    assert "from" not in command, "its day is in view: the window stays"
    open_panel(app, "Records")
    table = app.dataframe[0].value.set_index("Record")
    assert table.loc[command["record"], ["Added", "Grade", "US wounded"]].tolist() == [
        "added by user", "A2", 2,
    ]  # fmt: skip
    assert (table["Added"] != "").sum() == 1


def test_another_session_does_not_see_it(app: AppTest) -> None:
    app.run()
    add(app)
    other = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run().run()
    assert "84 of 245 counted records" in texts(other)
    assert "added by user" not in texts(other)
    assert "UNCLASSIFIED" in texts(other)
    assert "list-reports" not in keys(other)


def test_blank_fields_are_told_once_it_was_tried_and_nothing_is_lost(app: AppTest) -> None:
    app.run()
    press(app, "add-report")
    assert faults(app) == []
    fill(app, us_wounded="about 4")
    assert len(faults(app)) == 1
    assert "Enter digits only" in faults(app)[0]
    press(app, "report-done")
    assert is_open(app)
    said = " ".join(faults(app))
    for text in ("Enter the date", "Choose a site", "Choose the best confirmation", "Enter a title",
                 "Choose the kind of publisher", "Enter digits only"):  # fmt: skip
        assert text in said
    assert "6 to correct: Date, Site, US wounded, Confirmed by, Title, Kind of publisher." in said
    fill(app, **SOUND)
    assert app.text_input(key="report-us_wounded").value == "about 4"
    assert len(faults(app)) == 2
    fill(app, us_wounded="4")
    assert faults(app) == []
    press(app, "report-done")
    assert "1 added by user" in texts(app)


def test_a_day_ahead_is_told_with_today(app: AppTest) -> None:
    app.run()
    press(app, "add-report")
    fill(app, date=dt.date(2026, 11, 22))
    assert "This is in the future: today is 2026-11-21." in faults(app)[0]
    fill(app, date=dt.date(2026, 11, 21))
    assert faults(app) == []


def test_another_place_stands_at_its_own_point_or_is_not_placed(app: AppTest) -> None:
    app.run()
    press(app, "add-report")
    fill(app, **SOUND | {"base_id": "(another place)"})
    assert not faults(app)
    press(app, "report-done")
    assert "Enter the place as the source words it." in " ".join(faults(app))
    fill(app, place_as_reported="a road near Rawa", longitude="41.9")
    assert "Enter both latitude and longitude, or neither." in " ".join(faults(app))
    fill(app, latitude="34.5")
    assert faults(app) == []
    press(app, "report-done")
    row = app.session_state["additions-joined"].record.dataset.attacks.query("added_by == 'user'")
    assert row[["lon_deg", "lat_deg", "place_as_reported"]].to_numpy().tolist() == [
        [41.9, 34.5, "a road near Rawa"]
    ]
    add(app, base_id="(another place)", place_as_reported="a base in Syria")
    assert "listed under Not placed" in texts(app)


def test_sources_of_the_record_can_be_cited_and_the_grade_is_seen_before(app: AppTest) -> None:
    app.run()
    press(app, "add-report")
    fill(app, **SOUND)
    assert "Grade A2 by the rule" in texts(app)
    app.segmented_control(key="report-source_way").set_value("Sources in the record").run()
    two = list(read_dataset(ROOT / "data").sources.query("kind == 'newsroom'").index[:2])
    fill(app, source_ids=two)
    assert "Grade B1 by the rule" in texts(app)
    press(app, "report-done")
    joined = app.session_state["additions-joined"].record.dataset
    added = joined.attacks.query("added_by == 'user'").iloc[0]
    assert added["source_ids"] == ";".join(two)
    assert not (joined.sources["added_by"] != "").any()


def test_what_may_be_the_same_event_is_shown_before_it_is_counted_twice(app: AppTest) -> None:
    app.run()
    press(app, "add-report")
    fill(app, date=dt.date(2023, 11, 5), base_id="harir")
    assert "Is yours a different event?" in texts(app)
    assert "04 NOV 23 · one-way UAV · claim only" in texts(app)
    fill(app, date=dt.date(2024, 5, 1))
    assert "Is yours a different event?" not in texts(app)


def test_a_report_of_the_same_event_is_held_out_and_counts_when_the_other_is_gone(
    app: AppTest,
) -> None:
    app.run()
    add(app)
    press(app, "add-report")
    fill(app, **SOUND)
    first = app.session_state["additions"].attacks[0]["attack_id"]
    fill(app, possible_duplicate_of=first)
    press(app, "report-done")
    assert "85 of 246 counted records" in texts(app)
    assert "It is excluded from counts" in texts(app)
    press(app, "list-reports")
    press(app, f"correct-{first}")
    offered = [box.key for box in app.selectbox]
    assert "report-possible_duplicate_of" not in offered, "one of the two must count"
    app.session_state["dialog"] = "reports"
    app.run()
    press(app, f"remove-{first}")
    assert "85 of 246 counted records · 1 added by user" in texts(app)
    assert not app.session_state["additions-joined"].record.dataset.rejects


def test_what_was_chosen_as_the_same_event_goes_with_the_site_that_it_was_near(
    app: AppTest,
) -> None:
    app.run()
    press(app, "add-report")
    fill(app, **SOUND)
    fill(app, possible_duplicate_of="2023-11-04-harir-1")
    assert app.session_state["report-draft"]["possible_duplicate_of"] == "2023-11-04-harir-1"
    fill(app, base_id="tower-22")
    press(app, "report-done")
    (row,) = app.session_state["additions"].attacks
    assert row["possible_duplicate_of"] == ""


def test_of_two_sources_of_one_title_the_chosen_one_is_cited(app: AppTest) -> None:
    app.run()
    add(app)
    add(app, date=dt.date(2023, 11, 6))
    first, second = (row["source_id"] for row in app.session_state["additions"].sources)
    press(app, "add-report")
    fill(app, **SOUND)
    app.segmented_control(key="report-source_way").set_value("Sources in the record").run()
    for source_id in (first, second):
        fill(app, source_ids=[source_id])
        assert app.session_state["report-source_ids"] == [source_id]

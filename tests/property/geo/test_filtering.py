"""Filters on the shipped record: facets add up, and each number is what choosing it would show."""

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.extent import Extent
from geo.model.scene import Filters
from geo.query.facet_counts import count_facets, explain_empty
from geo.query.facets import FACETS
from geo.query.filtering import list_choices, mask_filters
from geo.query.totals import count_records
from geo.record import Dataset

ROOT = Path(__file__).parents[3]
EXAMPLES = settings(max_examples=25, deadline=None)
DAYS = st.dates(dt.date(2023, 10, 1), dt.date(2024, 12, 31))
WORDS = st.sampled_from(
    ["drone", "rockets", "al-Asad", "SOHR", "Reuters", "قاعدة", "no-such-word", "ein", "claim"]
)


@cache
def shipped() -> Dataset:
    return read_dataset(ROOT / "data")


@st.composite
def draw_areas(draw) -> Extent:
    lon = sorted(draw(st.lists(st.integers(3600, 4900), min_size=2, max_size=2, unique=True)))
    lat = sorted(draw(st.lists(st.integers(2900, 3800), min_size=2, max_size=2, unique=True)))
    return Extent(lon[0] / 100, lat[0] / 100, lon[1] / 100, lat[1] / 100)


@st.composite
def draw_filters(draw) -> Filters:
    chosen = {
        facet.field: draw(
            st.just(frozenset())
            | st.frozensets(st.sampled_from(list(list_choices(shipped().bases, facet))))
        )
        for facet in FACETS
    }
    return Filters(
        **chosen,
        with_casualties=draw(st.sampled_from([False, False, True])),
        text=draw(st.just("") | st.lists(WORDS, max_size=2).map(" ".join)),
        area=draw(st.none() | draw_areas()),
        include_held_out=draw(st.booleans()),
    )


def count(filters: Filters, window: Window) -> int:
    return count_records(shipped(), filters, window).selected


@EXAMPLES
@given(filters=draw_filters(), ends=st.lists(DAYS, min_size=2, max_size=2).map(sorted))
def test_facets_add_up_and_each_number_is_what_choosing_it_shows(filters, ends):
    window = Window(*ends)
    counts = count_facets(shipped(), filters, window)
    assert counts.selected == count(filters, window)
    assert counts.in_period == count(Filters(), window)
    for facet in FACETS:
        numbers = counts.by_choice[facet.field]
        others = filters.drop(facet.field)
        if facet.field == "weapons":  # one with several counts under each
            assert sum(numbers.values()) >= count(others, window)
        else:
            assert sum(numbers.values()) == count(others, window)
        for word, number in numbers.items():
            assert number == count(replace(others, **{facet.field: frozenset({word})}), window)
    harmed = replace(filters, with_casualties=True)
    assert counts.with_casualties == count(harmed, window)
    elsewhere = filters.drop("area")
    placed = count_records(shipped(), elsewhere, window)
    assert counts.without_place == placed.not_placed
    assert counts.in_area == count_records(shipped(), filters, window).placed
    assert counts.held_out == count_records(shipped(), filters, window).held_out_selected


@EXAMPLES
@given(filters=draw_filters(), ends=st.lists(DAYS, min_size=2, max_size=2).map(sorted))
def test_an_empty_view_is_explained_and_only_then(filters, ends):
    window = Window(*ends)
    emptied = explain_empty(shipped(), filters, window)
    assert (emptied is None) == (count(filters, window) > 0)
    if emptied is not None:
        back = {name: count(filters.drop(name), window) for name in filters.on}
        assert dict(emptied.returning) == {name: number for name, number in back.items() if number}
        numbers = [number for _, number in emptied.returning]
        assert numbers == sorted(numbers, reverse=True)
        held_out = count_records(shipped(), filters, window).held_out_selected
        assert emptied.held_out == held_out


@EXAMPLES
@given(filters=draw_filters())
def test_the_mask_is_what_a_person_with_a_pencil_would_tick(filters):
    dataset = shipped()
    country = dataset.bases["country"].to_dict()
    mask = mask_filters(dataset, replace(filters, text=""))
    for passes, (_, row) in zip(mask, dataset.attacks.iterrows(), strict=True):
        cells = {
            "base_ids": row["base_id"],
            "countries": country.get(row["base_id"], ""),
            "outcomes": row["outcome"],
            "confirmations": row["confirmation"],
            "claim_groups": row["claim_group"],
            "reliabilities": row["reliability"],
            "credibilities": row["credibility"],
        }
        ticked = all(
            not getattr(filters, name) or cell in getattr(filters, name)
            for name, cell in cells.items()
        )
        words = set(row["weapon"].split(";"))
        words |= {"several"} if len(words) > 1 else set()
        ticked &= not filters.weapons or bool(words & filters.weapons)
        if filters.with_casualties:
            harmed = [row[name] for name in ("us_killed", "us_wounded")]
            ticked &= any(str(number) not in {"<NA>", "0"} for number in harmed)
        if filters.area:
            ticked &= bool(row["placed"]) and filters.area.contains(row["lon_deg"], row["lat_deg"])
        assert passes == ticked

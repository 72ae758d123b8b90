import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.errors import DateError, ViewError
from geo.model.extent import Extent
from geo.model.scene import Filters, Marking, View
from geo.query.opening import (
    PAD_PX,
    PICTURE_PX,
    THEATRE,
    default_extent,
    opening_view,
    timeline_days,
)
from geo.query.selection import DEFAULT_TITLE, select_mask, select_scene, select_sources
from geo.record import OPENING_DAYS

ROOT = Path(__file__).parents[4]
AS_OF = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def dataset(write_record, record):
    return read_dataset(
        write_record(
            record.attack("a", date="2023-10-18"),
            record.attack("b", date="2023-10-20", base_id="hemo"),
            record.attack("c", date="2023-10-20", weapon="one_way_uav", status="disputed"),
            record.attack("d", date="2023-10-25", longitude="41", latitude="36"),
            record.attack("e", date="2024-02-01", base_id="", weapon="several"),
            record.attack("f", date="2024-02-02", base_id="hemo", target_kind="convoy"),
            bases=[
                record.base("conoco"),
                record.base("hemo", None),
                record.base("harir", [44, 36]),
            ],
            sources=[record.source("s1"), record.source("s2")],
        )
    )


def ids(dataset, **filters) -> list[str]:
    return dataset.attacks.index[select_mask(dataset, Filters(**filters))].tolist()


def test_the_mask_holds_counted_rows_whatever_their_date(dataset):
    mask = select_mask(dataset, Filters())
    assert mask.dtype == np.bool_
    assert mask.tolist() == [True, True, False, True, True, False]


def test_filters_narrow_and_held_out_rows_come_when_asked(dataset):
    assert ids(dataset, base_ids=frozenset({"conoco"})) == ["a", "d"]
    assert ids(dataset, weapons=frozenset({"several", "ied"})) == ["e"]
    assert ids(dataset, include_held_out=True) == list("abcdef")
    assert ids(dataset, base_ids=frozenset({"hemo"}), include_held_out=True) == ["b", "f"]


def test_an_unknown_site_or_weapon_names_the_nearest(dataset):
    filters = Filters(base_ids=frozenset({"conocco"}), weapons=frozenset({"rockets"}))
    with pytest.raises(
        ViewError, match=r"no site `conocco`: try conoco\. .*`rockets`: try rocket\."
    ):
        select_mask(dataset, filters)
    with pytest.raises(ViewError, match=r"no site `Konicko`: try conoco \(Koniko\)\."):
        select_mask(dataset, Filters(base_ids=frozenset({"Konicko"})))
    with pytest.raises(ViewError, match="no site `zzz`: try conoco, hemo, harir"):
        select_scene(dataset, View(dataset.days, filters=Filters(frozenset({"zzz"}))), as_of=AS_OF)


def test_both_ends_of_the_window_are_shown(dataset):
    view = View(Window(day("2023-10-18"), day("2023-10-25")))
    scene = select_scene(dataset, view, as_of=AS_OF)
    assert list(scene.drawn.index) == ["a", "d"]
    assert list(scene.not_placed.index) == ["b"]
    assert scene.period == view.window
    inner = View(Window(day("2023-10-19"), day("2023-10-24")))
    assert select_scene(dataset, inner, as_of=AS_OF).drawn.empty


def test_cumulative_begins_on_the_records_first_day(dataset):
    late = Window(day("2023-10-25"), day("2023-10-26"))
    scene = select_scene(dataset, View(late, "cumulative"), as_of=AS_OF)
    assert scene.period == Window(day("2023-10-18"), day("2023-10-26"))
    assert list(scene.drawn.index) == ["a", "d"]


def test_cumulative_up_to_the_records_first_day_is_that_day(dataset):
    view = View(Window(day("2023-10-01"), day("2023-10-18")), "cumulative")
    first = day("2023-10-18")
    assert select_scene(dataset, view, as_of=AS_OF).period == Window(first, first)


@pytest.mark.parametrize("mode", ["window", "cumulative"])
@pytest.mark.parametrize("year", [2001, 2050])
def test_a_window_beside_the_record_is_no_error(dataset, mode, year):
    window = Window(dt.date(year, 1, 1), dt.date(year, 1, 31))
    scene = select_scene(dataset, View(window, mode), as_of=AS_OF)
    assert len(scene.drawn) == (2 if (mode, year) == ("cumulative", 2050) else 0)


def test_held_out_rows_are_drawn_but_never_counted(dataset):
    view = View(dataset.days, filters=Filters(include_held_out=True))
    scene = select_scene(dataset, view, as_of=AS_OF)
    assert list(scene.drawn.index) == ["a", "c", "d"]
    assert list(scene.not_placed.index) == ["b", "e", "f"]
    assert (scene.counts.selected, scene.counts.held_out_drawn) == (4, 1)
    assert scene.counts.not_placed == 2


def test_bases_carry_what_stands_at_them(dataset):
    view = View(
        Window(day("2023-10-19"), day("2024-12-31")), filters=Filters(include_held_out=True)
    )
    bases = select_scene(dataset, view, as_of=AS_OF).bases
    assert bases["total"].to_dict() == {"conoco": 1, "hemo": 0, "harir": 0}
    assert bases["shown"].to_dict() == {"conoco": 1, "hemo": 0, "harir": 0}
    assert "total" not in dataset.bases


def test_a_scene_carries_title_marking_and_provenance(dataset):
    scene = select_scene(dataset, View(dataset.days), as_of=AS_OF)
    assert scene.title == DEFAULT_TITLE == "Reported attacks on bases hosting US forces"
    assert scene.marking == Marking()
    assert scene.provenance.as_of == AS_OF
    assert scene.provenance.inputs == dataset.inputs
    named = select_scene(
        dataset, View(dataset.days), as_of=AS_OF, title="T", marking=Marking("SECRET", "#ff0000")
    )
    assert (named.title, named.marking.text) == ("T", "SECRET")


def test_a_time_without_a_zone_is_an_error(dataset):
    with pytest.raises(DateError, match="has no time zone"):
        select_scene(dataset, View(dataset.days), as_of=dt.datetime(2026, 1, 2))


def test_selecting_changes_nothing_in_the_dataset(dataset):
    before = (dataset.attacks.copy(), dataset.bases.copy(), dataset.sources.copy())
    select_scene(dataset, View(dataset.days), as_of=AS_OF)
    for frame, copy in zip((dataset.attacks, dataset.bases, dataset.sources), before, strict=True):
        assert frame.equals(copy)


def test_an_extent_that_is_asked_for_is_kept(dataset):
    extent = Extent(40, 33, 45, 37)
    assert select_scene(dataset, View(dataset.days, extent=extent), as_of=AS_OF).extent == extent


def test_the_default_extent_holds_every_site_with_room_for_its_dots(dataset):
    extent = default_extent(dataset)
    width, height = PICTURE_PX[0], extent.height_px(PICTURE_PX[0])
    degree_px = width / (extent.east - extent.west)
    points = dataset.bases.geometry.dropna()
    assert (points.x.min() - extent.west) * degree_px >= PAD_PX - 1e-6
    assert (extent.east - points.x.max()) * degree_px >= PAD_PX - 1e-6
    assert extent.south < points.y.min() < points.y.max() < extent.north
    assert height <= PICTURE_PX[1] + 1e-6


def test_the_default_extent_without_or_with_one_site(record, tmp_path):
    none = read_dataset(record.write(tmp_path / "none", [], bases=[record.base("a", None)]))
    assert default_extent(none) == THEATRE
    one = default_extent(read_dataset(record.write(tmp_path / "one", [], bases=[record.base()])))
    assert one.east - one.west == pytest.approx(2.0)
    pole = read_dataset(record.write(tmp_path / "pole", [], bases=[record.base("a", [180, 90])]))
    assert default_extent(pole).east == 180


def test_the_page_opens_on_the_first_weeks(dataset):
    view = opening_view(dataset)
    assert view == View(OPENING_DAYS)
    assert str(view.window) == "17 OCT 23 – 30 NOV 23"
    assert timeline_days(dataset) == Window(day("2023-10-17"), day("2024-02-02"))


def test_another_record_opens_on_its_whole_span(write_record, record):
    later = read_dataset(
        write_record(record.attack("a", date="2024-05-01"), record.attack("b", date="2024-06-01"))
    )
    assert opening_view(later).window == later.days == timeline_days(later)


def test_sources_come_in_the_order_of_the_citation(dataset):
    assert list(select_sources(dataset.sources, "s2; s1").index) == ["s2", "s1"]


def test_strikes_of_the_period_come_with_the_scene_whatever_the_filters():
    dataset = read_dataset(ROOT / "data")
    view = View(
        Window(dt.date(2024, 2, 1), dt.date(2024, 2, 29)), filters=Filters(frozenset({"harir"}))
    )
    strikes = select_scene(dataset, view, as_of=AS_OF).strikes
    expected = dataset.strikes[dataset.strikes["date"].dt.strftime("%Y-%m") == "2024-02"]
    assert len(expected) > 0
    assert list(strikes.index) == list(expected.index)

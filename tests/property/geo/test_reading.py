import datetime as dt
import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.errors import GeoError
from geo.model.scene import Filters, View
from geo.model.vocabulary import CONFIRMATIONS, OUTCOMES, STATUSES, TARGET_KINDS, WEAPONS
from geo.query.selection import select_mask, select_scene
from geo.record import Dataset
from tests.conftest import ATTACK_COLUMNS

AS_OF = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
# Whatever UTF-8 can hold, and more often what has a meaning to CSV, regular expressions,
# templates and terminals.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.text(
    "a1 ,;\"'\r\n\t\\-_.:/{}%$<>`\x00\x1b\ufeff\u202e\u0635\u0661", max_size=12
)
ALSO = {"rocket; mortar": {"rocket", "mortar", "several"}, "mixed": {"several"}}
"""By which weapons a filter finds a cell, where these are others than the cell itself."""
CONTROLS = frozenset(map(chr, [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]))
ATTACK_CELLS = [*ATTACK_COLUMNS, "mine"]
EXAMPLES = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_written(record, attacks, **files) -> Dataset:
    with tempfile.TemporaryDirectory() as folder:
        return read_dataset(record.write(Path(folder), attacks, **files))


def assert_rows_add_up(dataset: Dataset) -> None:
    for rows in dataset.files:
        rejected = {fault.row for fault in dataset.rejects if fault.file == rows.file}
        assert rows.read == rows.kept + len(rejected)
        assert rows.rejected == len(rejected)


@EXAMPLES
@given(cells=st.dictionaries(st.sampled_from(ATTACK_CELLS), TEXTS, min_size=1, max_size=4))
def test_any_text_in_any_cell_is_kept_or_rejected(record, cells):
    attacks = [record.attack("a1", mine="") | cells, record.attack("a2", mine="")]
    if any("\x00" in text for text in cells.values()) or cells.get("attack_id") == "a2":
        with pytest.raises(GeoError):
            read_written(record, attacks)
        return
    dataset = read_written(record, attacks)
    assert_rows_add_up(dataset)
    assert dataset.attack_rows.read == 2
    assert "a2" in dataset.attacks.index
    if len(dataset.attacks) == 2:
        kept = dataset.attacks.drop(index="a2").iloc[0]
        for column in (
            "place_as_reported",
            "claimed_by",
            "attributed_to",
            "summary",
            "note",
            "mine",
        ):
            assert kept[column] == attacks[0][column]
        assert not CONTROLS.intersection("".join(cells.values()))


@EXAMPLES
@given(data=st.data())
def test_any_text_in_the_other_files_is_kept_or_rejected(record, data):
    source = record.source("s2")
    source[data.draw(st.sampled_from(sorted(source)))] = data.draw(TEXTS)
    base = record.base("hemo")
    values = TEXTS | st.none() | st.booleans() | st.integers() | st.floats() | st.lists(TEXTS)
    base["properties"][data.draw(st.sampled_from(sorted(base["properties"])))] = data.draw(values)
    strike, total = record.strike(), record.total()
    strike[data.draw(st.sampled_from(sorted(strike)))] = data.draw(TEXTS)
    total[data.draw(st.sampled_from(sorted(total)))] = data.draw(TEXTS)
    try:
        dataset = read_written(
            record,
            None,
            bases=[record.base(), base],
            sources=[record.source(), source],
            strikes=[strike],
            totals=[total],
        )
    except GeoError:
        cells = [*source.values(), *strike.values(), *total.values()]
        repeated = source["source_id"] == "s1" or base["properties"]["base_id"] == "conoco"
        assert repeated or any("\x00" in cell for cell in cells)
        return
    assert_rows_add_up(dataset)
    assert list(dataset.attacks.index) == ["a1"]


@EXAMPLES
@given(data=st.binary(max_size=200), name=st.sampled_from(["attacks.csv", "bases.geojson"]))
def test_any_bytes_are_a_record_or_one_of_our_errors(record, data, name):
    with tempfile.TemporaryDirectory() as folder:
        path = record.write(Path(folder)) / name
        sound = path.read_bytes()
        cut = len(data) * len(sound) // 250
        for broken in (data, sound[:cut] + data + sound[cut:]):
            path.write_bytes(broken)
            try:
                assert_rows_add_up(read_dataset(path.parent))
            except GeoError as error:
                assert str(error)  # noqa: PT017 - any other error fails the test by itself


DAYS = st.dates(dt.date(2023, 10, 1), dt.date(2023, 12, 31))
NUMBERS = st.sampled_from(["", "0", "3"])


@st.composite
def draw_attacks(draw, record):
    return [
        record.attack(
            f"a{number}",
            date=draw(DAYS).isoformat(),
            base_id=draw(st.sampled_from(["conoco", "hemo", ""])),
            weapon=draw(st.sampled_from([*WEAPONS, "stone", "rocket; mortar", "mixed"])),
            outcome=draw(st.sampled_from(list(OUTCOMES))),
            confirmation=draw(st.sampled_from(list(CONFIRMATIONS))),
            status=draw(st.sampled_from(list(STATUSES))),
            target_kind=draw(st.sampled_from(list(TARGET_KINDS))),
            us_killed=draw(NUMBERS),
            us_wounded=draw(NUMBERS),
        )
        for number in range(draw(st.integers(0, 12)))
    ]


@EXAMPLES
@given(data=st.data())
def test_windows_and_counts_reconcile_for_any_view(record, data):
    attacks = data.draw(draw_attacks(record))
    dataset = read_written(record, attacks, bases=[record.base(), record.base("hemo", None)])
    first, last = sorted([data.draw(DAYS), data.draw(DAYS)])
    filters = Filters(
        base_ids=data.draw(st.frozensets(st.sampled_from(["conoco", "hemo"]))),
        weapons=data.draw(st.frozensets(st.sampled_from(list(WEAPONS)), max_size=4)),
        include_held_out=data.draw(st.booleans()),
    )
    mode = data.draw(st.sampled_from(["window", "cumulative"]))
    scene = select_scene(dataset, View(Window(first, last), mode, filters), as_of=AS_OF)
    counts = scene.counts

    assert counts.read == len(attacks) == counts.kept + counts.rejected
    assert counts.kept == counts.counted + counts.held_out
    assert counts.selected == counts.placed + counts.not_placed
    assert counts.selected == counts.us_confirmed + counts.other_reported
    assert counts.selected <= counts.in_filters <= counts.counted
    assert counts.intercepted <= counts.outcome_known <= counts.selected
    assert counts.held_out_drawn <= counts.held_out_selected <= counts.held_out
    assert max(counts.killed_stated, counts.wounded_stated) <= counts.selected
    assert len(scene.drawn) == counts.placed + counts.held_out_drawn
    held_out_not_drawn = counts.held_out_selected - counts.held_out_drawn
    listed = counts.not_placed + filters.include_held_out * held_out_not_drawn
    assert len(scene.not_placed) == listed
    assert scene.bases["shown"].sum() == len(scene.drawn)
    assert bool(counts.held_out_drawn) <= filters.include_held_out
    assert select_mask(dataset, Filters()).sum() == counts.counted

    # The same by another way: row for row, as an officer with a pencil would do it.
    pencil = [
        row
        for row in attacks
        if row["weapon"] != "stone"
        and row["status"] == "accepted"
        and row["target_kind"] not in {"convoy", "partner_force"}
        and (first.isoformat() <= row["date"] or mode == "cumulative")
        and row["date"] <= last.isoformat()
        and (not filters.base_ids or row["base_id"] in filters.base_ids)
        and (not filters.weapons or filters.weapons & ALSO.get(row["weapon"], {row["weapon"]}))
    ]
    assert counts.selected == len(pencil)
    assert counts.placed == sum(row["base_id"] == "conoco" for row in pencil)
    assert counts.us_killed == sum(int(row["us_killed"] or 0) for row in pencil)
    assert counts.us_confirmed == sum(row["confirmation"] == "us_official" for row in pencil)
    dates = [date.date() for date in scene.drawn["date"]]
    assert dates == sorted(dates)
    assert all(scene.period.first <= date <= last for date in dates)


@EXAMPLES
@given(st.lists(DAYS, min_size=1, max_size=8), st.lists(DAYS, min_size=1, max_size=4, unique=True))
def test_windows_that_meet_share_the_record_out(record, days, cuts):
    attacks = [record.attack(f"a{n}", date=date.isoformat()) for n, date in enumerate(days)]
    dataset = read_written(record, attacks)
    bounds = [dt.date(2023, 9, 30), *sorted(cuts), dt.date(2023, 12, 31)]
    parts = [
        Window(start + dt.timedelta(days=1), end)
        for start, end in itertools.pairwise(bounds)
        if start < end
    ]
    shown = [select_scene(dataset, View(part), as_of=AS_OF).counts.selected for part in parts]
    assert sum(shown) == len(days)

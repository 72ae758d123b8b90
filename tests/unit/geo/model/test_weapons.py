"""The weapons of an attack are a set: read, checked, found, counted and written as one."""

import datetime as dt
import itertools
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from export.data.qgis_style import make_styles
from export.talking_points.changes_since import read_earlier
from geo.importers.duplicates import is_compatible
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters
from geo.model.vocabulary import SEVERAL, WEAPONS
from geo.model.weapons import describe_weapons, name_category, number_weapons, split_weapons
from geo.query.facet_counts import count_facets, explain_empty
from geo.query.selection import select_mask
from geo.query.totals import count_records
from geo.record import Dataset
from geo.statistics.time_series import count_series
from layers.cartography.symbology import select_dot
from ui.state.url_state import read_filters

DATA = Path(__file__).parents[4] / "data"
ALWAYS = Window(dt.date(2023, 10, 1), dt.date(2024, 12, 31))
CELLS = {
    "a": "rocket", "b": "rocket;ballistic_missile", "c": "one_way_uav;rocket", "d": "several",
    "e": "unknown", "f": "rocket;unknown", "g": "mortar",
}  # fmt: skip


@pytest.fixture
def dataset(write_record, record) -> Dataset:
    return read_dataset(
        write_record(*(record.attack(key, weapon=cell) for key, cell in CELLS.items()))
    )


def find(dataset: Dataset, *weapons: str) -> str:
    mask = select_mask(dataset, Filters(weapons=frozenset(weapons)))
    return "".join(dataset.attacks.index[mask])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("rocket", "rocket"),
        ("ballistic_missile;rocket", "rocket;ballistic_missile"),
        ("rocket ; mortar", "rocket;mortar"),
        ("rocket;rocket", "rocket"),
        ("unknown;rocket", "rocket;unknown"),
        ("several", "several"),
        ("several;several", "several"),
    ],
)
def test_the_same_weapons_are_written_in_one_way(write_record, record, written, read):
    dataset = read_dataset(write_record(record.attack(weapon=written)))
    assert dataset.rejects == ()
    assert dataset.attacks["weapon"].tolist() == [read]
    assert dataset.remarks == ()


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("rocket;rockets", "Did you mean rocket? Write one or more of"),
        ("rocket,mortar", "Did you mean rocket;mortar? Write one or more of"),
        ("Rocket;Mortar", "Write rocket;mortar."),
        ("rocket; One-way UAV", "Write rocket;one_way_uav."),
        ("several;rocket", "Write several, alone, if there is more than one"),
        ("mixed;rocket", "Write several, alone, if there is more than one"),
        ("rocket;", "Did you mean rocket? Write one or more of"),
        (" rocket;mortar", "Write rocket;mortar."),
        (";", "Write one or more of: one_way_uav, rocket"),
        ("slingshot", "Write one or more of: one_way_uav, rocket"),
    ],
)
def test_what_is_no_set_is_one_reject_that_names_the_fix(write_record, record, written, fix):
    dataset = read_dataset(write_record(record.attack("a", weapon=written), record.attack("b")))
    (fault,) = dataset.rejects
    assert (fault.column, fault.value) == ("weapon", written)
    assert fix in fault.fix
    assert dataset.attacks.index.tolist() == ["b"]


def test_the_old_word_is_read_with_one_warning_that_names_the_fix(write_record, record):
    rows = [record.attack(key, weapon=cell) for key, cell in (("a", "mixed"), ("b", "mixed;mixed"))]
    dataset = read_dataset(write_record(*rows, record.attack("c")))
    assert dataset.rejects == ()
    assert dataset.attacks["weapon"].tolist() == ["several", "several", "rocket"]
    (remark,) = dataset.remarks
    assert remark == (
        "attacks.csv: 2 rows have the old word `mixed` as weapon, read as `several`. Write the "
        "weapons with a semicolon between them, such as rocket;ballistic_missile, or several if "
        "it is not known which."
    )


def test_the_shipped_record_has_no_old_word_and_names_what_its_summaries_name():
    weapons = read_dataset(DATA).attacks["weapon"]
    assert "mixed" not in (DATA / "attacks.csv").read_text(encoding="utf-8")
    assert weapons["2024-01-20-ain-al-asad-1"] == "rocket;ballistic_missile"
    assert weapons["2024-12-03-conoco-1"] == "rocket;mortar"
    assert weapons.index[weapons == SEVERAL].tolist() == ["2024-08-07-sdf-positions-1"]
    assert weapons.str.contains(";").sum() == 11


def test_a_filter_finds_a_weapon_alone_or_with_others(dataset):
    assert find(dataset, "rocket") == "abcf"
    assert find(dataset, "ballistic_missile") == "b"
    assert find(dataset, "unknown") == "ef"
    assert find(dataset, "several") == "bcdf"
    assert find(dataset, "mortar", "one_way_uav") == "cg"
    assert find(dataset) == "abcdefg"
    assert find(dataset, *WEAPONS) == "abcdefg"


def test_the_rockets_of_20_january_2024_are_found():
    dataset = read_dataset(DATA)
    filters = Filters(base_ids=frozenset({"ain-al-asad"}), weapons=frozenset({"rocket"}))
    january = Window(dt.date(2024, 1, 1), dt.date(2024, 1, 31))
    assert explain_empty(dataset, filters, january) is None
    counts = count_records(dataset, filters, january)
    assert (counts.selected, counts.us_wounded) == (2, 4)


def test_each_choice_counts_what_the_filter_would_find(dataset):
    counts = count_facets(dataset, Filters(), ALWAYS).by_choice["weapons"]
    assert counts == {word: len(find(dataset, word)) for word in WEAPONS}
    assert sum(counts.values()) > len(dataset.attacks)
    chosen = count_facets(dataset, Filters(weapons=frozenset({"mortar"})), ALWAYS)
    assert chosen.by_choice["weapons"] == counts
    assert chosen.selected == 1


def test_every_set_is_found_by_exactly_its_words(write_record, record):
    """All sets that a cell can name, against a filter on all sets of words that can be asked."""
    kinds = [word for word in WEAPONS if word != SEVERAL]
    sets = [
        chosen
        for size in range(1, len(kinds) + 1)
        for chosen in itertools.combinations(kinds, size)
    ]
    rows = [record.attack(f"a{n:03}", weapon=";".join(words)) for n, words in enumerate(sets)]
    dataset = read_dataset(write_record(*rows))
    for asked in (*sets, (SEVERAL,), (SEVERAL, "ied")):
        expected = [
            bool(set(words) & set(asked)) or (SEVERAL in asked and len(words) > 1) for words in sets
        ]
        assert select_mask(dataset, Filters(weapons=frozenset(asked))).tolist() == expected


def test_a_chart_puts_each_record_into_one_category(dataset):
    series = count_series(dataset, Filters(), ALWAYS, shown=ALWAYS, unit="month", kind="weapon")
    assert series.words[series.words > 0].to_dict() == {
        "rocket": 1, "mortar": 1, "several": 4, "unknown": 1,
    }  # fmt: skip
    assert series.words.sum() == count_records(dataset, Filters(), ALWAYS).selected


def test_a_weapon_is_stated_unless_the_cell_says_that_it_is_not(dataset):
    assert count_records(dataset, Filters(), ALWAYS).weapon_known == 6


def test_several_weapons_are_the_star_and_read_as_a_list():
    assert select_dot("rocket;mortar", "impact", "media", "day").shape == "star"
    assert select_dot("several", "impact", "media", "day").shape == "star"
    assert select_dot("rocket", "impact", "media", "day").shape == "triangle"
    assert describe_weapons("rocket;mortar") == "rocket and mortar"
    assert describe_weapons("one_way_uav;rocket;ied") == "one-way UAV, rocket and IED"
    assert describe_weapons("several") == "several weapons"
    assert name_category("rocket;unknown") == SEVERAL


def test_the_bits_follow_the_order_of_the_words():
    bits = number_weapons(pd.Series(["one_way_uav", "rocket;mortar", "several", "unknown"]))
    assert bits.dtype == np.uint8
    assert [f"{each:08b}" for each in bits] == ["00000001", "01010010", "01000000", "10000000"]
    assert len(number_weapons(pd.Series([], dtype="str"))) == 0


def test_two_reports_may_be_one_event_where_two_of_their_weapons_may_be_the_same():
    assert is_compatible("one_way_uav;rocket", "missile")
    assert is_compatible("one_way_uav", "several")
    assert is_compatible("one_way_uav;ied", "rocket;unknown")
    assert not is_compatible("one_way_uav;rocket", "ied")


def test_an_old_link_is_read_with_one_sentence():
    bases, ignored = read_dataset(DATA).bases, []
    filters = read_filters({"weapon": "mixed,rocket"}, bases, ignored)
    assert filters.weapons == {"several", "rocket"}
    assert ignored == [
        "`weapon` in the address: `mixed` is an old word, read as `several`. Write several."
    ]


def test_an_old_manifest_asked_for_what_several_asks_for():
    manifest = {
        "order": {"as_of": "2024-01-01T00:00+00:00", "from": "2023-10-17", "to": "2023-10-31",
                  "mode": "window", "filters": {"weapon": ["mixed", "rocket"]}},
        "attacks": {"counted": [], "sites": []},
    }  # fmt: skip
    earlier = read_earlier(json.loads(json.dumps(manifest)))
    assert earlier.filters["weapon"] == ["rocket", "several"]


def test_qgis_takes_a_set_for_the_category_of_several():
    style = make_styles()["attacks"]
    assert "LIKE '%;%', 'several'" in style
    assert 'value="several" label="several weapons"' in style
    assert "mixed" not in style


def test_words_that_are_none_stay_for_the_reject():
    assert split_weapons("zeppelin;rocket") == ("rocket", "zeppelin")

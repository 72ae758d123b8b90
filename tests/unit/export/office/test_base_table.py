from pathlib import Path

import pytest

from export.office.base_table import LEAST_ROWS, list_headings, list_rows
from export.product.product import Product
from geo.loading import read_dataset
from geo.model.scene import Filters, View
from geo.query.selection import select_scene
from tests.unit.scenes import AS_OF, OPENING

ALL = Filters()
FIRST_SIX = ["Ain al-Asad", "al-Tanf", "Conoco", "Omar field", "Harir", "Shadadi"]


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(Path(__file__).parents[4] / "data")


def make_product(dataset, filters=ALL) -> Product:
    scene = select_scene(dataset, View(OPENING, filters=filters), as_of=AS_OF)
    return Product(scene, dataset, None)


def test_bases_stand_in_the_records_own_order_and_add_up_to_the_key_figures(dataset):
    product = make_product(dataset)
    rows = list_rows(product)
    counts = product.scene.counts
    assert [row.label for row in rows][:6] == FIRST_SIX
    assert [row.label for row in rows][-2:] == ["Not placed", "Total"]
    assert rows[-1].numbers == (
        counts.us_confirmed,
        counts.other_reported,
        counts.selected,
        counts.in_filters,
    )
    assert rows[-1].texts == ("Total", "56", "28", "84 of 245")
    assert rows[-2].numbers[2] == counts.not_placed
    for place in range(4):
        assert sum(row.numbers[place] for row in rows[:-1]) == rows[-1].numbers[place]
    assert list_headings(product)[-1] == "In period, of all"


@pytest.mark.parametrize("most", [1, LEAST_ROWS, 7, 9, 12, 13, 40])
def test_however_few_rows_no_record_is_lost(dataset, most):
    product = make_product(dataset)
    every, rows = list_rows(product), list_rows(product, most)
    assert len(rows) == min(len(every), max(most, LEAST_ROWS))
    for place in range(4):
        assert sum(row.numbers[place] for row in rows[:-1]) == every[-1].numbers[place]
    if most == LEAST_ROWS:
        assert [row.label for row in rows] == [
            "Ain al-Asad", "al-Tanf", "9 more bases", "2 bases with none", "Not placed", "Total",
        ]  # fmt: skip


def test_filters_are_the_n(dataset):
    product = make_product(dataset, Filters(base_ids=frozenset({"conoco"})))
    assert [row.texts for row in list_rows(product)] == [
        ("Conoco", "7", "4", "11 of 53"),
        ("Total", "7", "4", "11 of 53"),
    ]
    assert list_headings(product)[-1] == "In period, of filtered"

"""Days that only one product, both or neither shows, with their attacks."""

from pathlib import Path

import pytest

from export.product.product import Product
from export.talking_points.changes_since_text import describe_changes_since, summarise_changes_since
from geo.loading import read_dataset
from geo.model.scene import Filters
from geo.query.selection import select_scene
from tests.unit.export.talking_points.two_products import compare, view
from tests.unit.scenes import AS_OF

DATA = Path(__file__).parents[4] / "data"


def select(dataset, first: str, last: str, **rest) -> Product:
    return Product(select_scene(dataset, view(first, last, **rest), as_of=AS_OF), dataset, None)


def test_days_that_are_in_neither_product_are_told_with_their_attacks() -> None:
    dataset = read_dataset(DATA)
    october, november = ("2023-10-17", "2023-10-29"), ("2023-11-01", "2023-11-12")
    last, now = select(dataset, *october), select(dataset, *november)
    between = select(dataset, "2023-10-30", "2023-10-31").scene.counts.selected
    assert between == 4
    said = (
        "Between the two products, in neither: 30 OCT 23 – 31 OCT 23 (2 days), of which 4 counted attacks "
        "are recorded."
    )
    since = compare(now, last)
    assert (since.missed, since.overlap, since.goes_back) == (4, None, False)
    assert describe_changes_since(since)[1] == said
    assert summarise_changes_since(since)[0] == said
    back = compare(last, now)
    assert back.goes_back
    assert describe_changes_since(back)[1:3] == [
        "This product covers days before those of the last product.", said,
    ]  # fmt: skip
    assert summarise_changes_since(back)[:2] == describe_changes_since(back)[1:3]
    conoco = Filters(base_ids=frozenset({"conoco"}))
    some = compare(select(dataset, *november, filters=conoco), last)
    assert 0 < some.missed < 4
    assert describe_changes_since(some)[1].endswith("recorded in this product's filters.")


@pytest.mark.parametrize(
    ("last", "now", "expected"),
    [
        (("2023-10-17", "2023-10-20"), ("2023-10-21", "2023-10-31"), (None, 0, None)),
        (("2023-10-17", "2023-10-20"), ("2023-10-22", "2023-10-31"), ("21 OCT 23", 1, None)),
        (("2023-10-17", "2023-10-22"), ("2023-10-22", "2023-10-31"), (None, 0, "22 OCT 23")),
        (("2023-10-25", "2023-10-31"), ("2023-10-17", "2023-10-26"),
         (None, 0, "25 OCT 23 – 26 OCT 23")),
        (("2023-10-28", "2023-10-31"), ("2023-10-17", "2023-10-18"),
         ("19 OCT 23 – 27 OCT 23", 3, None)),
    ],
)  # fmt: skip
def test_days_between_and_in_both(make, attacks, record, last, now, expected) -> None:  # noqa: PLR0917 - fixtures
    between, missed, overlap = expected
    rows = attacks(
        e=record.attack("e", date="2023-10-21", base_id="conoco"),
        x=record.attack("x", date="2023-10-21", base_id="conoco", status="disputed"),
        b=None,
    )
    since = compare(make(*rows, view=view(*now)), make(*rows, view=view(*last)))
    assert str(since.between or "") == (between or "")
    assert since.missed == missed
    assert str(since.overlap or "") == (overlap or "")
    said = " ".join(describe_changes_since(since))
    assert ("in neither" in said) == (between is not None)
    assert (f"Both products include {overlap} (" in said) == (overlap is not None)
    if overlap:
        assert f"; in both: {overlap} (" in summarise_changes_since(since)[-1]


def test_a_cumulative_product_leaves_no_days_between(make, attacks) -> None:
    until = view("2023-10-24", "2023-10-25", mode="cumulative")
    since = compare(
        make(*attacks(), view=until), make(*attacks(), view=view("2023-10-17", "2023-10-19"))
    )
    assert since.between is None
    since = compare(
        make(*attacks(), view=view("2023-10-17", "2023-10-19")), make(*attacks(), view=until)
    )
    assert (since.between, since.goes_back) == (None, False)


def test_days_between_that_are_not_covered_are_no_zero() -> None:
    dataset = read_dataset(DATA)
    last, now = (
        select(dataset, "2024-11-01", "2024-12-03"),
        select(dataset, "2025-02-01", "2025-02-02"),
    )
    assert describe_changes_since(compare(now, last))[1].endswith(
        "(59 days), not covered by the record."
    )

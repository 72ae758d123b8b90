"""The headline: which rule applies, and that its numbers are those of the scene."""

import datetime as dt
import re
from pathlib import Path

import pytest

from export.talking_points.headline import Headline, make_headline
from geo.files.shipped_data import DATA_FOLDER
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters, View
from geo.query.selection import select_scene
from tests.unit.scenes import AS_OF, SITES

GUIDE = Path(__file__).parents[4] / "docs/briefing-guide.md"
VIEWS = [
    ("2024-01-22", "2024-01-28", "killed", "in the week"),
    ("2024-01-28", "2024-01-28", "killed", "on 28 January 2024"),
    ("2023-10-17", "2023-11-30", "wounded", "in 45 days"),
    ("2023-11-13", "2023-11-19", "wounded", "in the week"),
    ("2023-12-01", "2023-12-31", "wounded", "in December 2023"),
    ("2024-01-29", "2024-02-04", "change", "in the week"),
    ("2024-03-04", "2024-03-17", "none", "in 14 days"),
    ("2023-10-30", "2023-11-05", "about as many", "in the week"),
    ("2024-12-01", "2024-12-20", "wounded", "in 20 days (only 01 DEC 24 – 03 DEC 24 covered)"),
    ("2025-06-01", "2025-06-07", "not covered", ""),
]


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(DATA_FOLDER)


def select(dataset, first: str, last: str, title: str | None = None, **view):
    window = Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    return select_scene(dataset, View(window, **view), as_of=AS_OF, title=title)


def count(dataset, first: dt.date, last: dt.date) -> int:
    """Count attacks without the code that the headline counts with."""
    rows = dataset.attacks
    days = rows["date"].dt.date
    return int((rows["counted"] & (days >= first) & (days <= last)).sum())


@pytest.mark.parametrize(("first", "last", "rule", "period"), VIEWS)
def test_ten_views_of_the_shipped_record(dataset, first, last, rule, period):
    scene = select(dataset, first, last)
    headline = make_headline(scene, dataset)
    assert headline.rule == rule
    window = scene.view.window
    now = count(dataset, window.first, window.last)
    before = count(
        dataset, window.first - dt.timedelta(window.days), window.first - dt.timedelta(1)
    )
    noun = "reported attack" if now == 1 else "reported attacks"
    text = headline.text
    if rule == "not covered":
        assert text == f"Not covered: the record covers {dataset.coverage.days}"
        return
    assert period in text
    if rule == "none":
        assert now == 0
        assert text == f"No attack recorded {period}, after {before} in the 14 days before"
        return
    assert f"{now} {noun} {period}" in text
    if rule in {"killed", "wounded"}:
        column = f"us_{rule}"
        rows = dataset.attacks[dataset.attacks["counted"]]
        days = rows["date"].dt.date
        rows = rows[(days >= window.first) & (days <= window.last) & (rows[column] > 0)]
        words = {"One": 1, "Two": 2, "Three": 3}
        number = text.split()[0]
        assert (words.get(number) or int(number)) == rows[column].sum()
        places = set(rows["base_id"])
        if len(places) == 1:
            assert f" at {dataset.bases['name'][places.pop()]};" in text
        else:
            assert f" in attacks on {len(places)} places;" in text
    if rule == "change":
        assert text.endswith(f", after {before} in the week before")
        assert abs(now - before) >= 0.25 * max(now, before)
    if rule == "about as many":
        assert "as many as in the week before" in text
        assert abs(now - before) < 0.25 * max(now, before)


def test_the_headline_of_the_worst_week_is_an_assertion(dataset):
    scene = select(dataset, "2024-01-22", "2024-01-28")
    number = scene.counts.selected
    assert make_headline(scene, dataset) == Headline(
        "killed", f"Three US killed at Tower 22; {number} reported attacks in the week"
    )


def test_a_title_of_the_officers_own_is_the_headline(dataset):
    scene = select(dataset, "2024-01-22", "2024-01-28", title="My title")
    assert make_headline(scene, dataset) == Headline("own title", "My title")


def test_filters_and_cumulative_mode_are_named(dataset):
    tower = Filters(base_ids=frozenset({"tower-22"}))
    scene = select(dataset, "2024-01-15", "2024-02-04", filters=tower)
    text = make_headline(scene, dataset).text
    assert text.endswith("; 1 reported attack in 21 days (filtered)")
    scene = select(dataset, "2024-01-15", "2024-02-04", mode="cumulative")
    text = make_headline(scene, dataset).text
    assert text.endswith(f"{scene.counts.selected} reported attacks up to 4 February 2024")


def make_small(record, write_record, numbers: dict[str, int]) -> Headline:
    """Give the headline of so many attacks a base, all on one day and the first of the record."""
    attacks = [
        record.attack(f"{base_id}-{k}", base_id=base_id, date="2023-10-17")
        for base_id, number in numbers.items()
        for k in range(number)
    ]
    bases = [record.base(base_id, point, name=base_id) for base_id, point in SITES.items()]
    dataset = read_dataset(write_record(*attacks, bases=bases))
    return make_headline(select(dataset, "2023-10-17", "2023-10-17"), dataset)


@pytest.mark.parametrize(
    ("numbers", "rule", "start"),
    [
        ({"conoco": 3, "harir": 1}, "top base", "conoco hit most: 3 of 4 reported attacks on"),
        ({"conoco": 3, "harir": 3}, "number", "6 reported attacks on 17 October 2023 at 2 bases"),
        ({"conoco": 2}, "number", "2 reported attacks on 17 October 2023 at 1 base"),
    ],
)
def test_without_a_comparison_a_base_leads_only_if_it_stands_out(
    record, write_record, numbers, rule, start
):
    headline = make_small(record, write_record, numbers)
    assert headline.rule == rule
    assert headline.text.startswith(start)


def test_no_headline_claims_significance(dataset):
    first, last = dataset.days.first, dataset.days.last
    day = first
    while day <= last:
        scene = select(dataset, str(day), str(day + dt.timedelta(6)))
        text = make_headline(scene, dataset).text
        assert not re.search(r"signific|trend|surge|escalat|sharp|declin|because", text)
        assert len(text) <= 110, text
        day += dt.timedelta(7)


def test_the_guide_has_every_rule_with_an_example():
    table = [line for line in GUIDE.read_text("utf-8").splitlines() if line.startswith("| ")]
    for rule in (
        "own title", "not covered", "none", "killed", "wounded", "change", "top base",
        "about as many", "number",
    ):  # fmt: skip
        assert any(line.startswith(f"| {rule} |") for line in table), rule

"""The record that we ship keeps to the rules that it asks of others, and to some of its own."""

import csv
import datetime as dt
import json
import re
from pathlib import Path

import pytest
from shapely import Point

from geo.basemap.decoder import read_basemap
from geo.loading import read_dataset
from geo.model.cell_types import split_ids
from geo.model.grading import grade_attacks, reliability_of_kind
from geo.query.totals import select_totals
from geo.record import Dataset

DATA = Path(__file__).parents[2] / "data"
ABOUT = Path(__file__).parents[2] / "docs" / "about-the-record.md"
SIX = {
    "ain-al-asad": "Ain al-Asad",
    "al-tanf": "al-Tanf",
    "conoco": "Conoco",
    "omar-field": "Omar field",
    "harir": "Harir",
    "shadadi": "Shadadi",
}
ARTICLES = {
    "Iran-backed militias continue to attack U.S. bases in Iraq and Syria": "2023-10-30",
    "Iranian-Backed Militias in Iraq and Syria Continue Attacks on U.S. Troops": "2023-10-24",
    "Iran increases its attacks in Syria, Iraq against US forces": "2024-07-27",
    "Iran Increases Use of Proxy Militias to Target US Forces in Syria and Iraq": "2024-07-27",
    "[Analysis of the July-August 2024 escalation]": "2024-08",
}
TWO_DECIMALS = re.compile(r"-?\d{1,3}(\.\d{1,2})?")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(DATA)


def list_cited(dataset: Dataset) -> set[str]:
    frames = (dataset.attacks, dataset.strikes, dataset.official_totals)
    return {
        source for frame in frames for cell in frame["source_ids"] for source in split_ids(cell)
    }


def test_it_is_read_without_a_reject(dataset):
    assert [str(reject) for reject in dataset.rejects] == []
    assert len(dataset.attacks) > 0
    assert len(dataset.strikes) > 0
    assert len(dataset.official_totals) > 0


def test_the_six_bases_come_first_under_their_names(dataset):
    assert dict(dataset.bases["name"].iloc[:6].items()) == SIX
    assert list(dataset.bases.index[:6]) == list(SIX)
    assert dataset.bases.geometry.iloc[:6].notna().all()


def test_a_point_has_a_precision_and_a_source_and_two_decimals():
    for feature in json.loads((DATA / "bases.geojson").read_text(encoding="utf-8"))["features"]:
        properties, geometry = feature["properties"], feature["geometry"]
        if geometry is not None:
            assert properties["location_precision_m"] > 0, properties["base_id"]
            assert properties["location_source"], properties["base_id"]
            for degrees in geometry["coordinates"]:
                assert TWO_DECIMALS.fullmatch(str(degrees)), properties["base_id"]


@pytest.mark.parametrize("name", ["attacks.csv", "strikes.csv"])
def test_rows_have_at_most_two_decimals(name):
    with (DATA / name).open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            for degrees in (row["longitude"], row["latitude"]):
                assert degrees == "" or TWO_DECIMALS.fullmatch(degrees), row


def test_a_placed_strike_has_a_precision(dataset):
    placed = dataset.strikes[dataset.strikes["longitude"].notna()]
    assert placed["location_precision_m"].gt(0).all()
    assert placed["location_source"].ne("").all()


def test_every_date_lies_in_the_period(dataset):
    for frame in (dataset.attacks, dataset.strikes):
        assert frame["date"].min().date() >= dt.date(2023, 10, 17)
        assert frame["date"].max().date() <= dt.date(2024, 12, 31)


def test_stored_grades_are_the_rules_or_the_note_says_why(dataset):
    columns = ["reliability", "credibility"]
    differs = (
        grade_attacks(dataset.attacks, dataset.sources).ne(dataset.attacks[columns]).any(axis=1)
    )
    unexplained = dataset.attacks[
        differs & ~dataset.attacks["note"].str.contains("grade", case=False)
    ]
    assert unexplained.index.tolist() == []


def test_every_publisher_has_the_grade_of_its_kind(dataset):
    by_rule = dataset.sources["kind"].map(reliability_of_kind)
    assert dataset.sources.index[by_rule != dataset.sources["reliability"]].tolist() == []


def test_every_source_is_used(dataset):
    in_the_document = set(re.findall(r"\[([^\]]+)\]", ABOUT.read_text(encoding="utf-8")))
    assert set(dataset.sources.index) - list_cited(dataset) - in_the_document == set()


@pytest.mark.parametrize(("title", "published"), ARTICLES.items())
def test_each_reference_article_is_cited_by_attacks(dataset, title, published):
    sources = dataset.sources
    found = sources.index[(sources["title"] == title) & (sources["published"] == published)]
    assert len(found) == 1
    cited = {source for cell in dataset.attacks["source_ids"] for source in split_ids(cell)}
    assert found[0] in cited


def test_whoever_is_not_counted_has_a_reason(dataset):
    attacks = dataset.attacks
    assert (attacks["counted"] == (attacks["held_out_because"] == "")).all()
    disputed = attacks[attacks["status"] == "disputed"]
    assert disputed["note"].ne("").all()


def test_every_site_lies_in_its_named_country(dataset: Dataset) -> None:
    """By the shipped boundaries, widened by the precision that the record itself states."""
    areas = {country.name: country.area for country in read_basemap(DATA / "basemap").countries}
    assert {"Iraq", "Syria", "Jordan"} <= set(areas)
    for base_id, row in dataset.bases.iterrows():
        if row.geometry is not None:
            reach_deg = row["location_precision_m"] / 111_000
            assert areas[row["country"]].distance(row.geometry) <= reach_deg, base_id


def test_every_placed_strike_lies_in_the_region_and_states_its_precision(dataset: Dataset) -> None:
    countries = read_basemap(DATA / "basemap").countries
    areas = [country.area for country in countries if country.name in {"Iraq", "Syria", "Jordan"}]
    placed = dataset.strikes[dataset.strikes["longitude"].notna()]
    assert len(placed) > 0
    for strike_id, row in placed.iterrows():
        point = Point(row["longitude"], row["latitude"])
        assert any(area.contains(point) for area in areas), strike_id
        assert row["location_precision_m"] >= 2000, strike_id
        assert row["location_source"], strike_id


def count_between(dataset, first, last, **cells):
    rows = dataset.attacks[dataset.attacks["counted"]]
    rows = rows[rows["date"].between(first, last)]
    for column, value in cells.items():
        rows = rows[rows[column] == value]
    return len(rows)


def official_total(dataset, day):
    totals = select_totals(dataset)
    of_day = totals[(totals["as_of"] == day) & (totals["authority"] == "US DoD")]
    return int(of_day["total"].max())


def test_the_gap_in_us_confirmations_has_the_numbers_of_the_record(dataset):
    gap = dataset.coverage.gaps[0]
    assert (str(gap.first), str(gap.last)) == ("2023-12-01", "2024-02-07")
    days = ("2023-11-30", "2024-02-07")  # the total of 29 November is the first to compare with
    officials = official_total(dataset, "2024-02-07") - official_total(dataset, "2023-11-29")
    confirmed = count_between(dataset, *days, confirmation="us_official")
    assert f"officials counted {officials} attacks" in gap.text
    assert f"holds {count_between(dataset, *days)} and confirms {confirmed} of them" in gap.text


SOHR_BY_SITE = {
    "2024-01": {"conoco": 14, "omar-field": 10, "rumaylan": 5, "al-tanf": 5, "shadadi": 4, "al-wazir": 1},
    "2024-02": {"omar-field": 10, "conoco": 5},
}  # fmt: skip


@pytest.mark.parametrize("gap_number", [1, 2])
def test_the_monitors_months_stand_beside_the_records(dataset, gap_number):
    gap = dataset.coverage.gaps[gap_number]
    counted = dataset.attacks[dataset.attacks["counted"]]
    month = counted[counted["date"].between(str(gap.first), str(gap.last))]
    in_syria = month[month["base_id"].map(dataset.bases["country"]) == "Syria"]
    assert f"the record {len(in_syria)}; by site" in gap.text
    for base_id, stated in SOHR_BY_SITE[f"{gap.first:%Y-%m}"].items():
        here = int((month["base_id"] == base_id).sum())
        assert f" {stated} and {here}" in gap.text, base_id

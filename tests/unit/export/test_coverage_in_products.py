"""Coverage in products: days outside have no number, and every product states what is covered."""

import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from export.__main__ import main
from export.data.html import render_html
from export.maps.layout import lay_out_map
from export.maps.map_text import describe_counts, describe_empty
from export.office.base_table import list_rows
from export.picture.atlas import plan_atlas
from export.picture.atlas_summary import list_lines
from export.product.product import Product
from export.product.provenance import list_provenance
from export.product.rendering import render_product
from export.wording.coverage_text import describe_uncovered, state_coverage
from export.wording.scene_text import describe_casualties, list_key_figures
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters, View
from geo.query.selection import select_scene
from geo.record import Dataset
from geo.reports.user_reports import Additions, Report, add_reports

DATA = Path(__file__).parents[3] / "data"
AS_OF = dt.datetime(2026, 11, 30, 13, 51, tzinfo=dt.UTC)
OUTSIDE = ("2025-06-01", "2025-06-07")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def make(dataset: Dataset, first: str, last: str, **how) -> Product:
    filters = how.pop("filters", Filters())
    view = View(Window(day(first), day(last)), filters=filters, width_px=800.0)
    return Product(select_scene(dataset, view, as_of=AS_OF), dataset, None, dpi=72, **how)


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return read_dataset(DATA)


@pytest.fixture
def small(write_record, record) -> Dataset:
    attacks = [
        record.attack("a", date="2023-10-20", us_killed="", us_wounded="2"),
        record.attack("b", date="2024-02-03", us_killed="1"),
        record.attack("c", date="2024-02-03", base_id="hemo", us_wounded="3"),
    ]
    bases = [record.base(), record.base("hemo", None)]
    return read_dataset(write_record(*attacks, bases=bases, package=record.package()))


def test_a_period_outside_has_no_number_anywhere(small):
    product = make(small, *OUTSIDE)
    scene = product.scene
    assert scene.is_not_covered
    assert describe_uncovered(scene) == "01 JUN 25 – 07 JUN 25 is not covered."
    assert list_key_figures(scene)[0][0] == "not covered"
    assert list_rows(product) == ()
    assert list_provenance(scene)["Records"] == "not covered"
    assert [point.heading for point in product.points] == ["Not covered", "Not covered"]
    assert describe_empty(product.layout) == "Not covered: the record covers 17 OCT 23 – 04 FEB 24"
    said = " ".join(describe_counts(scene, product.layout))
    assert said == "01 JUN 25 – 07 JUN 25 is not covered."


def test_a_period_partly_outside_says_which_part_and_is_not_compared(small):
    product = make(small, "2024-02-03", "2024-02-10")
    assert describe_uncovered(product.scene) == (
        "Only 03 FEB 24 – 04 FEB 24 is covered, 2 of 8 days: counts are not valid for the other days."
    )
    assert product.points[0].text.endswith(
        "The period is not fully covered (17 OCT 23 – 04 FEB 24): no comparison."
    )
    early = make(small, "2023-10-20", "2023-10-24")
    assert early.points[0].text.endswith(
        "Of the 5 days before, only 17 OCT 23 – 19 OCT 23 is covered: no comparison."
    )
    first = make(small, "2023-10-17", "2023-10-19")
    assert first.points[0].text.endswith("The 3 days before are not covered.")


def test_a_known_gap_is_told_where_the_period_touches_it(small):
    gap = "01 DEC 23 – 31 DEC 23: No list of December."
    touching = make(small, "2023-12-31", "2024-01-02")
    assert gap in describe_counts(touching.scene, touching.layout)
    clear = make(small, "2024-01-01", "2024-01-02")
    assert gap not in describe_counts(clear.scene, clear.layout)


def test_records_without_a_place_are_not_no_record(small):
    hemo = make(small, "2024-02-01", "2024-02-04", filters=Filters(frozenset({"hemo"})))
    assert describe_empty(lay_out_map(hemo.scene)) == "1 record, none placed"


def test_killed_and_wounded_have_their_own_denominators(small):
    scene = make(small, "2023-10-17", "2024-02-04").scene
    assert describe_casualties(scene) == (
        "US killed 1, stated in 1 of 3 records; US wounded 5, stated in 2 of 3 records."
    )
    first = make(small, "2023-10-17", "2023-10-31").scene
    assert describe_casualties(first) == (
        "US killed stated in none of 1 record; US wounded 2, stated in 1 of 1 record."
    )


def test_without_a_statement_coverage_is_not_stated(write_record, record):
    scene = make(read_dataset(write_record(record.attack())), *OUTSIDE).scene
    assert state_coverage(scene) == "Coverage not stated."
    assert not scene.is_not_covered
    assert list_key_figures(scene)[2][0] == "0 of 1"


def test_records_added_by_a_user_are_shown_outside_and_have_no_coverage(small, record):
    cells = {name: cell for name, cell in record.attack().items() if cell and name != "attack_id"}
    report = Report(cells | {"date": "2025-06-02", "source_ids": "s1"})
    additions, _ = Additions().add(report, small.attacks.index, "4f7c2a")
    scene = make(add_reports(small, additions), *OUTSIDE).scene
    assert scene.covered.share == "none"
    assert not scene.is_not_covered
    assert state_coverage(scene) == (
        "Record covers 17 OCT 23 – 04 FEB 24, information cut-off 05 FEB 24. "
        "1 record added by user: coverage not stated."
    )
    assert list_key_figures(scene)[2][0] == "1 of 4"


def test_an_atlas_compares_with_the_page_before_and_marks_what_is_not_covered(small):
    product = make(small, "2024-01-10", "2024-03-20", atlas="month")
    atlas = plan_atlas(product, "month")
    february, march = (atlas.make_part(part) for part in atlas.parts[1:])
    assert february.before == Window(day("2024-01-10"), day("2024-01-31"))
    assert march.scene.is_not_covered
    numbers = [line.number for line in list_lines(product, atlas.parts)]
    assert numbers == ["none", "2 (part)", "not covered", "2 (part)"]
    weeks = plan_atlas(make(small, "2024-01-01", "2024-01-14", atlas="week"), "week")
    assert (
        weeks.make_part(weeks.parts[1]).points[0].text.endswith("as many as in the 7 days before.")
    )


def test_the_week_after_a_cut_week_is_compared_with_its_page(shipped):
    atlas = plan_atlas(make(shipped, "2023-10-17", "2023-11-30", atlas="week"), "week")
    said = atlas.make_part(atlas.parts[1]).points[0].text
    assert "17 OCT 23 – 22 OCT 23 (6 days) (12)" in said
    assert "not in the record" not in said


@pytest.mark.parametrize("name", ["geojson", "kmz", "xlsx", "html"])
def test_every_file_states_coverage_and_cut_off(small, name):
    data = render_product(name, make(small, "2024-02-03", "2024-02-10"))
    if name == "kmz":
        data = zipfile.ZipFile(io.BytesIO(data)).read("doc.kml")
    if name == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        data = "\n".join(str(row[1].value) for row in book["Provenance"].iter_rows()).encode()
    text = data.decode("utf-8", "replace")
    assert "Record covers 17 OCT 23 – 04 FEB 24, information cut-off 05 FEB 24." in text
    assert "Only 03 FEB 24 – 04 FEB 24 is covered" in text


def test_the_page_in_a_file_has_the_denominator_of_all_products(shipped):
    filters = Filters(frozenset({"al-tanf"}))
    product = make(shipped, "2023-10-17", "2023-11-30", filters=filters)
    counts = product.scene.counts
    said = render_html(product).decode("utf-8")
    assert f"{counts.selected} of {counts.in_filters} counted records in the filters" in said
    assert f"of {counts.counted} counted" not in said


def test_the_command_line_warns_and_exits_with_0(tmp_path, capsys):
    days = ["--from", OUTSIDE[0], "--to", OUTSIDE[1]]
    assert main([*days, "--format", "geojson", "--out", str(tmp_path)]) == 0
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert "01 JUN 25 – 07 JUN 25 is not covered. Record covers 17 OCT 23" in told.err
    assert "not covered" in told.out
    assert "0 of" not in told.out
    manifest = json.loads(next(tmp_path.glob("*.manifest.json")).read_text())
    assert manifest["coverage"]["period"] == "none"
    assert manifest["coverage"]["stated"]["information_cut_off"] == "2024-12-06"


def test_no_weak_total_is_given_as_the_officials_own(shipped):
    said = make(shipped, "2024-11-01", "2024-12-03").official
    assert said is not None
    assert "206" not in said
    assert "running total by 15 AUG 24: more than 180" in said
    assert "(Scripps News, grade B)" in said
    assert "66 wounded by 07 DEC 23 (grade B; at least 58 recorded)" in said, (
        "about 80 is of grade F"
    )

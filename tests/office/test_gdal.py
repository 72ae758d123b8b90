"""Tables and GIS files, opened by GDAL as any GIS opens them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from export.product.product import Product
from export.product.rendering import render_product
from geo.loading import read_dataset
from geo.model.scene import Filters, View
from geo.query.selection import select_scene
from geo.record import Dataset
from tests.require import lack
from tests.unit.scenes import AS_OF, OPENING

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(DATA)


def query(folder: Path, form: str, dataset: Dataset, sql: str, *options: str) -> str:
    """Ask a file, as it was exported, a question in SQL; give the answer's last cell."""
    if shutil.which("ogrinfo") is None:
        lack("no ogrinfo here: apt install gdal-bin")
    view = View(OPENING, filters=Filters(include_held_out=True))
    scene = select_scene(dataset, view, as_of=AS_OF)
    path = folder / f"export.{form}"
    path.write_bytes(render_product(form, Product(scene, dataset, None)))
    ran = subprocess.run(
        ["ogrinfo", "-q", "-dialect", "SQLITE", "-sql", sql, *options, str(path)],
        check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert not ran.stderr, ran.stderr
    return ran.stdout.rstrip().rpartition(" = ")[2]


def test_a_csv_has_a_point_for_each_placed_record(dataset, tmp_path) -> None:
    options = ("-oo", "X_POSSIBLE_NAMES=longitude", "-oo", "Y_POSSIBLE_NAMES=latitude")
    placed = "SELECT count(*) AS n FROM export WHERE counted = 'yes' AND geometry IS NOT NULL"
    assert query(tmp_path, "csv", dataset, placed, *options) == "83"
    assert query(tmp_path, "csv", dataset, "SELECT sum(counted = 'no') FROM export") == "19"


def test_a_geopackage_tells_counted_from_held_out(dataset, tmp_path) -> None:
    placed = "SELECT count(*) AS n FROM attacks WHERE counted AND geom IS NOT NULL"
    assert query(tmp_path, "gpkg", dataset, placed) == "83"
    assert query(tmp_path, "gpkg", dataset, "SELECT sum(NOT counted) FROM attacks") == "19"

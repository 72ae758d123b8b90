"""Products of a few attacks."""

import pytest

from export.product.product import Product
from geo.loading import read_dataset
from geo.query.selection import select_scene
from tests.unit.export.talking_points.two_products import FORTNIGHT
from tests.unit.scenes import AS_OF, SITES


@pytest.fixture
def make(record, write_record, tmp_path):
    def make(*attacks, view=FORTNIGHT) -> Product:
        bases = [record.base(base_id, point) for base_id, point in SITES.items()]
        dataset = read_dataset(write_record(*attacks, bases=bases))
        return Product(select_scene(dataset, view, as_of=AS_OF), dataset, None)

    return make


@pytest.fixture
def attacks(record):
    def attacks(**changed):
        rows = {
            "a": record.attack("a", date="2023-10-18", base_id="conoco"),
            "b": record.attack("b", date="2023-10-20", base_id="conoco"),
            "c": record.attack("c", date="2023-10-22", base_id="harir"),
            "d": record.attack("d", date="2023-10-25", base_id="al-tanf"),
        }
        rows |= changed
        return [row for row in rows.values() if row is not None]

    return attacks

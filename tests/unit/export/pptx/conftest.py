"""The slide of the opening view."""

import pytest

from export.product.product import Product
from export.product.rendering import render_product
from geo.files.shipped_data import DATA_FOLDER
from geo.loading import read_dataset
from tests.unit.export.pptx.decks import make_product, open_deck


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(DATA_FOLDER)


@pytest.fixture(scope="module")
def product(dataset) -> Product:
    return make_product(dataset)


@pytest.fixture(scope="module")
def data(product) -> bytes:
    return render_product("pptx", product)


@pytest.fixture(scope="module")
def slide(data):
    (slide,) = open_deck(data).slides
    return slide

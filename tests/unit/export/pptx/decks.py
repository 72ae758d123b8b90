"""A deck, and its slide read again."""

import datetime as dt
import io

from pptx import Presentation

from export.product.product import Product
from geo.basemap.decoder import read_basemap
from geo.files.shipped_data import BASEMAP_FOLDER
from geo.model.dates import Window
from geo.model.scene import Marking, View
from geo.query.selection import select_scene
from tests.unit.scenes import AS_OF, OPENING

WEEK = Window(dt.date(2024, 1, 15), dt.date(2024, 1, 21))
EMPTY = Window(dt.date(2024, 3, 1), dt.date(2024, 3, 5))


def make_product(dataset, window=OPENING, *, title=None, marking=Marking(), **view) -> Product:  # noqa: B008 - frozen
    view.setdefault("width_px", 800.0)
    scene = select_scene(dataset, View(window, **view), as_of=AS_OF, title=title, marking=marking)
    return Product(scene, dataset, read_basemap(BASEMAP_FOLDER), dpi=60)


def open_deck(data: bytes):
    return Presentation(io.BytesIO(data))


def shapes_of(slide) -> dict[str, object]:
    return {shape.name.removeprefix("basewatch:"): shape for shape in slide.shapes}

"""Two products, and the comparison of the second with the first."""

from export.product.manifest import make_manifest, parse_manifest
from export.product.product import Product
from export.talking_points.changes_since import ChangesSince, compare_earlier, read_earlier
from geo.model.dates import Window, parse_day
from geo.model.scene import View


def view(first: str, last: str, **rest) -> View:
    return View(Window(parse_day(first), parse_day(last)), width_px=800.0, **rest)


FORTNIGHT = view("2023-10-17", "2023-10-31")


def manifest_of(product: Product) -> dict:
    return parse_manifest(make_manifest(product, ["csv"], None, {}), "x")


def compare(product: Product, last: Product) -> ChangesSince:
    return compare_earlier(product.scene, product.dataset, read_earlier(manifest_of(last)))

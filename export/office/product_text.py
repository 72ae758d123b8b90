"""What a slide and a page say of a product as a whole: its period, and how it was made."""

import pandas as pd

from export.data.tables import list_sources
from export.product.product import Product
from export.wording.coverage_text import head_coverage
from export.wording.filter_text import head_filters
from export.wording.scene_text import (
    NOT_COMPLETE,
    describe_credits,
    describe_making,
    describe_mode,
    describe_sources,
    format_period,
)
from geo.model.scene import Scene


def describe_product(product: Product) -> str:
    """Say in small print when and of what a product was made, and whether by hand as well."""
    scene = product.scene
    parts = [f"{describe_making(scene)}. {describe_sources(scene)} {NOT_COMPLETE}"]
    if any(point.edited for point in product.points):
        parts.append("Points edited by hand.")
    return " ".join([*parts, describe_credits(product.basemap)])


def describe_period(scene: Scene) -> str:
    """Describe a product's period, its filters, and what of the period is covered."""
    period = f"{format_period(scene.period)}, {describe_mode(scene)}"
    return " · ".join(filter(None, [period, head_filters(scene), head_coverage(scene)]))


def select_cited(product: Product) -> pd.DataFrame:
    """Give the sources that the records or the points cite, in the order of the source list."""
    scene: Scene = product.scene
    cited = set(list_sources(scene)["source_id"])
    cited.update(*(point.source_ids for point in product.points))
    return scene.sources[scene.sources.index.isin(cited)]

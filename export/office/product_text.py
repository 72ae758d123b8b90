"""Sentences on a whole product for slides and briefs: its period, and how it was made."""

import pandas as pd

from export.data.tables import list_sources
from export.product.product import Product
from export.wording.coverage_text import format_coverage_line
from export.wording.filter_text import format_filters_line
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
    """Return the small print: when and from what a product was made, and whether it was edited."""
    scene = product.scene
    parts = [f"{describe_making(scene)}. {describe_sources(scene)} {NOT_COMPLETE}"]
    if any(point.edited for point in product.points):
        parts.append("Points edited by hand.")
    return " ".join([*parts, describe_credits(product.basemap)])


def describe_period(scene: Scene) -> str:
    """Describe a product's period, its filters, and its coverage."""
    period = f"{format_period(scene.period)}, {describe_mode(scene)}"
    return " · ".join(
        filter(None, [period, format_filters_line(scene), format_coverage_line(scene)])
    )


def select_cited(product: Product) -> pd.DataFrame:
    """Return the sources that the records or the points cite, in the order of the source list."""
    scene: Scene = product.scene
    cited = set(list_sources(scene)["source_id"])
    cited.update(*(point.source_ids for point in product.points))
    return scene.sources[scene.sources.index.isin(cited)]

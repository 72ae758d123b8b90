"""What the charts show of a Product, and how their picture is called."""

from collections.abc import Mapping
from dataclasses import dataclass

from export.product.filename import make_filename
from geo.model.dates import Window
from geo.model.periods import Unit
from geo.model.scene import Scene
from geo.statistics.time_series import Kind


@dataclass(frozen=True, eq=False)
class Chart:
    """
    What the charts show of a Product.

    Attributes
    ----------
    unit, kind, shown
        As `geo.statistics.time_series.count_series` takes them.
    stacked_by
        What a column is divided by, as a word for reading.
    labels, site_labels
        How each word of the stacking reads, and each `base_id` of
        `geo.statistics.time_series.count_sites`.
    """

    unit: Unit
    kind: Kind
    shown: Window
    stacked_by: str
    labels: Mapping[str, str]
    site_labels: Mapping[str, str]


def name_chart(scene: Scene, unit: Unit, kind: Kind) -> str:
    """Give the name of the picture's file: the Scene's, what a column is, and its stacking."""
    what = "site" if kind == "base_id" else kind
    return make_filename(scene, "png").replace(".png", f"_chart-{unit}-{what}.png")

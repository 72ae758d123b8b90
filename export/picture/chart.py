"""The content of the charts, and the file name of their picture."""

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
    The content of the charts of a Product.

    Attributes
    ----------
    unit, kind, shown
        As `geo.statistics.time_series.count_series` takes them.
    stacked_by
        Name of what a column is divided by.
    labels, site_labels
        Text for each word of the stacking, and for each `base_id` of
        `geo.statistics.time_series.count_sites`.
    """

    unit: Unit
    kind: Kind
    shown: Window
    stacked_by: str
    labels: Mapping[str, str]
    site_labels: Mapping[str, str]


def name_chart(scene: Scene, unit: Unit, kind: Kind) -> str:
    """
    Return the chart's file name: the Scene's, the unit of a column, and the stacking.

    Parameters
    ----------
    scene
        What is shown. Not modified.
    unit, kind
        As in `Chart`.

    Returns
    -------
    name
        Name of a PNG file.
    """
    what = "site" if kind == "base_id" else kind
    return make_filename(scene, "png").replace(".png", f"_chart-{unit}-{what}.png")

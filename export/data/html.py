"""The time map as one HTML file, for a USB stick: slider, records, legend and marking."""

from typing import Final

from export.drawing.contrast import select_ink
from export.drawing.typesetting import make_inert
from export.maps.contents import count_contents
from export.maps.map_text import count_outside, describe_map, describe_strikes
from export.product.product import Product
from export.wording.coverage_text import list_coverage
from export.wording.filter_text import describe_filters
from export.wording.scene_text import (
    NOT_COMPLETE,
    describe_making,
    describe_mode,
    describe_no_records,
    describe_rejects,
    describe_sources,
    format_number,
)
from geo.basemap.world_outline import is_within, reaches_out
from geo.files.shipped_data import BASEMAP_FOLDER
from geo.model.scene import Scene
from geo.query.selection import select_mask
from layers.page import make_page
from layers.payload import make_payload

AS_MADE: Final = "When made:"


def render_html(product: Product) -> bytes:
    """
    Render a Product as a time map (HTML).

    Parameters
    ----------
    product
        The Product. Not modified.

    Returns
    -------
    html
        One file, UTF-8, that opens from a disk without a network: its Content-Security-Policy
        forbids every address. It opens at the view, and its slider covers the whole record. It
        holds only the records that pass the filters. The same Product gives the same bytes.
    """
    scene = product.scene
    keep = select_mask(product.dataset, scene.view.filters)
    texts = {
        "title": make_inert(scene.title),
        "marking": make_inert(scene.marking.text),
        "colour": scene.marking.colour,
        "ink": select_ink(scene.marking.colour),
        "lines": [make_inert(line) for line in _list_lines(product)],
        "foot": [make_inert(line) for line in _list_foot(scene)],
        "alt": f"{AS_MADE} {describe_map(scene, product.layout)}",
    }
    payload = make_payload(product.dataset, keep)
    worldwide = not is_within(scene.extent) or reaches_out(product.dataset)
    page = make_page(BASEMAP_FOLDER, payload, keep[keep], scene.view, texts, worldwide=worldwide)
    return page.encode("utf-8")


def _list_lines(product: Product) -> list[str]:
    """Return the lines on the view that the time map opens with; its slider shows other days."""
    scene = product.scene
    counts = scene.counts
    contents = count_contents(product.layout)
    whole = f"{format_number(counts.in_filters, 'counted record')}"
    whole += " in the filters" if scene.view.filters.on else ""
    shown = (
        f"{counts.selected:,} of {whole}, {counts.us_confirmed:,} of them US-confirmed"
        if counts.selected
        else describe_no_records(scene)
    )
    if contents.outside:
        shown += f", {count_outside(contents.outside)}"
    first = f"Made for {scene.period} ({describe_mode(scene)}): {shown} · {NOT_COMPLETE}"
    coverage, filters = " ".join(list_coverage(scene)), describe_filters(scene)
    # a browser window of another shape shows more ground than the map that was described
    strikes = [f"{AS_MADE} {text}" for text in describe_strikes(scene, contents)]
    lines = [first, coverage, *strikes, product.official, filters]
    return [line for line in lines if line]


def _list_foot(scene: Scene) -> list[str]:
    """Return the lines on sources, making and rejected rows."""
    return [f"{describe_sources(scene)} {describe_making(scene)}", *describe_rejects(scene)]

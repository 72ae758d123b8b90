"""Forty sites and seventy towns at random extents: no name covers another, or a dot elsewhere."""

import random

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from export.drawing.canvas import Canvas
from export.drawing.page import Box as PageBox
from export.drawing.page import Page
from export.maps.label_placement import Box, Circle
from export.maps.layout import MapLayout, SiteMark
from export.maps.name_layer import place_all_names
from export.maps.panel import MapPanel
from geo.basemap.decoder import Basemap, Town, read_basemap
from geo.files.shipped_data import BASEMAP_FOLDER
from geo.model.extent import Extent, project_lonlat
from layers.cartography.placement import circle_radius, push_apart

SHIPPED = read_basemap(BASEMAP_FOLDER)
WIDTH_PX, HEIGHT_PX = 1100.0, 640.0


def make_layout(rng: random.Random, extent: Extent) -> MapLayout:
    zoom = extent.zoom_at(WIDTH_PX)
    origin = project_lonlat(extent.west, extent.north, zoom)
    height = extent.height_px(WIDTH_PX)
    anchors = [(rng.uniform(0, WIDTH_PX), rng.uniform(0, height)) for _ in range(40)]
    totals = [rng.choice((1, 1, 2, 5, 12, 30)) for _ in anchors]
    centres = push_apart(anchors, [circle_radius(total) for total in totals])
    shown = [rng.randint(0, total) for total in totals]
    sites = tuple(
        SiteMark(f"Site number {n} ({n})", *places, total, count, 0)
        for n, (places, total, count) in enumerate(
            zip(zip(anchors, centres, strict=True), totals, shown, strict=True)
        )
    )
    return MapLayout(zoom, origin, WIDTH_PX, height, sites, ())


def make_basemap(rng: random.Random, extent: Extent) -> Basemap:
    towns = tuple(
        Town(
            n, f"Town {n}", "", rng.uniform(extent.west, extent.east),
            rng.uniform(extent.south, extent.north), 1000 * n, 1, n % 20 == 0, "IQ",
        )
        for n in range(70)
    )  # fmt: skip
    return type(SHIPPED)(**{**vars(SHIPPED), "towns": towns})


@seed(7)
@settings(max_examples=12, deadline=None)
@given(
    st.integers(0, 10_000),
    st.floats(34.0, 46.0),
    st.floats(29.0, 36.0),
    st.floats(1.0, 14.0),
)
def test_no_name_covers_a_name_or_a_dot_of_another_base(number, west, south, width):
    rng = random.Random(number)
    extent = Extent(west, south, west + width, south + width * 0.5)
    layout, basemap = make_layout(rng, extent), make_basemap(rng, extent)
    canvas = Canvas(Page("test", 12.0, 9.0), 72)
    box = PageBox(0.0, 0.0, 770.0, 770.0 * layout.height_px / layout.width_px)
    panel = MapPanel(canvas, layout, box)
    panel.basemap = basemap
    first = {label.site.name for label in panel.labels}
    wanted = {site.name for site in layout.sites if site.shown and layout.holds(*site.centre)}
    assert wanted <= first, "a site with a record is never dropped"
    placed = place_all_names(panel, basemap, panel.names, [])
    labels = panel.labels
    boxes = [(label.box, label.site) for label in labels] + [
        (found.box, None) for _, found in placed
    ]
    for index, (one, site) in enumerate(boxes):
        for other, _ in boxes[index + 1 :]:
            assert not one.overlaps(other, -1e-6)
        for each in layout.sites:
            if each is not site and (each.total or each.shown):
                assert not Circle(*each.centre, each.reach_px).overlaps(one, -1e-6)
    frame = Box(0.0, 0.0, layout.width_px, layout.height_px)
    assert all(label.box.lies_in(frame) for label in labels if not label.key)

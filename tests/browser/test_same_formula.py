"""One formula, two languages: placement, labels and projection agree in Python and in the browser."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from export.maps.label_placement import AROUND, Box, Circle, Label, place_labels
from geo.model.extent import project_lonlat
from layers import density, graticule
from layers.placement import circle_radius, disc_number_px, push_apart, spiral_offset, strike_offset
from layers.shell import make_shell
from layers.site_labels import place_site_labels
from tests.browser.open_scope import open_scope

BASEMAP = Path(__file__).parents[2] / "data" / "basemap"
ANCHORS = [(0.0, 0.0), (17.0, 5.0), (10.0, -40.0), (10.0, -40.0), (300.0, 20.0), (330.0, 60.0)]
TOTALS = [57, 48, 27, 3, 0, 900]


@pytest.fixture(scope="module")
def shell_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("shell") / "shell.html"
    path.write_text(open_scope(make_shell(BASEMAP)), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def run(page: Page, shell_file: str):
    page.goto(shell_file)

    def evaluate(expression: str, value: Any = None) -> Any:
        tables = "JSON.parse(document.getElementById('bw-tables').textContent)"
        given = f"const tables = {tables}; const table = tables.symbols;"
        return page.evaluate(f"(value) => {{ {given} return {expression}; }}", value)

    return evaluate


def test_spiral(run) -> None:
    cases = [[0, 1, 0], [1, 2, 9], [13, 57, 57], [199, 400, 800], [199, 400, 801], [1999, 2000, 0]]
    places = run(
        "value.map(([rank, shown, total]) => { const s = spacingPx(shown, table, total);"
        " const o = spiral.upTo(shown); return [s * o[2 * rank], s * o[2 * rank + 1]]; })",
        cases,
    )
    expected = [spiral_offset(*case) for case in cases]
    assert [tuple(place) for place in places] == [
        pytest.approx(pair, abs=1e-9) for pair in expected
    ]


def test_circles(run) -> None:
    radii = run("value.map((records) => circleRadiusPx(records, table))", TOTALS)
    assert radii == pytest.approx([circle_radius(total) for total in TOTALS])
    radii = run("value.map((records) => circleRadiusPx(records, table, 20000))", TOTALS)
    assert radii == pytest.approx([circle_radius(total, 20_000) for total in TOTALS])
    sizes = run("value.map((width) => discNumberPx(width, table))", [20.0, 76.0, 90.0])
    assert sizes == pytest.approx([disc_number_px(width) for width in (20.0, 76.0, 90.0)])


def test_pushing_apart(run) -> None:
    radii = [circle_radius(total) for total in TOTALS]
    centres = run("pushApart(value[0], value[1], table)", [ANCHORS, radii])
    expected = push_apart(ANCHORS, radii)
    assert [tuple(centre) for centre in centres] == [
        pytest.approx(centre, abs=1e-6) for centre in expected
    ]


def test_sides_of_site_labels(run) -> None:
    radii = [circle_radius(total) for total in TOTALS]
    centres = push_apart(ANCHORS, radii)
    widths = [90.0, 70.0, 60.0, 180.0, 40.0, 60.0]
    sides = run("placeSiteLabels(...value, table)", [centres, radii, TOTALS, widths])
    assert sides == place_site_labels(centres, radii, TOTALS, widths)
    assert len(set(sides)) > 1, "the case should not be one where every label stands right"


def test_greedy_labels(run) -> None:
    labels = [
        Label(text=str(k), anchors=[(float(x), float(y))], width=40.0 + 7 * k, height=12.0, priority=float(k % 3), symbol=4.0 * (k % 2))
        for k, (x, y) in enumerate([(50, 50), (60, 52), (90, 50), (200, 10), (64, 60), (55, 49)])
    ]  # fmt: skip
    obstacles = [Circle(120.0, 50.0, 20.0), Box(40.0, 30.0, 12.0, 8.0)]
    frame = Box(0.0, 0.0, 240.0, 120.0)
    placed = place_labels(labels, obstacles, frame=frame, margin_px=2.0)
    sent = [
        [{"anchors": label.anchors, "width": label.width, "height": label.height,
          "priority": label.priority, "sides": list(AROUND), "gap": label.gap,
          "symbol": label.symbol} for label in labels],
        [{"x": 120, "y": 50, "radius": 20}, [40, 30, 12, 8]],
        [0, 0, 240, 120],
        2,
    ]  # fmt: skip
    found = run("placeLabels(...value)", json.loads(json.dumps(sent)))
    assert [(label["number"], label["side"], tuple(label["box"])) for label in found] == [
        (
            label.number,
            label.side,
            (label.box.left, label.box.top, label.box.width, label.box.height),
        )
        for label in placed
    ]
    assert 0 < len(placed) < len(labels)


def test_projection(run) -> None:
    x, y = run("worldPoint(42.44, 33.78)")
    assert (x, y) == pytest.approx(project_lonlat(42.44, 33.78, 0), abs=1e-9)


def test_strikes_at_one_point(run) -> None:
    pairs = [[0, 1], [0, 2], [1, 2], [7, 9]]
    places = run("value.map(([rank, shown]) => strikeOffset(rank, shown, table))", pairs)
    assert [tuple(place) for place in places] == [
        pytest.approx(strike_offset(*pair), abs=1e-9) for pair in pairs
    ]


def test_density(run) -> None:
    places = [(100.0, 80.0, 1.0), (213.0, 140.5, 12.0), (-20.0, 60.0, 3.0), (900.0, 10.0, 5.0)]
    sent = [places, 410.0, 205.0, 31.0]
    found = run("(({columns, rows, values}) => [columns, rows, [...values]])(densityGrid(...value, tables.density))", sent)  # fmt: skip
    grid = density.make_grid(*sent)
    assert (found[1], found[0]) == grid.shape
    assert found[2] == pytest.approx(grid.ravel().tolist(), abs=1e-9)
    opacities = run("value.map((attacks) => densityOpacity(attacks, tables.density))", [0, 0.3, 1, 40, 500])  # fmt: skip
    assert opacities == pytest.approx(density.opacity_of(np.array([0, 0.3, 1, 40, 500])).tolist())
    ticks = run("densityTicks(value, tables.density)", 57_000)
    assert [tuple(tick) for tick in ticks] == [
        pytest.approx(tick) for tick in density.list_ticks(57_000)
    ]


@pytest.mark.parametrize("zoom", [4, 6.25, 10])
def test_density_is_as_wide_on_the_ground(run, zoom: float) -> None:
    view = "{getCenter: () => ({lat: 34.5}), getZoom: () => value}"
    found = run(f"densityBandwidth({view}, tables.density)", zoom)
    m_per_px = density.metres_per_px(34.5, zoom)
    width = density.bandwidth_px(m_per_px)
    assert (found["px"], found["metres"]) == pytest.approx((width, width * m_per_px))


def test_graticule(run) -> None:
    zooms = [4, 5.5, 6, 7.25, 10]
    steps = run("value.map((zoom) => graticuleStep(zoom, tables.graticule))", zooms)
    assert steps == [graticule.step_deg(zoom) for zoom in zooms]
    edges = [[35.3, 42.0, 2.0], [-0.15, 0.25, 0.1], [29.9, 30.1, 0.1]]
    degrees = run("value.map((edge) => listDegrees(...edge))", edges)
    assert degrees == [graticule.list_degrees(*edge) for edge in edges]
    names = run("value.map((degree) => nameDegree(degree, 'E', 'W'))", [42, -0.5, 0, 36.2])
    assert names == [graticule.name_degree(degree, "E", "W") for degree in (42, -0.5, 0, 36.2)]

"""Screen and picture agree: the same dots in the same places, in the same colours, as many."""

import base64
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from playwright.sync_api import Frame, Page

from layers.cartography.symbology import DOT_RADIUS_PX, PAPER
from tests.browser.conftest import NewPage
from tests.browser.harness.app_page import choose_screen, export, open_app, state

HALF_A_PERCENT = 0.005
"""Of the map's width: how far a place in the picture may lie from its place on the screen."""
NEAR, NEAR_FILLING = 16, 40
"""Levels of 255 by which a rendered colour may differ; the mean of a filling with a bar or a dot
in it more, as they fall on other pixels."""
PNG_DPI = 300
SVG = "{http://www.w3.org/2000/svg}"
VIEWS = {
    "opening": "",
    "zoomed, held-out, strikes": "?from=2023-11-01&to=2024-02-10&extent=38.2,33.4,43.4,36.9"
    "&include=held-out&layers=attacks,bases,strikes,governorates,towns",
    "cumulative, two weapons": "?from=2023-10-17&to=2024-03-31&mode=cumulative"
    "&weapon=rocket,one_way_uav",
}
Pixels = npt.NDArray[np.uint8]

# Leaflet's own list of layers is the only way to the plugin's drawing layer. It draws for a fine
# screen here: a frame is not told of a page's pixel ratio where that is only pretended.
READ_DOTS = """() => {
  const layer = Object.values(map_shell._layers).find((one) => one.drawn && one.records);
  layer.redraw(layer._bounds.getSize(), 2);
  const { x: width, y: height } = map_shell.getSize();
  const place = (x, y) => {
    const at = map_shell.layerPointToContainerPoint(L.point(x, y).add(layer._bounds.min));
    return { at: [at.x / width, at.y / height], canvas: [x, y] };
  };
  const { drawn, records } = layer;
  const dots = Array.from({ length: drawn.count }, (_, k) => {
    const { stroke, fill } = records.dots[records.dot[drawn.record[k]]];
    return { ...place(drawn.x[k], drawn.y[k]), stroke, fill };
  }).reverse();  // they are listed newest first, and drawn oldest first
  const strikes = layer.layers.strikes.drawn.map(({ strike, x, y }) => {
    const { stroke, fill } = layer.layers.strikes.dotOf(strike);
    return { ...place(x, y), stroke, fill };
  });
  return { dots, strikes, width, height, ratio: layer.ratio, png: layer._container.toDataURL() };
}"""
READ_COUNTS = """() => [...document.querySelectorAll('.bw-site')].map(
  (label) => [label.firstChild.textContent, label.querySelector('.bw-site-count').textContent])"""


@dataclass(frozen=True)
class Mark:
    """A dot or diamond: its place as fractions of the map's box, its colours, its own pixel."""

    at: tuple[float, float]
    stroke: str
    fill: str
    pixel: tuple[float, float]

    def lies_inside(self, margin: float = 0.0) -> bool:
        """Tell whether it lies on the map, so far from its edge at the least."""
        return all(margin <= place <= 1 - margin for place in self.at)


def read_screen(frame: Frame) -> dict[str, Any]:
    """Read what the page has drawn: its dots and strikes in the order of drawing, and pixels."""
    read = frame.evaluate(READ_DOTS)
    for kind in ("dots", "strikes"):
        marks = [
            Mark(
                tuple(one["at"]),
                one["stroke"],
                one["fill"],
                (one["canvas"][0] * read["ratio"], one["canvas"][1] * read["ratio"]),
            )
            for one in read[kind]
        ]
        read[kind] = [mark for mark in marks if mark.lies_inside()]
    data = base64.b64decode(read["png"].partition(",")[2])
    read["pixels"] = np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))
    return read


def read_path(path: ET.Element) -> npt.NDArray[np.float64]:
    """Give the points of a path of a drawing, the first of them not repeated."""
    numbers = re.findall(r"-?\d+(?:\.\d+)?", path.attrib["d"])
    points = np.array(numbers, dtype=float).reshape(-1, 2)
    return points[:-1] if len(points) > 1 and (points[0] == points[-1]).all() else points


def read_style(path: ET.Element) -> dict[str, str]:
    """Give the colours of a path of a drawing; where none is named, SVG fills with black."""
    pairs = (part.split(":") for part in path.attrib["style"].split(";"))
    return {"fill": "#000000", "stroke": "none"} | {k.strip(): v.strip() for k, v in pairs}


def read_picture(svg: bytes) -> dict[str, Any]:
    """Read a drawing that the app exported: its dots and strikes in the order of drawing."""
    groups: dict[str, list[ET.Element]] = {}
    for group in ET.fromstring(svg).iter(f"{SVG}g"):
        groups.setdefault(group.get("id", ""), []).extend(group.findall(f"{SVG}path"))
    frame = read_path(groups["map-frame"][0])
    (left, top), (right, bottom) = frame.min(axis=0), frame.max(axis=0)

    def read_marks(name: str) -> list[Mark]:
        marks = []
        for path in groups.get(name, []):
            style = read_style(path)
            # what stands inside a symbol has no fill or no outline; a strike's rim is paper
            if "none" in (style["fill"], style["stroke"]) or style["stroke"] == PAPER:
                continue
            x, y = read_path(path).mean(axis=0)
            at = ((x - left) / (right - left), (y - top) / (bottom - top))
            pixel = (x / 72 * PNG_DPI, y / 72 * PNG_DPI)
            marks.append(Mark(at, style["stroke"], style["fill"], pixel))
        return marks

    text = svg.decode("utf-8")
    named = re.findall(r'<g id="site-(name|count)">\s*<g[^>]*>\s*<!-- (.*?) -->', text)
    return {
        "dots": read_marks("records"),
        "strikes": read_marks("strikes"),
        "squares": [
            tuple(read_path(path).mean(axis=0) / 72 * PNG_DPI) for path in groups.get("site", [])
        ],
        "aspect": (right - left) / (bottom - top),
        "width_px": (right - left) / 72 * PNG_DPI,
        "labels": pair_labels(named),
    }


def pair_labels(named: list[tuple[str, str]]) -> dict[str, str]:
    """Give the count beside each site's name; blank where it has none."""
    labels: dict[str, str] = {}
    last = ""
    for kind, text in named:
        if kind == "name":
            last = text
            labels[last] = ""
        else:
            labels[last] = text
    return labels


def cut_disc(pixels: Pixels, mark: Mark, radius: float) -> npt.NDArray[np.float64]:
    """Give the colours of the pixels about a mark's middle, shape (n, 3); glass is white."""
    x, y = mark.pixel
    top, left = int(y - radius), int(x - radius)
    window = pixels[top : int(y + radius) + 2, left : int(x + radius) + 2].astype(float)
    rows, columns = np.mgrid[: window.shape[0], : window.shape[1]]
    inside = window[np.hypot(rows + top + 0.5 - y, columns + left + 0.5 - x) <= radius]
    if inside.shape[1] == 3:
        return inside
    opacity = inside[:, 3:] / 255
    return inside[:, :3] * opacity + 255 * (1 - opacity)


def find_ink(pixels: Pixels, mark: Mark, radius: float) -> npt.NDArray[np.float64]:
    """Give the colour of a symbol's outline: that of the twentieth of its pixels furthest from white."""
    disc = cut_disc(pixels, mark, radius)
    distance = np.linalg.norm(255 - disc, axis=1)
    return np.median(disc[distance >= np.quantile(distance, 0.95)], axis=0)


def find_filling(pixels: Pixels, mark: Mark, radius: float) -> npt.NDArray[np.float64]:
    """Give the mean colour of the inside of a symbol, whatever stands in it."""
    return cut_disc(pixels, mark, 0.6 * radius).mean(axis=0)


@pytest.mark.parametrize("view", VIEWS)
def test_places_colours_and_counts_are_the_same(new_page: NewPage, app_url: str, view: str) -> None:
    page: Page = new_page()
    frame = open_app(page, f"{app_url}/{VIEWS[view]}")
    screen = read_screen(frame)
    said = state(frame)
    labels = dict(frame.evaluate(READ_COUNTS))
    choose_screen(page)
    picture = read_picture(Path(export(page, "Drawing (SVG)").path()).read_bytes())
    with page.expect_download(timeout=90_000) as download:
        page.get_by_role("button", name="Picture (PNG)", exact=True).click()
    png = Path(download.value.path()).read_bytes()
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))

    assert len(screen["dots"]) > 40
    assert (len(screen["strikes"]) > 3) == ("strikes" in VIEWS[view])
    assert picture["aspect"] == pytest.approx(screen["width"] / screen["height"], rel=2e-3)
    for kind in ("dots", "strikes"):
        here, there = screen[kind], picture[kind]
        assert len(here) == len(there)
        for seen, drawn in zip(here, there, strict=True):
            apart = np.subtract(seen.at, drawn.at) * (1, screen["height"] / screen["width"])
            assert np.abs(apart).max() < HALF_A_PERCENT, (seen, drawn)
            assert (seen.stroke, seen.fill) == (drawn.stroke, drawn.fill)
    radii = DOT_RADIUS_PX * screen["ratio"], DOT_RADIUS_PX * picture["width_px"] / screen["width"]
    over = [*picture["squares"], *(strike.pixel for strike in picture["strikes"])]
    for seen, drawn in zip(screen["dots"], picture["dots"], strict=True):
        if not seen.lies_inside(0.02):
            continue  # the picture's frame lies over it
        if any(np.hypot(*np.subtract(drawn.pixel, at)) < 2 * radii[1] for at in over):
            continue  # on paper the base's square stands on top; a strike does on both
        for find, most in ((find_ink, NEAR), (find_filling, NEAR_FILLING)):
            on_screen = find(screen["pixels"], seen, radii[0])
            in_picture = find(pixels, drawn, radii[1])
            assert np.abs(on_screen - in_picture).max() <= most, (find.__name__, seen, drawn)

    assert len(picture["labels"]) > 4
    for name, count in picture["labels"].items():
        if not name.isdigit():  # a number: the site's name stands in the key
            assert labels[name] == count, name
    if view == "opening":
        assert said["visible"] == len(picture["dots"])
        assert sum(map(int, filter(None, picture["labels"].values()))) == said["visible"]

"""Boxes of a slide: those of the template, completed with those that it lacks."""

from collections.abc import Callable, Mapping
from typing import Final

from export.drawing.page import Box

PARTS: Final = (
    "title", "subtitle", "map", "legend", "bullets", "unknown", "table", "marking-top",
    "marking-bottom", "making", "number",
)  # fmt: skip
"""The parts of a slide, as a template names them after ``basewatch:``."""
WIDTH_PT: Final = 960.0
HEIGHT_PT: Final = 540.0
MARGIN_PT: Final = 24.0
GAP_PT: Final = 16.0
TITLE_PT: Final = 36.0
SUBTITLE_PT: Final = 20.0
FOOT_PT: Final = 22.0
"""Small print above the bottom marking, two lines."""

SplitMap = Callable[[Box], float]
"""Returns the width of the map's column in the box that map and bullets share."""


def complete_boxes(
    found: Mapping[str, Box], size_pt: tuple[float, float], bar_pt: float, split: SplitMap
) -> dict[str, Box]:
    """
    Complete the boxes of a slide.

    Parameters
    ----------
    found
        Boxes of the template, by part.
    size_pt
        Width and height of the slide.
    bar_pt
        Height of a marking bar.
    split
        Divides a box between map and bullets.

    Returns
    -------
    boxes
        All parts. Only where a template has no box for them, legend, table and what is not known
        are missing: the legend shares the box of the map, the others share that of the bullets. If
        a template has one box for map and bullets, or none, they share it; no box of a template is
        moved.
    """
    width, height = size_pt
    boxes = dict(found)
    boxes.setdefault("marking-top", Box(0.0, 0.0, width, bar_pt))
    boxes.setdefault("marking-bottom", Box(0.0, height - bar_pt, width, bar_pt))
    margin = MARGIN_PT * width / WIDTH_PT
    inner = width - 2 * margin
    top, bottom = _find_edges(boxes, height)
    foot = bottom - FOOT_PT - 2.0
    number = inner * 0.14
    boxes.setdefault("making", Box(margin, foot, inner - number, FOOT_PT))
    boxes.setdefault("number", Box(margin + inner - number, foot, number, FOOT_PT))
    boxes.setdefault("title", Box(margin, top + 5.0, inner, TITLE_PT))
    content = [boxes[part].top for part in ("map", "bullets", "table") if part in boxes]
    _place_subtitle(boxes, min(content, default=foot))
    under = max(boxes["title"].bottom, boxes["subtitle"].bottom) + 8.0
    _share_content(boxes, Box(margin, under, inner, foot - 4.0 - under), split)
    return boxes


def _find_edges(boxes: Mapping[str, Box], height: float) -> tuple[float, float]:
    """Return the edges of the area between the marking bars; a bar amid the slide is ignored."""
    bars = [boxes["marking-top"], boxes["marking-bottom"]]
    top = max((bar.bottom for bar in bars if bar.bottom < height / 2), default=0.0)
    bottom = min((bar.top for bar in bars if bar.top > height / 2), default=height)
    return top, bottom


def _place_subtitle(boxes: dict[str, Box], content_top: float) -> None:
    """Place the subtitle below the title, or within the title's box if that is tall."""
    if "subtitle" in boxes:
        return
    title = boxes["title"]
    room = min(SUBTITLE_PT, max(content_top - title.bottom, 0.0))
    if room < SUBTITLE_PT * 0.7 and title.height >= 2.4 * SUBTITLE_PT:
        boxes["title"] = Box(title.left, title.top, title.width, title.height - SUBTITLE_PT)
        room = SUBTITLE_PT
    boxes["subtitle"] = Box(title.left, boxes["title"].bottom, title.width, max(room, 12.0))


def _share_content(boxes: dict[str, Box], body: Box, split: SplitMap) -> None:
    """Set the boxes of map and bullets; they share one if the template has only one."""
    if "map" in boxes and "bullets" in boxes:
        return
    if "map" not in boxes and "bullets" not in boxes and "table" in boxes:
        area = boxes.pop("table")
    else:
        area = boxes.get("bullets") or boxes.get("map") or body
    left = split(area)
    boxes["map"] = Box(area.left, area.top, left, area.height)
    right = area.left + left + GAP_PT
    boxes["bullets"] = Box(right, area.top, area.right - right, area.height)

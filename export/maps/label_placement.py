"""Greedy label placement, the same in the picture and in the browser.

All numbers are pixels, x to the right and y down. The rule, which the page's script repeats line
by line:

1. Labels are taken by `priority`, the smallest first; among equals, in the order given.
2. A label tries its `anchors` in order, and at each anchor its `sides` in order.
3. The first box that lies in the frame and overlaps neither an obstacle nor a box or symbol placed
   before, each grown by the margin, is taken. A label without such a box is left out for good.
4. A label with a symbol (the square of a town) takes a place only if the symbol, too, overlaps no
   box or symbol placed before; then both are placed. Obstacles and the frame do not bar a symbol.
5. Boxes that only touch do not overlap.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

AROUND: Final = ("right", "left", "above", "below")
"""The sides of a point, in the order in which a point label tries them."""

CORNERS: Final = ("below right", "above right", "below left", "above left")
"""The corners of a point, for a name that must be on the map."""

CENTRE: Final = ("centre",)
"""An area's name is centred on its anchor."""


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels: its upper left corner, width and height."""

    left: float
    top: float
    width: float
    height: float

    def overlaps(self, other: "Box", margin_px: float = 0.0) -> bool:
        """Return whether two boxes, the other grown by a margin, share more than an edge."""
        return (
            self.left < other.left + other.width + margin_px
            and other.left - margin_px < self.left + self.width
            and self.top < other.top + other.height + margin_px
            and other.top - margin_px < self.top + self.height
        )

    def lies_in(self, frame: "Box") -> bool:
        """Return whether this box lies entirely in another."""
        return (
            self.left >= frame.left
            and self.top >= frame.top
            and self.left + self.width <= frame.left + frame.width
            and self.top + self.height <= frame.top + frame.height
        )


@dataclass(frozen=True)
class Circle:
    """A disc in pixels, such as a base with its dots."""

    x: float
    y: float
    radius: float

    def overlaps(self, box: Box, margin_px: float = 0.0) -> bool:
        """Return whether the disc, grown by a margin, covers any part of a box."""
        dx = self.x - min(max(self.x, box.left), box.left + box.width)
        dy = self.y - min(max(self.y, box.top), box.top + box.height)
        reach = self.radius + margin_px
        return dx * dx + dy * dy < reach * reach


@dataclass(frozen=True)
class Label:
    """
    A measured text to place.

    Attributes
    ----------
    text
        Text of the label.
    anchors
        (x, y) of the point, or several places for an area's name, the best first.
    width, height
        Of the text as measured in its font, in pixels.
    priority
        Smaller is placed first.
    sides
        `AROUND` and `CORNERS` for a point, `CENTRE` for an area.
    gap
        Pixels between the anchor and the text of a point label.
    symbol
        Side in pixels of the square on the anchor; 0 for none.
    """

    text: str
    anchors: Sequence[tuple[float, float]]
    width: float
    height: float
    priority: float
    sides: Sequence[str] = AROUND
    gap: float = 4.0
    symbol: float = 0.0


@dataclass(frozen=True)
class PlacedLabel:
    """A placed label: its number in the input, its box, and its anchor and side."""

    number: int
    label: Label
    box: Box
    anchor: tuple[float, float]
    side: str


# side → upper left corner, from the anchor, the size of the text and the gap.
_CORNER: Final[Mapping[str, Callable[[float, float, float, float, float], tuple[float, float]]]] = (
    MappingProxyType(
        {
            "right": lambda x, y, _, h, gap: (x + gap, y - h / 2),
            "left": lambda x, y, w, h, gap: (x - gap - w, y - h / 2),
            "above": lambda x, y, w, h, gap: (x - w / 2, y - gap - h),
            "below": lambda x, y, w, _, gap: (x - w / 2, y + gap),
            "below right": lambda x, y, _, __, gap: (x + 0.6 * gap, y + 0.4 * gap),
            "above right": lambda x, y, _, h, gap: (x + 0.6 * gap, y - 0.4 * gap - h),
            "below left": lambda x, y, w, _, gap: (x - 0.6 * gap - w, y + 0.4 * gap),
            "above left": lambda x, y, w, h, gap: (x - 0.6 * gap - w, y - 0.4 * gap - h),
            "centre": lambda x, y, w, h, _: (x - w / 2, y - h / 2),
        }
    )
)


def place_labels(
    labels: Sequence[Label],
    obstacles: Iterable[Box | Circle] = (),
    *,
    frame: Box | None = None,
    margin_px: float = 2.0,
) -> list[PlacedLabel]:
    """Choose the labels that fit, and their places.

    Parameters
    ----------
    labels : sequence of Label
        Anchors and sizes in pixels, y down. Not modified.
    obstacles : iterable of Box or Circle
        Areas that no label may cover: symbols, legends, names of bases.
    frame : Box, optional
        Area that every label must lie in; None for no limit.
    margin_px : float
        Space kept around obstacles and between labels.

    Returns
    -------
    list of PlacedLabel
        In the order of placement.

    Examples
    --------
    >>> labels = [
    ...     Label("Erbil", [(50.0, 50.0)], 30.0, 12.0, priority=1.0),
    ...     Label("Harir", [(52.0, 50.0)], 30.0, 12.0, priority=2.0),
    ... ]
    >>> [(placed.label.text, placed.side) for placed in place_labels(labels)]
    [('Erbil', 'right'), ('Harir', 'left')]
    """
    fixed = list(obstacles)
    placed: list[PlacedLabel] = []
    taken: list[Box] = []

    def is_free(box: Box, symbol: Box) -> bool:
        if frame is not None and not box.lies_in(frame):
            return False
        if any(obstacle.overlaps(box, margin_px) for obstacle in fixed):
            return False
        if symbol.width > 0 and any(other.overlaps(symbol, margin_px) for other in taken):
            return False
        return not any(other.overlaps(box, margin_px) for other in taken)

    for number in sorted(range(len(labels)), key=lambda n: (labels[n].priority, n)):
        label = labels[number]
        tried = ((box_at(label, a, side), a, side) for a in label.anchors for side in label.sides)
        for box, anchor, side in tried:
            symbol = symbol_at(label, anchor)
            if is_free(box, symbol):
                placed.append(PlacedLabel(number, label, box, anchor, side))
                taken += [box, symbol] if symbol.width > 0 else [box]
                break
    return placed


def box_at(label: Label, anchor: tuple[float, float], side: str) -> Box:
    """
    Return the box of a label's text on one side of an anchor, in pixels.

    Parameters
    ----------
    label
        The label.
    anchor
        (x, y) in pixels.
    side
        A key of `Label.sides`.

    Returns
    -------
    box
        The box.
    """
    left, top = _CORNER[side](*anchor, label.width, label.height, label.gap)
    return Box(left, top, label.width, label.height)


def symbol_at(label: Label, anchor: tuple[float, float]) -> Box:
    """
    Return the square of a label's symbol, centred on its anchor, in pixels.

    Parameters
    ----------
    label
        The label.
    anchor
        (x, y) in pixels.

    Returns
    -------
    box
        The box; without extent if there is no symbol.
    """
    x, y = anchor
    return Box(x - label.symbol / 2, y - label.symbol / 2, label.symbol, label.symbol)

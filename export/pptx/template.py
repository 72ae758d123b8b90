"""The template of slides: which of its placeholders holds which part of a slide."""

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout

from export.drawing.page import Box
from export.office.templates import check_links, drop_slides, list_placeholders, open_template
from export.pptx.boxes import PARTS
from export.pptx.default_template import LAYOUT, PREFIX, build_template
from export.talking_points.fitting import ARIAL_SHARE
from geo.model.errors import ViewError

SMALLEST_PT: Final[Mapping[str, tuple[float, float]]] = {
    "map": (140.0, 110.0),
    "bullets": (140.0, 60.0),
    "unknown": (140.0, 60.0),
    "table": (260.0, 120.0),
    "legend": (80.0, 30.0),
}
"""Width and height in points that a part needs to be readable."""
_BY_KIND: Final = {
    KIND.TITLE: "title",
    KIND.CENTER_TITLE: "title",
    KIND.SUBTITLE: "subtitle",
    KIND.PICTURE: "map",
    KIND.TABLE: "table",
    KIND.SLIDE_NUMBER: "number",
    KIND.FOOTER: "making",
}
_CONTENTS: Final = frozenset({KIND.OBJECT, KIND.BODY, KIND.VERTICAL_BODY, KIND.VERTICAL_OBJECT})
NARROW_FONTS: Final = frozenset(
    {"Arial", "Arial Narrow", "Helvetica", "Liberation Sans", "Calibri", "Carlito", "Cambria",
     "Times New Roman"}
)  # fmt: skip
"""Office fonts that are no wider than Arial."""
_BODY_FONT: Final = re.compile(rb"<a:minorFont>\s*<a:latin\s[^>]*typeface=\"([^\"]*)\"")
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_POINT_EMU: Final = 12700


def read_box(shape: Any) -> Box:
    """Return the box of a shape, in points."""
    edges = (shape.left, shape.top, shape.width, shape.height)
    return Box(*((edge or 0) / _POINT_EMU for edge in edges))


@dataclass(frozen=True)
class SlideTemplate:
    """
    An opened template.

    Attributes
    ----------
    deck
        The presentation that slides are added to.
    is_own
        Whether it is Basewatch's: its font is known, and its boxes follow the content.
    layout
        The layout of new slides.
    pattern
        A slide of the template whose named shapes are filled; None if those of the layout are.
    parts
        Part of a slide by the index of the layout's placeholder.
    brought
        Number of slides in the template; they are dropped at the end.
    """

    deck: Deck
    is_own: bool
    layout: SlideLayout
    pattern: Slide | None = None
    parts: Mapping[int, str] = field(default_factory=dict)
    brought: int = 0

    @property
    def size_pt(self) -> tuple[float, float]:
        """Width and height of a slide, in points."""
        width, height = self.deck.slide_width or 0, self.deck.slide_height or 0
        return width / _POINT_EMU, height / _POINT_EMU

    @property
    def share(self) -> float:
        """Width of the theme's font as a share of DejaVu Sans, 1 if it is unknown."""
        for rel in self.layout.slide_master.part.rels.values():
            if rel.reltype.endswith("/theme"):
                found = _BODY_FONT.search(rel.target_part.blob)
                if found and found[1].decode("utf-8", "replace") in NARROW_FONTS:
                    return ARIAL_SHARE
        return 1.0

    def add_slide(self) -> tuple[Slide, dict[str, Any], dict[str, Box]]:
        """
        Add a slide.

        Returns
        -------
        slide
            The new slide, with only what the template has on it.
        shapes
            The shapes to fill, by part.
        boxes
            Boxes of these and other named parts, in points.
        """
        slide = self.deck.slides.add_slide(self.layout)
        if self.pattern is not None:
            return slide, *_copy_pattern(self.pattern, slide)
        boxes = {
            self.parts[shape.placeholder_format.idx]: read_box(shape)
            for shape in list_placeholders(self.layout)
            if shape.placeholder_format.idx in self.parts
        }
        shapes = {}
        for shape in list_placeholders(slide):
            part = self.parts.get(shape.placeholder_format.idx)
            if part is None:
                shape.element.getparent().remove(shape.element)
            else:
                shapes[part] = shape
        return slide, shapes, boxes

    def close(self) -> None:
        """
        Drop the slides of the template itself.

        Raises
        ------
        ViewError
            If the rest links to something outside.
        """
        drop_slides(self.deck, self.brought)
        check_links(self.deck)


def read_template(data: bytes | None) -> SlideTemplate:
    """
    Read a template.

    Parameters
    ----------
    data
        A PPTX or POTX; None for Basewatch's own.

    Returns
    -------
    template
        On the layout named `LAYOUT`; else on a layout, or like a slide, with placeholders or shapes
        named ``basewatch:…``; else on the layout whose placeholders fit best.

    Raises
    ------
    ViewError
        If it cannot be opened, see `export.office.templates.open_template`; names an unknown part;
        or has too small a box for a part.
    """
    if data is None:
        deck = build_template()
        (layout,) = deck.slide_layouts
        return SlideTemplate(deck, is_own=True, layout=layout, parts=_find_parts(layout))
    deck = open_template(data)
    layouts = sorted(
        deck.slide_layouts, key=lambda each: each.name.strip().lower() != LAYOUT.lower()
    )
    layout = next((each for each in layouts if _name_parts(list_placeholders(each))), layouts[0])
    pattern = None
    if not _name_parts(list_placeholders(layout)):
        pattern = next((each for each in deck.slides if _name_parts(list(each.shapes))), None)
        if pattern is not None:
            layout = pattern.slide_layout
        elif layout.name.strip().lower() != LAYOUT.lower():
            layout = max(layouts, key=_rate_layout)
    template = SlideTemplate(
        deck, is_own=False, layout=layout, pattern=pattern, parts=_find_parts(layout),
        brought=len(deck.slides),
    )  # fmt: skip
    _check_room(template)
    return template


def _name_parts(shapes: Sequence[Any]) -> dict[int, str]:
    """
    Return the parts that shapes are named after, by their place in the sequence.

    Raises
    ------
    ViewError
        If a name has the prefix and an unknown part, or two have the same part.
    """
    named = {
        place: shape.name.strip().lower().removeprefix(PREFIX)
        for place, shape in enumerate(shapes)
        if shape.name.strip().lower().startswith(PREFIX)
    }
    wrong = sorted({part for part in named.values() if part not in PARTS})
    twice = sorted({part for part in named.values() if list(named.values()).count(part) > 1})
    if wrong or twice:
        messages = [f"`{PREFIX}{part[:40]}` is not a part of a slide" for part in wrong]
        messages += [f"`{PREFIX}{part[:40]}` occurs twice" for part in twice]
        msg = (
            f"The template's names are ambiguous: {'; '.join(messages)}. Use each once, of "
            f"{', '.join(PREFIX + part for part in PARTS)}."
        )
        raise ViewError(msg)
    return named


def _find_parts(layout: SlideLayout) -> dict[int, str]:
    """Return the part of each placeholder of a layout: by name, else by kind and size."""
    shapes = list_placeholders(layout)
    indices = [shape.placeholder_format.idx for shape in shapes]
    named = {indices[place]: part for place, part in _name_parts(shapes).items()}
    parts = dict(named)
    for shape in shapes:
        part = _BY_KIND.get(shape.placeholder_format.type)
        alone = part == "title" or not named
        wanted = part and alone and part not in parts.values()
        if part and wanted and (part == "title" or has_room(part, read_box(shape))):
            parts.setdefault(shape.placeholder_format.idx, part)
    if named:
        return parts
    contents = [
        shape
        for shape in shapes
        if shape.placeholder_format.type in _CONTENTS and has_room("map", read_box(shape))
    ]
    contents.sort(key=lambda shape: (-shape.width * shape.height, shape.left, shape.top))
    # of two alike the left one is the map, as on Basewatch's slide; a single one holds the bullets
    open_parts = [part for part in ("map", "bullets", "table") if part not in parts.values()]
    if len(contents) == 1 and "map" in open_parts:
        open_parts.remove("map")
    for shape, part in zip(contents, open_parts, strict=False):
        if has_room(part, read_box(shape)):
            parts[shape.placeholder_format.idx] = part
    return parts


def _rate_layout(layout: SlideLayout) -> tuple[int, int, float]:
    """Rate a layout: the parts it has, the placeholders left over, the room for content."""
    shapes = list_placeholders(layout)
    parts = _find_parts(layout)
    wanted = {"title", "map", "bullets", "table"} & set(parts.values())
    is_title_slide = any(s.placeholder_format.type == KIND.CENTER_TITLE for s in shapes)
    # by the smallest: a large map is worth little beside a narrow column of bullets
    room = min(
        (
            shape.width * shape.height
            for shape in shapes
            if parts.get(shape.placeholder_format.idx) in {"map", "bullets", "table"}
        ),
        default=0,
    )
    found = 0 if is_title_slide else len(wanted)
    return found, len(parts) - len(shapes), room


def has_room(part: str, box: Box) -> bool:
    """Return whether a box, in points, is large enough for a part of `PARTS`."""
    width, height = SMALLEST_PT.get(part, (0.0, 0.0))
    return box.width >= width and box.height >= height


def _check_room(template: SlideTemplate) -> None:
    """Check that each box of the template is large enough for its part."""
    shapes = list_placeholders(template.layout)
    found = {
        template.parts.get(shape.placeholder_format.idx, ""): read_box(shape) for shape in shapes
    }
    if template.pattern is not None:
        drawn = list(template.pattern.shapes)
        found = {part: read_box(drawn[place]) for place, part in _name_parts(drawn).items()}
    for part, (width, height) in SMALLEST_PT.items():
        box = found.get(part)
        if box is not None and not has_room(part, box):
            msg = (
                f"The template gives {PREFIX}{part} {box.width:.0f} by {box.height:.0f} points; "
                f"it needs {width:.0f} by {height:.0f}. Enlarge it in Slide Master view."
            )
            raise ViewError(msg)


def _copy_pattern(pattern: Slide, slide: Slide) -> tuple[dict[str, Any], dict[str, Box]]:
    """Copy the shapes of a template's slide to a new slide, pictures included."""
    tree = slide.shapes.element
    for shape in list_placeholders(slide):
        tree.remove(shape.element)
    keys = {
        key: slide.part.relate_to(rel.target_ref if rel.is_external else rel.target_part,
                                  rel.reltype, is_external=rel.is_external)
        for key, rel in pattern.part.rels.items()
        if not rel.reltype.endswith(("/slideLayout", "/notesSlide", "/comments"))
    }  # fmt: skip
    for shape in pattern.shapes:
        copied = copy.deepcopy(shape.element)
        for element in copied.iter():
            for name, value in element.attrib.items():
                if name.startswith(_RELATION) and value in keys:
                    element.set(name, keys[value])
        tree.append(copied)
    drawn = list(slide.shapes)
    named = _name_parts(drawn)
    shapes = {part: drawn[place] for place, part in named.items()}
    return shapes, {part: read_box(shape) for part, shape in shapes.items()}

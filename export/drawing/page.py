"""Paper sizes, and boxes on a page in points, y down from the top left corner."""

from dataclasses import dataclass
from typing import Final

from geo.model.errors import ViewError

POINTS_PER_INCH: Final = 72.0
SITE_MARK_PX: Final = 5.0
"""Side of the square at a base's true point, as on the map."""
MARGIN_PT: Final = 20.0
"""White margin, 7 mm: every office printer leaves that much."""


@dataclass(frozen=True)
class Box:
    """A box on a page, in points, y down."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Bottom edge."""
        return self.top + self.height


@dataclass(frozen=True)
class Page:
    """
    Size of a page.

    Attributes
    ----------
    name
        As the command line takes it.
    width_in, height_in
        Its size in inches.
    """

    name: str
    width_in: float
    height_in: float

    def size_px(self, dpi: int) -> tuple[int, int]:
        """Return width and height in whole pixels at a resolution in pixels per inch."""
        return round(self.width_in * dpi), round(self.height_in * dpi)

    @property
    def inner(self) -> Box:
        """The area inside the margins."""
        return Box(
            MARGIN_PT,
            MARGIN_PT,
            self.width_in * POINTS_PER_INCH - 2 * MARGIN_PT,
            self.height_in * POINTS_PER_INCH - 2 * MARGIN_PT,
        )


PAGES: Final[dict[str, Page]] = {
    page.name: page
    for page in (
        Page("a4", 297 / 25.4, 210 / 25.4),
        Page("letter", 11.0, 8.5),
        Page("16:9", 40 / 3, 7.5),
        Page("square", 210 / 25.4, 210 / 25.4),
    )
}


def select_page(name: str) -> Page:
    """
    Return the page of a name.

    Raises
    ------
    ViewError
        If the name is unknown.
    """
    try:
        return PAGES[name]
    except KeyError as error:
        msg = f"Unknown page `{name[:40]}`. Use one of: {', '.join(PAGES)}."
        raise ViewError(msg) from error

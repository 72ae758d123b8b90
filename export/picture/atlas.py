"""An atlas: a Product as one page a week, month or base, after a summary."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from matplotlib.figure import Figure

from export.picture.atlas_summary import draw_summary
from export.picture.figure import draw_picture
from export.product.formats import Tell
from export.product.product import By, Product
from export.product.split import Part, split_by_base, split_by_time
from geo.model.errors import ViewError

MOST_PARTS: Final = 80
"""Pages after the summary at the most: the summary lists them all."""


@dataclass(frozen=True, eq=False)
class Atlas:
    """
    An atlas.

    Attributes
    ----------
    product
        The whole.
    by
        What a page is of.
    parts
        One a page after the summary; none where by base there is no record.
    """

    product: Product
    by: By
    parts: tuple[Part, ...]

    @property
    def pages(self) -> int:
        """Number of pages."""
        return 1 + len(self.parts)

    def name_page(self, page: int) -> str:
        """Say which page of how many one is."""
        return f"page {page:,} of {self.pages:,}"

    def make_part(self, part: Part) -> Product:
        """
        Give the Product of one part, which by time is compared with the part before it.

        What has changed as a whole is on the summary.
        """
        by_time = self.by != "base" and part.number > 1
        before = self.parts[part.number - 2].step if by_time else None
        return replace(
            self.product, scene=part.scene, atlas=None, earlier=None, edited=None, before=before
        )


def plan_atlas(product: Product, by: By) -> Atlas:
    """
    Plan an atlas.

    Parameters
    ----------
    product
        What is shown.
    by
        What a page is of.

    Returns
    -------
    atlas
        By time one page for each week or month of the window, those without a record among them;
        by base one for each base with a record, the others being named on the summary.

    Raises
    ------
    ViewError
        If there would be more than `MOST_PARTS` pages after the summary.
    """
    if by != "base":
        return Atlas(product, by, tuple(split_by_time(product, by, MOST_PARTS)))
    parts = split_by_base(product)
    if len(parts) > MOST_PARTS:
        msg = (
            f"{len(parts):,} bases have a record here, at most {MOST_PARTS} pages are made: choose "
            "some of them, or a shorter period."
        )
        raise ViewError(msg)
    return Atlas(product, by, tuple(parts))


def draw_atlas(atlas: Atlas, tell: Tell | None = None) -> Iterator[Figure]:
    """
    Draw an atlas page by page.

    Parameters
    ----------
    atlas
        What is drawn.
    tell
        Told of each page before it is drawn; None for nobody.

    Yields
    ------
    figure
        As `export.picture.figure.draw_picture` gives it; the first is the summary.
    """
    product = atlas.product
    for page in range(1, atlas.pages + 1):
        if tell is not None:
            tell(page - 1, atlas.pages)
        number = atlas.name_page(page)
        if page == 1:
            yield draw_summary(product, atlas.by, atlas.parts, number)
            continue
        part = atlas.make_part(atlas.parts[page - 2])
        yield draw_picture(
            part.scene,
            part.basemap,
            page=part.page,
            dpi=part.dpi,
            official=part.official,
            number=number,
        )
    if tell is not None:
        tell(atlas.pages, atlas.pages)

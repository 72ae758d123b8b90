"""An atlas: a summary of a Product, then one page for each week, month or base."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from matplotlib.figure import Figure

from export.picture.atlas_summary import draw_summary
from export.picture.figure import draw_picture
from export.product.formats import Progress
from export.product.product import By, Product
from export.product.split import Part, split_by_base, split_by_time
from geo.model.errors import ViewError

MOST_PARTS: Final = 80
"""Greatest number of pages after the summary, which lists them all."""


@dataclass(frozen=True, eq=False)
class Atlas:
    """
    A Product split into pages.

    Attributes
    ----------
    product
        The whole Product.
    by
        What a page is for.
    parts
        One for each page after the summary; empty by base if there is no record.
    """

    product: Product
    by: By
    parts: tuple[Part, ...]

    @property
    def pages(self) -> int:
        """Number of pages."""
        return 1 + len(self.parts)

    def name_page(self, page: int) -> str:
        """Return the number of a page and the number of all pages, as text."""
        return f"page {page:,} of {self.pages:,}"

    def make_part(self, part: Part) -> Product:
        """
        Return the Product of one part; by time it is compared with the part before it.

        The comparison of the whole with the last product is on the summary.
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
        The Product. Not modified.
    by
        What a page is for.

    Returns
    -------
    atlas
        By time one page for each week or month of the window, also without a record; by base one
        for each base with a record, while the summary names the others.

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
            f"{len(parts):,} bases have a record here, the limit is {MOST_PARTS} pages. Choose "
            "fewer bases or a shorter period."
        )
        raise ViewError(msg)
    return Atlas(product, by, tuple(parts))


def draw_atlas(atlas: Atlas, on_progress: Progress | None = None) -> Iterator[Figure]:
    """
    Draw an atlas page by page.

    Parameters
    ----------
    atlas
        See `plan_atlas`.
    on_progress
        Called before each page with the number of pages that are drawn, and of all pages.

    Yields
    ------
    figure
        As `export.picture.figure.draw_picture` returns it; the first is the summary.
    """
    product = atlas.product
    for page in range(1, atlas.pages + 1):
        if on_progress is not None:
            on_progress(page - 1, atlas.pages)
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
            is_fitted=part.fit == "attacks",
        )
    if on_progress is not None:
        on_progress(atlas.pages, atlas.pages)

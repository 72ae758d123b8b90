"""PNG, PDF and SVG of a Product, all from one figure."""

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

import matplotlib as mpl
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from export.drawing.canvas import hold_settings
from export.maps.map_text import describe_map
from export.picture.atlas import draw_atlas, plan_atlas
from export.picture.figure import draw_picture, fit_page
from export.picture.figure import render_png as render_picture
from export.product.formats import Progress
from export.product.product import Product
from export.product.provenance import list_provenance

_SVG_SALT: Final = "basewatch"
"""Ids in an SVG are hashes; without this salt matplotlib makes random ones."""


def render_png(product: Product) -> bytes:
    """Render a Product as a picture, see `export.picture.figure.render_png`."""
    product = fit_to_page(product)
    return render_picture(
        product.scene,
        product.basemap,
        dpi=product.dpi,
        page=product.page,
        official=product.official,
        changes=product.changes,
        is_fitted=product.fit == "attacks",
    )


def fit_to_page(product: Product) -> Product:
    """
    Fit a Product's map to its page.

    Parameters
    ----------
    product
        The Product. Not modified.

    Returns
    -------
    product
        With the extent and width that `export.picture.figure.fit_page` finds.
    """
    scene = fit_page(
        product.scene,
        product.basemap,
        page=product.page,
        official=product.official,
        changes=product.changes,
        fit=product.fit,
    )
    return replace(product, scene=scene)


def render_pdf(product: Product, on_progress: Progress | None = None) -> bytes:
    """
    Render a Product as a map sheet (PDF), or as an atlas of map sheets.

    Parameters
    ----------
    product
        The Product. Not modified.
    on_progress
        Called with the number of pages of an atlas that are done, and of all pages.

    Returns
    -------
    pdf
        One page, or an atlas: vectors, with embedded fonts (Type 42) and selectable text. The same
        Product gives the same bytes; dates in it are the Product's time of making.
    """
    product = fit_to_page(product)
    texts = list_provenance(product.scene)
    metadata = {
        "Title": texts["Title"],
        "Subject": f"{texts['Period']}, {texts['Records']}, marking {texts['Marking']}. "
        f"{describe_map(product.scene, product.layout)}",
        "Keywords": f"{texts['Inputs']}; extent {texts['Extent']}; mode {texts['Mode']}",
        "Creator": texts["Software"],
        "CreationDate": product.scene.provenance.as_of,
        "ModDate": None,
    }
    if product.atlas is not None:
        return _save_pages(draw_atlas(plan_atlas(product, product.atlas), on_progress), metadata)
    with _hold_pdf():
        return _save(_draw(product), "pdf", metadata)


@contextmanager
def _hold_pdf() -> Iterator[None]:
    """Apply the settings of a PDF: searchable fonts, compressed streams."""
    settled = mpl.rc_context({"pdf.fonttype": 42, "pdf.compression": 6})
    with hold_settings(), settled:
        yield


def _save_pages(figures: Iterable[Figure], metadata: dict[str, object]) -> bytes:
    """Save figures as the pages of one PDF; other threads may draw between two pages."""
    out = io.BytesIO()
    with _hold_pdf():
        pages = PdfPages(out, metadata=metadata)
    for figure in figures:
        with _hold_pdf():
            pages.savefig(figure)  # type: ignore[no-untyped-call]
    with _hold_pdf():
        pages.close()  # type: ignore[no-untyped-call]
    return out.getvalue()


def render_svg(product: Product) -> bytes:
    """
    Render a Product as a drawing in SVG.

    Parameters
    ----------
    product
        The Product. Not modified.

    Returns
    -------
    svg
        Vectors, with letters as outlines: it looks the same without the font. The same Product
        gives the same bytes. Each artist's `gid` becomes an id.
    """
    product = fit_to_page(product)
    texts = list_provenance(product.scene)
    metadata = {
        "Title": texts["Title"],
        "Date": texts["Creation Time"],
        "Creator": texts["Software"],
        "Description": f"{describe_map(product.scene, product.layout)} "
        + "; ".join(f"{name}: {text}" for name, text in texts.items()),
    }
    with hold_settings(), mpl.rc_context({"svg.hashsalt": _SVG_SALT, "svg.fonttype": "path"}):
        return _save(_draw(product), "svg", metadata)


def _draw(product: Product) -> Figure:
    """Draw the figure of all formats."""
    return draw_picture(
        product.scene,
        product.basemap,
        page=product.page,
        dpi=product.dpi,
        official=product.official,
        changes=product.changes,
        is_fitted=product.fit == "attacks",
    )


def _save(figure: Figure, extension: str, metadata: Mapping[str, object]) -> bytes:
    """Save a figure to bytes."""
    out = io.BytesIO()
    figure.savefig(out, format=extension, metadata=metadata)
    return out.getvalue()

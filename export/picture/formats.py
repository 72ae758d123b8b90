"""The picture's formats: PNG, PDF and SVG, all from one figure."""

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import matplotlib as mpl
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from export.drawing.canvas import hold_settings
from export.maps.map_text import describe_map
from export.picture.atlas import draw_atlas, plan_atlas
from export.picture.figure import draw_picture
from export.picture.figure import render_png as render_picture
from export.product.formats import Tell
from export.product.product import Product
from export.product.provenance import list_provenance

_SVG_SALT: Final = "basewatch"
"""Ids inside an SVG are hashes; matplotlib salts them at random where no salt is given."""


def render_png(product: Product) -> bytes:
    """Render a Product as a picture, see `export.picture.figure.render_png`."""
    return render_picture(
        product.scene,
        product.basemap,
        dpi=product.dpi,
        page=product.page,
        official=product.official,
        changes=product.changes,
    )


def render_pdf(product: Product, tell: Tell | None = None) -> bytes:
    """
    Render a Product as PDF.

    Parameters
    ----------
    product
        What is rendered.
    tell
        Told of each page of an atlas, for who waits; None for nobody.

    Returns
    -------
    pdf
        One page, or an atlas: vectors, its fonts embedded (Type 42), its text selectable. The same
        bytes for the same Product; its dates are the Product's time of making.
    """
    told = list_provenance(product.scene)
    metadata = {
        "Title": told["Title"],
        "Subject": f"{told['Period']}, {told['Records']}, marking {told['Marking']}. "
        f"{describe_map(product.scene, product.layout)}",
        "Keywords": f"{told['Inputs']}; extent {told['Extent']}; mode {told['Mode']}",
        "Creator": told["Software"],
        "CreationDate": product.scene.provenance.as_of,
        "ModDate": None,
    }
    if product.atlas is not None:
        return _save_pages(draw_atlas(plan_atlas(product, product.atlas), tell), metadata)
    with _hold_pdf():
        return _save(_draw(product), "pdf", metadata)


@contextmanager
def _hold_pdf() -> Iterator[None]:
    """Hold the settings of a PDF: fonts whole enough to be searched, streams compressed."""
    settled = mpl.rc_context({"pdf.fonttype": 42, "pdf.compression": 6})
    with hold_settings(), settled:
        yield


def _save_pages(figures: Iterable[Figure], metadata: dict[str, object]) -> bytes:
    """Save figures as the pages of one PDF; others may draw theirs between two pages."""
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
        What is rendered.

    Returns
    -------
    svg
        Vectors, its letters as outlines: it looks the same where the font is not installed. The
        same bytes for the same Product. Each artist's `gid` is an id.
    """
    told = list_provenance(product.scene)
    metadata = {
        "Title": told["Title"],
        "Date": told["Creation Time"],
        "Creator": told["Software"],
        "Description": f"{describe_map(product.scene, product.layout)} "
        + "; ".join(f"{name}: {text}" for name, text in told.items()),
    }
    with hold_settings(), mpl.rc_context({"svg.hashsalt": _SVG_SALT, "svg.fonttype": "path"}):
        return _save(_draw(product), "svg", metadata)


def _draw(product: Product) -> Figure:
    """Draw the figure that all of them are made from."""
    return draw_picture(
        product.scene,
        product.basemap,
        page=product.page,
        dpi=product.dpi,
        official=product.official,
        changes=product.changes,
    )


def _save(figure: Figure, extension: str, metadata: Mapping[str, object]) -> bytes:
    """Save a figure to bytes."""
    out = io.BytesIO()
    figure.savefig(out, format=extension, metadata=metadata)
    return out.getvalue()

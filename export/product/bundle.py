"""Render several formats into one archive with their manifest."""

from collections.abc import Callable, Sequence

from export.product.filename import name_file
from export.product.manifest import make_manifest, name_manifest
from export.product.product import Product
from export.product.rendering import render_product
from export.product.zip_archive import write_archive


def render_bundle(
    product: Product, formats: Sequence[str], on_progress: Callable[[str], None] | None = None
) -> bytes:
    """
    Render a Product in several formats.

    Parameters
    ----------
    product
        What is rendered.
    formats
        Keys of `export.product.formats.FORMATS`.
    on_progress
        Called with each format before it is rendered.

    Returns
    -------
    archive
        A zip archive with every file and the manifest. Their names have no marking: the archive's
        own name has it. The same Product gives the same bytes.
    """
    files = {}
    for extension in formats:
        if on_progress is not None:
            on_progress(extension)
        files[name_file(extension, product, marked=False)] = render_product(extension, product)
    edges = product.scene.view.extent
    manifest = make_manifest(product, formats, None if edges is None else str(edges), files)
    return write_archive({**files, name_manifest(product, marked=False): manifest})

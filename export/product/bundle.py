"""Several formats in one go, in one archive with their manifest."""

from collections.abc import Callable, Sequence

from export.product.filename import name_file
from export.product.manifest import make_manifest, name_manifest
from export.product.product import Product
from export.product.rendering import render_product
from export.product.zip_archive import write_archive


def render_bundle(
    product: Product, formats: Sequence[str], tell: Callable[[str], None] | None = None
) -> bytes:
    """
    Render a Product in several formats.

    Parameters
    ----------
    product
        What is rendered.
    formats
        Keys of `export.product.formats.FORMATS`.
    tell
        Told each format before it is rendered, for who waits; None for nobody.

    Returns
    -------
    archive
        A zip archive with every file and the manifest, named without the marking, which the
        archive's own name bears. The same Product gives the same bytes.
    """
    files = {}
    for extension in formats:
        if tell is not None:
            tell(extension)
        files[name_file(extension, product, marked=False)] = render_product(extension, product)
    edges = product.scene.view.extent
    manifest = make_manifest(product, formats, None if edges is None else str(edges), files)
    return write_archive({**files, name_manifest(product, marked=False): manifest})

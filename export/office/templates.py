"""Open a unit's own PPTX safely: it may be broken or malicious."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final

from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.presentation import Presentation as Deck

from export.office.package import NOT_KEPT
from export.product.zip_archive import write_archive
from geo.model.errors import ViewError

MOST_BYTES: Final = 50_000_000
MOST_UNPACKED: Final = 300_000_000
MOST_PARTS: Final = 5_000
_CONTENT_TYPES: Final = "[Content_Types].xml"
_AS_TEMPLATE: Final = b"presentationml.template.main+xml"
_AS_DECK: Final = b"presentationml.presentation.main+xml"
_MACROS: Final = (b"macroEnabled", b"vbaProject")
# Errors that zipfile, lxml and python-pptx raise for a broken file.
_BROKEN: Final = (
    AssertionError, AttributeError, EOFError, LookupError, OSError, PythonPptxError, RuntimeError,
    SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def open_template(data: bytes) -> Deck:
    """
    Open a unit's PPTX or POTX.

    Parameters
    ----------
    data
        The file's bytes.

    Returns
    -------
    deck
        With its masters, layouts and slides; without thumbnail, printer settings and names of
        people who commented.

    Raises
    ------
    ViewError
        If it is not such a file, is broken, holds macros, unpacks to too much, has no layout, or
        if a master or layout links to something outside.
    """
    try:
        deck = Presentation(io.BytesIO(_unpack(data)))
        drop_private(deck)
        is_usable = _probe(deck)
    except ViewError:
        raise
    except _BROKEN as error:
        msg = (
            "The template cannot be read as a PPTX. Open it in PowerPoint, save it as .pptx or "
            ".potx without a password, and give that file."
        )
        raise ViewError(msg) from error
    if not is_usable:
        msg = "The template has no layout to make a slide on. Add one in Slide Master view."
        raise ViewError(msg)
    return deck


def _probe(deck: Deck) -> bool:
    """Read everything that slides are made with, to find what is broken; return if it is enough."""
    for layout in deck.slide_layouts:
        for shape in (*list_placeholders(layout), *list_placeholders(layout.slide_master)):
            _ = shape.name, shape.placeholder_format.type, shape.placeholder_format.idx
            _ = shape.left, shape.top, shape.width, shape.height
    for slide in deck.slides:
        _ = slide.slide_layout.name, [(shape.name, shape.left) for shape in slide.shapes]
    _ = [shape.placeholder_format.type for shape in list_placeholders(deck.notes_master)]
    return bool(len(deck.slide_layouts) and deck.slide_width and deck.slide_height)


def list_placeholders(owner: Any) -> list[Any]:
    """List the placeholders of a layout, master or slide; python-pptx's types do not allow this."""
    return list(owner.placeholders)


def _unpack(data: bytes) -> bytes:
    """Check how much a file unpacks to; return it with a template's type changed to a deck's."""
    if len(data) > MOST_BYTES:
        msg = (
            f"The template has {len(data) / 1e6:,.0f} MB, the limit is {MOST_BYTES / 1e6:.0f}. "
            "Remove large pictures from it."
        )
        raise ViewError(msg)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS:
            msg = (
                f"The template unpacks to {unpacked / 1e6:,.0f} MB in {len(parts):,} parts, more "
                "than a slide can need. It may be malicious, and was not opened."
            )
            raise ViewError(msg)
        types = archive.read(_CONTENT_TYPES)
        if any(word in types for word in _MACROS):
            msg = "The template holds macros. Save it as .pptx or .potx without them."
            raise ViewError(msg)
        if _AS_TEMPLATE not in types:
            return data
        read = {part.filename: archive.read(part) for part in parts if not part.is_dir()}
    return write_archive(read | {_CONTENT_TYPES: types.replace(_AS_TEMPLATE, _AS_DECK)})


def drop_private(deck: Deck) -> None:
    """Remove what a product does not pass on: names, printer settings and the thumbnail."""
    package, rels = deck.part.package, deck.part.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith(NOT_KEPT)]:
        rels.pop(key)
    of_parts = {rel for part in package.iter_parts() for rel in part.rels.values()}
    for rel in list(package.iter_rels()):
        if rel not in of_parts and rel.reltype.endswith(NOT_KEPT):
            package.drop_rel(rel.rId)


def drop_slides(deck: Deck, number: int) -> None:
    """
    Drop the first slides of a deck.

    Parameters
    ----------
    deck
        Changed in place: sections and custom shows, which name slides, are removed as well.
    number
        How many slides.
    """
    listed: Any = deck.slides.element
    for entry in list(listed)[:number]:
        deck.part.rels.pop(entry.rId)
        listed.remove(entry)
    root = deck.element
    for name in ("custShowLst", "extLst"):
        for found in root.findall(f"{{*}}{name}"):
            root.remove(found)
    deck.part.rename_slide_parts([entry.rId for entry in listed])


def check_links(deck: Deck) -> None:
    """
    Check that a deck links to nothing outside.

    Raises
    ------
    ViewError
        If a part of it links to a file or an address; both are named.
    """
    links = list(_list_links(deck))
    if links:
        where, target = links[0]
        more = f", and {len(links) - 1} more" if len(links) > 1 else ""
        msg = (
            f"The template links to something outside: {where} to {target[:80]}{more}. A slide "
            "must work without a network: embed it, or remove the link in Slide Master view."
        )
        raise ViewError(msg)


def _list_links(deck: Deck) -> Iterator[tuple[str, str]]:
    """Yield each link of a part to something outside the file."""
    for part in deck.part.package.iter_parts():
        for rel in part.rels.values():
            if rel.is_external:
                yield str(part.partname), rel.target_ref

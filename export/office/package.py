"""OOXML packaging for PPTX and DOCX: properties, provenance, reproducible bytes."""

import datetime as dt
import io
from collections.abc import Callable, Mapping
from typing import IO, Final, Protocol
from xml.sax.saxutils import escape, quoteattr

from export.product.manifest import list_inputs
from export.product.product import Product
from export.product.provenance import list_provenance
from export.product.zip_archive import freeze_archive
from geo.model.scene import Scene

LONGEST_PROPERTY: Final = 255
"""Greatest number of letters of one property."""
APP_PROPERTIES: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/extended-properties"><Application>Basewatch'
    b"</Application></Properties>"
)
"""A part in place of the one with program, company and manager of the template's author."""
APP_NAME: Final = "docProps/app.xml"
"""Name of this part in a DOCX of python-docx's own template."""
NOT_KEPT: Final = (
    "/thumbnail", "/printerSettings", "/commentAuthors", "/authors", "/custom-properties",
)  # fmt: skip
"""Ends of relation types that a template may have and a product does not pass on."""


PROVENANCE_NAME: Final = "/docProps/custom.xml"
PROVENANCE_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
PROVENANCE_RELATION: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""Format id of user-defined properties, fixed by ECMA-376."""


class CoreProperties(Protocol):
    """The core properties that python-pptx and python-docx have in common."""

    title: str
    subject: str
    author: str
    last_modified_by: str
    keywords: str
    comments: str
    category: str
    version: str
    identifier: str
    content_status: str
    language: str
    revision: int
    created: dt.datetime
    modified: dt.datetime
    last_printed: dt.datetime


def fill_properties(properties: CoreProperties, scene: Scene) -> None:
    """
    Write the core properties of a file.

    Parameters
    ----------
    properties
        Changed in place: no name of a user remains, and all times are the time of making.
    scene
        What the file shows.
    """
    metadata = {key: text[:LONGEST_PROPERTY] for key, text in list_provenance(scene).items()}
    # properties have no time zone and are read as UTC
    made = scene.provenance.as_of.astimezone(dt.UTC).replace(tzinfo=None)
    properties.title = metadata["Title"]
    properties.subject = f"{metadata['Period']}, {metadata['Records']}"[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = metadata["Software"]
    properties.keywords = f"inputs {metadata['Inputs hash']}; mode {metadata['Mode']}"
    properties.comments = f"Marking: {metadata['Marking']}"[:LONGEST_PROPERTY]
    properties.category = "Briefing"
    properties.version = scene.provenance.version
    properties.identifier = properties.content_status = ""
    properties.language = "en"
    properties.revision = 1
    properties.created = properties.modified = properties.last_printed = made


def write_provenance_part(product: Product) -> bytes:
    """
    Write the full provenance as a part with custom properties.

    Parameters
    ----------
    product
        What the file shows.

    Returns
    -------
    custom
        XML of `PROVENANCE_TYPE`: each name and text of `list_provenance`, and each input with its
        SHA-256, at most `LONGEST_PROPERTY` letters each.

    References
    ----------
    .. [1] ECMA-376, Office Open XML File Formats, part 1, section 15.2.12.2, Custom File Properties
       Part.
    """
    metadata = list_provenance(product.scene)
    metadata.pop("Inputs")
    if any(point.edited for point in product.points):
        metadata["Points"] = "edited by hand"
    inputs = list_inputs(product.dataset, product.template)
    metadata |= {f"Input {name}": f"sha256:{digest}" for name, digest in inputs.items()}
    entries = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name={quoteattr(name)}><vt:lpwstr>'
        f"{escape(text[:LONGEST_PROPERTY])}</vt:lpwstr></property>"
        for number, (name, text) in enumerate(metadata.items(), 2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://'
        'schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://'
        'schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{entries}</Properties>"
    ).encode()


def freeze_file(
    save: Callable[[IO[bytes]], None], replaced: Mapping[str, bytes] | None = None
) -> bytes:
    """
    Return the bytes that `save` writes, without the times in them; see `freeze_archive`.

    Parameters
    ----------
    save
        Writes the file to a binary stream.
    replaced
        New bytes of parts by name.

    Returns
    -------
    data
        The file's bytes.
    """
    out = io.BytesIO()
    save(out)
    return freeze_archive(out.getvalue(), replaced)

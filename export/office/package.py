"""Files of an office: what a slide and a page say of themselves, and the same bytes each time."""

import datetime as dt
import io
from collections.abc import Callable
from typing import IO, Final, Protocol
from xml.sax.saxutils import escape, quoteattr

from export.product.manifest import list_inputs
from export.product.product import Product
from export.product.provenance import list_provenance
from export.product.zip_archive import freeze_archive
from geo.model.scene import Scene

LONGEST_PROPERTY: Final = 255
"""Letters of one property at the most."""
SAID_BY: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/extended-properties"><Application>Basewatch'
    b"</Application></Properties>"
)
"""The part that else tells program, company and manager of whoever made the template."""
NOT_KEPT: Final = (
    "/thumbnail", "/printerSettings", "/commentAuthors", "/authors", "/custom-properties",
)  # fmt: skip
"""How relations end that a template brings and a product does not pass on."""


TOLD_NAME: Final = "/docProps/custom.xml"
TOLD_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
TOLD_RELATION: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)
_TOLD_KEY: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


class CoreProperties(Protocol):
    """What python-pptx and python-docx both call core properties."""

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
    Write what a file says of itself.

    Parameters
    ----------
    properties
        Changed in place: no name of a user is left in it, and its times are the time of making.
    scene
        What the file shows.
    """
    told = {key: text[:LONGEST_PROPERTY] for key, text in list_provenance(scene).items()}
    # a property has no time zone: it is read as UTC
    made = scene.provenance.as_of.astimezone(dt.UTC).replace(tzinfo=None)
    properties.title = told["Title"]
    properties.subject = f"{told['Period']}, {told['Records']}"[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = told["Software"]
    properties.keywords = f"inputs {told['Inputs hash']}; mode {told['Mode']}"
    properties.comments = f"Marking: {told['Marking']}"[:LONGEST_PROPERTY]
    properties.category = "Briefing"
    properties.version = scene.provenance.version
    properties.identifier = properties.content_status = ""
    properties.language = "en"
    properties.revision = 1
    properties.created = properties.modified = properties.last_printed = made


def write_told(product: Product) -> bytes:
    """
    Write the part of a file that carries its provenance whole, as an office's own properties.

    Parameters
    ----------
    product
        What the file shows.

    Returns
    -------
    custom
        XML of `TOLD_TYPE`: each name and text of `export.product.provenance.list_provenance`, and
        each input with its SHA-256, at most `LONGEST_PROPERTY` letters each.
    """
    told = list_provenance(product.scene)
    told.pop("Inputs")
    if any(point.edited for point in product.points):
        told["Points"] = "edited by hand"
    inputs = list_inputs(product.dataset, product.template)
    told |= {f"Input {name}": f"sha256:{digest}" for name, digest in inputs.items()}
    entries = "".join(
        f'<property fmtid="{_TOLD_KEY}" pid="{number}" name={quoteattr(name)}><vt:lpwstr>'
        f"{escape(text[:LONGEST_PROPERTY])}</vt:lpwstr></property>"
        for number, (name, text) in enumerate(told.items(), 2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://'
        'schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://'
        'schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{entries}</Properties>"
    ).encode()


def freeze_file(save: Callable[[IO[bytes]], None]) -> bytes:
    """Give the bytes of what is saved, without the times at which it was."""
    out = io.BytesIO()
    save(out)
    return freeze_archive(out.getvalue())

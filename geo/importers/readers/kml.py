"""Read a KML or KMZ file of points as a table of text."""

import io
import re
import zipfile
from typing import Final

import pandas as pd
from lxml import etree

from geo.files.csv_table import TextTable
from geo.importers.readers.geojson import LATITUDE, LONGITUDE
from geo.importers.readers.zip_limits import check_archive
from geo.model.errors import raise_problems
from geo.model.limits import LIMITS, Limits, check_rows, check_shape
from geo.model.problems import Reject

_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
MOST_TAGS: Final = 20_000_000
"""Most tags of a file, which is held in memory as a tree."""
_TEXTS: Final = {"name": "name", "description": "description", "when": "date", "begin": "date"}


def parse_foreign_kmz(file: str, data: bytes, limits: Limits = LIMITS) -> TextTable:
    """
    Read the bytes of a KMZ file: the first KML in it.

    Parameters
    ----------
    file, data, limits
        As in `parse_foreign_kml`; the limits also hold for its unpacked size.

    Returns
    -------
    table
        As in `parse_foreign_kml`.

    Raises
    ------
    DataFileError
        As in `parse_foreign_kml`, and if it is not a valid archive with a KML file.
    """
    check_archive(file, data, limits)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".kml")]
        if not names:
            raise_problems(file, ["It has no KML file: export it again."])
        return parse_foreign_kml(file, archive.read(names[0]), limits)


def parse_foreign_kml(file: str, data: bytes, limits: Limits = LIMITS) -> TextTable:
    """
    Read the bytes of a KML file.

    Parameters
    ----------
    file, data
        Name and bytes of the file.
    limits
        How many placemarks and names of data it may have.

    Returns
    -------
    table
        One row a placemark, numbered from 1: `name`, `description`, `date` (its time stamp, or the
        beginning of its time span), its extended data, and its point. A placemark with another
        geometry is a reject; a description keeps its markup.

    Raises
    ------
    DataFileError
        If it is not KML, is too large, has a document type, or has no placemark.

    References
    ----------
    OGC 12-007r2, OGC KML 2.3.
    """
    if _DOCTYPE.search(data) or b"\0" in data:
        raise_problems(file, ["It has a document type, or is not in UTF-8: export it again."])
    if data.count(b"<") > MOST_TAGS:
        problem = f"It has {data.count(b'<'):,} tags; at most {MOST_TAGS:,} are read"
        raise_problems(file, [f"{problem}. Split it, or save it as CSV."])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise_problems(file, [_explain(str(error))])
    rows: dict[int, dict[str, str]] = {}
    rejects: list[Reject] = []
    for number, mark in enumerate(root.iter("{*}Placemark"), start=1):
        point = _read_point(mark)
        if point is None:
            fix = "Write a Point, or no geometry if it is not known."
            name = mark.findtext("{*}name") or ""
            rejects.append(Reject(file, number, "(geometry)", name[:200], "is not a point", fix))
        else:
            rows[number] = _read_texts(mark) | {LONGITUDE: point[0], LATITUDE: point[1]}
    check_rows(file, len(rows) + len(rejects), limits)
    if not rows and not rejects:
        raise_problems(file, ["It has no placemark."])
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    check_shape(file, len(rows), len(names), limits)
    frame = pd.DataFrame(
        [[row.get(name, "") for name in names] for row in rows.values()],
        index=pd.Index(list(rows), name="row", dtype="int64"),
        columns=pd.Index(names),
        dtype="str",
    )
    return TextTable(file, frame, tuple(rejects))


def _explain(error: str) -> str:
    """Return the problem for an error of the parser."""
    if "too long" in error or "huge text" in error:
        return "A text in it is longer than ten million characters. Get an undamaged copy."
    if "depth" in error.lower():
        return "It is nested more than 250 deep, too deep for a map: export it again."
    return f"It is not KML ({error}): export it again."


def _read_texts(mark: etree._Element) -> dict[str, str]:
    """Read the texts of a placemark."""
    row: dict[str, str] = {}
    for element in mark.iter("{*}name", "{*}description", "{*}when", "{*}begin"):
        row.setdefault(_TEXTS[etree.QName(element).localname], (element.text or "").strip())
    for element in mark.iter("{*}Data", "{*}SimpleData"):
        name = (element.get("name") or "").strip()
        text = (
            element.text
            if etree.QName(element).localname == "SimpleData"
            else (element.findtext("{*}value"))
        )
        if name:
            row[name] = (text or "").strip()
    return row


def _read_point(mark: etree._Element) -> tuple[str, str] | None:
    """Return longitude and latitude as written; blank without geometry, None for another one."""
    kinds = ("LineString", "LinearRing", "Polygon", "MultiGeometry", "Model", "Track")
    if any(next(mark.iter(f"{{*}}{kind}"), None) is not None for kind in kinds):
        return None
    point = next(mark.iter("{*}Point"), None)
    if point is None:
        return "", ""
    parts = (point.findtext("{*}coordinates") or "").strip().split(",")
    if len(parts) not in {2, 3}:
        return None
    return parts[0].strip(), parts[1].strip()

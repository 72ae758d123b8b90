"""Zip archives of XML parts (workbook, KMZ): measured before anything in them is unpacked."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from typing import Final

from geo.model.errors import raise_problems
from geo.model.limits import MB, Limits, check_unpacked

MOST_PARTS: Final = 2_000
MOST_RATIO: Final = 400
"""A part that unpacks to more than this many times its size is a bomb, not a table."""
_SMALL: Final = 10 * MB
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML: Final = (".xml", ".rels", ".kml")
_ROW: Final = re.compile(rb"<(?:\w+:)?(?:row|si|Placemark)\b")
MOST_TAGS: Final = 500_000
"""Tags that may follow each other without a new row: a parser keeps them all until it ends."""
MOST_TEXTS: Final = 10_000_000
"""Texts that a workbook may share between its cells."""
_CHUNK: Final = 1 << 20


def check_archive(file: str, data: bytes, limits: Limits) -> None:
    """
    Check what a zip archive of XML parts would unpack to, without keeping it.

    Parameters
    ----------
    file, data
        Name and bytes of the file.
    limits
        How much its parts may unpack to together.

    Raises
    ------
    DataFileError
        If it is no archive, is a bomb, is protected, or one of its XML parts has a document type.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                said = f"It holds {len(parts):,} parts; at most {MOST_PARTS:,} are read"
                raise_problems(file, [f"{said}: take a sound copy."])
            check_unpacked(file, sum(part.file_size for part in parts), limits)
            for part in parts:
                _check_part(file, archive, part)
    except (
        zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError,
        zlib.error, lzma.LZMAError, ValueError, struct.error,
    ) as error:  # fmt: skip
        kind = "KMZ" if file.lower().endswith(".kmz") else "workbook"
        raise_problems(file, [f"It is no sound {kind} ({error}): save it anew, or as CSV."])


def _check_part(file: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """See that a part is not packed beyond reason, and that XML has no document type."""
    name = part.filename[:80]
    if part.flag_bits & 1:
        raise_problems(file, ["It is protected by a password: save it without one."])
    if part.file_size > _SMALL and part.file_size > MOST_RATIO * part.compress_size:
        said = f"Its part {name} is packed beyond reason ({part.compress_size:,} bytes hold "
        raise_problems(file, [f"{said}{part.file_size:,}), as a zip bomb is: take a sound copy."])
    rest, tags, texts = b"", 0, 0
    with archive.open(part) as stream:
        is_xml = part.filename.lower().endswith(_XML)
        while chunk := stream.read(_CHUNK):
            # a part of another name may be XML all the same: a workbook names its parts itself
            is_xml = is_xml or (not rest and chunk.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<")
            if is_xml and (_DOCTYPE.search(rest + chunk) or b"\0" in chunk):
                said = f"Its part {name} has a document type or is not in UTF-8"
                raise_problems(file, [f"{said}: no spreadsheet writes that; take a sound copy."])
            rows = list(_ROW.finditer(chunk))
            tags += chunk.count(b"<", 0, rows[0].start() if rows else len(chunk))
            texts += chunk.count(b"<si")
            if is_xml and (tags > MOST_TAGS or texts > MOST_TEXTS):
                said = f"Its part {name} holds more tags without a new row than any sheet"
                raise_problems(file, [f"{said}, as a bomb does: take a sound copy."])
            if rows:  # between two of one chunk there is no room for so many
                tags = chunk.count(b"<", rows[-1].start())
            rest = chunk[-16:]

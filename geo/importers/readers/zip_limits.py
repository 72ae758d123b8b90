"""Check zip archives of XML parts (workbook, KMZ) before they are unpacked."""

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
"""A part that unpacks to more than this many times its size is a zip bomb."""
_SMALL: Final = 10 * MB
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML: Final = (".xml", ".rels", ".kml")
_ROW: Final = re.compile(rb"<(?:\w+:)?(?:row|si|Placemark)\b")
MOST_TAGS: Final = 500_000
"""Most tags without a new row: a parser holds them all in memory."""
MOST_TEXTS: Final = 10_000_000
"""Most shared texts of a workbook."""
_CHUNK: Final = 1 << 20


def check_archive(file: str, data: bytes, limits: Limits) -> None:
    """
    Check the unpacked size of a zip archive of XML parts, without keeping it.

    Parameters
    ----------
    file, data
        Name and bytes of the file.
    limits
        How much its parts may unpack to in total.

    Raises
    ------
    DataFileError
        If it is not an archive, is a zip bomb, has a password, or one of its XML parts has a
        document type.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                problem = f"It holds {len(parts):,} parts; at most {MOST_PARTS:,} are read"
                raise_problems(file, [f"{problem}. Get an undamaged copy."])
            check_unpacked(file, sum(part.file_size for part in parts), limits)
            for part in parts:
                _check_part(file, archive, part)
    except (
        zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError,
        zlib.error, lzma.LZMAError, ValueError, struct.error,
    ) as error:  # fmt: skip
        kind = "KMZ" if file.lower().endswith(".kmz") else "workbook"
        raise_problems(
            file, [f"It is damaged or not a {kind} ({error}): save it again, or as CSV."]
        )


def _check_part(file: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Check that a part is not a zip bomb, and that XML has no document type."""
    name = part.filename[:80]
    if part.flag_bits & 1:
        raise_problems(file, ["It is protected by a password: save it without one."])
    if part.file_size > _SMALL and part.file_size > MOST_RATIO * part.compress_size:
        problem = f"Its part {name} unpacks from {part.compress_size:,} to {part.file_size:,} bytes"
        raise_problems(file, [f"{problem}, like a zip bomb. Get an undamaged copy."])
    rest, tags, texts = b"", 0, 0
    with archive.open(part) as stream:
        is_xml = part.filename.lower().endswith(_XML)
        while chunk := stream.read(_CHUNK):
            # a part with another suffix may be XML too: a workbook names its parts itself
            is_xml = is_xml or (not rest and chunk.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<")
            if is_xml and (_DOCTYPE.search(rest + chunk) or b"\0" in chunk):
                problem = f"Its part {name} has a document type or is not in UTF-8"
                fix = "Spreadsheets do not write that. Get an undamaged copy."
                raise_problems(file, [f"{problem}. {fix}"])
            rows = list(_ROW.finditer(chunk))
            tags += chunk.count(b"<", 0, rows[0].start() if rows else len(chunk))
            texts += chunk.count(b"<si")
            if is_xml and (tags > MOST_TAGS or texts > MOST_TEXTS):
                problem = f"Its part {name} holds more tags without a new row than any sheet"
                raise_problems(file, [f"{problem}, like a zip bomb. Get an undamaged copy."])
            if rows:  # one chunk is too small to hold as many tags between two rows
                tags = chunk.count(b"<", rows[-1].start())
            rest = chunk[-16:]

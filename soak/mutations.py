"""Seeded damage to data files: bytes, cells, columns, rows, parts of a GeoJSON, of an archive."""

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from typing import Any, Final

CELLS: Final = (
    "", " ", "\u00a0", "0", "-1", "1e999", "nan", "inf", "NULL", "#N/A", "TRUE", "45217",
    "18/10/2023", "10/11/2023", "2023-13-45", "0001-01-01", "9999-12-31", "33,79", "4.2E+01",
    "=1+1", "+1", "-1+1", "@x", "<script>alert(1)</script>", "{{ 7*7 }}", "{% x %}", "`${x}`",
    "\x00", "\x1b[2J", "\u202egnp.exe", "javascript:alert(1)", "../../etc/passwd", "عين الأسد",
    "Aïn", "s0;;s1", "x" * 5_000, "\ud7ff\U0010ffff",
)  # fmt: skip
"""What a stranger's cell may hold."""
Rows = list[list[str]]
CRS: Final = b'"crs": {"type": "name", "properties": {"name": "EPSG:32638"}}'
_XML: Final = re.compile(rb'(?<=>)[^<>]+(?=<)|(?<=")[^"<>]*(?=")|<[a-zA-Z][^<>]*>')
ENCODINGS: Final = ("utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp1256", "utf-7", "latin-1")
PIECES: Final = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"\r", b"\n", b",", b";", b"\t", b"{", b"]",
)  # fmt: skip


def mutate_file(data: bytes, name: str, random: Random) -> bytes:
    """
    Damage a file in one to four ways.

    Parameters
    ----------
    data, name
        Its bytes, and its name, whose end says what it is damaged as: a table, GeoJSON, KML, an
        archive (its parts), or bytes alone.
    random
        Where chance comes from: the same state, the same damage.

    Returns
    -------
    damaged
        Bytes; they may by chance be the same.
    """
    parts = _OF_FORM.get(name.rpartition(".")[2], _BYTES)
    for _ in range(random.choice((1, 1, 2, 4))):
        mutate = random.choice(_BYTES if random.random() < 0.5 else parts)
        data = mutate(data, random)
    return data


def _insert(data: bytes, random: Random) -> bytes:
    at, piece = random.randint(0, len(data)), random.choice(PIECES) * random.choice((1, 1, 3, 999))
    return data[:at] + piece + data[at:]


def _flip(data: bytes, random: Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(random.choice((1, 5, 50))):
        if damaged:
            damaged[random.randrange(len(damaged))] = random.randrange(256)
    return bytes(damaged)


def _cut(data: bytes, random: Random) -> bytes:
    first = random.randint(0, len(data))
    return data[:first] + data[random.randint(first, len(data)) :]


def _truncate(data: bytes, random: Random) -> bytes:
    return data[: random.choice((0, 1, 3, len(data) // 2, max(0, len(data) - 2)))]


def _repeat(data: bytes, random: Random) -> bytes:
    first = random.randint(0, len(data))
    piece = data[first : first + random.choice((10, 500, 5_000))]
    return data[:first] + piece * random.choice((2, 20)) + data[first:]


def _encode(data: bytes, random: Random) -> bytes:
    return data.decode("utf-8", "replace").encode(random.choice(ENCODINGS), "replace")


def _end_lines(data: bytes, random: Random) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(
        b"\n", random.choice((b"\r", b"\r\n", b"\n\n", b""))
    )


def _change_table(
    change: Callable[[list[list[str]], Random], None],
) -> Callable[[bytes, Random], bytes]:
    """Make a mutation of a table's cells; what is no table any more stays as it is."""

    def mutate(data: bytes, random: Random) -> bytes:
        try:
            rows = list(csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline="")))
        except csv.Error:
            return data
        if not rows or not rows[0]:
            return data
        change(rows, random)
        stream = io.StringIO()
        csv.writer(stream, delimiter=random.choice(",,,;\t")).writerows(rows)
        return stream.getvalue().encode("utf-8", "replace")

    return mutate


def _change_cells(rows: Rows, random: Random) -> None:
    for _ in range(random.choice((1, 3, 30))):
        row = random.choice(rows)
        if row:
            row[random.randrange(len(row))] = random.choice(CELLS)


def _change_column(rows: Rows, random: Random) -> None:
    column, cell = random.randrange(len(rows[0])), random.choice(CELLS)
    for row in rows[random.choice((0, 1)) :]:
        if column < len(row):
            row[column] = cell


def _drop_column(rows: Rows, random: Random) -> None:
    column = random.randrange(len(rows[0]))
    for row in rows:
        del row[column : column + 1]


def _swap_columns(rows: Rows, random: Random) -> None:
    one, other = random.randrange(len(rows[0])), random.randrange(len(rows[0]))
    for row in rows[random.choice((0, 1)) :]:
        if max(one, other) < len(row):
            row[one], row[other] = row[other], row[one]


def _repeat_rows(rows: Rows, random: Random) -> None:
    rows.extend(list(random.choice(rows)) for _ in range(random.choice((1, 5))))


def _tear_rows(rows: Rows, random: Random) -> None:
    row = random.choice(rows)
    row[random.randint(0, len(row)) :] = random.choice(([], ["", "", "more"]))


def _keep_header(rows: Rows, random: Random) -> None:
    del rows[random.choice((0, 1)) :]


def _change_geojson(data: bytes, random: Random) -> bytes:
    """Change one part of the document, whichever; what is no JSON any more stays as it is."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return data
    parts: list[tuple[Any, Any]] = []
    stack = [document] if isinstance(document, (dict, list)) else []
    while stack:
        part = stack.pop()
        keys = (
            part if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ()
        )
        parts += [(part, key) for key in keys]
        stack += [part[key] for key in keys if isinstance(part[key], (dict, list))]
    if parts:
        for _ in range(random.choice((1, 1, 4))):
            part, key = random.choice(parts)
            with_what: list[Any] = [
                None,
                [],
                {},
                "",
                0,
                1e308,
                -999,
                True,
                [[[]]],
                "Point",
                *CELLS[:9],
            ]
            part[key] = random.choice(with_what)
    return json.dumps(document).encode()


def _wrap_geojson(data: bytes, random: Random) -> bytes:
    depth = random.choice((1, 40, 5_000, 200_000))
    return random.choice(
        (
            b"[" * depth + data + b"]" * depth,
            b'{"a":' * depth + data + b"}" * depth,
            data.replace(b'"type"', CRS + b', "type"', 1),
            data.replace(b"FeatureCollection", b"GeometryCollection", 1),
            b'{"type": "FeatureCollection", "features": []}',
        )
    )  # fmt: skip


def _change_xml(data: bytes, random: Random) -> bytes:
    """Put something else for some texts, attributes or tags."""
    found = list(_XML.finditer(data))
    for match in sorted(
        random.sample(found, min(len(found), random.choice((1, 1, 5)))), key=lambda m: -m.start()
    ):
        cell = random.choice(
            (*CELLS[:-2], "", "9" * 30, "A9999999", "<a>", "</row>", "&#0;", "&x;")
        )
        first, last = match.span()
        data = data[:first] + cell.encode("utf-8", "replace") + data[last:]
    return data


def _wrap_xml(data: bytes, random: Random) -> bytes:
    depth = random.choice((10, 300, 5_000))
    tag = random.choice((b"row", b"c", b"Folder", b"Placemark"))
    middle = random.randint(0, len(data))
    inside = (b"<" + tag + b">") * depth + (b"</" + tag + b">") * depth
    return random.choice(
        (data[:middle] + inside + data[middle:], b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + data, inside)
    )


def _change_archive(data: bytes, random: Random) -> bytes:
    """Damage one part of an archive, drop it or repeat it; what is none any more stays as it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, zlib.error):
        return data
    if not parts:
        return data
    # a sheet is damaged more often than what stands round it
    name = random.choice([*parts, *[name for name in parts if "sheet" in name] * 6])
    if random.random() < 0.1:
        del parts[name]
    else:
        change = random.choice((_change_xml, _change_xml, _change_xml, _wrap_xml, *_BYTES))
        parts[name] = change(parts[name], random)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", random.choice((0, 8))) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


_BYTES: Final = (_insert, _flip, _cut, _truncate, _repeat, _encode, _end_lines)
_TABLE: Final = tuple(
    _change_table(change)
    for change in (
        _change_cells, _change_cells, _change_column, _drop_column, _swap_columns, _repeat_rows,
        _tear_rows, _keep_header,
    )
)  # fmt: skip
_GEOJSON: Final = (_change_geojson, _change_geojson, _wrap_geojson)
_KML: Final = (_change_xml, _change_xml, _wrap_xml)
_OF_FORM: Final = {
    "csv": _TABLE, "geojson": _GEOJSON, "kml": _KML, "kmz": (_change_archive,),
    "xlsx": (_change_archive,),
}  # fmt: skip
"""By the end of a file's name; any other is damaged byte by byte."""

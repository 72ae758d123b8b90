"""What goes to the browser: bytes a record beside its text, and the size of the page."""

import json
import struct
from collections.abc import Iterator
from typing import Any, Final

from bench.figures import Figure
from bench.records import SIZES
from bench.workbench import ROOT, Workbench, tell
from geo.loading import read_dataset
from geo.query.opening import opening_view
from geo.query.selection import select_mask
from layers.page import make_page
from layers.payload import make_payload
from layers.record_texts import hold_texts

GROUP: Final = "payload"
MOST_BYTES: Final = 16
PAGE_BYTES: Final = 1_100_000


def measure(work: Workbench) -> Iterator[Figure]:
    """Measure the payload of each size, and the page of the shipped record."""
    for records in SIZES:
        folder = work.records(records)
        tell(f"  {records:,} records")
        dataset = read_dataset(folder)
        payload = make_payload(dataset, with_texts=hold_texts(dataset))
        header, beside, index = measure_parts(payload)
        yield Figure(
            GROUP,
            "bytes a record beside its text",
            beside / records,
            "B",
            records=records,
            limit=MOST_BYTES,
        )
        yield Figure(
            GROUP,
            "bytes a record of numbers that stand for its text",
            index / records,
            "B",
            records,
        )
        yield Figure(GROUP, "payload, whole", len(payload) / 1_000_000, "MB", records=records)
        strings = header.get("strings", [])
        yield Figure(
            GROUP,
            "strings stored more than once",
            len(strings) - len(set(strings)),
            "",
            records=records,
            limit=0,
        )
    dataset = read_dataset(ROOT / "data")
    view = opening_view(dataset)
    mask = select_mask(dataset, view.filters)
    page = make_page(ROOT / "data" / "basemap", make_payload(dataset), mask, view)
    yield Figure(
        GROUP,
        "page with the shipped record, Leaflet and basemap",
        len(page.encode("utf-8")) / 1_000_000,
        "MB",
        records=len(dataset.attacks),
        limit=PAGE_BYTES / 1_000_000,
    )


def measure_parts(payload: bytes) -> tuple[dict[str, Any], int, int]:
    """
    Part a payload into what is text of records and what is not.

    Parameters
    ----------
    payload
        As `layers.payload.pack_payload` makes it.

    Returns
    -------
    header, beside, index
        The header, the bytes of the arrays that a record is drawn from, and those of the arrays
        with the number of each cell's text, which is stored once. Sites, sources and words are as
        many at any number of records, and are not counted.
    """
    (length,) = struct.unpack_from("<I", payload)
    header: dict[str, Any] = json.loads(payload[4 : 4 + length])
    arrays = header["arrays"]
    ends = [entry["offset"] for entry in arrays[1:]] + [len(payload) - 4 - length]
    sizes = {entry["name"]: end - entry["offset"] for entry, end in zip(arrays, ends, strict=True)}
    del sizes["day_start"]
    index = sum(size for name, size in sizes.items() if name.startswith("text_"))
    return header, sum(sizes.values()) - index, index

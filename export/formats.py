"""The formats that a Scene is exported to, and where the shipped record stands."""

from pathlib import Path
from typing import Final

from geo.errors import ViewError

NOW: Final = ("png",)
LATER: Final = (
    "pdf", "svg", "pptx", "docx", "html", "xlsx", "csv", "geojson", "gpkg", "kmz", "gif", "mp4",
)  # fmt: skip
"""Formats that are planned, and that this version does not write."""
SHIPPED: Final = Path(__file__).resolve().parent.parent / "data"


def parse_formats(text: str) -> list[str]:
    """
    Read the formats that are asked for.

    Raises
    ------
    ViewError
        If one is unknown, or comes with a later version only.
    """
    asked = list(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    unknown = [name for name in asked if name not in NOW + LATER]
    if unknown or not asked:
        named = ", ".join(unknown)[:60]
        msg = f"`{named}` is no format that Basewatch knows: write {', '.join(NOW)}."
        raise ViewError(msg)
    later = [name for name in asked if name in LATER]
    if later:
        come = "comes" if len(later) == 1 else "come"
        msg = f"{', '.join(later)} {come} with a later version: this one writes {', '.join(NOW)}."
        raise ViewError(msg)
    return asked

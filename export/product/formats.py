"""The formats that a Product is rendered to: what each is for, and who renders it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from geo.model.errors import ViewError
from geo.model.periods import Unit

STEPS: Final[tuple[Unit, ...]] = ("day", "week")
"""What a frame of an animation adds."""
Tell = Callable[[int, int], None]
"""Told how many of how many frames or pages are done, by what takes long."""


@dataclass(frozen=True)
class Format:
    """
    A file format.

    Attributes
    ----------
    extension
        As the command line writes it, and as the file's name ends.
    label, use
        What an officer calls it, and what it is for.
    mime
        Its media type.
    renderer
        Module and function, ``module:function``: it takes a `Product` and gives bytes. It is
        imported when it is asked for, so that nobody waits for a format not in use.
    takes_long
        Whether it can be made frame by frame or page by page: its renderer also takes whom to tell.
    has_pages
        Whether it can be an atlas.
    hasher
        Module and function that hashes what a file shows, where the same may be shown by other
        bytes; blank where only the bytes count.
    """

    extension: str
    label: str
    use: str
    mime: str
    renderer: str
    takes_long: bool = False
    has_pages: bool = False
    hasher: str = ""


FORMATS: Final[dict[str, Format]] = {
    item.extension: item
    for item in (
        Format("png", "Picture", "for a page or a message", "image/png",
               "export.picture.formats:render_png"),
        Format("pdf", "Page", "to print or send: sharp at any size", "application/pdf",
               "export.picture.formats:render_pdf", takes_long=True, has_pages=True),
        Format("svg", "Drawing", "to edit in a drawing program", "image/svg+xml",
               "export.picture.formats:render_svg"),
        Format("pptx", "Slide", "to edit and brief from, sources in its notes",
               "application/vnd.openxmlformats-officedocument.presentationml.presentation",
               "export.pptx.render:render_pptx", takes_long=True, has_pages=True),
        Format("docx", "Brief", "one page to edit and hand over",
               "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
               "export.docx.render:render_docx"),
        Format("html", "Time map", "one file with slider and records, for a USB stick", "text/html",
               "export.data.html:render_html"),
        Format("xlsx", "Workbook", "records, sites, sources and strikes to sort and filter",
               "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
               "export.data.xlsx:render_xlsx"),
        Format("csv", "Table", "the records in our own form, to be read in again", "text/csv",
               "export.data.csv:render_csv"),
        Format("geojson", "Features", "the records for a map on the web or a GIS",
               "application/geo+json", "export.data.geodata:render_geojson"),
        Format("gpkg", "GeoPackage", "layers for a GIS; QGIS opens it with our symbols",
               "application/geopackage+sqlite3", "export.data.geodata:render_gpkg"),
        Format("kmz", "Google Earth", "records with their days, for its time slider",
               "application/vnd.google-earth.kmz", "export.data.kmz:render_kmz"),
        Format("gif", "Animation", "the period day by day or week by week, for a slide",
               "image/gif", "export.animation.formats:render_gif", takes_long=True,
               hasher="export.animation.formats:hash_gif"),
        Format("mp4", "Video", "the same, smaller and sharper, with a player's slider",
               "video/mp4", "export.animation.formats:render_mp4", takes_long=True,
               hasher="export.animation.ffmpeg:hash_video"),
    )
}  # fmt: skip
"""Every format, in the order in which a list shows them."""


def parse_formats(text: str) -> list[str]:
    """
    Read the formats that are asked for.

    Raises
    ------
    ViewError
        If one is unknown, or none is asked for.
    """
    asked = list(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    unknown = [name for name in asked if name not in FORMATS]
    if unknown or not asked:
        named = ", ".join(unknown)[:60]
        msg = f"`{named}` is no format that Basewatch knows: write {', '.join(FORMATS)}."
        raise ViewError(msg)
    return asked

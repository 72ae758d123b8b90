"""The formats that a Product is rendered to: name, use, media type and renderer of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from geo.model.errors import ViewError
from geo.model.periods import Unit

STEPS: Final[tuple[Unit, ...]] = ("day", "week")
"""What a frame of an animation adds."""
Progress = Callable[[int, int], None]
"""Called with the number of frames or pages that are done, and the number of all of them."""


@dataclass(frozen=True)
class Format:
    """
    A file format.

    Attributes
    ----------
    extension
        As the command line takes it, and as the file's name ends.
    label, use
        Its name on the page, and what it is for.
    mime
        Media type.
    renderer
        Module and function, ``module:function``: it takes a `Product` and returns bytes. The module
        is imported on first use, so that no export waits for a format that it does not need.
    takes_long
        Whether it is made frame by frame or page by page: its renderer also takes `Progress`.
    has_pages
        Whether it can be an atlas.
    hasher
        Module and function that hashes what a file shows, for formats where other bytes can show
        the same; blank where the bytes are compared.
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
        Format("pdf", "Map sheet", "to print or send: sharp at any size", "application/pdf",
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
        Format("csv", "Table", "the records in Basewatch's own form, to read in again", "text/csv",
               "export.data.csv:render_csv"),
        Format("geojson", "Features", "the records for a map on the web or a GIS",
               "application/geo+json", "export.data.geodata:render_geojson"),
        Format("gpkg", "GeoPackage", "layers for a GIS; QGIS opens it with Basewatch's symbols",
               "application/geopackage+sqlite3", "export.data.geodata:render_gpkg"),
        Format("kmz", "Google Earth", "records with their days, for its time slider",
               "application/vnd.google-earth.kmz", "export.data.kmz:render_kmz"),
        Format("gif", "Animation", "the period day by day or week by week, for a slide",
               "image/gif", "export.animation.formats:render_gif", takes_long=True,
               hasher="export.animation.formats:hash_gif"),
        Format("mp4", "Video", "as the animation, smaller and sharper, with a player's slider",
               "video/mp4", "export.animation.formats:render_mp4", takes_long=True,
               hasher="export.animation.ffmpeg:hash_video"),
    )
}  # fmt: skip
"""Every format, in the order of the list on the page."""


def parse_formats(text: str) -> list[str]:
    """
    Read a list of formats.

    Parameters
    ----------
    text
        Names of formats, separated by commas, in any case.

    Returns
    -------
    formats
        Keys of `FORMATS`, each once, in the order given.

    Raises
    ------
    ViewError
        If a format is unknown, or the list is empty.

    Examples
    --------
    >>> parse_formats("PNG, pdf,png")
    ['png', 'pdf']
    """
    requested = list(
        dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip())
    )
    unknown = [name for name in requested if name not in FORMATS]
    if unknown or not requested:
        named = f"Unknown format `{', '.join(unknown)[:60]}`." if unknown else "No format given."
        msg = f"{named} Use one or more of: {', '.join(FORMATS)}."
        raise ViewError(msg)
    return requested

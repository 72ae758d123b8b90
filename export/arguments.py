"""The arguments of the command line, read as a view, filters, a time and files."""

import argparse
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from export.maps.fit import Fit
from export.product.manifest import read_manifest
from export.talking_points.changes_since import EarlierProduct, read_earlier
from geo.model.dates import Window, parse_day, parse_instant
from geo.model.errors import DateError, ViewError
from geo.model.extent import Extent
from geo.model.scene import Filters, View
from geo.query.facets import FACETS
from geo.query.map_layers import read_layers
from geo.query.opening import PICTURE_PX


def parse_as_of(text: str | None, epoch: str | None) -> dt.datetime:
    """
    Return the time of making: `text`, or else SOURCE_DATE_EPOCH, or else the clock.

    The clock is read here and nowhere else.

    Parameters
    ----------
    text
        ISO 8601 with a time zone, as `--as-of` takes it.
    epoch
        Seconds since 1970, as in SOURCE_DATE_EPOCH; None or blank where it is not set.

    Returns
    -------
    made
        The time, with a time zone.

    Raises
    ------
    DateError
        If `text` or `epoch` is not a time, or `text` has no time zone.
    """
    if text is not None:
        return parse_instant(text, "--as-of")
    if epoch:
        try:
            return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC)
        except (ValueError, OverflowError, OSError) as error:
            msg = (
                f"SOURCE_DATE_EPOCH `{epoch[:40]}` is not a number of seconds. Correct or unset it."
            )
            raise DateError(msg) from error
    return dt.datetime.now(tz=dt.UTC).replace(microsecond=0)


def parse_view(arguments: argparse.Namespace) -> View:
    """
    Read the view from the arguments, except for its width.

    Raises
    ------
    GeoError
        If a day, the extent or the width is invalid.
    """
    if arguments.width is not None and not 100 <= arguments.width <= 10_000:
        msg = f"--width {arguments.width:g} is out of range. Give 100 to 10000 CSS pixels."
        raise ViewError(msg)
    layers, problems = read_layers(arguments.layers)
    if problems:
        msg = f"--layers: {' '.join(problems)}"
        raise ViewError(msg)
    return View(
        layers=layers,
        window=Window(parse_day(arguments.first), parse_day(arguments.last)),
        mode=arguments.mode,
        filters=parse_filters(arguments),
        extent=Extent.parse(arguments.extent) if arguments.extent else None,
    )


def parse_filters(arguments: argparse.Namespace) -> Filters:
    """
    Read the filters from the arguments; their words are checked against the record later.

    Raises
    ------
    GeoError
        If a word is blank, the area is not an extent or the search is too long.
    """
    chosen = {
        facet.field: frozenset(map(facet.read, getattr(arguments, facet.field))) for facet in FACETS
    }
    return Filters(
        **chosen,
        with_casualties=arguments.with_casualties,
        text=arguments.search or "",
        area=Extent.parse(arguments.area) if arguments.area else None,
        include_held_out="held-out" in arguments.include,
    )


def select_fit(arguments: argparse.Namespace) -> Fit:
    """
    Return what the maps of pages, slides and briefs follow.

    Parameters
    ----------
    arguments
        As `export.__main__.build_parser` returns them.

    Returns
    -------
    fit
        As `--fit` says. Without it ``screen`` if an extent is given, for that is an extent that an
        officer chose, and else ``attacks``.
    """
    if arguments.fit is not None:
        fit: Fit = arguments.fit
        return fit
    return "screen" if arguments.extent else "attacks"


def fit_width(extent: Extent) -> float:
    """Return the width in CSS pixels at which an extent fits the usual screen, `PICTURE_PX`."""
    width_px, height_px = PICTURE_PX
    return min(width_px, width_px * height_px / extent.height_px(width_px))


def read_template_file(path: Path | None) -> bytes | None:
    """
    Read the unit's template for slides; None where no path is given.

    Raises
    ------
    ViewError
        If it cannot be read. Its content is checked when a slide is made.
    """
    if path is None:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"--template {path} cannot be read ({error.strerror}). Give a PPTX or POTX file."
        raise ViewError(msg) from error


def read_points_file(path: Path | None) -> str | None:
    """
    Read the talking points that an officer edited; None where no path is given.

    Raises
    ------
    ViewError
        If the file cannot be read, or is not text.
    """
    if path is None:
        return None
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        msg = f"--points {path} cannot be read ({error.strerror}). Give a text file."
        raise ViewError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"--points {path} is not text in UTF-8. Save it in that encoding."
        raise ViewError(msg) from error


def read_last(since: Path | Mapping[str, Any] | None) -> EarlierProduct | None:
    """
    Read what the last product showed; None where no manifest is given.

    Parameters
    ----------
    since
        The file of its manifest, or the quotation of it in a later manifest.

    Raises
    ------
    ViewError
        If it is not a manifest.
    """
    if since is None:
        return None
    return read_earlier(read_manifest(since) if isinstance(since, Path) else since)

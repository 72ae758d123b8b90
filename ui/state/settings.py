"""Settings from the environment, and the clock, which only this module reads."""

import datetime as dt
import os
from pathlib import Path
from typing import Final

from geo.files.shipped_data import DATA_FOLDER
from geo.model.dates import parse_instant
from geo.model.errors import SettingError
from geo.model.limits import Limits, parse_limits
from geo.model.marking import (
    COLOUR,
    MARKING_COLOURS,
    MarkingColours,
    read_marking_colours,
    select_marking_colour,
)
from geo.model.scene import Marking
from layers.tiles import TileServer, parse_tiles

_THEATRE_ZONE: Final = dt.timezone(dt.timedelta(hours=3))
"""All three countries have kept UTC+3 all year since October 2022 (IANA time zone database)."""


def data_folder() -> Path:
    """Return the folder of the record: ``BASEWATCH_DATA``, else the shipped one."""
    return Path(os.environ.get("BASEWATCH_DATA") or DATA_FOLDER)


def is_shipped() -> bool:
    """Return whether the record is the one that Basewatch ships."""
    return data_folder().resolve() == DATA_FOLDER.resolve()


def read_marking() -> Marking | None:
    """
    Return the marking of the settings, which holds until an officer sets another.

    ``BASEWATCH_MARKING`` and ``BASEWATCH_MARKING_COLOUR`` set it; without a colour, the marking has
    its usual one. The shipped record is UNCLASSIFIED; other records have no marking by default.

    Raises
    ------
    SettingError
        If the colour is invalid, or the unit's table of colours cannot be used.
    """
    text = os.environ.get("BASEWATCH_MARKING", "").strip()
    colour = os.environ.get("BASEWATCH_MARKING_COLOUR", "").strip()
    if not text:
        text = Marking.text if is_shipped() else ""
        colour = ""
    if colour and COLOUR.fullmatch(colour) is None:
        msg = f"BASEWATCH_MARKING_COLOUR `{colour[:20]}` is not a colour: write it as #007a33."
        raise SettingError(msg)
    if not text:
        return None
    return Marking(text, colour or select_marking_colour(text, read_colours()))


def read_colours() -> MarkingColours:
    """
    Return the colours of markings: the unit's own table, ``BASEWATCH_MARKING_COLOURS``, if any.

    Raises
    ------
    SettingError
        If the table cannot be read or used.
    """
    path = os.environ.get("BASEWATCH_MARKING_COLOURS", "").strip()
    return read_marking_colours(Path(path)) if path else MARKING_COLOURS


def read_tiles() -> TileServer | None:
    """
    Return the organisation's own tile server; None if none is set: the page then asks no server.

    ``BASEWATCH_TILES`` is its address with ``{z}``, ``{x}`` and ``{y}``; ``BASEWATCH_TILES_NAME``,
    ``BASEWATCH_TILES_ATTRIBUTION`` and ``BASEWATCH_TILES_MAX_ZOOM`` are optional.

    Raises
    ------
    SettingError
        If the address or the zoom is invalid.
    """
    template, name, attribution, max_zoom = (
        os.environ.get(f"BASEWATCH_TILES{part}", "").strip()
        for part in ("", "_NAME", "_ATTRIBUTION", "_MAX_ZOOM")
    )
    return parse_tiles(template, name, attribution, max_zoom) if template else None


def read_browser_memory() -> bool | None:
    """
    Return whether the settings allow a browser tab to keep what a session adds.

    ``BASEWATCH_BROWSER_MEMORY`` is `on` or `off`; any other word means `off`. None if it is not
    set: the marking decides then.
    """
    word = os.environ.get("BASEWATCH_BROWSER_MEMORY", "").strip().lower()
    return None if not word else word == "on"


def read_limits() -> Limits:
    """
    Return how large a data file or an own table may be, see `geo.model.limits.parse_limits`.

    Raises
    ------
    SettingError
        If a setting is not a number.
    """
    return parse_limits(os.environ)


def read_latest_day() -> dt.date:
    """Return today's date in Iraq, Syria and Jordan: the last day that can be reported."""
    return read_clock().astimezone(_THEATRE_ZONE).date()


def read_clock() -> dt.datetime:
    """
    Return the time of the page: ``BASEWATCH_AS_OF`` (ISO 8601 with a zone), else now.

    Raises
    ------
    DateError
        If the setting is not an instant with a time zone.
    """
    text = os.environ.get("BASEWATCH_AS_OF")
    return parse_instant(text, "BASEWATCH_AS_OF") if text else dt.datetime.now(dt.UTC)

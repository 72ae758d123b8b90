"""Settings from the environment, and the clock, which is read here and nowhere deeper."""

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
    """Give the folder of the record: ``BASEWATCH_DATA``, else the shipped one."""
    return Path(os.environ.get("BASEWATCH_DATA") or DATA_FOLDER)


def is_shipped() -> bool:
    """Tell whether the record is the one that Basewatch ships."""
    return data_folder().resolve() == DATA_FOLDER.resolve()


def read_marking() -> Marking | None:
    """
    Return the marking line that the settings give page and products until an officer sets another.

    ``BASEWATCH_MARKING`` and ``BASEWATCH_MARKING_COLOUR`` set it, the colour by its words where
    left out. The shipped record alone is UNCLASSIFIED; other records have none until somebody
    sets it.

    Raises
    ------
    SettingError
        If the colour is no colour, or the unit's table of colours cannot be used.
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
    Give the organisation's own tile server; None, and so nobody is asked, where none is set.

    ``BASEWATCH_TILES`` is its address with ``{z}``, ``{x}`` and ``{y}``; ``BASEWATCH_TILES_NAME``,
    ``BASEWATCH_TILES_ATTRIBUTION`` and ``BASEWATCH_TILES_MAX_ZOOM`` say more of it.

    Raises
    ------
    SettingError
        If they are not such an address and a zoom.
    """
    template, name, attribution, max_zoom = (
        os.environ.get(f"BASEWATCH_TILES{part}", "").strip()
        for part in ("", "_NAME", "_ATTRIBUTION", "_MAX_ZOOM")
    )
    return parse_tiles(template, name, attribution, max_zoom) if template else None


def read_browser_memory() -> bool | None:
    """
    Return whether a browser tab may keep what a session adds, as the settings say.

    ``BASEWATCH_BROWSER_MEMORY`` is `on` or `off`. None where it says nothing: the marking decides
    then. Any other word keeps nothing, as `off`.
    """
    word = os.environ.get("BASEWATCH_BROWSER_MEMORY", "").strip().lower()
    return None if not word else word == "on"


def read_limits() -> Limits:
    """
    Give how large a data file or an own table may be, see `geo.model.limits.parse_limits`.

    Raises
    ------
    SettingError
        If a setting is no number.
    """
    return parse_limits(os.environ)


def read_latest_day() -> dt.date:
    """Give the day that it is now in Iraq, Syria and Jordan: the last that can be reported."""
    return read_clock().astimezone(_THEATRE_ZONE).date()


def read_clock() -> dt.datetime:
    """
    Give the time of the page: ``BASEWATCH_AS_OF`` (ISO 8601 with a zone), else now.

    Raises
    ------
    DateError
        If the setting is not an instant with a time zone.
    """
    text = os.environ.get("BASEWATCH_AS_OF")
    return parse_instant(text, "BASEWATCH_AS_OF") if text else dt.datetime.now(dt.UTC)

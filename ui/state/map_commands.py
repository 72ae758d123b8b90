"""Commands from the page to the map: show a window, an extent, a record or a site."""

import uuid
from typing import Any, Final

import numpy as np
import pandas as pd
import streamlit as st

from geo.model.dates import Window
from geo.model.extent import Extent

_KEY: Final = "map-command"


def command_map(
    *,
    window: Window | None = None,
    extent: Extent | None = None,
    record: str | None = None,
    site: str | None = None,
    close_card: bool = False,
) -> None:
    """
    Send a command to the map; call it in a widget's callback, before the map is drawn.

    Parameters
    ----------
    window
        The days to show; the mode stays.
    extent
        The part of the world to show.
    record
        The `attack_id` of a record to mark; its card opens.
    site
        The `base_id` of a site; the list of its records in the period opens.
    close_card
        Whether to close the card and mark nothing.

    Notes
    -----
    The map executes the command, settles and reports its view. The rest of the page follows
    that report, never the command.
    """
    command: dict[str, Any] = {"id": uuid.uuid4().hex}
    if record is not None or close_card:
        command["record"] = record
    if site is not None:
        command["site"] = site
    if window is not None:
        command |= {"from": window.first.isoformat(), "to": window.last.isoformat()}
    if extent is not None:
        command["extent"] = [extent.west, extent.south, extent.east, extent.north]
    st.session_state[_KEY] = command


def last_command(ids: "pd.Index[str]") -> dict[str, Any] | None:
    """
    Return the last command; the browser knows which one it has executed.

    Parameters
    ----------
    ids
        The record's, in its order: a record to mark is named by its `number` there as well, since
        the browser has no ids of a large record.
    """
    command: dict[str, Any] | None = st.session_state.get(_KEY)
    if command and command.get("record") in ids:
        return command | {"number": _find_number(ids, command["record"])}
    return command


def number_marked(ids: "pd.Index[str]", settled: dict[str, Any] | None) -> dict[str, Any] | None:
    """
    Return the record that was marked when the map last settled, with its number in a record.

    Parameters
    ----------
    ids
        The record's, in its order.
    settled
        The view that settled last; None before the first.

    Returns
    -------
    marked
        `record`, an `attack_id`, and `number`, None where the record does not hold it; None where
        none was marked. The browser has no ids of a large record: when other records come, this
        keeps the card open.
    """
    record = settled.get("record") if settled else None
    if record is None:
        return None
    return {"record": record, "number": _find_number(ids, record) if record in ids else None}


def _find_number(ids: "pd.Index[str]", record: str) -> int:
    return int(np.flatnonzero(ids == record)[0])

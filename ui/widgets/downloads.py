"""Files for the browser: made when they are asked for, kept until the browser has them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from threading import local
from typing import Any, Final
from uuid import uuid4

import streamlit as st

from geo.model.errors import GeoError
from ui.component.scripts import join_component
from ui.state.locks import FILE_LOCK
from ui.widgets.notices import show_notice

_ASKED: Final = "files-asked"
_FAULTS: Final = "files-faults"
_WAITING: Final = "files-waiting"
_LENGTH_BYTES: Final = 4
_RUN: Final = local()
"""Holds the orders of a run: a newer one of the session may begin on another thread meanwhile."""


@dataclass(frozen=True)
class WaitingFile:
    """A file that was made, and that the browser has not said it has."""

    name: str
    mime: str
    data: bytes
    presses: frozenset[str]

    def pack(self, number: str) -> bytes:
        """Give what the browser unpacks: a head's length, the head as JSON, the file's bytes."""
        head = {
            "number": number,
            "name": self.name,
            "mime": self.mime,
            "presses": sorted(self.presses),
        }
        told = json.dumps(head).encode("utf-8")
        return len(told).to_bytes(_LENGTH_BYTES, "little") + told + self.data


@dataclass(frozen=True)
class _QueuedFile:
    """A file that was asked for in this run, by one or several presses."""

    key: str
    presses: frozenset[str]
    make: Callable[[], bytes]
    name: str
    mime: str


@cache
def _component() -> Callable[..., Any]:
    """Register the component, once a process."""
    return st.components.v2.component(
        "basewatch_save",
        html='<span class="bw-save"></span>',
        js=join_component("save"),
        isolate_styles=False,
    )


def offer_file(
    label: str,
    make: Callable[[], bytes],
    *,
    file_name: str,
    mime: str,
    key: str,
    about: str | None = None,
    primary: bool = False,
    disabled: bool = False,
    apart: bool = False,
    on_made: Callable[[], None] | None = None,
) -> None:
    """
    Show a button that makes a file and has the browser save it.

    Parameters
    ----------
    label
        Of the button.
    make
        Makes the file, when it is asked for; a `GeoError` of it is shown.
    file_name, mime
        Of the file.
    key
        Of the button.
    about
        What the button says of itself when it is pointed at.
    primary, disabled
        Whether it is the main button, and whether it cannot be pressed.
    apart
        Whether it stands in a dialog or another part that runs by itself: the file is then made at
        once; else after everything on the page, which stands still meanwhile.
    on_made
        Called once the file is made, where it is made at once; the whole page then follows.

    Notes
    -----
    Streamlit's own button for downloads loses a press where a run replaces the file behind it: its
    address is dropped while the browser still shows it. Here a press is kept by the session until
    its file is made, and the file until the browser says that it has it.
    """
    st.button(
        label,
        on_click=request_file,
        args=(key,),
        help=about,
        type="primary" if primary else "secondary",
        disabled=disabled,
        key=key,
    )
    fault = find_problem(key)
    if fault:
        show_notice("error", "The file cannot be made.", fault.splitlines())
    presses = _find_presses(key)
    if not presses or disabled:
        return
    st.toast(f"Making {label} …")
    order = _QueuedFile(key, presses, make, file_name, mime)
    if not apart:
        _queue().append(order)
    elif _make(order) and on_made is not None:
        on_made()
    if apart:
        st.rerun()


def request_file(key: str, press: str | None = None) -> None:
    """
    Take a press; call it in a widget's callback.

    Parameters
    ----------
    key
        Of the button.
    press
        The number that the browser gave the press, where it takes the file itself (`save.js`);
        None where it saves the file.
    """
    _faults().pop(key, None)
    _requests()[press or uuid4().hex] = key


def queue_file(key: str, make: Callable[[], bytes], *, file_name: str, mime: str) -> None:
    """
    Have a file made at the end of this run, if a press asked for it.

    Parameters
    ----------
    key
        As `request_file` was given it.
    make, file_name, mime
        As in `offer_file`.
    """
    presses = _find_presses(key)
    if presses:
        _queue().append(_QueuedFile(key, presses, make, file_name, mime))


def refuse_file(key: str, why: str) -> None:
    """Make no file for the presses that wait for one; `find_problem` then returns why."""
    for press in _find_presses(key):
        _requests().pop(press, None)
        _faults()[key] = why


def find_problem(key: str) -> str | None:
    """Return why the file that was last asked for was not made; None where it was, or will be."""
    return _faults().get(key)


def is_file_requested(begins: str) -> bool:
    """Return whether a press waits for its file, of a button whose key begins so."""
    return any(key.startswith(begins) for key in list(_requests().values()))


def begin_files() -> None:
    """Begin a run of the whole page; what an unfinished one was asked for its button asks again."""
    _RUN.orders = []


def make_files() -> None:
    """Make what was asked for in this run, and hand it over; the page ends with it."""
    failed = False
    for order in _queue():
        with FILE_LOCK:
            # the run before may have made it meanwhile
            failed |= not (order.presses.isdisjoint(_requests()) or _make(order))
    begin_files()
    if failed:
        st.rerun()  # its button says why
    _hand_over()


@st.fragment
def _hand_over() -> None:
    """Hand the files that wait to the browser, again until it says that it has them."""
    waiting = _waiting()
    for number, file in list(waiting.items()):  # a newer run may add or take one meanwhile
        key = f"save-{number}"
        with st.container(key=f"bw-{key}"):
            _component()(
                key=key,
                data=file.pack(number),
                on_has_change=lambda number=number: waiting.pop(number, None),
                height="content",
            )


def _make(order: _QueuedFile) -> bool:
    """
    Make a file and have it wait for the browser, or keep why it cannot be made.

    A new run can begin while the one before still makes the same file: whichever is first with it
    takes its presses, so that it comes, and comes once. A later press is for another view, and is
    left.
    """
    waiting, faults = _waiting(), _faults()
    fault = ""
    try:
        data = order.make()
    except GeoError as error:
        fault = str(error)
    except Exception:
        _take_presses(order)  # it is not tried again in each run
        raise
    if not _take_presses(order):
        return True
    if fault:
        faults[order.key] = fault
    else:
        waiting[uuid4().hex] = WaitingFile(order.name, order.mime, data, order.presses)
    return not fault


def _take_presses(order: _QueuedFile) -> bool:
    """Take the presses of an order; tell whether another run had not taken them all before."""
    asked = _requests()
    taken = [asked.pop(press, None) for press in order.presses]
    return any(taken)


def _find_presses(key: str) -> frozenset[str]:
    """Return the presses of a button whose file is still to be made."""
    return frozenset(press for press, asked in list(_requests().items()) if asked == key)


def _requests() -> dict[str, str]:
    """Give the presses whose files are still to be made, each with the key of its button."""
    asked: dict[str, str] = st.session_state.setdefault(_ASKED, {})
    return asked


def _queue() -> list[_QueuedFile]:
    """Give the files that this run is to make when all is shown."""
    orders: list[_QueuedFile] = getattr(_RUN, "orders", [])
    return orders


def _faults() -> dict[str, str]:
    """Give why files could not be made, by the key of the button."""
    faults: dict[str, str] = st.session_state.setdefault(_FAULTS, {})
    return faults


def _waiting() -> dict[str, WaitingFile]:
    """Give the files that were made and that the browser has not said it has."""
    waiting: dict[str, WaitingFile] = st.session_state.setdefault(_WAITING, {})
    return waiting

"""Files for the browser: made on request, kept until the browser has them."""

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

_REQUESTS: Final = "files-requested"
_PROBLEMS: Final = "files-problems"
_WAITING: Final = "files-waiting"
_LENGTH_BYTES: Final = 4
_RUN: Final = local()
"""Queue of a run, by thread: a newer run of the session may begin on another one meanwhile."""


@dataclass(frozen=True)
class WaitingFile:
    """A file that was made and that the browser has not confirmed yet."""

    name: str
    mime: str
    data: bytes
    presses: frozenset[str]

    def pack(self, number: str) -> bytes:
        """Return the message for the browser: length of the header, header as JSON, bytes."""
        head = {
            "number": number,
            "name": self.name,
            "mime": self.mime,
            "presses": sorted(self.presses),
        }
        header = json.dumps(head).encode("utf-8")
        return len(header).to_bytes(_LENGTH_BYTES, "little") + header + self.data


@dataclass(frozen=True)
class _QueuedFile:
    """A file to make in this run, requested by one or several presses."""

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
        Makes the file, when it is requested; its `GeoError` is shown.
    file_name, mime
        Of the file.
    key
        Of the button.
    about
        Hint of the button.
    primary, disabled
        Whether it is the main button, and whether it cannot be pressed.
    apart
        Whether it is in a dialog or another fragment: the file is then made at once; else after
        the whole page.
    on_made
        Called once the file is made, if `apart`; the whole page then runs.

    Notes
    -----
    Streamlit's own download button loses a press if a run replaces the file behind it: its address
    is dropped while the browser still shows it. Here the session keeps a press until its file is
    made, and the file until the browser confirms it.
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
    problem = find_problem(key)
    if problem:
        show_notice("error", "The file could not be made.", problem.splitlines())
    presses = _find_presses(key)
    if not presses or disabled:
        return
    st.toast(f"Making {label} …")
    file = _QueuedFile(key, presses, make, file_name, mime)
    if not apart:
        _queue().append(file)
    elif _make(file) and on_made is not None:
        on_made()
    if apart:
        st.rerun()


def request_file(key: str, press: str | None = None) -> None:
    """
    Request a file; call it in a widget's callback.

    Parameters
    ----------
    key
        Of the button.
    press
        Number of the press, if the browser uses the file itself (`save.js`); None if it saves it.
    """
    _problems().pop(key, None)
    _requests()[press or uuid4().hex] = key


def queue_file(key: str, make: Callable[[], bytes], *, file_name: str, mime: str) -> None:
    """
    Queue a file, to be made at the end of this run, if a press requested it.

    Parameters
    ----------
    key
        As in `request_file`.
    make, file_name, mime
        As in `offer_file`.
    """
    presses = _find_presses(key)
    if presses:
        _queue().append(_QueuedFile(key, presses, make, file_name, mime))


def refuse_file(key: str, why: str) -> None:
    """Drop the requests for a file; `find_problem` then returns why."""
    for press in _find_presses(key):
        _requests().pop(press, None)
        _problems()[key] = why


def find_problem(key: str) -> str | None:
    """Return why the last requested file was not made; None if it was, or will be."""
    return _problems().get(key)


def is_file_requested(begins: str) -> bool:
    """Return whether a file is still requested by a button whose key begins so."""
    return any(key.startswith(begins) for key in list(_requests().values()))


def begin_files() -> None:
    """Begin the queue of a run of the whole page; buttons queue unfinished requests again."""
    _RUN.queue = []


def make_files() -> None:
    """Make the queued files and hand them to the browser, at the end of the page."""
    failed = False
    for file in _queue():
        with FILE_LOCK:
            # the run before may have made it meanwhile
            failed |= not (file.presses.isdisjoint(_requests()) or _make(file))
    begin_files()
    if failed:
        st.rerun()  # its button shows why
    _hand_over()


@st.fragment
def _hand_over() -> None:
    """Hand the waiting files to the browser, in each run until it confirms them."""
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


def _make(file: _QueuedFile) -> bool:
    """
    Make a file for the browser, or keep why it cannot be made; return whether it was made.

    A new run can begin while the one before still makes the same file. The first to finish takes
    the presses, so that the file is handed over once. A later press is for another view and stays.
    """
    waiting, problems = _waiting(), _problems()
    problem = ""
    try:
        data = file.make()
    except GeoError as error:
        problem = str(error)
    except Exception:
        _take_presses(file)  # it is not tried again in each run
        raise
    if not _take_presses(file):
        return True
    if problem:
        problems[file.key] = problem
    else:
        waiting[uuid4().hex] = WaitingFile(file.name, file.mime, data, file.presses)
    return not problem


def _take_presses(file: _QueuedFile) -> bool:
    """Take the presses of a file; return whether another run had left any."""
    requests = _requests()
    taken = [requests.pop(press, None) for press in file.presses]
    return any(taken)


def _find_presses(key: str) -> frozenset[str]:
    """Return the presses of a button that still wait for its file."""
    return frozenset(press for press, button in list(_requests().items()) if button == key)


def _requests() -> dict[str, str]:
    """Return the key of the button for each press that waits for its file."""
    requests: dict[str, str] = st.session_state.setdefault(_REQUESTS, {})
    return requests


def _queue() -> list[_QueuedFile]:
    """Return the files that this run makes once the page is shown."""
    queue: list[_QueuedFile] = getattr(_RUN, "queue", [])
    return queue


def _problems() -> dict[str, str]:
    """Return why files could not be made, by the key of the button."""
    problems: dict[str, str] = st.session_state.setdefault(_PROBLEMS, {})
    return problems


def _waiting() -> dict[str, WaitingFile]:
    """Return the files that were made and that the browser has not confirmed yet."""
    waiting: dict[str, WaitingFile] = st.session_state.setdefault(_WAITING, {})
    return waiting

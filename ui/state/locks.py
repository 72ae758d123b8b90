"""Whose turn it is: sessions that work at the same moment take far longer together than in turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local
from typing import Final

PAGE_TURN: Final = Lock()
"""Held by the session whose page is made."""
FILE_TURN: Final = Lock()
"""Held by the session whose files are made, beside the page of another."""
_THREAD: Final = local()


@contextmanager
def take_turn() -> Iterator[None]:
    """Hold `PAGE_TURN` while a page is made."""
    with PAGE_TURN:
        _THREAD.has_turn = True
        try:
            yield
        finally:
            _THREAD.has_turn = False


@contextmanager
def leave_turn() -> Iterator[None]:
    """
    Let other pages be made during long work that is this session's alone.

    A dialog or panel that runs by itself holds no turn: it leaves none.
    """
    if not getattr(_THREAD, "has_turn", False):
        yield
        return
    PAGE_TURN.release()
    try:
        yield
    finally:
        PAGE_TURN.acquire()

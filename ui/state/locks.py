"""Whose turn it is: sessions that work at the same moment take far longer together than in turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local
from typing import Final

PAGE_LOCK: Final = Lock()
"""Held by the session whose page is made."""
FILE_LOCK: Final = Lock()
"""Held by the session whose files are made, beside the page of another."""
_THREAD: Final = local()


@contextmanager
def hold_page_lock() -> Iterator[None]:
    """Hold `PAGE_LOCK` while a page is made."""
    with PAGE_LOCK:
        _THREAD.holds_page_lock = True
        try:
            yield
        finally:
            _THREAD.holds_page_lock = False


@contextmanager
def release_page_lock() -> Iterator[None]:
    """
    Let other pages be made during long work that is this session's alone.

    A dialog or panel that runs by itself holds no turn: it leaves none.
    """
    if not getattr(_THREAD, "holds_page_lock", False):
        yield
        return
    PAGE_LOCK.release()
    try:
        yield
    finally:
        PAGE_LOCK.acquire()

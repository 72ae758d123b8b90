"""Locks that let one page run at a time: concurrent runs take longer together than in turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local
from typing import Final

PAGE_LOCK: Final = Lock()
"""Held by the session whose page runs."""
FILE_LOCK: Final = Lock()
"""Held by the session whose files are made, while the page of another can run."""
_THREAD: Final = local()


@contextmanager
def hold_page_lock() -> Iterator[None]:
    """Hold `PAGE_LOCK` while a page runs."""
    with PAGE_LOCK:
        _THREAD.holds_page_lock = True
        try:
            yield
        finally:
            _THREAD.holds_page_lock = False


@contextmanager
def release_page_lock() -> Iterator[None]:
    """
    Release `PAGE_LOCK` during long work of one session, so that other pages can run.

    A fragment, such as a dialog, runs without the lock; nothing is released then.
    """
    if not getattr(_THREAD, "holds_page_lock", False):
        yield
        return
    PAGE_LOCK.release()
    try:
        yield
    finally:
        PAGE_LOCK.acquire()

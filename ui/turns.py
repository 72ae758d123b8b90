"""Whose turn it is: sessions that work at the same moment take far longer together than in turn."""

from threading import Lock
from typing import Final

PAGE_TURN: Final = Lock()
"""Held by the session whose page is made."""
FILE_TURN: Final = Lock()
"""Held by the session whose files are made, beside the page of another."""

"""The data folder that comes with Basewatch: the record and the basemap."""

from pathlib import Path
from typing import Final

DATA_FOLDER: Final = Path(__file__).resolve().parents[2] / "data"
"""The shipped record."""
BASEMAP_FOLDER: Final = DATA_FOLDER / "basemap"

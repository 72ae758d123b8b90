"""The data folder that comes with Basewatch: the record and the basemap."""

from pathlib import Path
from typing import Final


def _find_data() -> Path:
    """Return the data folder: an installation holds it in `basewatch`, a checkout at the top."""
    top = Path(__file__).resolve().parents[2]
    installed = top / "basewatch" / "data"
    return installed if installed.is_dir() else top / "data"


DATA_FOLDER: Final = _find_data()
"""The shipped record."""
BASEMAP_FOLDER: Final = DATA_FOLDER / "basemap"

"""What a download is worth: opened by another's reader, by the kind that its name says."""

import csv
import io
import json
import zipfile
from pathlib import Path

from PIL import Image


def find_fault(path: Path) -> str | None:
    """
    Open an exported file.

    Returns
    -------
    fault
        Why it is no whole file of its kind; None where it is one.
    """
    try:
        match path.suffix:
            case ".png":
                with Image.open(path) as picture:
                    picture.load()
            case ".csv":
                rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
                if len({len(row) for row in rows}) != 1:
                    return "rows of different lengths"
            case ".geojson":
                if json.loads(path.read_bytes())["type"] != "FeatureCollection":
                    return "no FeatureCollection"
            case ".xlsx" | ".zip":
                with zipfile.ZipFile(path) as archive:
                    broken = archive.testzip()
                return broken and f"{broken} in it is broken"
            case other:
                return f"nobody here opens {other}"
    except (OSError, ValueError, KeyError, SyntaxError, zipfile.BadZipFile) as error:
        return f"{type(error).__name__}: {error}"
    return None

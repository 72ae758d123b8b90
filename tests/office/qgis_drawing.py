"""What QGIS draws of a GeoPackage, with the style that it opens with."""

import json
import os
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.require import lack

MISSING = "no QGIS here: apt install python3-qgis"
SCRIPT = Path(__file__).parent / "draw_symbols.py"
PYTHON = "/usr/bin/python3"
"""Debian's own: QGIS is no package that an environment of this project could hold."""


@cache
def has_qgis() -> bool:
    """Tell whether the system's Python has QGIS."""
    if not Path(PYTHON).exists():
        return False
    tried = subprocess.run(
        [PYTHON, "-c", "import qgis.core"], check=False, capture_output=True, env=_clean()
    )
    return tried.returncode == 0


def draw_with_qgis(folder: Path, gpkg: bytes, layers: Mapping[str, str]) -> dict[str, Any]:
    """Have QGIS draw layers, each with the field that names its features; `<layer>.png` each."""
    if not has_qgis():
        lack(MISSING)
    path = folder / "drawn.gpkg"
    path.write_bytes(gpkg)
    named = [f"{layer}:{field}" for layer, field in layers.items()]
    ran = subprocess.run(
        [PYTHON, str(SCRIPT), str(path), str(folder), *named],
        check=False, capture_output=True, text=True, timeout=300, env=_clean(),
    )  # fmt: skip
    assert ran.returncode == 0, f"QGIS could not draw it:\n{ran.stderr[-2000:]}"
    told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return told


def _clean() -> dict[str, str]:
    """Give the environment without what belongs to this project's own Python."""
    left_out = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    kept = {name: text for name, text in os.environ.items() if name not in left_out}
    return {**kept, "QT_QPA_PLATFORM": "offscreen"}

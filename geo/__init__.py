"""
The record of attacks as a library, without page or map.

In: a data folder, and tables and reports of a user. Out: a `Dataset`, and the `Scene` of a view.
"""

import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Final


def _find_version() -> str:
    """Return the version: in a checkout that of pyproject.toml, else of what is installed."""
    project = Path(__file__).resolve().parents[1] / "pyproject.toml"
    if project.exists():
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
    return version("basewatch")


VERSION: Final = _find_version()

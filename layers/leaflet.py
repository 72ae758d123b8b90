"""Leaflet's files, read from the installed package and prepared to be put inline."""

import base64
import importlib.resources
import re
from functools import cache

from geo.model.errors import DataFileError

_PACKAGE = "js_lib_leaflet"
_FOLDER = "static/js_lib_leaflet"
_IMAGE = re.compile(r"url\((images/[\w.-]+\.png)\)")


def _read_bytes(name: str) -> bytes:
    """Read one of Leaflet's files; raise what to install if it is missing."""
    try:
        return (importlib.resources.files(_PACKAGE) / _FOLDER / name).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        msg = (
            f"Leaflet's file {name} is not installed: "
            "run `pip install -r requirements.txt` (package django-js-lib-leaflet)."
        )
        raise DataFileError(msg) from error


def _read_text(name: str) -> str:
    """Read a text file, with the line ends that a browser hashes in a script or style."""
    return _read_bytes(name).decode("utf-8").replace("\r\n", "\n")


@cache
def read_leaflet_script() -> str:
    """Return Leaflet's minified script, without the link to its source map."""
    text = _read_text("leaflet.js")
    return re.sub(r"//# sourceMappingURL=\S+\s*$", "", text)


@cache
def read_leaflet_style() -> str:
    """Return Leaflet's style sheet, with its images inline as data URLs."""

    def put_inline(match: re.Match[str]) -> str:
        image = base64.b64encode(_read_bytes(match.group(1))).decode("ascii")
        return f"url(data:image/png;base64,{image})"

    return _IMAGE.sub(put_inline, _read_text("leaflet.css"))


@cache
def read_leaflet_notice() -> str:
    """Return Leaflet's copyright notice, which a page with its code must include."""
    notice = re.search(r"/\*\s*@preserve.*?\*/", _read_text("leaflet.js"), re.DOTALL)
    if notice is None:
        msg = "Leaflet's script has no notice: reinstall the package django-js-lib-leaflet."
        raise DataFileError(msg)
    return notice.group(0)

"""Leaflet's own files, read from the installed package and made to stand inline."""

import base64
import importlib.resources
import re
from functools import cache

from geo.model.errors import DataFileError

_PACKAGE = "js_lib_leaflet"
_FOLDER = "static/js_lib_leaflet"
_IMAGE = re.compile(r"url\((images/[\w.-]+\.png)\)")


def _read_bytes(name: str) -> bytes:
    """Read one of Leaflet's files; say what to install where it is missing."""
    try:
        return (importlib.resources.files(_PACKAGE) / _FOLDER / name).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        msg = (
            f"Leaflet's file {name} is not installed: "
            "run `pip install -r requirements.txt` (package django-js-lib-leaflet)."
        )
        raise DataFileError(msg) from error


def _read_text(name: str) -> str:
    """Read a text file; line ends as a browser makes them before it hashes a script or style."""
    return _read_bytes(name).decode("utf-8").replace("\r\n", "\n")


@cache
def read_leaflet_script() -> str:
    """Give Leaflet's minified script, without the pointer to a source map that is not inline."""
    text = _read_text("leaflet.js")
    return re.sub(r"//# sourceMappingURL=\S+\s*$", "", text)


@cache
def read_leaflet_style() -> str:
    """Give Leaflet's style sheet, its images put inline as data addresses."""

    def put_inline(match: re.Match[str]) -> str:
        image = base64.b64encode(_read_bytes(match.group(1))).decode("ascii")
        return f"url(data:image/png;base64,{image})"

    return _IMAGE.sub(put_inline, _read_text("leaflet.css"))


@cache
def read_leaflet_notice() -> str:
    """Give Leaflet's copyright notice, which a page that carries its code must keep."""
    notice = re.search(r"/\*\s*@preserve.*?\*/", _read_text("leaflet.js"), re.DOTALL)
    if notice is None:
        msg = "Leaflet's script carries no notice: reinstall the package django-js-lib-leaflet."
        raise DataFileError(msg)
    return notice.group(0)

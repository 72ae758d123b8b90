"""A page whose script gives out its names, so that a test can break one part of it or look inside."""

import base64
import hashlib

from layers.modules import join_modules
from layers.page_template import PLUGIN


def open_scope(page: str) -> str:
    """
    Return a page of the map with its script out of its own scope, and the policy that allows it.

    The statements are those of the page. Their names are the page's, as a script of a test sees them.
    """
    joined = join_modules(PLUGIN / "main.js")
    assert joined.script in page
    opened = page.replace(joined.script, joined.body)
    return opened.replace(_digest(joined.script), _digest(joined.body))


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")

"""Text for formats that are XML inside: every character that XML cannot hold is written out."""

import re
from typing import Final

# https://www.w3.org/TR/xml/#charsets: all but these. A carriage return comes back as a line feed.
_UNFIT: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def make_xml_text(text: str) -> str:
    """
    Make text that XML can hold.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    fit
        The same text; a character that XML 1.0 does not allow is written as its code point,
        ``[U+0000]``, so that nothing is lost. Markup is not escaped: that is the writer's.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNFIT.sub(lambda found: f"[U+{ord(found[0]):04X}]", plain)

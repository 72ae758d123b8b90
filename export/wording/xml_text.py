"""Text for XML: characters that XML 1.0 does not allow are written as their code point."""

import re
from typing import Final

# https://www.w3.org/TR/xml/#charsets allows only these. A carriage return is read as a line feed.
_UNFIT: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def make_xml_text(text: str) -> str:
    """
    Make text that is valid in XML.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    valid
        The same text; a character that XML 1.0 does not allow is written as its code point,
        ``[U+0000]``, so that nothing is lost. Markup is not escaped: the XML writer does that.

    References
    ----------
    .. [1] W3C, Extensible Markup Language (XML) 1.0, Fifth Edition, section 2.2.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNFIT.sub(lambda found: f"[U+{ord(found[0]):04X}]", plain)

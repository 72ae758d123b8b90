"""Text that was read in the wrong encoding and saved: `AÃ¯n` instead of `Aïn`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

_WESTERN: Final = "Windows-1252"
_ARABIC: Final = "Windows-1256"
_PRIVATE: Final = 0xF100


def _make_bytes(codec: str) -> dict[int, int]:
    """Return the byte of each character of a one-byte encoding, by code point."""
    table = {}
    for byte in range(0x80, 0x100):
        try:
            table[ord(bytes([byte]).decode(codec))] = byte
        except UnicodeDecodeError:
            # A byte without a letter: Excel reads a control, LibreOffice a private character.
            table[byte] = table[_PRIVATE + byte] = byte
    return table


_BYTES: Final = {_WESTERN: _make_bytes("cp1252"), _ARABIC: _make_bytes("cp1256")}


def _make_class(codec: str, first: int, last: int) -> str:
    """Write a regular expression of the characters of an encoding with bytes in a range."""
    letters = [chr(code) for code, byte in _BYTES[codec].items() if first <= byte <= last]
    return "[" + "".join(map(re.escape, letters)) + "]"


def _make_pattern(codec: str) -> "re.Pattern[str]":
    """Make the pattern of UTF-8 that was read in an encoding."""
    trail = _make_class(codec, 0x80, 0xBF)
    pair = _make_class(codec, 0xC2, 0xDF) + trail
    # Undamaged text has neither two pairs in a row nor a triple with two trails.
    kinds = [f"(?:{pair}){{2,}}(?: (?:{pair})+)*", _make_class(codec, 0xE2, 0xEF) + trail * 2]
    if codec == _WESTERN:
        # A single pair may be undamaged, as when a capital Å ends a quotation. It is damage if a
        # sign follows Ã or Â, if a capital follows a small letter, and before a control character.
        kinds += [
            "Ã" + trail,
            "Â" + _make_class(codec, 0xA0, 0xBF),
            f"(?<=[a-z]){pair}",
            _make_class(codec, 0xC2, 0xDF) + "[\x80-\x9f\uf180-\uf19f]",
        ]
    return re.compile("(?:" + "|".join(kinds) + ")+")


_UTF8_READ_AS: Final = tuple((codec, _make_pattern(codec)) for codec in (_WESTERN, _ARABIC))
_ARABIC_READ_AS_WESTERN: Final = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]{4,}")
_CONTROLS: Final = re.compile("[\x80-\x9f\uf180-\uf19f]+")
_LOST: Final = re.compile(r"\ufffd+|(?<!\S)\?{3,}(?!\S)")
_NOT_ALONE: Final = re.compile("[^\x00-\x7f]{2}|[\x80-\x9f\uf180-\uf19f\ufffd]")
_LONGEST: Final = 60
_PLAUSIBLE: Final = re.compile(
    "[\x20-\x7e\xa0-\u017f\u0370-\u06ff\u1e00-\u206f\u20a0-\u2122\ufb50-\ufeff\ufffd]+"
)
"""Latin, Greek, Cyrillic, Hebrew and Arabic letters, and signs: the plausible originals."""
_DOUBTFUL: Final = re.compile(
    "|".join(
        pattern.pattern
        for pattern in (
            *(pattern for _, pattern in _UTF8_READ_AS),
            _ARABIC_READ_AS_WESTERN,
            _CONTROLS,
            _LOST,
        )
    )
)


def may_be_mojibake(text: str) -> bool:
    """Test quickly whether `find_mojibake` could find something."""
    # Most text is ASCII or has a few accents: only the rest needs the slow pattern.
    if "???" in text:
        return True
    return not text.isascii() and bool(_NOT_ALONE.search(text) and _DOUBTFUL.search(text))


@dataclass(frozen=True)
class Mojibake:
    """
    A damaged piece of text.

    Attributes
    ----------
    piece
        The piece as it is.
    meant
        The probable original; blank if it is lost.
    how
        How it was damaged.
    """

    piece: str
    meant: str
    how: str


def find_mojibake(text: str) -> Mojibake | None:
    """
    Find the first piece of a text that was read in the wrong encoding.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    mojibake
        The piece and its probable original: UTF-8 read as Windows-1252 or -1256, Windows-1256 read
        as -1252, bytes without a letter, and letters that became ``?`` or ``�``. None if the
        text is undamaged.
    """
    for codec, pattern in _UTF8_READ_AS:
        found = _find(text, pattern, partial(_read_back, codec=codec))
        if found:
            return Mojibake(*found, f"UTF-8 read as {codec}")
    found = _find(text, _ARABIC_READ_AS_WESTERN, _read_arabic)
    if found:
        return Mojibake(*found, f"{_ARABIC} (Arabic) read as {_WESTERN}")
    found = _find(text, _CONTROLS, _read_controls)
    if found:
        return Mojibake(*found, f"{_WESTERN} read as Latin-1")
    lost = _LOST.search(text) or _CONTROLS.search(text)
    if lost is None:
        return None
    return Mojibake(_widen(text, *lost.span())[0], "", "letters that the encoding of a file lacks")


def _find(
    text: str, pattern: "re.Pattern[str]", read: Callable[[str], str]
) -> tuple[str, str] | None:
    """Return the first word with a piece that can be decoded again, and the original word."""
    for found in pattern.finditer(text):
        meant = read(found[0])
        if meant:
            word, before, after = _widen(text, *found.span())
            # Letters in the rest of the word may be damaged too, although plausible by themselves.
            return word, (read(word) or f"{before}{meant}{after}").strip()
    return None


def _widen(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return the word or words around a piece, and their parts before and after it."""
    before = re.split(r"\s", text[max(0, start - _LONGEST) : start])[-1]
    after = re.split(r"\s", text[end : end + _LONGEST], maxsplit=1)[0]
    return f"{before}{text[start:end]}{after}".strip(), before, after


def _read_back(piece: str, codec: str) -> str:
    """Decode a piece as UTF-8 again; blank if that is invalid or implausible."""
    table = _BYTES[codec]
    try:
        meant = bytes(table.get(code, code) for code in map(ord, piece)).decode("utf-8")
    except ValueError:  # a character that the encoding lacks, or invalid UTF-8
        return ""
    return meant if _PLAUSIBLE.fullmatch(meant) else ""


def _read_arabic(piece: str) -> str:
    """Decode a piece as Windows-1256; blank if that is not Arabic."""
    try:
        meant = piece.encode("cp1252").decode("cp1256")
    except ValueError:
        return ""
    letters = sum("\u0600" <= letter <= "\u06ff" for letter in meant)
    return meant if letters * 4 > len(meant) * 3 else ""


def _read_controls(piece: str) -> str:
    """Decode control characters as Windows-1252; blank if one is not in it."""
    try:
        return piece.encode("latin-1").decode("cp1252")
    except ValueError:
        return ""

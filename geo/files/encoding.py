"""Decode the bytes of a data file: the encodings that are read, and the errors of the others."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from geo.damage.characters import quote_text
from geo.model.errors import raise_problems

_UTF8_BOM: Final = b"\xef\xbb\xbf"
_UTF16_BOMS: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_UTF32_BOMS: Final = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
_LINE_END: Final = re.compile(rb"\r\n|\n|\r")
_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]+")
_ARABIC_RUN: Final = 3
"""Length of a run beyond ASCII from which it is an Arabic word rather than accented letters."""
_LEGACY: Final = {"Windows-1252 (Western)": "cp1252", "Windows-1256 (Arabic)": "cp1256"}
_LISTED: Final = 5
_ROUND: Final = 16
_HEAD: Final = 40
"""Bytes at the beginning, up to the first line end, that are usually ASCII."""


@dataclass(frozen=True)
class DecodedText:
    """
    A file as text.

    Attributes
    ----------
    text
        Without a byte order mark.
    remarks
        A sentence if the file is not UTF-8.
    """

    text: str
    remarks: tuple[str, ...] = ()


def decode_text(file: str, data: bytes) -> DecodedText:
    """
    Decode a file as UTF-8, or as UTF-16 if that is certain.

    Parameters
    ----------
    file
        Name of the file, for remarks and errors.
    data
        UTF-8 or UTF-16, each with or without a byte order mark. UTF-16 without one is detected by
        its first characters, which are ASCII in a header and in JSON.

    Returns
    -------
    decoded
        The text, and a remark if it was not UTF-8.

    Raises
    ------
    DataFileError
        If the file is empty, holds a NUL, or is in another encoding. The error names likely
        encodings; they are not tried, because a wrong guess would change names.
    """
    if data.startswith(_UTF32_BOMS):
        raise_problems(file, [f"It is UTF-32, not UTF-8: {_save(file)}."])
    codec = _find_utf16(data)
    if codec is not None:
        return _decode_utf16(file, data, codec)
    while data.startswith(_UTF8_BOM):  # some programs add a mark before the existing one
        data = data.removeprefix(_UTF8_BOM)
    problems = []
    text = ""
    if not data.strip():
        problems.append("It is empty: it needs at least its header in row 1.")
    nul = data.find(b"\0")
    if nul >= 0:
        problems.append(_describe_nul(_count_lines(data[:nul])))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        problems.append(_describe_legacy(file, _LINE_END.split(data)))
    raise_problems(file, problems)
    return DecodedText(text)


def _find_utf16(data: bytes) -> str | None:
    """Return the codec of a file in UTF-16, with or without a byte order mark; else None."""
    if data[:2] in _UTF16_BOMS:
        return _UTF16_BOMS[data[:2]]
    end = data.find(b"\n", 0, _HEAD)
    size = (_HEAD if end < 0 else end) // 2 * 2
    even, odd = data[0:size:2], data[1:size:2]
    if not odd:
        return None
    if not any(odd) and all(even):
        return "utf-16-le"
    if not any(even) and all(odd):
        return "utf-16-be"
    return None


def _decode_utf16(file: str, data: bytes, codec: str) -> DecodedText:
    """Decode UTF-16, with a remark."""
    text = ""
    problems = []
    try:
        text = data.decode(codec).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(codec, errors="replace").count("\n") + 1
        problems.append(f"It is UTF-16 and damaged in line {line}: get an undamaged copy.")
    if not problems and not text.strip():
        problems.append("It is empty: it needs at least its header in row 1.")
    nul = text.find("\0")
    if nul >= 0:
        problems.append(_describe_nul(text.count("\n", 0, nul) + 1))
    raise_problems(file, problems)
    remark = (
        f"{file} is UTF-16 (a spreadsheet's `Unicode text`), not UTF-8. It was read correctly; "
        f"{_save(file)} to remove this remark."
    )
    return DecodedText(text, (remark,))


def _describe_nul(line: int) -> str:
    """Describe the place of a NUL byte."""
    return f"Line {line} holds a NUL byte: the file is damaged. Get an undamaged copy."


def _count_lines(data: bytes) -> int:
    """Return the number of the line that comes after these bytes."""
    return len(_LINE_END.findall(data)) + 1


def _describe_legacy(file: str, lines: Sequence[bytes]) -> str:
    """List the lines that are not UTF-8, with one of them read in the likely encodings."""
    beyond = [(number, line) for number, line in enumerate(lines, 1) if not line.isascii()]
    bad = [(number, line) for number, line in beyond if _find_bad(line) >= 0]
    numbers = ", ".join(str(number) for number, _ in bad[:_LISTED])
    more = f" and {len(bad) - _LISTED} more" if len(bad) > _LISTED else ""
    are = f"Line {numbers} is" if len(bad) == 1 else f"Lines {numbers}{more} are"
    names = list(_LEGACY)
    if _looks_arabic(line for _, line in bad):
        names.reverse()
    read = [(number, [_read_legacy(line, _LEGACY[name]) for name in names]) for number, line in bad]
    # One line is shown as an example: the first that the encodings read differently.
    number, texts = max(read, key=lambda line: len(set(line[1])))
    problem = (
        f"{are} not UTF-8: a spreadsheet's plain `CSV` is saved in the Windows encoding of its "
        f"country. Line {number} would read {texts[0]} in {names[0]}, {texts[1]} in "
        f"{names[1]}; Basewatch does not guess. Letters that such an encoding lacks have become "
        f"`?`: restore the file from git, or in the open spreadsheet {_save(file)}."
    )
    if len(bad) < len(beyond):
        problem += " Its other lines are UTF-8: text of another file was pasted in."
    return problem


def _read_legacy(line: bytes, codec: str) -> str:
    """Decode the text around the first byte of a line that is not UTF-8."""
    at = _find_bad(line)
    return quote_text(line[max(0, at - _ROUND) : at + _ROUND].decode(codec, errors="replace"))


def _find_bad(line: bytes) -> int:
    """Return the position of the first byte that is not UTF-8; -1 without one."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return -1


def _looks_arabic(lines: Iterable[bytes]) -> bool:
    """Return whether most bytes beyond ASCII are in runs as long as Arabic words."""
    runs = [len(run) for line in lines for run in _BEYOND_ASCII.findall(line)]
    return sum(size for size in runs if size >= _ARABIC_RUN) * 2 > sum(runs)


def _save(file: str) -> str:
    """Return how to save a file as UTF-8."""
    return "save it as `CSV UTF-8`" if file.endswith(".csv") else "save it as UTF-8"

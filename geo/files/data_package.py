"""`datapackage.json`: name, licence and coverage of a record, as a Frictionless Data Package."""

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from geo.files.encoding import decode_text
from geo.files.table_schema import describe_resources
from geo.model.coverage import Coverage, Gap
from geo.model.dates import parse_day
from geo.model.errors import DataFileError, DateError

FILE: Final = "datapackage.json"
KEY: Final = "basewatch"
"""Key of the coverage; without it no coverage is stated."""
MOST_TEXT: Final = 300
"""Most characters of a name or a sentence."""
_FIX_DAY: Final = "write a day as 2023-10-17"
_CUT_OFF: Final = "information_cut_off"


@dataclass(frozen=True)
class DataPackage:
    """
    The content of a data folder's `datapackage.json`.

    Attributes
    ----------
    coverage
        None if the folder states none.
    sha256
        Of the file's bytes; blank if the file is absent.
    """

    coverage: Coverage | None = None
    sha256: str = ""


NO_PACKAGE: Final = DataPackage()
"""For a folder without the file."""


def parse_coverage(data: bytes) -> Coverage | None:
    """
    Read the coverage of a data package.

    Parameters
    ----------
    data
        The bytes of `datapackage.json`: a JSON object in UTF-8.

    Returns
    -------
    coverage
        None if it has no key `basewatch`.

    Raises
    ------
    DataFileError
        If it is not a JSON object, or a value is invalid: each problem with key, value and fix.
    """
    package = _parse_object(data)
    if KEY not in package:
        return None
    problems: list[str] = []
    stated = package[KEY]
    if not isinstance(stated, dict):
        problems.append(_problem(KEY, stated, "write an object with covers_from and covers_to"))
        stated = {}
    days = {
        key: _read_day(stated.get(key), f"{KEY}.{key}", problems)
        for key in ("covers_from", "covers_to", "information_cut_off")
        if isinstance(package[KEY], dict)
    }
    texts = {key: _read_text(package.get(key, ""), key, problems) for key in ("name", "version")}
    licence = _read_licence(package.get("licenses", []), problems)
    gaps = _read_gaps(stated.get("known_gaps", []), problems)
    first, last, cut_off = (days.get(key) for key in ("covers_from", "covers_to", _CUT_OFF))
    if first and last and last < first:
        problems.append(_problem(f"{KEY}.covers_to", str(last), f"write {first} or a later day"))
    if last and cut_off and cut_off < last:
        problems.append(_problem(f"{KEY}.{_CUT_OFF}", str(cut_off), f"write {last} or a later day"))
    if problems or first is None or last is None or cut_off is None:
        raise DataFileError("\n".join(problems))
    return Coverage(texts["name"], texts["version"], licence, first, last, cut_off, gaps)


def _parse_object(data: bytes) -> dict[str, Any]:
    """Read the JSON object of the file."""
    text = decode_text(FILE, data).text
    try:
        package = json.loads(text)
    except (ValueError, RecursionError) as error:
        msg = f"{FILE} is not valid JSON ({error}): correct it, or remove the file."
        raise DataFileError(msg) from error
    if not isinstance(package, dict):
        raise DataFileError(_problem("(file)", package, "write one JSON object"))
    return package


def _problem(key: str, value: object, fix: str) -> str:
    """Write one problem: file, key, value and fix."""
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"{FILE}, key {key}: `{shown[:80]}` is not valid; {fix}."


def _read_day(value: object, key: str, problems: list[str]) -> dt.date | None:
    """Read a day, or add a problem."""
    if value is None:
        problems.append(f"{FILE}, key {key}: is missing; {_FIX_DAY}.")
        return None
    try:
        return parse_day(value if isinstance(value, str) else "")
    except DateError:
        problems.append(_problem(key, value, _FIX_DAY))
        return None


def _read_text(value: object, key: str, problems: list[str]) -> str:
    """Read one line of printable text, or add a problem."""
    if isinstance(value, str) and len(value) <= MOST_TEXT and (value.isprintable()):
        return value.strip()
    problems.append(_problem(key, value, f"write one line of text, at most {MOST_TEXT} characters"))
    return ""


def _read_licence(value: object, problems: list[str]) -> str:
    """Read the names of the licences, a comma between them."""
    fix = 'write a list such as [{"name": "CC-BY-4.0"}]'
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        problems.append(_problem("licenses", value, fix))
        return ""
    names = [
        _read_text(each.get("name", ""), f"licenses[{number}].name", problems)
        for number, each in enumerate(value)
    ]
    return ", ".join(name for name in names if name)


def _read_gaps(value: object, problems: list[str]) -> tuple[Gap, ...]:
    """Read the known gaps, each with its days and its sentence."""
    where = f"{KEY}.known_gaps"
    if not isinstance(value, list):
        problems.append(_problem(where, value, "write a list of objects with first, last and text"))
        return ()
    gaps = []
    for number, each in enumerate(value):
        key = f"{where}[{number}]"
        if not isinstance(each, dict):
            problems.append(_problem(key, each, "write an object with first, last and text"))
            continue
        first = _read_day(each.get("first"), f"{key}.first", problems)
        last = _read_day(each.get("last"), f"{key}.last", problems)
        text = _read_text(each.get("text", ""), f"{key}.text", problems)
        if not text:
            problems.append(f"{FILE}, key {key}.text: is blank; write what is missing.")
        if first and last and last < first:
            problems.append(_problem(f"{key}.last", str(last), f"write {first} or a later day"))
        elif first and last:
            gaps.append(Gap(first, last, text))
    return tuple(gaps)


def write_coverage(coverage: Coverage) -> dict[str, object]:
    """Return coverage as the value of the key `basewatch` of a data package."""
    return {
        "covers_from": str(coverage.covers_from),
        "covers_to": str(coverage.covers_to),
        _CUT_OFF: str(coverage.information_cut_off),
        "known_gaps": [
            {"first": str(gap.first), "last": str(gap.last), "text": gap.text}
            for gap in coverage.gaps
        ],
    }


def format_package(coverage: Coverage, files: Collection[str]) -> bytes:
    """
    Write the data package of a data folder.

    Parameters
    ----------
    coverage
        The coverage of its record.
    files
        Names of the files in the folder.

    Returns
    -------
    data
        UTF-8; `parse_coverage` reads it.

    References
    ----------
    Frictionless Data, Data Package and Table Schema specifications, version 1.
    """
    package: dict[str, Any] = {"profile": "data-package"}
    package |= {key: text for key in ("name", "version") if (text := getattr(coverage, key))}
    if coverage.licence:
        package["licenses"] = [{"name": name} for name in coverage.licence.split(", ")]
    package[KEY] = write_coverage(coverage)
    package["resources"] = describe_resources(files)
    return _write_object(package)


def update_resources(data: bytes, files: Collection[str]) -> bytes:
    """
    Update the description of the files in a data package; everything else stays.

    Parameters
    ----------
    data
        The bytes of `datapackage.json`.
    files
        Names of the files in the folder.

    Returns
    -------
    updated
        The new bytes of the file.

    Raises
    ------
    DataFileError
        If it is not a JSON object.
    """
    return _write_object(_parse_object(data) | {"resources": describe_resources(files)})


def _write_object(package: dict[str, Any]) -> bytes:
    """Write the JSON object of the file."""
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8")

"""The errors that Basewatch raises: each says where, what, what was expected and what to do."""

from collections.abc import Sequence


class GeoError(Exception):
    """Base of every error that Basewatch raises on purpose."""


class DataFileError(GeoError):
    """A data file is missing, unreadable, lacks a column or repeats an id."""


class CrsError(GeoError):
    """Geometry is not in EPSG:4326, longitude and latitude in degrees."""


class DateError(GeoError, ValueError):
    """A date is not a calendar day in ISO 8601, or a window ends before it begins."""


class ExtentError(GeoError, ValueError):
    """An extent is not west, south, east, north in degrees, in that order."""


class PositionError(GeoError, ValueError):
    """A position is not a longitude and latitude in degrees."""


class ViewError(GeoError, ValueError):
    """A view asks for something that the record does not have, such as an unknown base."""


class SettingError(GeoError, ValueError):
    """A setting of the environment is invalid."""


def raise_problems(file: str, problems: Sequence[str]) -> None:
    """
    Raise one error with every problem of a file; return if there are none.

    Parameters
    ----------
    file
        Name of the file.
    problems
        A sentence for each problem.

    Raises
    ------
    DataFileError
        If `problems` is not empty.
    """
    if problems:
        msg = f"{file} cannot be read. " + " ".join(problems)
        raise DataFileError(msg)

"""A position as text: decimal degrees, degrees and minutes, and the MGRS square that fits it."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import geopandas as gpd
import pandas as pd
from mgrs import MGRS

from geo.model.errors import PositionError

MINUTE_M: Final = 1852.0
"""Length of a minute of arc on the ground: the international nautical mile."""
DEGREE_M: Final = 60 * MINUTE_M
_SECOND_M: Final = MINUTE_M / 60
_ARCS: Final = ((_SECOND_M, 3600), (MINUTE_M, 60), (DEGREE_M, 1))
"""Length of a second, a minute and a degree in metres, and how many make a degree."""
_SQUARES: Final = ((1, 5), (10, 4), (100, 3), (1_000, 2), (10_000, 1), (100_000, 0))
"""Sides of the MGRS squares in metres, and the digits of easting and northing that name them."""
_ZONE_LETTERS: Final = {True: 3, False: 1}
"""Characters that name the grid zone: number and band; near the poles the band alone."""

_converter: Final = MGRS()


@dataclass(frozen=True)
class Position:
    """
    One position in three notations, for reading and for copying.

    Attributes
    ----------
    degrees
        Decimal degrees with the digits of the record, such as ``33.78° N, 42.44° E``.
    dms
        Degrees, and minutes and seconds as far as it is precise, such as ``33°47′N 42°26′E``.
    mgrs
        The grid square no finer than the position, such as ``38S KC 6 4``.
    caption
        How far off it may be, and how large that square is.
    """

    degrees: str
    dms: str
    mgrs: str
    caption: str


def describe_position(lon_deg: float, lat_deg: float, precision_m: int | None) -> Position:
    """
    Write a position in three notations, each no finer than the record.

    Parameters
    ----------
    lon_deg, lat_deg
        EPSG:4326, as the record states them.
    precision_m
        How far off the point may be, in metres; None if the record does not state it: then the
        digits alone decide.

    Returns
    -------
    position
        The point in three notations.

    Raises
    ------
    PositionError
        If it is not a point on the globe.

    Examples
    --------
    >>> position = describe_position(42.44, 33.78, 2000)
    >>> position.degrees
    '33.78° N, 42.44° E'
    >>> position.dms
    '33°47′N 42°26′E'
    >>> position.mgrs
    '38S KC 6 4'
    """
    square_m = find_square_m(lon_deg, lat_deg, precision_m)
    size = f"the {_format_length(square_m)} square" if square_m else "the grid zone"
    return Position(
        degrees=format_degrees(lon_deg, lat_deg),
        dms=format_dms(lon_deg, lat_deg, precision_m),
        mgrs=format_mgrs(lon_deg, lat_deg, precision_m),
        caption=f"{_format_error(precision_m)}; MGRS names {size} that holds the stated point",
    )


def format_degrees(lon_deg: float, lat_deg: float) -> str:
    """
    Write a position in decimal degrees, with the digits that the record states.

    Parameters
    ----------
    lon_deg, lat_deg
        EPSG:4326. Files drop a trailing zero, so the number with more decimals decides for both.

    Returns
    -------
    text
        Such as ``33.78° N, 42.44° E``.
    """
    places = _count_decimals(lon_deg, lat_deg)
    lat, lon = f"{abs(lat_deg):.{places}f}°", f"{abs(lon_deg):.{places}f}°"
    return f"{lat} {_side(lat_deg, 'NS')}, {lon} {_side(lon_deg, 'EW')}"


def format_dms(lon_deg: float, lat_deg: float, precision_m: int | None) -> str:
    """
    Write a position in degrees, minutes and seconds, as far as it is precise.

    Parameters
    ----------
    lon_deg, lat_deg
        EPSG:4326.
    precision_m
        How far off the point may be, in metres; None if not known.

    Returns
    -------
    text
        Such as ``33°47′N 42°26′E`` (the order and signs of ISO 6709, annex D). The last place is
        never finer than the last decimal that the record states, nor than the coarsest of second,
        minute and degree that is no longer than `precision_m`.

    Notes
    -----
    Rounded to the nearest, half away from zero. Lengths assume 1,852 m, a nautical mile, to a
    minute of arc.

    References
    ----------
    ISO 6709:2008, Standard representation of geographic point location by coordinates, annex D.
    BIPM, The International System of Units, 8th edition (2006), table 8: the nautical mile.
    """
    step_m = measure_step_m(lon_deg, lat_deg)
    stated = next((arc for arc in _ARCS if arc[0] >= step_m), _ARCS[-1])
    borne = max((arc for arc in _ARCS if arc[0] <= (precision_m or 0)), default=_ARCS[0])
    per_degree = max(stated, borne)[1]
    lat, lon = _write_arc(lat_deg, per_degree), _write_arc(lon_deg, per_degree)
    return f"{lat}{_side(lat_deg, 'NS')} {lon}{_side(lon_deg, 'EW')}"


def format_mgrs(lon_deg: float, lat_deg: float, precision_m: int | None) -> str:
    """
    Write the MGRS square of a position, no finer than the position.

    Parameters
    ----------
    lon_deg, lat_deg
        EPSG:4326.
    precision_m
        How far off the point may be, in metres; None if not known.

    Returns
    -------
    text
        Zone, square, easting and northing with a space between, such as ``38S KC 6 4``; UPS
        beyond 84° N and 80° S. Digits are cut off and never rounded, so the point lies in the
        named square. Coarser than 100 km: the grid zone alone, such as ``38S``.

    Raises
    ------
    PositionError
        If it is not a point on the globe.

    Notes
    -----
    NGA's GEOTRANS, in the package ``mgrs``, converts the coordinates.

    References
    ----------
    NGA.STND.0037, Universal Grids and Grid Reference Systems.
    """
    square_m = find_square_m(lon_deg, lat_deg, precision_m)
    digits = dict(_SQUARES).get(square_m, 0) if square_m else 0
    code = str(_converter.toMGRS(lat_deg, lon_deg, MGRSPrecision=digits))
    zone = _ZONE_LETTERS[code[0].isdigit()]
    parts = [code[:zone]]
    if square_m:
        numbers = code[zone + 2 :]
        parts += [code[zone : zone + 2], numbers[:digits], numbers[digits:]]
    return " ".join(part for part in parts if part)


def find_square_m(lon_deg: float, lat_deg: float, precision_m: int | None) -> int | None:
    """
    Return the side of the smallest MGRS square that is not finer than a position.

    Parameters
    ----------
    lon_deg, lat_deg
        EPSG:4326, as the record states them. A whole unit of the last decimal counts as their
        precision, because the number may have been rounded or cut.
    precision_m
        How far off the point may be, in metres; the coarser of the two counts.

    Returns
    -------
    side_m
        1 to 100,000; None if the position is coarser than 100 km.

    Raises
    ------
    PositionError
        If it is not a point on the globe.
    """
    if not (abs(lon_deg) <= 180 and abs(lat_deg) <= 90):
        msg = f"{lon_deg}, {lat_deg} is not a longitude (-180 to 180) and latitude (-90 to 90)."
        raise PositionError(msg)
    coarser_m = max(precision_m or 0, measure_step_m(lon_deg, lat_deg))
    return next((side_m for side_m, _ in _SQUARES if side_m >= coarser_m), None)


def measure_step_m(lon_deg: float, lat_deg: float) -> float:
    """
    Return one unit of the last decimal of a position, in metres along a meridian.

    Parameters
    ----------
    lon_deg, lat_deg
        EPSG:4326, as the record states them.

    Returns
    -------
    step_m
        Length in metres.
    """
    return float(DEGREE_M / 10 ** _count_decimals(lon_deg, lat_deg))


def _count_decimals(*numbers: float) -> int:
    """Return the most decimals that a number has."""
    exponents = (Decimal(repr(float(n))).normalize().as_tuple().exponent for n in numbers)
    return max(0, *(-int(exponent) for exponent in exponents))


def _write_arc(value_deg: float, per_degree: int) -> str:
    """Write an angle without its sign, rounded to a `per_degree`-th of a degree."""
    parts = Decimal(repr(abs(float(value_deg)))) * per_degree
    whole = int(parts.quantize(Decimal(1), ROUND_HALF_UP))
    degrees, rest = divmod(whole, per_degree)
    if per_degree == 1:
        return f"{degrees}°"
    if per_degree == 60:
        return f"{degrees}°{rest:02d}′"
    return f"{degrees}°{rest // 60:02d}′{rest % 60:02d}″"


def _side(value_deg: float, letters: str) -> str:
    """Return the letter of the side on which a coordinate lies."""
    return letters[1] if value_deg < 0 else letters[0]


def _format_error(precision_m: int | None) -> str:
    """Describe how far off a point may be."""
    if precision_m is None:
        return "precision not stated"
    return f"within about {_format_length(precision_m)}" if precision_m else "stated as exact"


def _format_length(length_m: float) -> str:
    """Write a length in metres, from one kilometre in kilometres."""
    return f"{length_m:g} m" if length_m < 1_000 else f"{length_m / 1_000:g} km"


FORMS = ("degrees", "dms", "mgrs")


def describe_positions(attacks: pd.DataFrame, bases: gpd.GeoDataFrame) -> pd.DataFrame:
    """
    Write the positions of attacks.

    Parameters
    ----------
    attacks
        Attacks as in `Dataset.attacks`, shape (n, k). Not modified.
    bases
        Sites as in `Dataset.bases`, EPSG:4326. Not modified.

    Returns
    -------
    positions
        Shape (n, 3), the same index: `degrees`, `dms` and `mgrs` as in
        `geo.model.position.Position`, str, blank if the attack is not placed.
    """
    at_site: dict[str, Position] = {}
    for base_id, row in bases.iterrows():
        if row.geometry is not None:
            precision = row["location_precision_m"]
            precision_m = None if pd.isna(precision) else int(precision)
            point = row.geometry
            at_site[str(base_id)] = describe_position(point.x, point.y, precision_m)
    written = []
    for base_id, lon, lat in zip(
        attacks["base_id"], attacks["longitude"], attacks["latitude"], strict=True
    ):
        own = not (pd.isna(lon) or pd.isna(lat))
        position = describe_position(lon, lat, None) if own else at_site.get(base_id)
        written.append([getattr(position, form) if position else "" for form in FORMS])
    return pd.DataFrame(written, index=attacks.index, columns=list(FORMS), dtype="str")

"""MGRS against the projection itself, and the other forms against the numbers they stand for."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyproj import Transformer

from geo.model.position import (
    describe_position,
    find_square_m,
    format_degrees,
    format_dms,
    format_mgrs,
)

LON = st.floats(-180, 180).map(lambda value: round(value, 5))
LAT = st.floats(-90, 90).map(lambda value: round(value, 5))
PRECISION = st.none() | st.integers(0, 300_000)
COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
ROWS = ("ABCDEFGHJKLMNPQRSTUV", "FGHJKLMNPQRSTUVABCDE")
BANDS = "CDEFGHJKLMNPQRSTUVWX"


def zone_of(lon: float, lat: float) -> int:
    """Give the UTM zone, with the exceptions of Norway and Svalbard."""
    zone = int((lon + 180) // 6) % 60 + 1
    if 56 <= lat < 64 and 3 <= lon < 12:
        return 32
    if lat >= 72 and 0 <= lon < 42:
        return 31 + 2 * int((lon + 3) // 12)
    return zone


def square_by_projection(lon: float, lat: float, digits: int) -> tuple[str, float]:
    """Give the square by UTM, and how far the point lies from the nearest edge, in metres."""
    zone = zone_of(lon, lat)
    code = (32700 if lat < 0 else 32600) + zone
    east, north = Transformer.from_crs(4326, code, always_xy=True).transform(lon, lat)
    side = 10 ** (5 - digits)
    edge = min(abs((value / side) - round(value / side)) * side for value in (east, north))
    column = COLUMNS[(zone - 1) % 3][int(east // 100_000) - 1]
    row = ROWS[(zone - 1) % 2][int(north // 100_000) % 20]
    band = BANDS[min(int((lat + 80) // 8), 19)]
    numbers = [f"{int(value % 100_000 // side):0{digits}d}" for value in (east, north) if digits]
    return " ".join([f"{zone:02d}{band}", column + row, *numbers]), edge


@given(lon=LON, lat=st.floats(-80, 83.99999).map(lambda v: round(v, 5)), precision_m=PRECISION)
def test_square_is_the_one_that_the_projection_gives(lon, lat, precision_m) -> None:
    side_m = find_square_m(lon, lat, precision_m)
    assume(side_m is not None)
    digits = 5 - len(str(side_m)) + 1
    expected, edge_m = square_by_projection(lon, lat, digits)
    assume(edge_m > 0.01)  # two programs differ by less than a millimetre
    assert format_mgrs(lon, lat, precision_m) == expected


@given(lon=LON, lat=LAT, precision_m=PRECISION)
def test_every_point_has_a_square_and_none_is_finer_than_the_precision(
    lon, lat, precision_m
) -> None:
    side_m = find_square_m(lon, lat, precision_m)
    parts = format_mgrs(lon, lat, precision_m).split(" ")
    assert re.fullmatch(r"\d\d[C-HJ-NP-X]|[ABYZ]", parts[0])
    if side_m is None:
        assert parts[1:] == []
        return
    assert side_m >= (precision_m or 0)
    assert re.fullmatch(r"[A-HJ-NP-Z]{2}", parts[1])
    assert len("".join(parts[2:])) == 2 * (5 - len(str(side_m)) + 1)


@given(lon=LON, lat=LAT, precision_m=PRECISION, finer=st.integers(1, 1_000))
def test_finer_square_lies_in_the_coarser_one(lon, lat, precision_m, finer) -> None:
    coarse = format_mgrs(lon, lat, precision_m).split(" ")
    fine = format_mgrs(lon, lat, (precision_m or 0) // finer).split(" ")
    assert all(part.startswith(cut) for part, cut in zip(fine, coarse, strict=False))


@given(lon=LON, lat=LAT)
def test_decimal_degrees_read_back_as_the_very_number(lon, lat) -> None:
    lat_text, lon_text = format_degrees(lon, lat).split(", ")
    for text, value, minus in ((lat_text, lat, "S"), (lon_text, lon, "W")):
        number, side = text.split("° ")
        assert float(number) * (-1 if side == minus else 1) == value


@given(lon=LON, lat=LAT, precision_m=PRECISION)
def test_arcs_are_off_by_no_more_than_half_of_their_last_place(lon, lat, precision_m) -> None:
    for text, value in zip(format_dms(lon, lat, precision_m).split(" "), (lat, lon), strict=True):
        parts = [int(part) for part in re.findall(r"\d+", text)]
        assert all(part < 60 for part in parts[1:])
        read = sum(part / 60**k for k, part in enumerate(parts))
        half = 0.5 / 60 ** (len(parts) - 1)
        assert read == pytest.approx(abs(value), abs=half * (1 + 1e-9))


@given(lon=LON, lat=LAT, precision_m=PRECISION)
def test_description_is_text_without_a_surprise(lon, lat, precision_m) -> None:
    position = describe_position(lon, lat, precision_m)
    said = (position.degrees, position.dms, position.mgrs, position.caption)
    assert all(said)
    assert "None" not in " ".join(said)

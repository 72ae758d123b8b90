"""Decoding of a small basemap that can be checked by hand."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from geo.basemap.arcs import decode_arc
from geo.basemap.decoder import FORMAT, encoded, read_basemap
from geo.model.errors import DataFileError
from layers.cartography.basemap_style import COUNTRY_TEXT, LINES, TOWN_TEXT, basemap_style


def head(source: str) -> dict[str, Any]:
    return {"format": FORMAT, "source": source, "licence": "L", "credit": source, "scale": 0.001}


def small() -> dict[str, dict[str, Any]]:
    """Two countries of one square degree side by side; the second has a hole."""
    return {
        "naturalearth": {
            **head("E"),
            "extent": [0, 0, 2, 1],
            "arcs": [
                [1000, 0, 0, 1000],  # 0: the border, northward
                [1000, 1000, -1000, 0, 0, -1000, 1000, 0],  # 1: round the first
                [1000, 0, 1000, 0, 0, 1000, -1000, 0],  # 2: round the second
                [1400, 400, 0, 200, 200, 0, 0, -200, -200, 0],  # 3: the hole
            ],
            "land": [[1, 2], [3]],
            "countries": [
                {"iso": "AA", "name": "A", "rings": [[0, 1]]},
                {"iso": "BB", "name": "B", "rings": [[2, -1], [3]]},
            ],
            "borders": [0],
            "claims": [],
            "coasts": [1, 2, 3],
            "governorates": {"AA": [0]},
            "lakes": [[[100, 100, 100, 0, 0, 100, -100, -100]]],
            "country_labels": [{"iso": "AA", "name": "A", "rank": 1, "at": [[500, 500]]}],
            "governorate_labels": [{"country": "AA", "name": "g", "at": [[250, 500]]}],
        },
        "gshhg": {
            **head("G"),
            "rivers": [{"rank": 1, "lines": [[0, 0, 500, 1]]}],
            "lakes": [],
        },
        "geonames": {
            **head("N"),
            "towns": {
                "id": [7],
                "name": ["T"],
                "name_ar": ["ت"],
                "at": [[500, 250]],
                "population": [9],
                "rank": [1],
                "capital": [1],
                "country": ["AA"],
            },
        },
    }


def write(folder: Path, content: dict[str, dict[str, Any]]) -> Path:
    for stem, part in content.items():
        (folder / f"{stem}.json").write_text(json.dumps(part), encoding="utf-8")
    return folder


def test_an_arc_is_a_point_and_then_steps() -> None:
    points = decode_arc([43_001, 33_000, -1, 2, 5, 0], 0.001)
    assert np.array_equal(points, [(43.001, 33.0), (43.0, 33.002), (43.005, 33.002)])


def test_rings_join_arcs_forwards_and_backwards(tmp_path: Path) -> None:
    basemap = read_basemap(write(tmp_path, small()))
    first, second = basemap.countries
    assert first.area.area == pytest.approx(1.0)
    assert first.area.bounds == (0, 0, 1, 1)
    assert second.area.area == pytest.approx(0.96)
    assert basemap.land.area == pytest.approx(1.96)
    assert len(basemap.borders.geoms) == 1
    assert basemap.borders.length == pytest.approx(1.0)


def test_points_and_names_come_through(tmp_path: Path) -> None:
    basemap = read_basemap(write(tmp_path, small()))
    (town,) = basemap.towns
    assert (town.lon, town.lat, town.name_ar, town.is_capital) == (0.5, 0.25, "ت", True)
    assert basemap.country_labels[0].places == ((0.5, 0.5),)
    assert basemap.governorate_labels[0].rank == 1
    assert basemap.rivers[0].rank == 1
    assert len(basemap.lakes.geoms) == 1
    assert basemap.credits == ("E (L)", "G (L)", "N (L)")


def test_the_browser_gets_the_files_unchanged(tmp_path: Path) -> None:
    assert encoded(write(tmp_path, small())) == small()


def test_all_unreadable_files_are_named_at_once(tmp_path: Path) -> None:
    content = small()
    content["gshhg"]["format"] = "other"
    write(tmp_path, content)
    (tmp_path / "geonames.json").write_text("{", encoding="utf-8")
    (tmp_path / "naturalearth.json").unlink()
    with pytest.raises(DataFileError) as caught:
        encoded(tmp_path)
    for part in ("naturalearth.json", "gshhg.json", "geonames.json", "tools.build_basemap"):
        assert part in str(caught.value)


@pytest.mark.parametrize(
    ("layer", "damage"),
    [("borders", [99]), ("land", [[0, 2]]), ("arcs", [[1, 2, 3]]), ("country_labels", [{}])],
)
def test_a_damaged_file_is_a_data_file_error(tmp_path: Path, layer: str, damage: Any) -> None:
    content = small()
    content["naturalearth"][layer] = damage
    with pytest.raises(DataFileError, match="damaged"):
        read_basemap(write(tmp_path, content))


def test_the_style_is_plain_json_and_covers_every_rank() -> None:
    style = basemap_style()
    assert json.loads(json.dumps(style)).keys() == style.keys()
    assert sorted(TOWN_TEXT) == [1, 2, 3, 4, 5]
    assert sorted(COUNTRY_TEXT) == [1, 2, 3, 4]
    assert {"river-1", "river-2", "river-3"} <= set(LINES)
    assert [TOWN_TEXT[rank].from_zoom for rank in sorted(TOWN_TEXT)] == [5, 6, 7, 8, 9]

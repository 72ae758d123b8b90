"""Limits on what is read: sizes, folders, files; each is a setting."""

from pathlib import Path

import pytest

from geo.loading import read_dataset
from geo.model.errors import GeoError, SettingError
from geo.model.limits import Limits, parse_limits

ROOT = Path(__file__).parents[4]


@pytest.mark.parametrize(
    ("file", "limits", "sentence"),
    [
        ("attacks.csv", Limits(rows=1), "attacks.csv cannot be read. It has 2 rows or more"),
        ("attacks.csv", Limits(columns=10), "columns; at most 10 columns are read (BASEWATCH_MOST"),
        ("bases.geojson", Limits(rows=1), "bases.geojson cannot be read. It has 2 rows or more"),
        ("sources.csv", Limits(mb=1), "at most 1 MB are read (BASEWATCH_MOST_MB sets that)"),
    ],
)
def test_a_data_folder_has_limits(write_record, record, file, limits, sentence) -> None:
    folder = write_record(
        record.attack("a1"), record.attack("a2"), bases=[record.base(), record.base("hemo")]
    )
    if limits.mb == 1:
        (folder / file).write_bytes(b"x" * 1_000_001)
    with pytest.raises(GeoError) as caught:
        read_dataset(folder, limits)
    assert sentence in str(caught.value)


def test_limits_are_settings() -> None:
    settings = {
        "BASEWATCH_MOST_MB": " 7 ",
        "BASEWATCH_MOST_ROWS": "9",
        "BASEWATCH_MOST_COLUMNS": "",
    }
    assert parse_limits(settings) == Limits(mb=7, rows=9)
    assert parse_limits({}) == Limits()
    with pytest.raises(SettingError, match=r"MOST_MB is `-1`: set a whole .*MOST_ROWS is `1e6`"):
        parse_limits({"BASEWATCH_MOST_MB": "-1", "BASEWATCH_MOST_ROWS": "1e6"})


def test_every_limit_is_in_the_table_of_settings() -> None:
    told = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    for name, value in vars(Limits()).items():
        assert f"`BASEWATCH_MOST_{name.upper()}`" in told
        assert f"{value:,}" in told

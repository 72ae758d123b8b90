"""Rows read = kept + rejected, and no cell is lost, whatever stands in another's table."""

import csv
import io
import json
import tempfile
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl.cell import WriteOnlyCell

from geo.importers.column_detection import detect_format
from geo.importers.command import list_files, write_whole
from geo.importers.known_formats import make_mapping
from geo.importers.pipeline import import_table
from geo.importers.readers.dispatch import parse_foreign
from geo.importers.result import build_record
from geo.loading import read_dataset
from geo.model.errors import GeoError
from geo.record import Dataset

ROOT = Path(__file__).parents[3]
COLUMNS = ["date", "site", "place", "lat", "lon", "weapon", "Killed (US)", "notes", "source", "id"]
CELL = st.one_of(
    st.sampled_from(
        [
            "",
            "2023-10-17",
            "17.10.2023",
            "03/04/2023",
            "harir",
            "Koniko",
            "33.5",
            "42,4",
            "-999",
            "drone",
            "rocket",
            "NA",
            "3",
            "3.0",
            "=1+1",
            "#N/A",
            "Ø",
            "a;b",
            "x\ny",
            "'",
            "1e5",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
)


SOUND = {
    "date": st.sampled_from(["2023-10-17", "17.10.2023", "17 October 2023"]),
    "site": st.sampled_from(["harir", "Koniko", ""]),
    "place": st.sampled_from(["Heet", "a road"]),
    "lat": st.sampled_from(["", "33,5"]),
    "lon": st.sampled_from(["42,4"]),
    "weapon": st.sampled_from(["", "drone"]),
    "Killed (US)": st.sampled_from(["", "3.0"]),
    "id": st.sampled_from(["", "1", "2", "3"]),
}
ROW = st.one_of(
    st.tuples(*(CELL for _ in COLUMNS)), st.tuples(*(SOUND.get(name, CELL) for name in COLUMNS))
).map(list)


@cache
def shipped() -> Dataset:
    return read_dataset(ROOT / "data")


def write_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([COLUMNS, *rows])
    return out.getvalue().encode()


def write_xlsx(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("t")
    for row in [COLUMNS, *rows]:
        sheet.append([WriteOnlyCell(sheet, cell) if cell else None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_geojson(rows: list[list[str]]) -> bytes:
    features = [
        {
            "type": "Feature",
            "geometry": None,
            "properties": dict(zip(COLUMNS, row, strict=True)),
        }
        for row in rows
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def write_parquet(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    pd.DataFrame(rows, columns=COLUMNS, dtype="str").to_parquet(out)
    return out.getvalue()


PLAIN = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_characters="\x7f"),
                min_size=1, max_size=8).map(str.strip).filter(bool).map("x".__add__)  # fmt: skip
PLAIN_ROW = st.tuples(*(SOUND.get(name, PLAIN) for name in COLUMNS)).map(list)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PLAIN_ROW, min_size=1, max_size=6))
def test_every_form_gives_the_cells_that_were_written(rows):
    for name, write in (("t.csv", write_csv), ("t.xlsx", write_xlsx),
                        ("t.geojson", write_geojson), ("t.parquet", write_parquet)):  # fmt: skip
        frame = parse_foreign(name, write(rows)).frame
        assert frame[COLUMNS].to_numpy().tolist() == rows, name


# a folder is written and read again for each example: making a failing one smaller takes minutes
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)  # fmt: skip
@given(st.lists(ROW, min_size=1, max_size=8),
       st.booleans())  # fmt: skip
def test_rows_add_up_nothing_is_lost_and_what_is_written_reads_again(rows, merged):
    try:
        table = parse_foreign("t.csv", write_csv(rows))
    except GeoError:
        return  # told as one error, and nothing is counted
    mapping = make_mapping(detect_format(table.frame.columns), table.frame)
    imported = import_table(table, mapping, shipped(), nearest_km=10, merged=merged)
    assert imported.read == imported.kept + imported.rejected == table.read
    assert imported.kept + len({fault.row for fault in imported.rejects}) == table.read
    kept = imported.attacks.frame
    for row in kept.index:
        for name in COLUMNS:
            cell = table.frame.loc[row, name]
            ours = next((ours for ours, theirs in mapping.columns.items() if theirs == name), name)
            places = {name, f"{name}_as_imported", ours} & set(kept.columns)
            assert cell in {kept.loc[row, place] for place in places}
    if not imported.kept:
        return
    dataset = build_record(imported, shipped(), merged=merged)
    assert dataset.attack_rows.read == dataset.attack_rows.kept + dataset.attack_rows.rejected
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        write_whole(out, list_files(dataset, imported, ""), len(dataset.attacks))
        assert out.is_dir()

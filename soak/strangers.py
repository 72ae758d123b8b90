"""Strangers' files that are sound: the same few events in every form that an import reads."""

import io
import zipfile
from pathlib import Path
from typing import Final

import geopandas as gpd
import openpyxl
import pandas as pd

from geo.importers.column_detection import detect_format
from geo.importers.known_formats import make_mapping
from geo.importers.pipeline import import_table
from geo.importers.readers.dispatch import parse_foreign
from geo.importers.result import build_record
from geo.record import Dataset

EXAMPLES: Final = Path(__file__).resolve().parent.parent / "tests" / "data"
KML: Final = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>"""
MARK: Final = (
    "<Placemark><name>{event_id_cnty}</name><description>{notes}</description>"
    "<TimeStamp><when>{event_date}</when></TimeStamp><ExtendedData><Data name='weapon'>"
    "<value>rocket</value></Data></ExtendedData><Point><coordinates>{longitude},{latitude},0"
    "</coordinates></Point></Placemark>"
)


def write_strangers(folder: Path) -> list[str]:
    """
    Write files that somebody else might bring.

    Parameters
    ----------
    folder
        Where; there already.

    Returns
    -------
    names
        CSV exports shaped as ACLED's and UCDP's, a unit's log, GeoJSON, and ACLED's events again as
        workbook, KML, KMZ, GeoPackage and GeoParquet.
    """
    for path in sorted(EXAMPLES.iterdir()):
        data = path.read_bytes()
        if path.name == "unit-log.csv":  # which is in Windows-1252, and would be refused as it is
            data = data.decode("cp1252").encode("utf-8")
        (folder / path.name).write_bytes(data)
    events = pd.read_csv(EXAMPLES / "acled-export.csv", dtype="str", keep_default_na=False)
    events = events.drop_duplicates("event_id_cnty")
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (list(events.columns), *events.to_numpy().tolist()):
        sheet.append(row)
    book.save(folder / "events.xlsx")
    kml = KML.format(
        "".join(
            MARK.format_map({str(key): cell for key, cell in row.items()})
            for row in events.to_dict("records")
        )
    ).encode()
    (folder / "events.kml").write_bytes(kml)
    with zipfile.ZipFile(folder / "events.kmz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", kml)
    lon, lat = (events[name].astype(float) for name in ("longitude", "latitude"))
    points = gpd.GeoDataFrame(events, geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326")
    points.to_file(folder / "events.gpkg", layer="events")
    out = io.BytesIO()
    points.to_parquet(out)
    (folder / "events.parquet").write_bytes(out.getvalue())
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def read_stranger(file: str, data: bytes, record: Dataset) -> None:
    """
    Import a file as the page does, and see that no row of it is lost.

    Raises
    ------
    AssertionError
        If rows read are not kept + rejected.
    GeoError
        If the file cannot be used.
    """
    table = parse_foreign(file, data)
    columns = [str(name) for name in table.frame.columns]
    imported = import_table(
        table, make_mapping(detect_format(columns), table.frame), record, nearest_km=25,
        merged=True,
    )  # fmt: skip
    faulty = {fault.row for fault in imported.rejects}
    if not (imported.read == table.read == imported.kept + len(faulty)):
        msg = f"{imported.read} read, {imported.kept} kept, {len(faulty)} rejected"
        raise AssertionError(msg)
    if imported.kept:
        rows = build_record(imported, record, merged=True).attack_rows
        if rows.kept != len(record.attacks) + imported.kept:
            msg = f"{imported.kept} kept, and the record has {rows.kept} of them"
            raise AssertionError(msg)

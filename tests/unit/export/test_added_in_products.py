"""What a user added reaches every product: it is there, it is told, and the marking is on it."""

import base64
import datetime as dt
import io
import re
import sqlite3
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from export.product.formats import FORMATS
from export.product.product import Product
from export.product.rendering import render_product
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Marking, View
from geo.query.selection import select_scene
from geo.record import Dataset
from geo.reports.user_reports import Additions, Report, add_reports

AS_OF = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)
DAYS = Window(dt.date(2023, 11, 5), dt.date(2023, 11, 6))
MARKING = "EXERCISE ONLY"
SUMMARY = "Seen by our own sentry"
PICTURES = {"png", "pdf", "svg", "gif", "mp4", "pptx", "docx"}
"""Formats that show the records as dots and say how many were added; the others list them."""
WITHOUT_MARKING = {"csv"}
"""A table in our form has no line for a marking: the manifest beside it says it."""
TOLD = "1 record added by user|added by user.{0,80}1 of 1 records shown|,added by user"


@pytest.fixture
def dataset(write_record, record) -> Dataset:
    there = read_dataset(write_record(record.attack("a1", date="2023-11-05")))
    attack = {
        name: cell
        for name, cell in record.attack(date="2023-11-06", source_ids="", summary=SUMMARY).items()
        if name != "attack_id" and cell
    }
    report = Report(attack, {"title": "Our log", "kind": "official"})
    additions, _ = Additions().add(report, there.attacks.index, "4f7c2a")
    return add_reports(there, additions)


def read_text(extension: str, data: bytes, folder: Path) -> str:
    """Read whatever text a file of a format holds, with other people's readers."""
    if extension in {"png", "gif"}:
        return str(Image.open(io.BytesIO(data)).info)
    if extension == "pdf":
        (folder / "page.pdf").write_bytes(data)
        tool = ["pdftotext", "-layout", str(folder / "page.pdf"), "-"]
        return subprocess.run(tool, check=True, capture_output=True, text=True).stdout
    if extension == "gpkg":
        (folder / "record.gpkg").write_bytes(data)
        return "\n".join(sqlite3.connect(folder / "record.gpkg").iterdump())
    if extension == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = [str(value) for sheet in book for row in sheet.values for value in row if value]
        return " ".join([*cells, str(book["Attacks"].oddHeader.center.text)])
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        return " ".join(part.decode("utf-8", "replace") for part in parts)
    text = data.decode("utf-8", "replace")
    packed = re.findall(r'<script type="application/json"[^>]*>"?([A-Za-z0-9+/=]{200,})', text)
    return text + " ".join(base64.b64decode(part).decode("utf-8", "replace") for part in packed)


@pytest.mark.parametrize("extension", list(FORMATS))
def test_every_product_holds_it_tells_it_and_is_marked(
    dataset: Dataset, extension: str, tmp_path: Path
) -> None:
    view = View(DAYS, width_px=800.0)
    scene = select_scene(dataset, view, marking=Marking(MARKING), as_of=AS_OF)
    assert scene.counts.added_shown == 1
    data = render_product(extension, Product(scene, dataset, None))
    text = " ".join(read_text(extension, data, tmp_path).split())
    assert re.search(TOLD, text, re.IGNORECASE)
    if extension not in PICTURES:
        assert SUMMARY in text
    if extension not in WITHOUT_MARKING:
        assert MARKING in text

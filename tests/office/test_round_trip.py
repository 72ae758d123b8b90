"""The shipped record, opened and saved by a real spreadsheet, where this machine has one."""

import csv
import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest

from geo.loading import read_dataset
from geo.model.errors import DataFileError
from geo.record import Dataset
from tests.require import lack

DATA = Path(__file__).parents[2] / "data"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FILES = ("attacks.csv", "sources.csv", "strikes.csv", "official_totals.csv")


@pytest.fixture(autouse=True)
def office() -> None:
    if OFFICE is None:
        lack("no LibreOffice on this machine: apt install libreoffice-calc")


def copy_data(folder: Path) -> Path:
    folder.mkdir()
    for name in (*FILES, "bases.geojson"):
        shutil.copy(DATA / name, folder)
    return folder


# Comma, quotation mark and encoding (76 is UTF-8, 1 is Windows-1252, 65535 is UTF-16), from line 1.
UTF8 = "44,34,76,1"
WINDOWS_1252 = "44,34,1,1"


def open_and_save(
    paths: list[Path], folder: Path, *, opened: str = UTF8, saved: str = UTF8
) -> None:
    """Open files in LibreOffice and save them, with the options that its dialogues offer."""
    profile = (folder.parent / "profile").as_uri()
    command = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless"]
    command += [f"--infilter=CSV:{opened}"]
    command += ["--convert-to", f"csv:Text - txt - csv (StarCalc):{saved}"]
    command += ["--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return read_dataset(DATA)


def test_saved_as_utf8_the_record_is_the_same(shipped: Dataset, tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "data")
    open_and_save([DATA / name for name in FILES], folder)
    saved = read_dataset(folder)
    assert saved.rejects == ()
    assert saved.remarks == ()
    for name in ("attacks", "sources", "strikes", "official_totals"):
        assert getattr(saved, name).equals(getattr(shipped, name)), name


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("59,34,76,1", ["has semicolons between its cells"]),
        ("9,34,65535,1", ["is UTF-16", "has tabs between its cells"]),
    ],
    ids=["semicolons", "unicode-text"],
)
def test_saved_with_other_signs_the_record_is_the_same_and_says_so(
    shipped: Dataset, tmp_path: Path, options: str, said: list[str]
) -> None:
    folder = copy_data(tmp_path / "data")
    open_and_save([DATA / "attacks.csv"], folder, saved=options)
    saved = read_dataset(folder)
    assert saved.rejects == ()
    assert saved.attacks.equals(shipped.attacks)
    assert len(saved.remarks) == len(said)
    for part, remark in zip(said, saved.remarks, strict=True):
        assert part in remark


def test_saved_as_windows_1252_it_is_an_error_that_names_the_encoding(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "data")
    open_and_save([DATA / "sources.csv"], folder, saved=WINDOWS_1252)
    with pytest.raises(DataFileError, match=r"not UTF-8: .* in Windows-1252 \(Western\)"):
        read_dataset(folder)


def test_opened_as_windows_1252_and_saved_as_utf8_the_mojibake_is_found(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "data")
    open_and_save([DATA / "sources.csv"], folder, opened=WINDOWS_1252)
    saved = read_dataset(folder)
    assert any("sources.csv" in text and "wrong encoding" in text for text in saved.remarks)
    with (DATA / "sources.csv").open(encoding="utf-8", newline="") as stream:
        foreign = {
            number for number, row in enumerate(csv.reader(stream), start=1)
            if not "".join(row).isascii()
        }  # fmt: skip
    assert {fault.row for fault in saved.rejects if fault.file == "sources.csv"} == foreign


@pytest.mark.parametrize(
    ("language", "written", "shown"),  # opened as German, shown as the spreadsheet is set: US
    [("1033", "%m/%d/%Y", "%m/%d/%y"), ("1031", "%d.%m.%Y", "%m/%d/%y")],
    ids=["US English", "German"],
)
def test_days_that_a_spreadsheet_takes_for_its_own_are_explained(
    tmp_path: Path, language: str, written: str, shown: str
) -> None:
    folder = copy_data(tmp_path / "data")
    with (DATA / "attacks.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    place = header.index("date")
    days = [dt.date.fromisoformat(row[place]) for row in rows]
    for row, day in zip(rows, days, strict=True):
        row[place] = day.strftime(written)
    typed = tmp_path / "attacks.csv"
    with typed.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    open_and_save([typed], folder, opened=f"{UTF8},,{language},false,true")
    saved = read_dataset(folder)
    faults = [fault for fault in saved.rejects if fault.column == "date"]
    assert len(faults) == len(days) == saved.attack_rows.read
    for fault, day in zip(faults, days, strict=True):
        assert fault.value in {day.strftime(written), day.strftime(shown)}
        assert day.isoformat() in fault.reason
        assert day.isoformat() in fault.fix
    assert f"{len(days)} of {len(days)} dates in `date`" in saved.remarks[0]
    assert "Basewatch does not guess" in saved.remarks[0]

"""Whatever a spreadsheet does to a file: its rows are kept or rejected, or it is one of our errors."""

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from geo.loading import read_dataset
from geo.model.errors import GeoError
from geo.record import Dataset
from tests.conftest import Record

EXAMPLES = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FILES = ("attacks.csv", "sources.csv", "strikes.csv", "official_totals.csv")
ROWS = 6


def reformat_day(pattern: str) -> Callable[[str], str]:
    """Make what writes a day of ISO 8601 in another way, and leaves other text alone."""

    def reformat(text: str) -> str:
        try:
            return dt.date.fromisoformat(text).strftime(pattern)
        except ValueError:
            return text

    return reformat


def number_day(text: str) -> str:
    try:
        return str((dt.date.fromisoformat(text) - dt.date(1899, 12, 30)).days)
    except ValueError:
        return text


CELL_DAMAGES: dict[str, Callable[[str], str]] = {
    pattern: reformat_day(pattern)
    for pattern in (
        "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y", "%d-%b-%y", "%Y-%m-%d 00:00:00", "%b-%y", "%d-%b",
    )
} | {
    "serial": number_day,
    "decimals": lambda text: f"{text}.0" if text.isdigit() else text,
    "decimal comma": lambda text: text.replace(".", ","),
    "scientific": lambda text: "2.02E+09" if text else text,
    "thousands": lambda text: f"1,{int(text):03}" if text.isdigit() and len(text) < 4 else text,
    "capitals": str.upper,
    "title": str.title,
    "hard space": lambda text: f"{text}\u00a0",
    "dash": lambda text: text.replace("-", "\u2011"),
    "quotes": lambda text: f"“{text}”",
    "error": lambda text: "#N/A",
    "narrow": lambda text: "########",
    "null": lambda text: text or "NULL",
    "truth": lambda text: "TRUE",
    "formula": lambda text: f'="{text}"',
    "line break": lambda text: f"{text}\n",
    "mojibake": lambda text: f"{text}é".encode().decode("cp1252"),
    "long": lambda text: text + "x" * 40_000,
    "blank": lambda text: "",
    "semicolons": lambda text: text.replace(";", ","),
}  # fmt: skip
ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp1256", "mac-roman", "utf-32",
)  # fmt: skip


def write_record(folder: Path, record: Record) -> Path:
    """Write a record of a few sound rows a file."""
    sources = [record.source(f"s{n}", title=f"Aïn عين {n}") for n in range(ROWS)]
    attacks = [
        record.attack(f"a{n}", date=f"2023-10-{n + 8:02}", source_ids=f"s{n};s0", munitions="2")
        for n in range(ROWS)
    ]
    strikes = [record.strike(f"k{n}") for n in range(ROWS)]
    totals = [record.total(total=str(n)) for n in range(ROWS)]
    return record.write(folder, attacks, sources=sources, strikes=strikes, totals=totals)


def read_cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def save(cells: list[list[str]], delimiter: str, encoding: str, first: str = "") -> bytes:
    """Save as a spreadsheet does; what an encoding lacks becomes a question mark."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(cells)
    return (first + stream.getvalue()).encode(encoding, errors="replace")


def read_or_explain(folder: Path, *, rows: int | None, file: str) -> Dataset | None:
    """Read a folder and see that nothing is lost; None where it is one of our errors."""
    try:
        dataset = read_dataset(folder)
    except GeoError as error:
        event("error")
        assert str(error).strip()  # noqa: PT017 - any other error fails the test by itself
        return None
    event("read")
    for read in dataset.files:
        rejected = {fault.row for fault in dataset.rejects if fault.file == read.file}
        assert read.read == read.kept + len(rejected)
        if rows is not None and read.file == file:
            assert read.read == rows
    for fault in dataset.rejects:
        assert fault.reason
        assert fault.fix
        assert len(fault.value) <= 200
    return dataset


@EXAMPLES
@given(data=st.data())
def test_any_damage_of_cells_is_kept_or_explained(record, data):
    file = data.draw(st.sampled_from(FILES))
    with tempfile.TemporaryDirectory() as name:
        folder = write_record(Path(name), record)
        cells = read_cells(folder / file)
        columns = data.draw(st.lists(st.sampled_from(range(len(cells[0]))), max_size=4))
        for column in columns:
            damage = CELL_DAMAGES[data.draw(st.sampled_from(sorted(CELL_DAMAGES)))]
            first = data.draw(st.integers(1, ROWS))
            for row in cells[first:]:
                row[column] = damage(row[column])
        delimiter = data.draw(st.sampled_from(",;\t"))
        encoding = data.draw(st.sampled_from(ENCODINGS))
        first_line = data.draw(st.sampled_from(["", f"sep={delimiter}\r\n", '"sep=,"\r\n']))
        (folder / file).write_bytes(save(cells, delimiter, encoding, first_line))
        rows = sum(any(cell.strip() for cell in row) for row in cells[1:])
        dataset = read_or_explain(folder, rows=rows, file=file)
        if dataset and (delimiter != "," or encoding.startswith("utf-16") or first_line):
            assert dataset.remarks


@EXAMPLES
@given(data=st.data())
def test_any_damage_of_header_and_shape_is_kept_or_explained(record, data):
    file = data.draw(st.sampled_from(FILES))
    with tempfile.TemporaryDirectory() as name:
        folder = write_record(Path(name), record)
        cells = read_cells(folder / file)
        for _ in range(data.draw(st.integers(1, 3))):
            column = data.draw(st.integers(0, len(cells[0]) - 1))
            row = data.draw(st.integers(0, len(cells) - 1))
            match data.draw(st.integers(0, 9)):
                case 0:
                    cells[0][column] = data.draw(st.sampled_from(["", " ", "Datum", cells[0][0]]))
                case 1:
                    cells[0][column] = cells[0][column].replace("_", " ").title() + "\u00a0"
                case 2:
                    cells = [line[:column] + line[column + 1 :] or [""] for line in cells]
                case 3:
                    cells = [[*line, "", ""] for line in cells]
                case 4:
                    cells += [[""] * len(cells[0]), [" "], []]
                case 5:
                    cells[row] = cells[row][:column]
                case 6:
                    cells[row] = [*cells[row], "more"]
                case 7:
                    cells.insert(0, data.draw(st.sampled_from([["Attacks"], [], [""]])))
                case 8:
                    cells = cells[:1]
                case _:
                    cells[row] = ["#N/A"] * len(cells[row])
            if not cells[0]:
                break
        (folder / file).write_bytes(save(cells, data.draw(st.sampled_from(",;")), "utf-8"))
        read_or_explain(folder, rows=None, file=file)


@EXAMPLES
@given(data=st.data())
def test_any_damage_of_bytes_is_kept_or_explained(record, data):
    file = data.draw(st.sampled_from((*FILES, "bases.geojson")))
    with tempfile.TemporaryDirectory() as name:
        folder = write_record(Path(name), record)
        raw = (folder / file).read_bytes()
        if data.draw(st.booleans()):
            raw = raw.decode("utf-8").encode(data.draw(st.sampled_from(ENCODINGS)), "replace")
        for _ in range(data.draw(st.integers(1, 4))):
            at = data.draw(st.integers(0, len(raw)))
            new = data.draw(
                st.binary(max_size=3)
                | st.sampled_from([b'"', b"\n", b"\r", b",", b";", b"\0", b"\xff\xfe", b"sep=;\n"])
            )
            cut = data.draw(st.sampled_from([0, 0, 1, 2, len(raw)]))
            raw = raw[:at] + new + raw[at + cut :]
        (folder / file).write_bytes(raw)
        read_or_explain(folder, rows=None, file=file)

from pathlib import Path

import pytest
from pyproj import Geod

from geo.__main__ import main
from geo.loading import read_dataset

ROOT = Path(__file__).parents[4]
FOREIGN = ROOT / "tests" / "data"


def run(*arguments: object) -> int:
    return main(["import", *map(str, arguments)])


def test_an_export_becomes_a_folder_that_passes_the_check(tmp_path, capsys):
    out = tmp_path / "new" / "record"
    assert run(FOREIGN / "acled-export.csv", "--geoparquet", "--out", out) == 1
    said = capsys.readouterr().out
    assert "8 rows read = 4 kept + 4 rejected" in said
    assert "row 7, column event_date: `31 November 2023`" in said
    assert main(["check", str(out)]) == 0
    assert "31 November 2023" in (out / "rejects.csv").read_text(encoding="utf-8-sig")
    assert "2023-10-18-ain-al-asad-1" in (out / "duplicates.csv").read_text(encoding="utf-8-sig")
    assert len(read_dataset(out).attacks) == 4
    again = tmp_path / "again"
    assert run(out / "attacks.parquet", "--out", again) == 0
    assert (again / "attacks.csv").read_bytes() == (out / "attacks.csv").read_bytes()
    assert (again / "sources.csv").read_bytes() == (out / "sources.csv").read_bytes()


def test_a_saved_mapping_gives_the_same_folder_again(tmp_path, capsys):
    data = b"When;Where exactly;Gun\n17.10.2023;Heet;Trebuchet\n"
    (tmp_path / "log.csv").write_bytes(data)
    (tmp_path / "mine.toml").write_text(
        "[columns]\ndate = 'When'\nplace_as_reported = 'Where exactly'\nweapon = 'Gun'\n"
        "[words.weapon]\nTrebuchet = 'rocket'\n[fixed]\nconfirmation = 'media'\n"
    )
    first, second = tmp_path / "a", tmp_path / "b"
    assert run(tmp_path / "log.csv", "--format", tmp_path / "mine.toml", "--out", first) == 0
    assert run(tmp_path / "log.csv", "--format", first / "mapping.toml", "--out", second) == 0
    assert (first / "attacks.csv").read_bytes() == (second / "attacks.csv").read_bytes()
    assert b"rocket" in (first / "attacks.csv").read_bytes()
    assert capsys.readouterr().err.count("Writing") == 2


def test_own_sites_take_the_place_of_the_records(tmp_path):
    (tmp_path / "sites.csv").write_text("name,lat,lon\nFort Invented,13.51,2.11\n")
    (tmp_path / "log.csv").write_text("date,base,lat,lon\n2024-01-05,fort invented,13.5,2.1\n")
    out = tmp_path / "out"
    assert run(tmp_path / "log.csv", "--bases", tmp_path / "sites.csv", "--out", out) == 0
    dataset = read_dataset(out)
    assert list(dataset.bases.index) == ["fort-invented"]
    assert dataset.attacks["base_id"].to_list() == ["fort-invented"]
    _, _, metres = Geod(ellps="WGS84").inv(2.1, 13.5, 2.11, 13.51)
    assert dataset.attacks["distance_m"].to_list() == [str(round(metres))]


def test_merged_with_the_record_both_stand_in_the_folder(tmp_path):
    out = tmp_path / "out"
    assert run(FOREIGN / "ucdp-ged.csv", "--merge", "--out", out) == 1
    shipped = read_dataset(ROOT / "data")
    assert len(read_dataset(out).attacks) == len(shipped.attacks) + 3


@pytest.mark.parametrize(
    ("name", "data", "options", "said"),
    [
        ("a.csv", b"", [], "is empty"),
        ("a.csv", b"date,place\n", [], "no row"),
        ("a.csv", b"date,place\nnever,Heet\n", [], "nothing was written"),
        ("a.csv", b"date,place\n2023-10-17,Heet\n", ["--format", "acled"], "not those of the format acled"),
        ("a.csv", b"date,place\n2023-10-17,Heet\n", ["--format", "kml"], "is unknown"),
        ("a.csv", b"date,place\n2023-10-17,Heet\n", ["--nearest-km", "-1"], "above 0"),
        ("a.csv", b"date,place\n2023-10-17,Heet\n", ["--format", "no.toml"], "cannot be opened"),
        ("a.bin", b"date,place\n2023-10-17,Heet\n", [], "Unsupported file type"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_leaves_nothing_behind(tmp_path, capsys, name, data, options, said):  # noqa: PLR0917
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / name).write_bytes(data)
    target = tmp_path / "target"
    target.mkdir()
    assert run(inside / name, "--out", target / "out", *options) == 2
    assert said in capsys.readouterr().err
    assert list(target.iterdir()) == []


def test_a_folder_that_is_there_is_not_written_over(tmp_path, capsys):
    (tmp_path / "kept.txt").write_text("mine")
    assert run(FOREIGN / "acled-export.csv", "--out", tmp_path) == 2
    assert "already exists" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_a_cell_that_would_run_in_a_spreadsheet_is_guarded_and_comes_back(tmp_path):
    (tmp_path / "log.csv").write_text('date,place,summary\n2023-10-17,Heet,"=HYPERLINK(1)"\n')
    out = tmp_path / "out"
    assert run(tmp_path / "log.csv", "--out", out) == 0
    assert b",'=HYPERLINK" in (out / "attacks.csv").read_bytes()
    assert read_dataset(out).attacks["summary"].to_list() == ["=HYPERLINK(1)"]

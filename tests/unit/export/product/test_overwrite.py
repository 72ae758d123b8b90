"""A run never writes over a file of another marking unasked, and says which before it writes."""

import json
from pathlib import Path

import pytest

from export.__main__ import main
from export.product.overwrite import check_overwrite
from geo.model.errors import ViewError


@pytest.fixture
def run(write_record, record, tmp_path):
    data = write_record(record.attack("a"), record.attack("b"))

    def run(marking: str, *arguments: str) -> int:
        order = ["--from", "2023-10-17", "--to", "2023-11-30", "--format", "csv,geojson"]
        where = ["--data", str(data), "--out", str(tmp_path / "out")]
        time = ["--as-of", "2026-01-01T00:00Z"]
        return main([*order, *where, *time, "--marking", marking, *arguments])

    return run


def read_all(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_each_marking_has_files_of_its_own(run, tmp_path) -> None:
    assert run("EXERCISE") == 0
    first = read_all(tmp_path / "out")
    assert run("SECRET//NOFORN", "--list-points") == 0
    both = read_all(tmp_path / "out")
    assert first.items() <= both.items()
    assert {name.split("_")[0] for name in both} == {"EXERCISE", "SECRET-NOFORN"}
    assert len(both) == 3 + 4
    assert run("EXERCISE") == 0, "the same again"


@pytest.mark.parametrize(
    ("one", "other"),
    [("SECRET//A", "SECRET A"), ("A" * 41, "A" * 42), ("SECRÈT", "SECRET"), ("X (Y)", "X//Y")],
)
def test_two_markings_of_one_name_are_told_apart(
    run, tmp_path, capsys, one: str, other: str
) -> None:
    assert run(one) == 0
    before = read_all(tmp_path / "out")
    capsys.readouterr()
    assert run(other) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "--force" in said
    assert one[:40] in said
    assert all(name in said for name in before)
    assert read_all(tmp_path / "out") == before, "nothing is written"
    assert run(other, "--force") == 0
    after = read_all(tmp_path / "out")
    manifest = next(data for name, data in after.items() if name.endswith("manifest.json"))
    assert json.loads(manifest)["marking"]["text"] == other
    assert run(other) == 0
    assert run(one) == 2


def test_capitals_and_white_space_make_no_other_marking(run) -> None:
    assert run("Secret//A") == 0
    assert run("SECRET//A ") == 0


def test_a_file_that_no_manifest_names_is_kept_where_its_name_is_not_enough(tmp_path) -> None:
    name = "SECRET-A_basewatch.png"
    (tmp_path / name).write_bytes(b"")
    (tmp_path / "broken.manifest.json").write_bytes(b"[")
    (tmp_path / "list.manifest.json").write_bytes(b"[1]")
    (tmp_path / "folder.manifest.json").mkdir()
    with pytest.raises(ViewError, match="no manifest states its marking"):
        check_overwrite(tmp_path, [name], "SECRET//A")
    check_overwrite(tmp_path, ["other.png"], "SECRET//A")
    (tmp_path / "SECRET_basewatch.png").write_bytes(b"")
    check_overwrite(tmp_path, ["SECRET_basewatch.png"], "Secret")

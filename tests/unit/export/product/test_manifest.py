"""The manifest: it tells what was made of what, and makes the same again."""

import getpass
import hashlib
import json
import shutil
import socket
from pathlib import Path

import pytest
from pptx import Presentation

from export.__main__ import build_parser, main
from export.arguments import parse_filters
from export.product.manifest import make_manifest
from export.product.product import Product
from export.product.request import fill_request
from geo.loading import read_dataset
from geo.model.scene import Filters, View
from geo.query.facets import BLANK
from tests.unit.scenes import OPENING, make_scene

DATA = Path(__file__).parents[4] / "data"
FORMATS = "png,pdf,svg,pptx,docx,html,csv,geojson,xlsx,kmz"
ORDER = [
    "--from", "2023-10-23", "--to", "2023-10-29", "--base", "Koniko", "al-tanf",
    "--include", "held-out", "--dpi", "72", "--title", "Ünicode <b>", "--mode", "cumulative",
    "--extent=37.12345,32.1,44.7,37.3", "--layers", "attacks,bases,strikes",
]  # fmt: skip


def export(*arguments: str) -> int:
    return main([str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("first")
    assert export(*ORDER, "--format", FORMATS, "--data", str(DATA), "--out", str(folder)) == 0
    return folder


@pytest.fixture(scope="module")
def manifest(first: Path) -> Path:
    (path,) = first.glob("*.manifest.json")
    return path


def test_manifest_lists_every_file_with_its_hash(first: Path, manifest: Path) -> None:
    told = json.loads(manifest.read_text("ascii"))
    made = {path.name: path for path in first.iterdir() if path != manifest}
    assert {item["name"] for item in told["files"]} == set(made)
    assert len(made) == len(FORMATS.split(","))
    for item in told["files"]:
        data = made[item["name"]].read_bytes()
        assert item["bytes"] == len(data)
        assert item["sha256"] == hashlib.sha256(data).hexdigest()


def test_manifest_names_inputs_counts_versions_and_no_machine(manifest: Path) -> None:
    text = manifest.read_text("ascii")
    told = json.loads(text)
    for item in told["inputs"]:
        data = (DATA / item["name"]).read_bytes()
        assert item["sha256"] == hashlib.sha256(data).hexdigest()
    assert told["counts"]["read"] == told["counts"]["kept"] + told["counts"]["rejected"]
    assert told["rejects"] == []
    assert told["made_by"]["packages"]["matplotlib"]
    assert len(told["made_by"]["font"]["sha256"]) == 64
    assert set(told["attacks"]["sites"]) == {"conoco", "al-tanf"}
    for private in (str(DATA), str(manifest.parent), socket.gethostname(), str(Path.home())):
        assert f'{private}"' not in text
    assert f'"{getpass.getuser()}"' not in text


def test_manifest_makes_the_same_bytes_again(first, manifest, tmp_path, capsys) -> None:
    again = tmp_path / "again"
    assert export("--from-manifest", str(manifest), "--data", str(DATA), "--out", str(again)) == 0
    for path in first.iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes(), path.suffix
    said = capsys.readouterr().out
    assert said.count("same bytes") == len(FORMATS.split(","))
    assert "differs" not in said


def test_a_manifest_asks_for_blank_cells_and_for_a_site_of_that_name(write_record, record) -> None:
    filters = Filters(frozenset({BLANK, "none"}), countries=frozenset({"none"}))
    bases = [record.base("none", country="none")]
    scene = make_scene(record, write_record, view=View(OPENING, filters=filters), bases=bases)
    product = Product(scene, read_dataset(write_record(bases=bases)), None)
    manifest = json.loads(make_manifest(product, ["png"], None, {}))
    assert manifest["order"]["filters"]["base"] == ["=none", "none"]
    filled = fill_request(build_parser().parse_args(["--out", "x"]), manifest)
    assert parse_filters(filled) == filters


def test_another_record_fails_and_names_what_has_changed(manifest, tmp_path, capsys) -> None:
    other = tmp_path / "data"
    shutil.copytree(DATA, other)
    with (other / "attacks.csv").open("a", encoding="utf-8") as stream:
        stream.write("\n")
    (other / "strikes.csv").unlink()
    out = tmp_path / "out"
    assert export("--from-manifest", str(manifest), "--data", str(other), "--out", str(out)) == 2
    said = capsys.readouterr().err
    assert "attacks.csv has changed" in said
    assert "strikes.csv is missing" in said
    assert not out.exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is not JSON"),
        ("[1]", "not a manifest that this version reads"),
        ('{"basewatch_manifest": 99}', "basewatch_manifest is 99, expected 1"),
        ('{"basewatch_manifest": 1}', "is incomplete"),
        ('{"basewatch_manifest": 1, "order": {"filters": 3}}', "is incomplete"),
    ],
)
def test_what_is_no_manifest_is_one_sentence(tmp_path, capsys, text: str, says: str) -> None:
    path = tmp_path / "x.manifest.json"
    path.write_text(text, encoding="utf-8")
    assert export("--from-manifest", str(path), "--out", str(tmp_path / "out")) == 2
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1


def test_a_missing_manifest_says_so(tmp_path, capsys) -> None:
    missing = tmp_path / "none.json"
    assert export("--from-manifest", str(missing), "--out", str(tmp_path)) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_without_a_manifest_period_and_format_are_asked_for(tmp_path, capsys) -> None:
    with pytest.raises(SystemExit):
        main(["--from", "2023-10-17", "--out", str(tmp_path)])
    assert "--to, --format" in capsys.readouterr().err


def test_points_and_template_are_inputs_that_make_the_same_slide_again(tmp_path, capsys) -> None:
    template, points = tmp_path / "unit.pptx", tmp_path / "points.txt"
    Presentation().save(str(template))
    points.write_text("Assessment\n- Calmer than the week before.\n", encoding="utf-8")
    asked = [*ORDER, "--format", "pptx", "--template", str(template)]
    first, again = tmp_path / "first", tmp_path / "again"
    assert export(*asked, "--points", str(points), "--out", str(first)) == 0
    points.unlink()
    (path,) = first.glob("*.manifest.json")
    text = path.read_text("ascii")
    assert "unit.pptx" not in text
    assert "points.txt" not in text
    told = json.loads(text)
    assert told["order"]["points"] == "Assessment\n- Calmer than the week before.\n"
    digest = hashlib.sha256(template.read_bytes()).hexdigest()
    assert {"name": "template", "sha256": digest} in told["inputs"]
    remake = ["--from-manifest", str(path), "--out", str(again)]
    assert export(*remake) == 2
    assert "template is missing" in capsys.readouterr().err
    other = tmp_path / "other.pptx"
    deck = Presentation()
    deck.slide_layouts[0].name = "Another"
    deck.save(str(other))
    assert export(*remake, "--template", str(other)) == 2
    assert "template has changed" in capsys.readouterr().err
    assert export(*remake, "--template", str(template)) == 0
    for made in first.iterdir():
        assert (again / made.name).read_bytes() == made.read_bytes(), made.suffix


def test_points_are_listed_edited_and_given_back(tmp_path, capsys) -> None:
    made_at = ["--as-of", "2026-11-21T10:54+00:00"]
    asked = [*ORDER, *made_at, "--format", "pptx", "--out", str(tmp_path)]
    assert export(*asked, "--list-points") == 0
    (listed,) = tmp_path.glob("*.points.txt")
    (slide,) = tmp_path.glob("*.pptx")
    made = slide.read_bytes()
    assert export(*asked, "--points", str(listed)) == 0
    assert slide.read_bytes() == made, "left as they are they change nothing"
    for text, says in (
        (b"\n", "points are empty"),
        (b"\xff\xfe", "not text in UTF-8"),
        (b"- x" * 9999, "the limit is"),
    ):
        listed.write_bytes(text)
        assert export(*asked, "--points", str(listed)) == 2
        assert says in capsys.readouterr().err
    assert export(*asked, "--points", str(tmp_path / "none.txt")) == 2
    assert "cannot be read" in capsys.readouterr().err

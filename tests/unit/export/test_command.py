import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from export.__main__ import build_parser, main
from export.arguments import fit_width, parse_as_of, parse_filters
from export.command import write_file
from export.product.filename import make_filename, name_folder
from export.product.formats import FORMATS, parse_formats
from geo.model.errors import DateError, ViewError
from geo.model.extent import Extent
from geo.model.scene import Filters, Marking, View
from geo.query.facets import BLANK
from tests.unit.scenes import OPENING, make_scene

ROOT = Path(__file__).parents[3]
DAYS = ["--from", "2023-10-17", "--to", "2023-11-30"]
AS_OF = ["--as-of", "2026-11-21T10:54+00:00"]
QUICK = ["--dpi", "40"]
CONOCO = Filters(frozenset({"conoco"}))


@pytest.fixture
def folder(write_record, record):
    return write_record(
        record.attack("a"),
        record.attack("b", date="2023-11-02", base_id="harir", weapon="one_way_uav"),
        record.attack("c", date="2024-02-01"),
        bases=[record.base("conoco"), record.base("harir", (44.34, 36.53))],
    )


@pytest.fixture
def run(folder, tmp_path, capsys):
    out = tmp_path / "out"

    def run(*arguments, marking=("--marking", "EXERCISE"), time=tuple(AS_OF)):
        command = [*DAYS, "--data", str(folder), "--format", "png", "--out", str(out), *QUICK]
        status = main([*command, *marking, *time, *arguments])
        said = capsys.readouterr()
        files = [path for path in sorted(out.glob("*")) if not path.match("*.manifest.json")]
        return status, said.out, said.err, files

    return run


@pytest.fixture
def made(monkeypatch):
    """Keep the products instead of drawing them; the file then holds what was asked for."""
    products = []

    def keep(extension, product, tell=None):
        products.append(product)
        scene = product.scene
        return repr((extension, scene.view, scene.title, product.page, product.dpi)).encode()

    monkeypatch.setattr("export.command.render_product", keep)
    return products


def test_a_picture_is_written_and_told(run):
    status, out, err, files = run()
    assert status == 0
    assert err == ""
    assert [file.name for file in files] == ["EXERCISE_basewatch_2023-10-17_2023-11-30.png"]
    assert out.startswith(str(files[0]))
    assert "2 of 3 records" in out
    assert re.search(r"· [\d,]+ KB ·", out)
    text = Image.open(files[0]).text
    assert text["Marking"] == "EXERCISE"
    assert text["Creation Time"] == "2026-11-21T10:54:00+00:00"
    assert text["Filters"] == "none"
    assert text["Layers"] == "attacks, bases, governorates, towns"


def test_the_same_command_writes_the_same_bytes(run):
    first = run()[3][0].read_bytes()
    assert run()[3][0].read_bytes() == first


def test_filters_mode_and_title_reach_the_product(run, made):
    status, out, _, files = run("--base", "harir", "--mode", "cumulative", "--title", "Only one")
    assert status == 0
    assert "1 of 1 records" in out
    (file,) = files
    assert re.fullmatch(
        r"EXERCISE_basewatch_2023-10-18_2023-11-30_cumulative_[0-9a-f]{8}\.png", file.name
    )
    (product,) = made
    assert product.scene.title == "Only one"
    assert product.scene.view.mode == "cumulative"
    assert product.scene.view.filters == Filters(frozenset({"harir"}))


@pytest.mark.parametrize(
    ("arguments", "filters"),
    [
        (["--outcome", "impact", "no_damage", "--outcome", "unknown"],
         Filters(outcomes=frozenset({"impact", "no_damage", "unknown"}))),
        (["--confirmation", "us_official"], Filters(confirmations=frozenset({"us_official"}))),
        (["--country", "Syria"], Filters(countries=frozenset({"Syria"}))),
        (["--claimed-by", "none"], Filters(claim_groups=frozenset({BLANK}))),
        (["--reliability", "A", "--credibility", "2"],
         Filters(reliabilities=frozenset("A"), credibilities=frozenset("2"))),
        (["--search", " rockets  field "], Filters(text="rockets field")),
        (["--area", "40,35,41,36.00004"], Filters(area=Extent(40, 35, 41, 36))),
        (["--area=-5,35,41,36"], Filters(area=Extent(-5, 35, 41, 36))),
        (["--with-casualties"], Filters(with_casualties=True)),
        (["--include", "held-out"], Filters(include_held_out=True)),
    ],
)  # fmt: skip
def test_each_filter_is_an_option_and_in_the_name_of_the_file(run, made, arguments, filters):
    common = [*DAYS, "--format", "png", "--out", "x"]
    assert parse_filters(build_parser().parse_args([*common, *arguments])) == filters
    status, _, err, (file,) = run(*arguments)
    assert (status, err) == (0, "")
    assert made[0].scene.view.filters == filters
    assert re.search(r"_[0-9a-f]{8}\.png$", file.name)


def test_layers_and_filters_are_told_in_the_file(run):
    status, _, err, (file,) = run("--layers", "strikes,attacks,graticule", "--base", "harir")
    assert (status, err) == (0, "")
    assert re.search(r"_[0-9a-f]{8}_layers-attacks-strikes-graticule\.png$", file.name)
    text = Image.open(file).text
    assert text["Layers"] == "attacks, strikes, graticule"
    assert text["Filters"] != "none"


def test_a_site_may_be_asked_for_in_any_spelling(run, made):
    _, by_id, _, (file,) = run("--base", "conoco")
    first = file.read_bytes()
    file.unlink()
    status, by_name, _, (again,) = run("--base", "mss euphrates", "Al-Koniko")
    assert status == 0
    assert by_name == by_id
    assert (again.name, again.read_bytes()) == (file.name, first)
    assert made[0].scene.view.filters == made[1].scene.view.filters == CONOCO


def test_extent_and_page_reach_the_picture(run):
    _, _, _, files = run("--extent", "39,34,42,36", "--page", "16:9")
    image = Image.open(files[0])
    assert image.size == (533, 300)
    assert image.text["Extent"] == "39.0000,34.0000,42.0000,36.0000"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--from", "17.10.2023"], "`17.10.2023` is not a day: write it as 2023-10-17"),
        (["--from", "2024-01-01"], "swap the two"),
        (["--extent", "1,2,3"], "write west,south,east,north"),
        (["--base", "conocco"], "try conoco"),
        (["--weapon", "rockets"], "rocket"),
        (["--outcome", "impacts"], "no outcome `impacts`: try impact"),
        (["--confirmation", "us"], "no confirmation `us`: try us_official"),
        (["--country", "Irak"], "no country `Irak`: try Syria, none"),
        (["--claimed-by", "others"], "no claimant `others`: try other"),
        (["--reliability", "G"], "no reliability `G`"),
        (["--credibility", "7"], "no credibility `7`"),
        (["--area", "40,36,39,37"], "west 40 and east 39"),
        (["--area", "40.00001,36,40.00002,37"], "Not an extent"),
        (["--search", "x" * 201], "201 characters: enter at most 200"),
        (["--width", "5"], "100 to 10000"),
        (["--layers", "attacks,strike"], "--layers: `strike` is not a layer: write strikes."),
        (["--dpi", "9999"], "36 to 1200"),
        (["--as-of", "2026-11-21T10:54"], "has no time zone"),
        (["--as-of", "yesterday"], "is not a time"),
        (["--marking-colour", "red"], "`red` is not a colour"),
        (["--marking", " "], "text is blank"),
        (["--format", "bmp"], "Unknown format `bmp`"),
        (["--data", "/nowhere/at/all"], "/nowhere/at/all"),
    ],
)
def test_what_cannot_be_had_is_one_sentence_and_status_2(run, arguments, says):
    status, out, err, files = run(*arguments)
    assert status == 2
    assert out == ""
    assert says in err
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert files == []


def test_own_records_ask_for_a_marking(run):
    status, _, err, files = run(marking=())
    assert status == 2
    assert "--marking" in err
    assert files == []


def test_a_folder_that_cannot_be_made_is_named(run, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    status, _, err, _ = run("--out", str(blocked / "below"))
    assert status == 2
    assert "cannot be written" in err


def test_the_clock_is_read_only_where_nothing_else_says_the_time(run, made, monkeypatch):
    def read_time(**asked):
        run(**asked)
        return made[-1].scene.provenance.as_of

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert read_time(time=()) == dt.datetime(2023, 11, 14, 22, 13, 20, tzinfo=dt.UTC)
    assert read_time() == dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    before = dt.datetime.now(tz=dt.UTC).replace(microsecond=0)
    assert before <= read_time(time=()) <= dt.datetime.now(tz=dt.UTC)


@pytest.mark.parametrize("epoch", ["soon", "9" * 30])
def test_a_source_date_epoch_that_is_no_time_is_an_error(epoch):
    with pytest.raises(DateError, match="SOURCE_DATE_EPOCH"):
        parse_as_of(None, epoch)


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path):
    write_file(tmp_path / "new", "a.png", b"first")
    path = write_file(tmp_path / "new", "a.png", b"second")
    assert path.read_bytes() == b"second"
    assert [file.name for file in path.parent.iterdir()] == ["a.png"]


def test_formats_are_those_of_the_contract():
    contract = [
        "png",
        "pdf",
        "svg",
        "pptx",
        "docx",
        "html",
        "xlsx",
        "csv",
        "geojson",
        "gpkg",
        "kmz",
        "gif",
        "mp4",
    ]
    assert set(FORMATS) <= set(contract)
    assert parse_formats("PNG, png") == ["png"]
    with pytest.raises(ViewError, match="No format"):
        parse_formats(",")


def test_names_differ_where_the_view_does_and_hold_no_text_of_a_record(record, write_record):
    def name(**view):
        shown = View(OPENING, **view)
        return make_filename(make_scene(record, write_record, record.attack(), view=shown), "png")

    names = [
        name(),
        name(mode="cumulative"),
        name(filters=CONOCO),
        name(filters=Filters(frozenset({"conoco"}), include_held_out=True)),
        name(filters=Filters(include_held_out=True)),
        name(filters=Filters(text="conoco")),
        name(filters=Filters(area=Extent(40, 35, 41, 36))),
        name(filters=Filters(reliabilities=frozenset("F"))),
        name(filters=Filters(with_casualties=True)),
        name(layers=frozenset({"attacks", "strikes"})),
        name(layers=frozenset()),
    ]
    assert len(set(names)) == len(names)
    assert names[0] == "UNCLASSIFIED_basewatch_2023-10-17_2023-11-30.png"
    assert names[2] == name(filters=CONOCO)
    assert all(re.fullmatch(r"UNCLASSIFIED_[a-z0-9_-]+\.png", each) for each in names)
    assert name_folder("own", Marking("nato secret"), dt.datetime(2026, 1, 2, tzinfo=dt.UTC)) == (
        "NATO-SECRET_basewatch_own_2026-01-02.zip"
    )


def test_width_left_out_fits_the_usual_screen():
    assert fit_width(Extent(36, 34, 46, 36)) == 1100
    tall = Extent(40, 30, 42, 37)
    assert tall.height_px(fit_width(tall)) == pytest.approx(700)


def test_the_shipped_record_makes_a_picture_from_the_command_line(tmp_path):
    command = [sys.executable, "-m", "export", *DAYS, *AS_OF, "--format", "png", "--dpi", "50"]
    said = subprocess.run(
        [*command, "--out", str(tmp_path)], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert said.returncode == 0, said.stderr
    assert said.stderr == ""
    (file,) = tmp_path.glob("*.png")
    assert Image.open(file).text["Marking"] == "UNCLASSIFIED"

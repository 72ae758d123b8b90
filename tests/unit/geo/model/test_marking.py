"""Markings: colour by words, ink, a unit's own table, and the front of a file's name."""

import itertools

import pytest

from export.drawing.contrast import contrast_ratio, select_ink
from geo.model.errors import SettingError
from geo.model.marking import (
    LONGEST_SLUG,
    MARKING_COLOURS,
    is_same_marking,
    read_marking_colours,
    select_marking_colour,
    slug_marking,
)
from geo.model.scene import Marking

GREEN, PURPLE, BLUE, RED, ORANGE, BLACK = (
    "#007a33", "#502b85", "#0033a0", "#c8102e", "#ff8c00", "#000000",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("UNCLASSIFIED", GREEN), ("unclassified // open source", GREEN), ("U//FOUO", GREEN),
        ("UNCLASSIFIED//FOUO", GREEN), ("NATO UNCLASSIFIED", GREEN), ("(U)", GREEN),
        ("RESTRICTED", PURPLE), ("NATO RESTRICTED", PURPLE), ("CUI", PURPLE),
        ("CUI//SP-CTI", PURPLE), ("Controlled Unclassified Information", PURPLE),
        ("CONFIDENTIAL", BLUE), ("nato confidential", BLUE),
        ("SECRET", RED), ("SECRET//NOFORN", RED), ("NATO SECRET", RED), ("exercise secret", RED),
        ("S//NF", RED), ("SECRET//REL TO USA, FVEY", RED), ("SECRET DÉFENSE", RED),
        ("EXERCISE EXERCISE SECRET EXERCISE", RED), ("ＳＥＣＲＥＴ", RED), ("\tSECRET ", RED),
        ("SECRET//RESTRICTED DATA", RED), ("UNCLASSIFIED WHEN SEPARATED FROM SECRET", RED),
        ("TOP SECRET", ORANGE), ("TOP-SECRET//SI", ORANGE), ("TS//SI", ORANGE), ("ts", ORANGE),
        ("COSMIC TOP SECRET", ORANGE), ("COSMIC TOP SECRET ATOMAL", ORANGE),
        ("(TS//SI//NF)", ORANGE),
        ("OFFICIAL-SENSITIVE", BLACK), ("VS-NfD", BLACK), ("DECLASSIFIED", BLACK),
        ("SECRETARIAT", BLACK), ("EXERCISE ONLY", BLACK), ("", BLACK), ("سري", BLACK),
        ("U.S. EYES", BLACK), ("NO MARKING SET", BLACK),
    ],
)  # fmt: skip
def test_the_words_of_a_marking_give_its_colour(text: str, colour: str) -> None:
    assert select_marking_colour(text) == colour


def test_the_marking_of_the_shipped_record_has_the_colour_of_its_words() -> None:
    assert Marking().colour == select_marking_colour(Marking().text) == GREEN


def test_every_bar_can_be_read() -> None:
    steps = [f"{value:02x}" for value in range(0, 256, 15)]
    colours = ["#" + "".join(parts) for parts in itertools.product(steps, repeat=3)]
    for colour in [*MARKING_COLOURS.values(), BLACK, *colours]:
        assert contrast_ratio(select_ink(colour), colour) >= 4.5, colour


def test_the_usual_bars_have_white_letters_but_orange() -> None:
    for colour in (GREEN, PURPLE, BLUE, RED, BLACK):
        assert select_ink(colour) == "#ffffff"
    assert select_ink(ORANGE) == "#000000"


def test_a_units_table_replaces_the_usual_one(tmp_path) -> None:
    path = tmp_path / "colours.toml"
    path.write_text('"VS-NfD" = "#1D4ED8"\nSECRET = "#112233"\n', encoding="utf-8")
    table = read_marking_colours(path)
    assert select_marking_colour("vs-nfd", table) == "#1d4ed8"
    assert select_marking_colour("NATO SECRET", table) == "#112233"
    assert select_marking_colour("UNCLASSIFIED", table) == BLACK


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('SECRET = "red"\n"//" = "#112233"\n', "'SECRET' is 'red'"),
        ('SECRET = "#112233"\nCUI = 4\n"--" = "#112233"', "'--' has no word"),
        ("", "no line such as"),
        ("SECRET: #112233", "is not TOML"),
        ('[usual]\nSECRET = "#112233"', "not a colour"),
    ],
)
def test_a_table_that_is_none_is_refused_with_its_faults(tmp_path, text: str, said: str) -> None:
    path = tmp_path / "colours.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match="table of marking colours") as fault:
        read_marking_colours(path)
    assert said in str(fault.value)


def test_a_table_that_is_not_there_or_not_text_is_refused(tmp_path) -> None:
    with pytest.raises(SettingError, match="cannot be read"):
        read_marking_colours(tmp_path / "none.toml")
    with pytest.raises(SettingError, match="cannot be read"):
        read_marking_colours(tmp_path)
    (tmp_path / "picture.toml").write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(SettingError, match="not TOML"):
        read_marking_colours(tmp_path / "picture.toml")
    (tmp_path / "long.toml").write_bytes(b"#" * 200_000)
    with pytest.raises(SettingError, match="larger"):
        read_marking_colours(tmp_path / "long.toml")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("UNCLASSIFIED", "UNCLASSIFIED"),
        ("secret//noforn", "SECRET-NOFORN"),
        ("  SECRET // REL TO USA, FVEY ", "SECRET-REL-TO-USA-FVEY"),
        ("SECRET DÉFENSE", "SECRET-DEFENSE"),
        ("../../etc/passwd", "ETC-PASSWD"),
        ("A" * 60, "A" * LONGEST_SLUG),
        ("A" * 39 + "//B", "A" * 39),
    ],
)
def test_a_marking_in_a_files_name(text: str, slug: str) -> None:
    assert slug_marking(text) == slug


def test_a_marking_without_latin_letters_has_a_name_of_its_own() -> None:
    first, second = slug_marking("سري"), slug_marking("سري للغاية")
    assert first.startswith("MARKED-")
    assert len(first) == len("MARKED-") + 8
    assert first != second


def test_markings_are_the_same_but_for_capitals_and_white_space() -> None:
    assert is_same_marking(" Secret//A", "SECRET//A ")
    assert not is_same_marking("SECRET//A", "SECRET A")

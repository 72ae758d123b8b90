import csv
from pathlib import Path

import pytest

from geo.damage.mojibake import find_mojibake, may_be_mojibake

DATA = Path(__file__).parents[4] / "data"
WORDS = (
    "Aïn",
    "café",
    "Müller",
    "Ålbū",
    "Kamışlı",
    "d’Irak",
    "“quoted”",
    "A – B",
    "عين الأسد",
    "£5",
)


def misread(text: str, written: str, read: str) -> str:
    """Write text in one encoding and read it in another, as browsers and spreadsheets do."""
    data = text.encode(written)
    return "".join(bytes([b]).decode(read, errors="ignore") or chr(b) for b in data)


@pytest.mark.parametrize("word", WORDS)
def test_utf8_read_as_windows_1252_is_found_and_read_back(word):
    found = find_mojibake(f"near {misread(word, 'utf-8', 'cp1252')}, at night")
    assert found is not None
    assert found.how == "UTF-8 read as Windows-1252"
    assert found.piece in misread(word, "utf-8", "cp1252") + ","
    assert found.meant.rstrip(",") in word


def test_the_whole_word_is_said():
    found = find_mojibake("at AÃ¯n al-Asad")
    assert found is not None
    assert (found.piece, found.meant) == ("AÃ¯n", "Aïn")


@pytest.mark.parametrize(
    ("written", "read", "how"),
    [
        ("utf-8", "cp1252", "UTF-8 read as Windows-1252"),
        ("utf-8", "cp1256", "UTF-8 read as Windows-1256"),
        ("cp1256", "cp1252", "Windows-1256 (Arabic) read as Windows-1252"),
    ],
)
def test_arabic_is_read_back(written, read, how):
    found = find_mojibake(misread("قاعدة الأسد", written, read))
    assert found is not None
    assert found.how == how
    assert found.meant in {"قاعدة الأسد", "قاعدة"}


def test_a_windows_quote_read_as_latin_1_is_found():
    found = find_mojibake("it\x92s")
    assert found is not None
    assert (found.meant, found.how) == ("it’s", "Windows-1252 read as Latin-1")


@pytest.mark.parametrize("text", ["A\ufffdn", "??? ??????", "near ????", "a\x81b"])
def test_lost_letters_are_found(text):
    found = find_mojibake(text)
    assert found is not None
    assert found.meant == ""


@pytest.mark.parametrize(
    "text",
    [
        "", "plain", "What???", "naïve café élève", "São Paulo", "SÃO PAULO", "CAFÉ »", "„Ä“", "ÄÖÜ»",
        "“Å”", "ÉTÉ", "Ålborg", "Straße", "Æøå", "ñandú", "Abū Kamāl", "Kamışlı", "d’Irak", "عين الأسد",
        "بسيط، حافظ،", "اگرچه بچه‌ها", "Ирак", "עיראק", "£5", "5 – 6", "😀", "page?id=3",
    ],
)  # fmt: skip
def test_honest_text_is_left_alone(text):
    assert find_mojibake(text) is None


def test_the_shipped_record_is_sound():
    for path in DATA.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                assert [cell for cell in row if find_mojibake(cell)] == []


@pytest.mark.parametrize("word", WORDS)
def test_the_quick_look_misses_nothing(word):
    for written, read in (("utf-8", "cp1252"), ("utf-8", "cp1256"), ("utf-8", "latin-1")):
        text = misread(word, written, read)
        if find_mojibake(text):
            assert may_be_mojibake(text)
    assert not may_be_mojibake("Rockets fell near the field, été")

import pytest

from geo.files.encoding import decode_text
from geo.model.errors import DataFileError

TEXT = "id,x\na,Aïn al-Asad عين الأسد\n"


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_utf8_is_read_without_a_word(bom):
    decoded = decode_text("t.csv", bom + TEXT.encode())
    assert decoded.text == TEXT
    assert decoded.remarks == ()


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_is_read_and_said(codec, bom):
    decoded = decode_text("t.csv", (bom + TEXT).encode(codec))
    assert decoded.text == TEXT
    assert len(decoded.remarks) == 1
    assert "t.csv is UTF-16" in decoded.remarks[0]
    assert "save it as `CSV UTF-8`" in decoded.remarks[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("\ufeff".encode("utf-16-le"), "It is empty"),
        (("\ufeff" + TEXT).encode("utf-16-le")[:-1], "UTF-16 and damaged in line 2"),
        ("id,x\na,\0\n".encode("utf-16-le"), "Line 2 holds a NUL byte"),
        (("\ufeff" + TEXT).encode("utf-32-le"), "UTF-32"),
        (("\ufeff" + TEXT).encode("utf-32-be"), "UTF-32"),
        (b"id,x\r\na,\0\r\n", "Line 2 holds a NUL byte"),
    ],
)
def test_what_cannot_be_read_is_an_error(data, said):
    with pytest.raises(DataFileError, match=said):
        decode_text("t.csv", data)


def explain(data: bytes) -> str:
    with pytest.raises(DataFileError) as caught:
        decode_text("t.csv", data)
    return str(caught.value)


def test_windows_1252_is_never_guessed_and_both_readings_are_said():
    said = explain("id,x\na,Aïn al-Asad\nb,plain\nc,café\n".encode("cp1252"))
    assert "Lines 2, 4 are not UTF-8" in said
    assert "`a,Aïn al-Asad` in Windows-1252 (Western), `a,Aïn al-Asad` in Windows-1256" in said


def test_windows_1256_is_named_first_where_the_text_looks_arabic():
    said = explain("id,x\na,عين الأسد\n".encode("cp1256"))
    assert "`a,عين الأسد` in Windows-1256 (Arabic), `a,Úíä ÇáÃÓÏ` in Windows-1252" in said


def test_the_line_whose_readings_differ_stands_for_all():
    said = explain("id,x\na,one … two\nb,señor Núñez\n".encode("cp1252"))
    assert "Line 3 would read `b,señor Núñez` in Windows-1252" in said


def test_many_lines_are_cut_short():
    said = explain(b"id,x\n" + b"a,\xe9\n" * 9)
    assert "Lines 2, 3, 4, 5, 6 and 4 more are not UTF-8" in said


def test_a_line_pasted_in_is_told_from_a_file_in_another_encoding():
    said = explain(TEXT.encode() + b"b,caf\xe9\n")
    assert "Line 3 is not UTF-8" in said
    assert "Its other lines are UTF-8" in said


def test_geojson_is_not_told_to_be_saved_as_csv():
    with pytest.raises(DataFileError, match=r"save it as UTF-8\."):
        decode_text("bases.geojson", b'{"a": "\xe9"}')

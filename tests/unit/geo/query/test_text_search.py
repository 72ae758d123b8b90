import pandas as pd
import pytest

from geo.loading import read_dataset
from geo.query.text_search import _fold_all, fold_text, mask_text, split_search


@pytest.fixture
def dataset(write_record, record):
    return read_dataset(
        write_record(
            record.attack("a", summary="Rockets fell near the field.", note="Kata’ib statement"),
            record.attack("b", base_id="harir", summary="A drone was shot down.", source_ids="s2"),
            record.attack("c", base_id="", place_as_reported="Al-Shaddādī, éast", summary="Two"),
            record.attack("d", base_id="harir", source_ids="s1;s2", claimed_by="Group Ω-1"),
            bases=[record.base(), record.base("harir", name_ar="أربيل", aliases=["Bashur"])],
            sources=[
                record.source("s1"),
                record.source("s2", title="Straße brennt", publisher="Wire agency"),
            ],
        )
    )


def found(dataset, text: str) -> list[str]:
    return dataset.attacks.index[mask_text(dataset, text)].tolist()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", "abcd"),
        (" \t", "abcd"),
        ("rockets", "ad"),
        ("DRONE", "b"),
        ("drone rockets", ""),
        ("fell field", "ad"),
        ("field   fell", "ad"),
        ("kataib", "a"),
        ("Kata'ib", "a"),
        ("al shaddadi", "c"),
        ("al-Shaddadi EAST", "c"),
        ("Bashur", "bd"),
        ("اربيل", "bd"),
        ("harir", "bd"),
        ("strasse", "bd"),
        ("wire", "bd"),
        ("briefing wire", "d"),
        ("ω 1", "d"),
        ("statement rockets", "a"),
        ("nothing-like-it", ""),
        ("(", ""),
        ("\x00", ""),
    ],
)
def test_every_word_must_occur_somewhere_in_the_record_its_place_or_its_sources(dataset, text, ids):
    assert found(dataset, text) == list(ids)


def test_a_word_is_not_found_across_two_cells(dataset):
    assert found(dataset, "fieldkataib") == []
    assert found(dataset, "agencystrasse") == []


def test_a_search_is_folded_as_the_record_is():
    assert fold_text("Ḥarīr – Kata'ib ﬁeld") == "harir   kataib field"
    assert split_search("Al-Asad al asad") == ("al", "asad")


@pytest.mark.parametrize("text", ["Kata'ib al-Asad `x`", "Rockets — FELL", "", "a\tB-c--d"])
def test_all_at_once_folds_as_one_by_one(text):
    texts = pd.Series([text, text + "é"], dtype="str")
    assert _fold_all(texts).tolist() == [fold_text(text), fold_text(text + "é")]


def test_a_result_can_not_be_changed_by_who_asked_first(dataset):
    mask = mask_text(dataset, "drone")
    with pytest.raises(ValueError, match="read-only"):
        mask[:] = True
    for number in range(10):
        mask_text(dataset, f"word{number}")
    assert found(dataset, "drone") == ["b"]

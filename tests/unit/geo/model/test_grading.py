import pandas as pd
import pytest

from geo.model.errors import GeoError
from geo.model.grading import (
    RELIABILITY_OF_KIND,
    grade_attacks,
    grade_credibility,
    grade_reliability,
    reliability_of_kind,
)
from geo.model.vocabulary import SOURCE_KINDS


def test_every_kind_of_source_has_a_grade():
    assert list(RELIABILITY_OF_KIND) == list(SOURCE_KINDS)


def test_an_unknown_kind_is_an_error():
    with pytest.raises(GeoError, match="`blog` is not a kind of source"):
        reliability_of_kind("blog")


@pytest.mark.parametrize(
    ("kinds", "grade"),
    [
        (["official"], "A"),
        (["partisan", "newsroom", "unknown"], "B"),
        (["unknown", "aggregator"], "E"),
        (["unknown", "unknown"], "F"),
        ([], "F"),
    ],
)
def test_the_best_source_gives_the_reliability(kinds, grade):
    assert grade_reliability(kinds, "media") == grade


@pytest.mark.parametrize(
    ("kinds", "grade"),
    [
        (["newsroom", "partisan"], "D"),
        (["official"], "D"),
        (["state_media"], "D"),
        (["aggregator", "unknown"], "E"),
        (["unknown"], "F"),
        ([], "F"),
    ],
)
def test_a_claim_has_the_letter_of_who_claims(kinds, grade):
    assert grade_reliability(kinds, "claim_only") == grade


@pytest.mark.parametrize(
    ("confirmation", "one", "several"),
    [
        ("us_official", "2", "1"),
        ("partner_official", "2", "1"),
        ("monitor", "3", "2"),
        ("media", "3", "2"),
        ("claim_only", "6", "6"),
    ],
)
def test_the_item_alone_gives_the_credibility(confirmation, one, several):
    assert grade_credibility(confirmation, 1, "accepted") == one
    assert grade_credibility(confirmation, 2, "accepted") == several
    assert grade_credibility(confirmation, 9, "accepted") == several
    assert grade_credibility(confirmation, 9, "disputed") == "5"
    assert grade_credibility(confirmation, 0, "accepted") == "6"


def test_copies_of_one_dispatch_count_once():
    sources = pd.DataFrame(
        {"kind": ["aggregator", "newsroom", "official"], "origin_id": ["x", "x", "y"]},
        index=["s1", "s2", "s3"],
    )
    attacks = pd.DataFrame(
        {
            "confirmation": ["us_official", "us_official"],
            "status": "accepted",
            "independent_origins": "",
            "source_ids": ["s1;s2", "s1; s3"],
        },
        index=["a", "b"],
    )
    grades = grade_attacks(attacks, sources)
    assert grades.loc["a"].tolist() == ["B", "2"]
    assert grades.loc["b"].tolist() == ["A", "1"]
    on_one_briefing = grade_attacks(attacks.assign(independent_origins=["9", "1"]), sources)
    assert on_one_briefing["credibility"].tolist() == ["2", "2"]
    typed = attacks.assign(independent_origins=pd.array([pd.NA, 1], "Int64"))
    assert grade_attacks(typed, sources)["credibility"].tolist() == ["2", "2"]

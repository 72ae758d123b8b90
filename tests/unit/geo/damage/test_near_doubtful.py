"""What is looked for in a whole column at once leaves out no text that one at a time would find."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo.damage.words import find_near_doubtful, is_doubtful

PIECES = ("#N/A", "#", "##", "Err:502", "TRUE", "FALSE", "NaN", "nan", "NULL", "<NA>", "NaT", "???",
          "Ã¤", "é", " ", "\t", "\n", "a", "word", "")  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=4).map("".join) | st.text(max_size=12)


@given(st.lists(TEXTS, max_size=20))
def test_nothing_doubtful_is_left_out(texts: list[str]) -> None:
    values = pd.Series(texts, dtype="str")

    near = find_near_doubtful(values)

    assert [text for text in values[~near] if is_doubtful(text)] == []


def test_plain_text_is_not_looked_at_twice() -> None:
    values = pd.Series(["Two drones were shot down.", "2023-10-17", "a#b", "Trueman"], dtype="str")

    assert find_near_doubtful(values).sum() == 0

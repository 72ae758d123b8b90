"""However a spelling is written, it means the same site; and no text means two."""

import re
import unicodedata
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.files.geojson_table import parse_features
from geo.gazetteer.lookup import Gazetteer, build_gazetteer, find_shared_spellings, resolve_site
from geo.gazetteer.spelling import join_words, split_words
from geo.loading import read_dataset
from geo.model.schema import BASES

DATA = Path(__file__).parents[3] / "data"
SITES: Gazetteer = read_dataset(DATA).gazetteer
FRAME = parse_features(BASES.file, (DATA / BASES.file).read_bytes(), BASES).frame
EXAMPLES = settings(max_examples=200, deadline=None)
ACCENTS = "\u0301\u0304\u0323\u0307"
HARAKAT = "\u064b\u064e\u064f\u0650\u0651\u0652"
SEPARATORS = ["", " ", "-", "  ", "_", " – ", "\u00a0", ", ", "/"]
SAME = dict.fromkeys("اأإآٱ", "اأإآٱ") | {
    "ة": "ةه", "ه": "هة", "ي": "يىی", "ى": "ىي", "ك": "كک"
}  # fmt: skip


def is_arabic(letter: str) -> bool:
    return "\u0600" <= letter <= "\u06ff"


@st.composite
def respell(draw, spelling: str) -> str:
    """Write a spelling in another way that means the same."""
    words = re.findall(r"[^\W_]+|[^\s\w]*['’][^\s\w]*", spelling)
    kept = [word for word in words if any(letter.isalnum() for letter in word)]
    written = ""
    for place, word in enumerate(kept):
        if word.lower() == "the" and place + 1 < len(kept):
            written += draw(st.sampled_from(["", "the ", "The-"]))
            continue
        if word.lower() in {"al", "el"} and place + 1 < len(kept):
            article = draw(st.sampled_from(["al", "AL", "el", "El", ""]))
            written += article + (draw(st.sampled_from(["", " ", "-"])) if article else "")
            continue
        written += "".join(draw(respell_letter(letter)) for letter in word)
        if place + 1 < len(kept):
            following = kept[place + 1]
            apart = following == "the" or (word[-1].isdigit() and following[0].isdigit())
            written += draw(st.sampled_from(SEPARATORS[apart:]))
    first = kept[0].lower()
    if not is_arabic(first[0]) and first not in {"al", "el", "the"}:
        written = draw(st.sampled_from(["", "al-", "Al ", "el-", "EL ", "the "])) + written
    elif is_arabic(first[0]) and not first.startswith("ال"):
        written = draw(st.sampled_from(["", "ال"])) + written
    return draw(st.sampled_from(["", " ", "\u200f", "«"])) + written


@st.composite
def respell_letter(draw, letter: str) -> str:
    if is_arabic(letter):
        letter = draw(st.sampled_from(SAME.get(letter, letter)))
        return letter + draw(st.sampled_from(["", "", "", "ـ", *HARAKAT]))
    letter = draw(st.sampled_from([letter, letter.upper(), letter.lower()]))
    form = draw(st.sampled_from(["NFC", "NFD"]))
    mark = draw(st.sampled_from(["", "", "", "", *ACCENTS, "'", "’", "ʿ"]))
    return unicodedata.normalize(form, letter + mark)


@EXAMPLES
@given(data=st.data(), place=st.integers(0, len(SITES.spellings) - 1))
def test_any_way_of_writing_a_spelling_means_its_site(data, place):
    base_id, spelling = SITES.spellings[place]
    assert resolve_site(SITES, data.draw(respell(spelling))) == base_id


NAMES = st.lists(
    st.sampled_from(["al", "el", "ash", "base", "air", "field", "Asad", "Shadi", "Sadi", "1", "11",
                     "Anbar", "قاعدة", "الأسد", "اسد", "-"]), min_size=1, max_size=4,
).map(" ".join)  # fmt: skip
ALIASES = st.lists(NAMES, min_size=1, max_size=3, unique=True)


@EXAMPLES
@given(aliases=st.lists(ALIASES, min_size=1, max_size=4), text=NAMES)
@example(aliases=[["Asad base"], ["Asad field"]], text="Asad")
@example(aliases=[["Al Asad"], ["Alasad"]], text="al-alasad")
def test_sites_of_any_names_are_apart_or_an_error(aliases, text):
    sites = FRAME.iloc[[0] * len(aliases)].reset_index(drop=True)
    sites["base_id"] = [f"site-{'abcd'[number]}" for number in range(len(aliases))]
    sites["name"], sites["name_ar"] = "?", ""
    sites["aliases"] = [";".join(names) for names in aliases]
    keys = [{join_words(split_words(name)) for name in names} - {""} for names in aliases]
    shared = sum(len(own) for own in keys) - len(set().union(*keys))
    assert bool(find_shared_spellings(sites)) == bool(shared)
    if shared:
        return
    gazetteer = build_gazetteer(sites)
    for base_id, names in zip(sites["base_id"], aliases, strict=True):
        for name in names:
            meant = resolve_site(gazetteer, name)
            assert meant == (base_id if split_words(name) else None)
    # The other order of the sites gives the same answer: no text means the one that came first.
    other = build_gazetteer(sites.iloc[::-1])
    assert resolve_site(gazetteer, text) == resolve_site(other, text)


@EXAMPLES
@given(st.text(max_size=40) | NAMES)
def test_any_text_means_one_site_or_none(text):
    assert resolve_site(SITES, text) in {None, *FRAME["base_id"]}

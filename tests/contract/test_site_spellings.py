"""Every spelling of a site that public reports of these attacks use means one site."""

import json
from pathlib import Path

import pytest

from geo.gazetteer.lookup import nearest_sites, resolve_site
from geo.loading import read_dataset
from geo.record import Dataset

DATA = Path(__file__).parents[2] / "data"
SPELLINGS: dict[str, list[str]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "site-spellings.json").read_text(encoding="utf-8")
)
"""What reports call each site."""
DESCRIBED = {
    # Near a site, on the way to it, or an event there: the words name no site, and "near" is not
    # "at". The nearest is what a person would choose.
    "Ain al-Asad Air Base vicinity, Anbar": ["ain-al-asad"],
    "about 7 km east of Ain al-Asad": ["ain-al-asad"],
    "Conoco base, Deir ez-Zor (first salvo)": ["conoco"],
    "surroundings of the Conoco gas field base": ["conoco"],
    "East of MSS Green Village, al-Omar oil field": ["omar-field"],
    "Omar oil fields near MSS Green Village": ["omar-field"],
    "Towards Mission Support Site Green Village (al-Omar oil field)": ["omar-field", "conoco"],
    "near al-Harir base, northeast of Erbil": ["harir", "erbil"],
    "Near al-Shaddadi": ["shadadi"],
    "near US base at al-Shaddadi (al-Jabsa field)": ["shadadi"],
    "vicinity of US base near al-Shaddadi, Hasakah": ["shadadi"],
    "near Ashokani village / Erbil airport base": ["erbil"],
    "Rmeilan base, Hasakah (second attack)": ["rumaylan"],
    "Coalition base at Rumaylan (Rumalyn), fired from Zummar, Iraq": ["rumaylan"],
    "Base near the Jordanian border east of al-Rukban camp": ["rukban"],
}
SEVERAL = {
    "base near Erbil airport ('Harir')": {"erbil", "harir"},
    "omar-field and Rumaylan": {"omar-field", "rumaylan"},
    "US Embassy compound / Union III, Green Zone, Baghdad": {"us-embassy-baghdad", "union-iii"},
    "Union III / Baghdad Embassy Complex, Baghdad": {"us-embassy-baghdad", "union-iii"},
}
NO_SITE = [
    # A village of the name in Hasakah, as reported: the record itself does not place it.
    "al-Khadra village",
    "Hasakah",
    "Deir ez-Zor",
    "الحسكة",
    "Mosul Dam",
    "A US facility in Syria (not named)",
    "US forces in Syria (site not named)",
    "Eastern Deir ez-Zor countryside (Dhiban, Abu Hamam, al-Kashkiya, al-Sabha)",
    "Jurf al-Sakhar (Jurf al-Nasr), south of Baghdad",
    "Bagram",
]


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(DATA)


@pytest.mark.parametrize("base_id", SPELLINGS)
def test_every_spelling_seen_means_its_site(dataset, base_id):
    means = {text: resolve_site(dataset.gazetteer, text) for text in SPELLINGS[base_id]}
    assert means == dict.fromkeys(SPELLINGS[base_id], base_id)


def test_every_site_is_in_the_list(dataset):
    assert list(SPELLINGS) == dataset.bases.index.tolist()


def test_every_spelling_in_the_file_means_its_site(dataset):
    for base_id, site in dataset.bases.iterrows():
        for text in (base_id, site["name"], site["name_ar"], *site["aliases"]):
            assert not text or resolve_site(dataset.gazetteer, text) == base_id, text


@pytest.mark.parametrize(("text", "near"), DESCRIBED.items())
def test_words_that_describe_a_place_are_left_to_a_person(dataset, text, near):
    assert resolve_site(dataset.gazetteer, text) is None
    assert [site.base_id for site in nearest_sites(dataset.gazetteer, text)] == near


@pytest.mark.parametrize(("text", "near"), SEVERAL.items())
def test_words_that_name_several_sites_mean_none(dataset, text, near):
    assert resolve_site(dataset.gazetteer, text) is None
    assert {site.base_id for site in nearest_sites(dataset.gazetteer, text)} == near


@pytest.mark.parametrize("text", NO_SITE)
def test_what_is_no_site_means_none(dataset, text):
    assert resolve_site(dataset.gazetteer, text) is None


def test_the_shipped_record_names_every_site_by_its_id(dataset):
    assert dataset.respellings == ()

"""Every spelling of a site that public reports of these attacks use means one site."""

from pathlib import Path

import pytest

from geo.gazetteer.lookup import nearest_sites, resolve_site
from geo.loading import read_dataset
from geo.record import Dataset

DATA = Path(__file__).parents[2] / "data"
SPELLINGS = {
    "ain-al-asad": [
        "Ain Al Asad",
        "Ain Al Assad Air Base",
        "Ain al-Asad",
        "Ain al-Asad air base",
        "Ain al-Asad Air Base",
        "Ain al-Asad Air Base, Anbar",
        "Ain al-Assad",
        "Ain Al-Assad",
        "Al Asad",
        "al-Asad",
        "Al-Asad Airbase",
        "Al-Assad airbase",
        "Asad Airbase",
        "Asad base",
        "Ayn al-Asad",
        "Ayn al-Assad",
        "ORAA",
        "Qadisiyah Airbase",
        "عين الأسد",
        "قاعدة القادسية الجوية",
        "قاعدة عين الأسد الجوية",
    ],
    "al-tanf": [
        "55 km area",
        "Al Tanf",
        "Al-Tanf",
        "al-Tanf",
        "al-Tanf base",
        "Al-Tanf base",
        "al-Tanf Garrison",
        "Al-Tanf Garrison",
        "al-Tanf garrison",
        "al-Tanf military base",
        "At-Tanf",
        "Tanf",
        "Tanf garrison",
        "Tenef",
        "التنف",
        "قاعدة التنف",
    ],
    "conoco": [
        "Coneco",
        "Conico",
        "Conoco",
        "Conoco base, east of Deir ez-Zor",
        "Conoco field",
        "Conoco field base",
        "Conoco Gas Field",
        "Conoco gas field / Mission Support Site Euphrates",
        "Conoco gas field base",
        "Conoco gas field base (Mission Support Site Conoco)",
        "Conoco gas field base, Khasham",
        "Conoco gas field base, northeast Deir ez-Zor",
        "Conoco gas field base, northern Deir ez-Zor",
        "Conoco gas plant",
        "Conoco oil and gas field base",
        "Conoco oil/gas field base",
        "Conoco plant base",
        "Koniko",
        "Koniko (Conoco) gas field base",
        "Koniko field base",
        "Koniko gas field",
        "Koniko gas field base",
        "Koniko Gas Laboratory",
        "Military Support Site Euphrates",
        "Mission Support Site Conoco",
        "Mission Support Site Euphrates",
        "Mission Support Site Euphrates (Conoco gas field)",
        "Mission Support Site Euphrates, Conoco",
        "MSS Conoco",
        "MSS Euphrates",
        "mss-euphrates",
        "US base at the Conoco field",
        "US base at the Koniko (Conoco) field",
        "قاعدة حقل كونيكو للغاز",
        "كونيكو",
        "معمل كونيكو للغاز",
    ],
    "omar-field": [
        "Al Omar",
        "Al-Omar",
        "Al-Omar field",
        "al-Omar oil field",
        "al-Omar oil field base",
        "Al-Omar oil field base",
        "Al-Omar oil field base (Mission Support Site Green Village)",
        "al-Omar oil field base, Deir ez-Zor",
        "Al-Qarya Al-Khadraa",
        "commando academy, al-Omar oil field base",
        "Green Village",
        "Green Village ('al Khazra'), Deir ez-Zor",
        "Green Village base, eastern Syria",
        "Green Village, al-Omar oil field",
        "Green Village, Deir ez-Zor",
        "Mission Support Site Green Village",
        "Mission Support Site Green Village (al-Omar oil field)",
        "Mission Support Site Green Village / al-Omar field",
        "MSS Green Village",
        "Omar Oil Field",
        "Omar oilfield",
        "the Green Village",
        "القرية الخضراء",
        "حقل العمر النفطي",
        "قاعدة حقل العمر",
    ],
    "harir": [
        "Al-Harir",
        "al-Harir",
        "al-Harir Air Base, Erbil province",
        "al-Harir airbase",
        "al-Harir base, Erbil",
        "al-Harir base, Erbil province",
        "Bani Harir airstrip",
        "Bashur",
        "Bashur Airfield",
        "Harir",
        "Harir (Bashur) air base",
        "Harir (Bashur) air base, Erbil province",
        "Harir air base",
        "Harir Air Base (Bashur Airfield)",
        "Harir airbase",
        "ORBR",
        "قاعدة حرير",
    ],
    "shadadi": [
        "Al-Shadadi",
        "al-Shadadi",
        "Al-Shaddadah",
        "al-Shaddadi",
        "al-Shaddadi base",
        "al-Shaddadi base, Hasakah",
        "Ash Shaddadi",
        "Ash Shaddadi military base",
        "base in the al-Shaddadi area, Hasakah",
        "Jibsah oil directorate base",
        "Patrol Base Shaddadi",
        "Seddadi",
        "Shadadi",
        "Shaddadi",
        "Shaddadi base",
        "Shaddadi base (Patrol Base Shaddadi)",
        "Shaddadi patrol base",
        "Şeddadi",
        "الشدادة",
        "الشدادي",
        "قاعدة الشدادي",
    ],
    "tower-22": [
        "T22",
        "Tower 22",
        "Tower 22, Rukban area, northeast Jordan",
        "Tower22",
        "البرج 22",
    ],
    "erbil": [
        "Arbil",
        "base at Erbil airport",
        "base near Erbil airport",
        "coalition base at Erbil International Airport",
        "Erbil",
        "Erbil air base",
        "Erbil Air Base (coalition base at Erbil airport)",
        "Erbil air base (Erbil International Airport)",
        "Erbil Air Base at Erbil International Airport",
        "Erbil airport",
        "erbil-air-base",
        "erbil-airbase",
        "Irbil",
        "ORER",
        "US base at Erbil International Airport",
        "مطار أربيل الدولي",
    ],
    "rumaylan": [
        "Abu Hajar Airport",
        "Al-Rumailan",
        "Harab Cir",
        "Harab Jir",
        "Kharab Al-Jair",
        "Kharab al-Jeer",
        "Kharab Al-Jeir",
        "Kharab al-Jir",
        "Kharab al-Jir / Rmelan base, Hasakah",
        "Kharab al-Jir / Rumalyn Landing Zone",
        "Kharab al-Jir airport base, Hasakah",
        "Kharab al-Jir airport base, Rmeilan",
        "Kharab al-Jir airstrip, Hasakah",
        "Kharab al-Jir base",
        "Kharab al-Jir base (Rumaylan)",
        "Kharab al-Jir base, Hasakah",
        "Khirab al-Jir",
        "Rimelan",
        "RLZ",
        "Rmaylan",
        "Rmeilan",
        "Rmelan",
        "Rmelan base, Hasakah",
        "Rumailan",
        "Rumalyn",
        "Rumalyn Landing Zone",
        "Rumalyn Landing Zone (Rumaylan)",
        "Rumalyn Landing Zone / Kharab al-Jir",
        "Rumalyn LZ",
        "Rumaylan",
        "Rumaylan base, Hasakah",
        "Rumaylan Landing Zone",
        "Rumaylan Landing Zone (Kharab al-Jir, Abu Hajar airfield)",
        "Rumaylan LZ (Kharab al-Jir)",
        "rumaylan-kharab-al-jir",
        "الرميلان",
        "خراب الجير",
        "قاعدة خراب الجير (رميلان)",
        "مطار أبو حجر",
    ],
    "bdsc": [
        "Baghdad Diplomatic Services Compound",
        "Baghdad Diplomatic Services Compound, Baghdad airport",
        "Baghdad Diplomatic Support Center",
        "Baghdad Diplomatic Support Center (Victoria base), Baghdad airport",
        "Baghdad Diplomatic Support Center / Camp Victory, Baghdad International Airport",
        "Baghdad International Airport / coalition base",
        "BDSC",
        "BDSC / Baghdad airport",
        "BIAP",
        "Camp Victory",
        "Diplomatic Support Center",
        "ORBI",
        "Victoria",
        "victoria-base-bdsc",
        "Victory base",
        "مطار بغداد الدولي (قاعدة فكتوريا)",
    ],
    "malikiyah": [
        "airfield at al-Malikiyah, northeast Syria",
        "al-Malikiya",
        "Al-Malikiyah",
        "al-malikiyah",
        "al-Malikiyah (Rubarya) base",
        "al-Malikiyah base, Hasakah",
        "al-Malikiyah base, northern Hasakah",
        "Derik",
        "Dêrik",
        "Malikiya",
        "Malikiyah",
        "malikiyah-rubarya",
        "Malikiyye",
        "Robarba",
        "Rubariya",
        "Rubarya",
        "المالكية",
        "روباربا",
    ],
    "hemo": [
        "Hemo",
        "Hemo (Himo) base, northeastern Syria",
        "Hemo (Himo) base, west of Qamishli",
        "Hemo Base",
        "himo",
        "Himo",
        "Himo base, west of Qamishli airport",
        "هيمو",
    ],
    "tall-baydar": [
        "Tall Baydar base",
    ],
    "qasrak": [
        "Qasrak base",
        "Qasrak base, Hasakah",
    ],
    "rukban": [
        "Rukban camp, Syria-Iraq-Jordan border",
        "rukban-near-al-tanf",
        "rukban-outpost",
        "US base near al-Rukban camp",
    ],
    "union-iii": [
        "union-iii-baghdad",
    ],
    "us-embassy-baghdad": [],
}
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

import pandas as pd
import pytest

from geo.gazetteer.lookup import (
    LONGEST,
    Gazetteer,
    build_gazetteer,
    describe_near,
    nearest_sites,
    resolve_site,
)
from geo.gazetteer.spelling import fold_letters, join_words, split_words, strip_article
from geo.loading import read_dataset
from geo.model.errors import DataFileError
from geo.record import Dataset


def gazetteer_of(**sites: str) -> Gazetteer:
    """Build the gazetteer of sites with an id and aliases, in Anbar, Iraq."""
    rows = [
        {
            "base_id": base_id.replace("_", "-"),
            "name": aliases.split(";")[0],
            "name_ar": "",
            "aliases": aliases,
            "country": "Iraq",
            "governorate": "Al Anbar (in most sources)",
        }
        for base_id, aliases in sites.items()
    ]
    columns = ["base_id", "name", "name_ar", "aliases", "country", "governorate"]
    return build_gazetteer(pd.DataFrame(rows, range(1, len(rows) + 1), columns))


@pytest.fixture(scope="module")
def sites() -> Gazetteer:
    return gazetteer_of(
        asad="Ain al-Asad;عين الأسد",
        tanf="al-Tanf;قاعدة التنف",
        village="Green Village;القرية الخضراء",
        harir="Harir;Harir air base",
        field="Harir field",
        tower="Tower 22;البرج 22",
        derik="Dêrik;Şeddadi",
    )


@pytest.mark.parametrize(
    ("text", "base_id"),
    [
        ("asad", "asad"),
        ("AIN AL-ASAD", "asad"),
        ("ain al asad", "asad"),
        ("Ain_el-Asad", "asad"),
        ("Ain Asad", "asad"),
        ("#AinAlAsad", "asad"),
        ("ʿAin al-Asad", "asad"),
        ("‘Ain al-'Asad", "asad"),
        ("Aïn al-Asād", "asad"),
        ("Ain al-Asad\u200f", "asad"),
        ("عين الاسد", "asad"),
        ("عَيْن الأَسَد", "asad"),
        ("عيــن الأسد", "asad"),
        ("عین الأسد", "asad"),
        ("عينالأسد", "asad"),
        ("Al-Ain al-Asad", "asad"),
        ("Tanf", "tanf"),
        ("at-Tanf", "tanf"),
        ("Attanf", "tanf"),
        ("ALTANF", "tanf"),
        ("El Tanf garrison", "tanf"),
        ("al-Tanf military base", "tanf"),
        ("التنف", "tanf"),
        ("تنف", "tanf"),
        ("the Green Village", "village"),
        ("GreenVillage base", "village"),
        ("القريه الخضراء", "village"),
        ("قرية خضراء", "village"),
        ("Ain al-Asad, Anbar", "asad"),
        ("Ain al-Asad air-base, Al Anbar province, Iraq", "asad"),
        ("Ain al-Asad, Iraq", "asad"),
        ("Harir", "harir"),
        ("Harir airbase", "harir"),
        ("harir FIELD", "field"),
        ("Tower22", "tower"),
        ("البرج ٢٢", "tower"),
        ("derik", "derik"),
        ("DERİK", "derik"),
        ("seddadi", "derik"),
        ("ŞEDDADI", "derik"),
    ],
)
def test_a_spelling_means_its_site(sites, text, base_id):
    assert resolve_site(sites, text) == base_id


@pytest.mark.parametrize(
    "text",
    [
        "",
        " - ",
        "base",
        "Air Base",
        "al",
        "Anbar",
        "Iraq",
        "Ain al-Assad",
        "near Ain al-Asad",
        "Ain al-Asad, Erbil",
        "Ain al-Asad / al-Tanf",
        "Harir base",  # two sites are left once the kind is dropped
        "Tower 2 2",
        "Tower 2",
        "Ain al-Asad\x07",
        "Ain al-Asad" + " " * LONGEST,
    ],
)
def test_nothing_else_is_guessed(sites, text):
    assert resolve_site(sites, text) is None


def test_an_id_is_itself_before_it_is_a_spelling():
    sites = gazetteer_of(tanf="Camp One", one="El Tanf camp")
    assert resolve_site(sites, "tanf") == "tanf"
    assert resolve_site(sites, "Tanf") == "tanf"


def test_a_number_beside_a_number_is_not_one_number():
    sites = gazetteer_of(a="Site 1-1", b="Site 11")
    assert resolve_site(sites, "site 1 1") == "a"
    assert resolve_site(sites, "site-11") == "b"


def test_sites_that_share_a_spelling_are_an_error_that_names_both(write_record, record):
    bases = [
        record.base("conoco", aliases=["Koniko", "Mission Support Site"]),
        record.base("hemo", aliases=["Himo", "the mission-support site"]),
    ]
    with pytest.raises(DataFileError) as error:
        read_dataset(write_record(bases=bases))
    said = str(error.value)
    assert "Features 1 (`conoco`) and 2 (`hemo`) share a spelling" in said
    assert "`Mission Support Site` and `the mission-support site`" in said
    assert "remove it from" in said


def test_every_shared_spelling_is_told_at_once_and_with_repeated_ids(write_record, record):
    bases = [
        record.base("conoco", name="One"),
        record.base("hemo", name="ONE", aliases=["Koniko"]),
        record.base("hemo", name="Two"),
    ]
    with pytest.raises(DataFileError) as error:
        read_dataset(write_record(bases=bases))
    said = str(error.value)
    assert said.count("share a spelling") == 2
    assert "`base_id` `hemo` is in rows 2, 3" in said


def test_a_site_may_have_one_spelling_twice():
    assert resolve_site(gazetteer_of(a="Omar field;omar-field;OMAR FIELD"), "Omar") == "a"


def dataset_with_a_rejected_site(write_record, record, *attacks) -> Dataset:
    bases = [record.base("conoco"), record.base("hemo", kind="fort", aliases=["Conoco base"])]
    return read_dataset(write_record(*attacks, bases=bases))


def test_a_rejected_site_is_known_so_that_no_other_is_taken_for_it(write_record, record):
    dataset = dataset_with_a_rejected_site(write_record, record, record.attack(base_id="Hemo"))
    assert resolve_site(dataset.gazetteer, "Conoco base") is None
    assert resolve_site(dataset.gazetteer, "hemo") is None
    assert [site.base_id for site in nearest_sites(dataset.gazetteer, "hemo")] == []
    reasons = {reject.file: reject.reason for reject in dataset.rejects}
    assert reasons["attacks.csv"] == "names hemo, which is rejected in bases.geojson"


def test_the_nearest_come_first_and_each_site_once(sites):
    near = nearest_sites(sites, "Ain al-Assad")
    assert [site.base_id for site in near] == ["asad"]
    assert near[0].spelling == "Ain al-Asad"
    assert 90 < near[0].score < 100
    assert [site.base_id for site in nearest_sites(sites, "Harir base")] == ["harir", "field"]
    assert len(nearest_sites(sites, "Harir base", 1)) == 1
    assert nearest_sites(sites, "Bagram") == []
    assert nearest_sites(sites, "?") == []
    assert nearest_sites(gazetteer_of(), "Harir") == []


def test_the_nearest_are_found_in_a_longer_text(sites):
    assert describe_near(sites, "vicinity of Tanff, Homs") == "tanf"
    assert (
        describe_near(sites, "two drones at harir and tower 22")
        == "harir, field (Harir field), tower"
    )


def test_letters_fold_to_what_people_mean_by_them():
    assert fold_letters("Şeddadi ÀÉ ı Ł") == "seddadi ae i l"
    assert fold_letters("أإآٱى ة ـ ٣") == "اااايه 3".replace("يه", "ي ه ")
    assert [word.text for word in split_words("Deir ez-Zor as-Salihiyah an Nasr")] == [
        "deir",
        "zor",
        "salihiyah",
        "nasr",
    ]
    assert join_words(split_words("base at the Conoco")) == "baseatconoco", "at is no article there"
    assert join_words(split_words("Conoco Al")) == "conocoal", "nothing follows: no article"
    assert strip_article("ashshaddadi") == "shaddadi"
    assert strip_article("asad") == "asad"

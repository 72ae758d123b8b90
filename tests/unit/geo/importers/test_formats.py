import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from geo.files.folder_writer import write_cells
from geo.importers.cell_parsers import read_degrees
from geo.importers.column_detection import detect_columns, detect_format
from geo.importers.known_formats import make_mapping
from geo.importers.mapping import ColumnMapping, propose_mapping, read_mapping, write_mapping
from geo.importers.pipeline import Imported, import_table
from geo.importers.readers.dispatch import parse_foreign
from geo.importers.result import build_record
from geo.loading import read_dataset
from geo.model.errors import DataFileError
from geo.model.schema import ATTACKS

ROOT = Path(__file__).parents[4]
FOREIGN = ROOT / "tests" / "data"


@pytest.fixture(scope="module")
def shipped():
    return read_dataset(ROOT / "data")


def load(
    shipped, data: bytes | Path, name: str = "a.csv", encoding: str = "", **options
) -> Imported:
    if isinstance(data, Path):
        name, data = data.name, data.read_bytes()
    table = parse_foreign(name, data, encoding)
    known = detect_format(table.frame.columns)
    return import_table(table, make_mapping(known, table.frame), shipped, **options)


def rejected(imported: Imported) -> dict[int, tuple[str, str]]:
    return {fault.row: (fault.column, fault.value) for fault in imported.rejects}


def test_acled_is_recognised_and_carried(shipped):
    imported = load(shipped, FOREIGN / "acled-export.csv")
    rows = imported.attacks.frame
    assert imported.mapping.format == "acled"
    assert rows["date"].to_list() == ["2023-10-17", "2023-10-18", "2023-10-19", "2023-10-20"]
    assert rows["date_precision"].to_list() == ["day", "approximate", "approximate", "day"]
    assert rows["base_id"].to_list() == ["ain-al-asad", "", "al-tanf", ""]
    assert rows["weapon"].to_list() == ["unknown", "ied", "unknown", "unknown"]
    assert rows.loc[2, "attributed_to"] == "Invented Brigade"
    assert "Military Forces of the United States" in rows.loc[2, "note"]
    assert "killed, of all sides: 2" in rows.loc[3, "note"]
    assert set(rows["us_killed"]) == {""}  # nobody says that the dead were US personnel
    assert rows.loc[4, "fatalities"] == "NA"
    assert rows.loc[3, "event_date"] == "2023-10-18"


def test_acled_rejects_are_told_in_its_own_columns(shipped):
    imported = load(shipped, FOREIGN / "acled-export.csv")
    assert rejected(imported) == {
        6: ("event_type", "Protests"),
        7: ("event_date", "31 November 2023"),
        8: ("event_id_cnty", "IRQ90001"),
        9: ("latitude", "93.80"),
    }
    assert (imported.read, imported.kept, imported.rejected) == (8, 4, 4)


def test_acled_sources_are_named_as_relayed(shipped):
    imported = load(shipped, FOREIGN / "acled-export.csv")
    publishers = imported.sources.frame.set_index("source_id")["publisher"]
    cited = imported.attacks.frame.loc[2, "source_ids"].split(";")
    assert [publishers[source] for source in cited] == [
        "First Invented Agency, relayed by ACLED",
        "Second Invented Paper, relayed by ACLED",
    ]


def test_ucdp_ged_is_recognised_and_carried(shipped):
    imported = load(shipped, FOREIGN / "ucdp-ged.csv")
    rows = imported.attacks.frame
    assert imported.mapping.format == "ucdp-ged"
    assert rows["attack_id"].to_list() == ["ucdp-ged-900001", "ucdp-ged-900002", "ucdp-ged-900003"]
    assert rows.loc[3, ["date", "date_earliest", "date_latest"]].to_list() == [
        "2023-10-20", "2023-10-20", "2023-10-23",
    ]  # fmt: skip
    assert rows.loc[2, "attributed_to"] == "Government of Invented or Invented Front"
    assert rows.loc[4, "attributed_to"] == "Invented Front"  # one-sided violence
    assert rows.loc[2, "note"].endswith(
        "killed, of all sides: best 2; low 1; high 3; civilians among them: 0."
    )
    # a country's middle is no place: the point is kept beside, and nothing is drawn there
    assert rows.loc[4, ["longitude", "latitude"]].to_list() == ["", ""]
    assert rows.loc[4, "latitude_as_imported"] == "35.0"
    assert rejected(imported)[5] == ("date_prec", "9")


@pytest.mark.parametrize("name", ["Date Prec", "date-préc", " DATE_PREC "])
def test_a_code_is_rejected_in_a_column_of_any_spelling(shipped, name):
    data = (FOREIGN / "ucdp-ged.csv").read_text(encoding="utf-8").replace("date_prec", name, 1)
    ((column, value),) = [
        cell for row, cell in rejected(load(shipped, data.encode())).items() if row == 5
    ]
    assert (column.strip(), value) == (name.strip(), "9")


def test_a_unit_log_is_read_by_synonyms(shipped):
    imported = load(shipped, FOREIGN / "unit-log.csv", encoding="cp1252", nearest_km=25)
    rows = imported.attacks.frame
    assert rows["base_id"].to_list() == ["ain-al-asad", "conoco", "al-tanf", ""]
    assert rows["match_method"].to_list() == ["name", "name", "nearest", ""]
    assert rows["longitude"].to_list() == ["42.40", "", "38.70", ""]
    assert rows["weapon"].to_list() == ["one_way_uav", "rocket", "rocket", "one_way_uav"]
    assert rows.loc[6, "us_killed"] == "0"
    assert rows.loc[7, "place_as_reported"] == "Nowhere Hill"
    assert rows.loc[4, "Base"] == "Ain al-Assad"
    assert set(rows["confirmation"]) == {"claim_only"}
    assert rejected(imported) == {8: ("Date of Event", "32.10.2023")}


def test_the_shipped_record_comes_back_without_loss(shipped):
    imported = load(shipped, ROOT / "data" / "attacks.csv")
    assert imported.rejects == ()
    again = build_record(imported, shipped, merged=False)
    assert write_cells(again.attacks, ATTACKS).equals(write_cells(shipped.attacks, ATTACKS))
    cited = shipped.sources.loc[again.sources.index]
    assert again.sources.drop(columns="added_by").equals(cited.drop(columns="added_by"))


def test_merged_twice_the_record_takes_no_id_again(shipped):
    imported = load(shipped, ROOT / "data" / "attacks.csv", merged=True)
    assert imported.kept == 0
    told = {fault.row for fault in imported.rejects if fault.reason == "is already in the record"}
    assert len(told) == imported.read == len(shipped.attacks)


def test_days_that_can_be_read_in_two_ways_are_told_until_the_order_is_known(shipped):
    data = b"date,place\n03.04.2023,Heet\n05.06.2023,Heet\n"
    imported = load(shipped, data)
    assert imported.kept == 0
    assert "2023-04-03 or 2023-03-04" in imported.rejects[0].reason
    table = parse_foreign("a.csv", data)
    mapping = ColumnMapping(
        columns={"date": "date", "place_as_reported": "place"}, date_order="month first"
    )
    days = import_table(table, mapping, shipped).attacks.frame["date"].to_list()
    assert days == ["2023-03-04", "2023-05-06"]


def test_a_word_that_we_do_not_know_is_told_and_counted_for_the_mapping(shipped):
    data = b"date,place,weapon\n2023-10-17,Heet,Trebuchet\n2023-10-18,Heet,Trebuchet\n"
    imported = load(shipped, data)
    assert imported.kept == 0
    assert imported.unknown_words["weapon"] == {"Trebuchet": 2}
    table = parse_foreign("a.csv", data)
    mapping = propose_mapping(list(table.frame.columns))
    taught = ColumnMapping(columns=mapping.columns, words={"weapon": {"trebuchet": "rocket"}})
    rows = import_table(table, taught, shipped).attacks.frame
    assert rows["weapon"].to_list() == ["rocket", "rocket"]
    assert rows["weapon_as_imported"].to_list() == ["Trebuchet", "Trebuchet"]


def test_a_table_without_a_day_is_an_error(shipped):
    with pytest.raises(DataFileError, match="map one of `place`"):
        load(shipped, b"place,weapon\nHeet,rocket\n")


def test_synonyms_are_recognised_whatever_their_case_and_unit():
    assert detect_columns(["Event Date", "LAT (deg)", "Longitude", "Attack Type", "Mystery"]) == {
        "date": "Event Date", "longitude": "Longitude", "latitude": "LAT (deg)", "weapon": "Attack Type",
    }  # fmt: skip


def test_a_mapping_comes_back_from_its_file():
    mapping = ColumnMapping(
        name='the "unit" \\ log\n', columns={"date": "Tag = 'x'", "weapon": "Waffe\x7f"},
        fixed={"confirmation": "media"}, words={"weapon": {"Drohne": "one_way_uav"}},
        date_order="day first", blank=("-", "k. A."),
    )  # fmt: skip
    assert read_mapping("m.toml", write_mapping(mapping)) == mapping


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns = 3", "is not a table"),
        ("[columns]\nday = 'Date'", "not a column of Basewatch"),
        ("[columns]\ndate = 'D'\ndate_latest = 'D'", "mapped to two"),
        ("[fixed]\nconfirmation = 'sure'", "is not one of"),
        ("[words.weapon]\nDrone = 'aircraft'", "is not a weapon"),
        ("[words.summary]\nDrone = 'x'", "no controlled words"),
        ("date_order = 'year last'", "date_order"),
        ("colums = {}", "is none"),
        ("date = ", "not TOML"),
    ],
)
def test_a_faulty_mapping_is_told(text, said):
    with pytest.raises(DataFileError, match=said):
        read_mapping("m.toml", text)


def test_a_source_whose_name_is_damaged_is_told_in_the_tables_own_column(shipped):
    imported = load(
        shipped, "date,place,source\n2023-10-17,Heet,\x8eP\n2023-10-18,Heet,AP\n".encode()
    )
    assert rejected(imported) == {2: ("source", "\x8eP")}
    assert imported.sources.frame["publisher"].to_list() == ["AP"]


def test_each_row_has_its_own_source_whatever_the_form_of_its_day(shipped):
    text = (
        "date,place,weapon,publisher,url,published\n"
        "2023-10-17,Heet,rocket,Invented Radio,https://radio.invalid/a,17 October 2023\n"
        "2023-10-18,Heet,rocket,Invented Radio,ftp://radio.invalid,03/04/2023\n"
        "2023-10-19,Heet,rocket,Invented Radio,https://radio.invalid/b,2023-10\n"
    )
    imported = load(shipped, text.encode())
    found = imported.sources.frame[["published", "url"]].to_numpy().tolist()
    assert found == [
        ["2023-10-17", "https://radio.invalid/a"],
        ["", ""],  # the day can be read in two ways, and the address is none
        ["2023-10", "https://radio.invalid/b"],
    ]
    assert imported.attacks.frame["source_ids"].nunique() == 3


@pytest.mark.parametrize(
    ("cell", "written"),
    [("33.50", "33.50"), ("-004.5", "-004.5"), ("33,5", "33.5"), ("33.5 N", "33.5"),
     ("4.12345678901234567", "4.123456789012345"), ("4.5 S", "-4.5")],
)  # fmt: skip
def test_degrees_that_are_written_as_ours_stay_and_others_are_read(cell, written):
    assert read_degrees(pd.Series([cell], dtype="str"), "latitude").cells.to_list() == [written]


def test_a_day_that_is_none_is_no_word_to_ask_for(shipped):
    imported = load(shipped, b"date,place,weapon\n2024-01-32,Heet,Speer\n")
    assert set(imported.unknown_words) == {"weapon"}


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Rocket/UAV", "one_way_uav;rocket"),
        ("drone and rocket", "one_way_uav;rocket"),
        ("Rockets, mortars", "rocket;mortar"),
        ("Mortar + IED", "mortar;ied"),
        ("rockets with drones", "one_way_uav;rocket"),
        ("rocket;rockets", "rocket"),
        ("Remote explosive/landmine/IED", "ied"),
        ("multiple", "several"),
        ("ballistic missiles & rockets", "rocket;ballistic_missile"),
    ],
)
def test_a_cell_that_names_several_weapons_becomes_a_set(shipped, theirs, ours):
    text = f'date,site,weapon\n2024-03-01,conoco,"{theirs}"\n'
    imported = load(shipped, text.encode())
    assert imported.rejects == ()
    assert imported.attacks.frame["weapon"].tolist() == [ours]


@pytest.mark.parametrize("theirs", ["rocket or mortar", "rocket/zeppelin", "drones and several"])
def test_a_cell_with_a_word_that_is_not_known_is_asked_about(shipped, theirs):
    imported = load(shipped, f"date,site,weapon\n2024-03-01,conoco,{theirs}\n".encode())
    assert [fault.value for fault in imported.rejects] == [theirs]
    assert dict(imported.unknown_words["weapon"]) == {theirs: 1}
    assert "a semicolon between them" in imported.rejects[0].fix


def test_a_mapping_may_mean_several_weapons_and_its_words_are_parts(shipped):
    text = b"date,site,weapon\n2024-03-01,conoco,barrage\n2024-03-02,conoco,Shahed/107mm\n"
    table = parse_foreign("a.csv", text)
    mapping = make_mapping("own", table.frame)
    words = {"weapon": {"barrage": "mortar; rocket", "Shahed": "one_way_uav", "107mm": "rocket"}}
    written = write_mapping(dataclasses.replace(mapping, words=words))
    imported = import_table(table, read_mapping("m.toml", written), shipped)
    assert imported.rejects == ()
    assert imported.attacks.frame["weapon"].tolist() == ["rocket;mortar", "one_way_uav;rocket"]


@pytest.mark.parametrize("header", ["date,site,weapon", "attack"])
def test_the_old_word_of_a_table_is_read_with_one_warning(shipped, record, tmp_path, header):
    if header == "attack":  # a table of Basewatch's own
        folder = record.write(tmp_path / "old", [record.attack("x1", weapon="mixed")])
        text = (folder / "attacks.csv").read_bytes()
    else:
        text = f"{header}\n2024-03-01,conoco,mixed\n".encode()
    imported = load(shipped, text)
    assert imported.attacks.frame["weapon"].tolist() in (["several"], [])
    assert sum("`mixed`" in remark for remark in imported.remarks) == 1

import pytest

from geo.loading import read_dataset


def rejects_of(folder):
    return [(fault.file, fault.row, fault.column) for fault in read_dataset(folder).rejects]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("attack_id", ""),
        ("attack_id", "has space"),
        ("date", ""),
        ("date", "18/10/2023"),
        ("date", "2023-10-18T00:00"),
        ("date", "2023-02-30"),
        ("date", "0023-10-18"),
        ("date_precision", "about"),
        ("date_earliest", "2023"),
        ("base_id", "nowhere"),
        ("longitude", "40,3"),
        ("longitude", "181"),
        ("latitude", "-91"),
        ("latitude", "35N"),
        ("target_kind", ""),
        ("weapon", "drone"),
        ("weapon", "Rocket"),
        ("weapon", " rocket"),
        ("munitions", "about 4"),
        ("munitions", "-1"),
        ("outcome", "hit"),
        ("us_killed", "1.0"),
        ("us_wounded", "٣"),
        ("claim_group", "somebody"),
        ("confirmation", "US official"),
        ("status", "ok"),
        ("possible_duplicate_of", "a1"),
        ("possible_duplicate_of", "a9"),
        ("reliability", "a"),
        ("credibility", "7"),
        ("source_ids", ""),
        ("source_ids", "s1,s2"),
        ("source_ids", "s1;"),
        ("source_ids", "s1;s9"),
        ("source_dates", "2023-10-17"),
        ("source_dates", "s1=17 Oct 2023"),
        ("source_dates", "s1=2023-02-30"),
        ("source_dates", "s1=2023-10-17;s1=2023-10-18"),
        ("source_dates", "s1=2023-10-17;"),
        ("source_dates", "s2=2023-10-17"),
        ("source_dates", "s1=2023-10-10"),
        ("source_dates", "s1=2023-10-26"),
        ("independent_origins", "0"),
        ("independent_origins", "2"),
        ("independent_origins", "one"),
        ("summary", "bell\x07"),
        ("mine", "\x1b[31m"),
    ],
)
def test_a_bad_cell_is_a_reject_of_its_row_and_column(write_record, record, column, value):
    partner = {"longitude": {"latitude": "35.1"}, "latitude": {"longitude": "40.1"}}
    cells = partner.get(column, {}) | {"date_precision": "approximate"} | {column: value}
    cells.pop("attack_id", None)
    bad = record.attack("a1", **cells)
    if column == "attack_id":
        bad["attack_id"] = value
    good = record.attack("a2", **({"mine": "fine"} if column == "mine" else {}))
    folder = write_record(bad, good)
    assert set(rejects_of(folder)) == {("attacks.csv", 2, column)}
    dataset = read_dataset(folder)
    assert list(dataset.attacks.index) == ["a2"]
    assert dataset.attack_rows.read == 2


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("source_id", "a;b"),
        ("origin_id", ""),
        ("kind", "blog"),
        ("title", ""),
        ("published", "October"),
        ("published", "2023-13"),
        ("language", "English"),
        ("url", "javascript:alert(1)"),
        ("url", "www.example.org"),
        ("url", "https://www.defense.gov@example.org/"),
        ("url", "https://example.org/\u202egro"),
        ("reliability", "G"),
    ],
)
def test_a_bad_source_is_a_reject(write_record, record, column, value):
    bad = record.source("s2") | {column: value}
    assert rejects_of(write_record(sources=[record.source(), bad])) == [("sources.csv", 3, column)]


@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "fort"), ("name", ""), ("base_id", "a b"), ("location_precision_m", "far")],
)
def test_a_bad_base_is_a_reject(write_record, record, column, value):
    bases = [record.base(), record.base("hemo") | {}]
    bases[1]["properties"][column] = value
    assert rejects_of(write_record(bases=bases)) == [("bases.geojson", 2, column)]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"acknowledged": "yes"}, "acknowledged"),
        ({"longitude": ""}, "longitude"),
        ({"killed_low": "9", "killed_high": "8"}, "killed_low"),
        ({"civilians_killed": "10", "killed_high": "9"}, "civilians_killed"),
        ({"source_ids": "s7"}, "source_ids"),
    ],
)
def test_a_bad_strike_is_a_reject(write_record, record, cells, column):
    folder = write_record(strikes=[record.strike(**cells)])
    assert rejects_of(folder) == [("strikes.csv", 2, column)]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"qualifier": "roughly"}, "qualifier"),
        ({"total": ""}, "total"),
        ({"scope": "base:nowhere"}, "scope"),
        ({"scope": "the region"}, "scope"),
        ({"source_ids": "s7"}, "source_ids"),
    ],
)
def test_a_bad_total_is_a_reject(write_record, record, cells, column):
    folder = write_record(totals=[record.total(**cells)])
    assert {row[2] for row in rejects_of(folder)} == {column}


def test_a_source_may_give_a_day_up_to_a_week_from_the_date(write_record, record):
    folder = write_record(
        record.attack("a1", source_dates="s1=2023-10-11"),
        record.attack("a2", source_dates="s1 = 2023-10-25"),
        record.attack("a3"),
    )
    dataset = read_dataset(folder)
    assert dataset.rejects == ()
    assert dataset.attacks["source_dates"].tolist() == ["s1=2023-10-11", "s1 = 2023-10-25", ""]


def test_a_bad_day_of_a_source_says_reason_and_fix(write_record, record):
    folder = write_record(
        record.attack("a1", source_dates="s2=2023-10-17"),
        record.attack("a2", source_dates="s1=2023-11-17"),
        record.attack("a3", source_dates="s2=2023-11-17"),
    )
    assert [str(fault).partition("— ")[2] for fault in read_dataset(folder).rejects] == [
        "names a source that the row does not cite. "
        "Write a source of this row, or add it to source_ids.",
        "gives a day more than 7 days from the date. "
        "Correct the day, or write the attack of that day in a row of its own.",
        "names a source that the row does not cite. "
        "Write a source of this row, or add it to source_ids.",
        "gives a day more than 7 days from the date. "
        "Correct the day, or write the attack of that day in a row of its own.",
    ]


def test_the_days_of_sources_are_not_looked_into_where_the_date_is_bad(write_record, record):
    folder = write_record(record.attack(date="soon", source_dates="s2=2023-10-17"))
    assert rejects_of(folder) == [("attacks.csv", 2, "date")]


def test_several_problems_are_one_rejected_row(write_record, record):
    dataset = read_dataset(
        write_record(record.attack("a1"), record.attack("a2", weapon="x", outcome="y", date="z"))
    )
    assert [fault.column for fault in dataset.rejects] == ["date", "weapon", "outcome"]
    assert dataset.attack_rows.rejected == 1


def test_a_reject_says_value_reason_and_fix(write_record, record):
    fault = read_dataset(write_record(record.attack(weapon="rockets"))).rejects[0]
    assert str(fault) == (
        "attacks.csv row 2, column weapon: `rockets` — is not a list of this column's words. Did you "
        "mean rocket? Write one or more of: one_way_uav, rocket, missile, ballistic_missile, "
        "mortar, ied, unknown, with a semicolon between them, such as one_way_uav;rocket. Write "
        "several, alone, if there is more than one and it is not known which."
    )


def test_a_long_value_is_cut(write_record, record):
    assert len(read_dataset(write_record(record.attack(weapon="x" * 999))).rejects[0].value) == 200


def test_longitude_and_latitude_stand_together(write_record, record):
    folder = write_record(record.attack("a1", longitude="40.1"), record.attack("a2", latitude="35"))
    assert rejects_of(folder) == [("attacks.csv", 2, "latitude"), ("attacks.csv", 3, "longitude")]


def test_a_row_without_a_site_says_where(write_record, record):
    folder = write_record(
        record.attack("a1", base_id=""), record.attack("a2", base_id="", place_as_reported="")
    )
    assert rejects_of(folder) == [("attacks.csv", 3, "place_as_reported")]


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "columns"),
    [
        ("2023-10-17", "2023-10-19", "approximate", []),
        ("2023-10-18", "2023-10-18", "approximate", []),
        ("2023-10-19", "", "approximate", ["date_earliest"]),
        ("", "2023-10-17", "approximate", ["date_latest"]),
        ("2023-10-17", "2023-10-19", "day", ["date_earliest", "date_latest"]),
    ],
)
def test_approximate_dates_stand_in_order(  # noqa: PLR0917
    record, tmp_path, earliest, latest, precision, columns
):
    cells = {"date_earliest": earliest, "date_latest": latest, "date_precision": precision}
    folder = record.write(tmp_path, [record.attack(**cells)])
    assert [fault[2] for fault in rejects_of(folder)] == columns


def test_a_duplicate_of_a_duplicate_would_leave_no_row_that_counts(write_record, record):
    folder = write_record(
        record.attack("a1", possible_duplicate_of="a2"),
        record.attack("a2", possible_duplicate_of="a1"),
        record.attack("a3"),
        record.attack("a4", possible_duplicate_of="a3"),
    )
    dataset = read_dataset(folder)
    assert [fault.row for fault in dataset.rejects] == [2, 3]
    assert list(dataset.attacks.index) == ["a3", "a4"]


def test_a_duplicate_of_a_rejected_row_is_rejected_with_it(write_record, record):
    dataset = read_dataset(
        write_record(
            record.attack("a1", weapon="x"), record.attack("a2", possible_duplicate_of="a1")
        )
    )
    assert [fault.column for fault in dataset.rejects] == ["weapon", "possible_duplicate_of"]
    assert dataset.rejects[1].reason == "names a rejected row"


def test_what_cites_a_rejected_row_says_so(write_record, record):
    dataset = read_dataset(
        write_record(bases=[record.base(kind="fort")], sources=[record.source(kind="blog")])
    )
    reasons = {
        fault.column: fault.reason for fault in dataset.rejects if fault.file == "attacks.csv"
    }
    assert reasons == {
        "base_id": "names conoco, which is rejected in bases.geojson",
        "source_ids": "names s1, which is rejected in sources.csv",
    }


def test_control_characters_in_geojson_are_rejects(write_record, record):
    folder = write_record(bases=[record.base(), record.base("b", name="nul\x00")])
    assert rejects_of(folder) == [("bases.geojson", 2, "name")]

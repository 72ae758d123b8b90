"""Whatever a user types into the form becomes a record as it stands, or a list of field faults."""

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo.files.folder_writer import write_folder
from geo.loading import read_dataset
from geo.model.schema import ATTACKS, SOURCES
from geo.model.vocabulary import CONFIRMATIONS, OUTCOMES, SOURCE_KINDS, TARGET_KINDS, WEAPONS
from geo.record import Dataset
from geo.reports.user_reports import Additions, Report, add_reports, clean_cell, name_source
from geo.reports.validation import check_report

TODAY = dt.date(2026, 11, 21)
EXAMPLES = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = st.text(max_size=12) | st.text(
    "'=+@a1 ,;\"'\r\n\t\\-_.:/{}%$<>`\x00\x1b\ufeff\u202e\u0635\u0661\ud800", max_size=12
)
SOUND = {
    "date": st.dates(dt.date(2023, 1, 1), TODAY).map(str),
    "date_precision": st.just("day"),
    "base_id": st.sampled_from(["conoco", "hemo"]),
    "target_kind": st.sampled_from(list(TARGET_KINDS)),
    "weapon": st.sampled_from(list(WEAPONS)),
    "outcome": st.sampled_from(list(OUTCOMES)),
    "confirmation": st.sampled_from(list(CONFIRMATIONS)),
    "us_killed": st.sampled_from(["", "0", "3"]),
}
NOT_OURS = {"attack_id", "reliability", "credibility", "source_ids"}
ATTACK = st.fixed_dictionaries(SOUND).flatmap(
    lambda sound: st.dictionaries(
        st.sampled_from([name for name in ATTACKS.columns if name not in NOT_OURS]),
        TEXTS,
        max_size=3,
    ).map(lambda typed: sound | typed)
)
SOURCE = st.fixed_dictionaries(
    {"title": TEXTS, "kind": st.sampled_from(list(SOURCE_KINDS)), "publisher": TEXTS},
    optional={"url": TEXTS, "published": TEXTS, "language": TEXTS},
)


def read_small(record) -> Dataset:
    with tempfile.TemporaryDirectory() as folder:
        bases = [record.base(), record.base("hemo", None)]
        return read_dataset(record.write(Path(folder), [record.attack("a1")], bases=bases))


@EXAMPLES
@example(  # text that was read in the wrong encoding, as a file's check tells it
    attack={
        "date": "2023-11-05",
        "date_precision": "day",
        "base_id": "conoco",
        "target_kind": "base",
        "weapon": "rocket",
        "outcome": "unknown",
        "confirmation": "media",
    },
    source={"title": "⻀T\U000b68a1\x82", "kind": "newsroom", "publisher": "A\u00c3\u00afn"},
)
@given(attack=ATTACK, source=SOURCE)
def test_any_text_is_a_record_or_a_list_of_field_faults(record, attack, source):
    dataset = read_small(record)
    report = Report(attack, source)
    faults = check_report(dataset, report, TODAY)
    for fault in faults:
        assert fault.column in {*ATTACKS.columns, *SOURCES.columns}
        assert fault.reason
        assert fault.fix
    additions, attack_id = Additions().add(report, set(dataset.attacks.index), "4f7c2a")
    joined = add_reports(dataset, additions)
    rows = joined.attack_rows
    assert rows.read == 2 == rows.kept + rows.rejected
    # what lies ahead of the clock is no fault of a file, which has no clock
    ahead = all("in the future" in fault.reason for fault in faults)
    assert (attack_id in joined.attacks.index) == ahead
    if faults:
        return
    assert joined.rejects == ()
    row = joined.attacks.loc[attack_id]
    for name in ("place_as_reported", "claimed_by", "summary", "note"):
        assert row[name] == clean_cell(attack.get(name, ""))
    assert joined.sources.loc[name_source(attack_id), "title"] == clean_cell(source["title"])
    with tempfile.TemporaryDirectory() as folder:
        for name, data in write_folder(joined).items():
            (Path(folder) / name).write_bytes(data)
        again = read_dataset(Path(folder))
    assert again.rejects == ()
    assert again.attacks.loc[attack_id, "summary"] == row["summary"]


@EXAMPLES
@example(reports=[({"date": ";", "base_id": "x;y"}, True), ({"base_id": "hemo"}, True)])
@given(reports=st.lists(st.tuples(ATTACK, st.booleans()), max_size=6))
def test_ids_are_unique_whatever_is_added_and_removed(record, reports):
    dataset = read_small(record)
    additions, issued = Additions(), []
    for attack, keep in reports:
        additions, attack_id = additions.add(
            Report(attack, {"title": "t"}), dataset.attacks.index, "t"
        )
        issued.append(attack_id)
        if not keep:
            additions = additions.remove(attack_id)
    assert len(set(issued)) == len(issued)
    assert {row["attack_id"] for row in additions.attacks} <= set(issued)
    assert len(additions.sources) == len(additions.attacks)

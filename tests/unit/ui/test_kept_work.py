"""What a tab keeps, written and read: the same work comes back, and no other file's bytes."""

import base64
import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.loading import read_dataset
from geo.record import Dataset
from geo.reports.user_reports import Additions, Report
from geo.reports.validation import check_report, keep_sound
from ui.state.marking import SessionMarking
from ui.state.uploaded_file import MOST_KEPT_BYTES, OwnFile, TableFiles
from ui.tab_memory.keeping import is_memory_on
from ui.tab_memory.kept_work import KeptError, Work, read_work, write_work

DATA = Path(__file__).parents[3] / "data"
TODAY = dt.date(2026, 11, 21)
SOURCE = {"title": "A press briefing", "kind": "official"}


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(DATA)


def report(day: str = "2023-11-05", source: dict[str, str] | None = None, **cells: str) -> Report:
    attack = {"date": day, "date_precision": "day", "base_id": "harir", "weapon": "rocket",
              "target_kind": "unknown", "outcome": "unknown", "confirmation": "us_official"}  # fmt: skip
    return Report(attack | cells, SOURCE | (source or {}))


def add(additions: Additions, *reports: Report) -> Additions:
    for each in reports:
        additions, _ = additions.add(each, (), "4f7c2a")
    return additions


def test_work_comes_back_as_it_was() -> None:
    first = add(Additions(), report(summary="عين الأسد {{7*7}} </script>"))
    both = add(first, report("2023-11-06", note="x"))
    table = TableFiles(
        OwnFile.take("dir/log.csv", b"date\n"), 'form = "basewatch-mapping-1"\n', "cp1256", 2.5, False,
        OwnFile.take("sites.csv", b"name\n"),
    )  # fmt: skip
    marking = SessionMarking("UNCLASSIFIED EXERCISE", "#007a33", for_own=True)
    work = Work((Additions(), first, both), True, marking, table)
    files = {file.sha256: base64.b64encode(file.data or b"").decode() for file in table.files}
    again = read_work(write_work(work), files)
    assert [state.attacks for state in again.states] == [state.attacks for state in work.states]
    assert [state.sources for state in again.states] == [state.sources for state in work.states]
    assert (again.saved, again.marking, again.table) == (True, marking, table)
    assert again.table is not None
    assert again.table.file.name == "log.csv"
    assert read_work(write_work(work), {}).files[0].data is None


def test_bytes_of_another_file_are_left_out() -> None:
    table = TableFiles(OwnFile.take("log.csv", b"date\n"), "")
    text = write_work(Work(table=table))
    for given_ in (b"date\n1\n", b""):
        encoded = base64.b64encode(given_).decode()
        assert read_work(text, {table.file.sha256: encoded}).files[0].data is None
    for odd in ("no base64!", 7, None, ["x"], "A" * 2 * MOST_KEPT_BYTES):
        assert read_work(text, {table.file.sha256: odd}).files[0].data is None
    assert read_work(text, [1]).files[0].data is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda each: st.lists(each, max_size=3) | st.dictionaries(
            st.sampled_from(["form", "rows", "states", "saved", "marking", "table", "before", "id",
                             "attacks", "sources", "file", "name", "sha256"]), each, max_size=6),
        max_leaves=20,
    )
)  # fmt: skip
def test_whatever_is_handed_back_is_read_or_refused(content: object) -> None:
    if isinstance(content, dict):
        content = {"form": "basewatch-tab-1"} | content
    for text in (json.dumps(content), content):
        try:
            read_work(text, content)
        except KeptError:
            continue


def test_a_sound_report_stays_and_a_faulty_one_is_named(dataset: Dataset) -> None:
    sound = report()
    assert not check_report(dataset, sound, TODAY)
    odd = [report(weapon="spear"), report("2030-01-01"), report(base_id="nowhere"),
           report(source={"published": "2031"}), report(us_killed="-1")]  # fmt: skip
    for each in odd:
        assert check_report(dataset, each, TODAY)
        kept, faults = keep_sound(dataset, add(Additions(), sound, each), TODAY)
        assert [row["date"] for row in kept.attacks] == ["2023-11-05"]
        assert len(kept.sources) == 1
        assert len(faults) == 1


def test_a_report_that_names_a_refused_one_is_refused_with_it(dataset: Dataset) -> None:
    additions = add(Additions(), report(weapon="spear"))
    first = additions.attacks[0]["attack_id"]
    additions = add(additions, report(possible_duplicate_of=first))
    kept, faults = keep_sound(dataset, additions, TODAY)
    assert kept.attacks == ()
    assert len(faults) == 2


@pytest.mark.parametrize(
    ("text", "on"),
    [("UNCLASSIFIED", True), ("NATO UNCLASSIFIED", True), ("U//FOR EXERCISE", True),
     ("CUI", False), ("RESTRICTED", False), ("SECRET//NOFORN", False), ("ts//si", False),
     ("CONTROLLED UNCLASSIFIED", False), ("VS-NfD", False), ("سري", False)],
)  # fmt: skip
def test_only_unclassified_by_its_words_is_kept(
    monkeypatch: pytest.MonkeyPatch, text: str, on: bool
) -> None:
    monkeypatch.delenv("BASEWATCH_BROWSER_MEMORY", raising=False)
    assert is_memory_on(text) is on
    assert is_memory_on("UNCLASSIFIED", text) is on
    for setting, kept in (("on", True), ("OFF", False), ("perhaps", False)):
        monkeypatch.setenv("BASEWATCH_BROWSER_MEMORY", setting)
        assert is_memory_on(text) is kept

"""What a tab keeps and hands back to a session that is new: believed in nothing, named where lost."""

import base64
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.page_run import answer, settle, texts, told
from tests.app.report_form import add, press
from tests.app.test_own_table import FOREIGN, choose
from tests.app.test_reports_kept import set_marking

ROOT = Path(__file__).parents[2]
LARGE = b"date,place,weapon,remarks\n" + b"2023-10-17,Heet,rocket,%s\n" % (b"x" * 30_000) * 70
"""More than a tab keeps."""


@pytest.fixture
def tab(app: AppTest) -> AppTest:
    """Open the page in a tab that keeps nothing yet."""
    del app.session_state["tab-replied"]
    settle(app)
    return settle(answer(app))


def kept(app: AppTest) -> dict[str, Any]:
    """Give what the tab is told to keep."""
    settle(app)
    return told(app, "map-keep")


def files(app: AppTest) -> dict[str, str]:
    """Give the files that the tab is given, as it keeps them."""
    sent = [m for m in app.get("bidi_component") if str(m.key).startswith("map-file-")]
    parts = [mount.proto.bytes.split(b'"}', 1) for mount in sent]
    return {
        head.decode().removeprefix('{"kept":"'): base64.b64encode(body).decode()
        for head, body in parts
    }


def open_again(work: Any, given: Any = None, **told_: Any) -> AppTest:
    """Open the page on a server that has just started, under a tab that hands back its work."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    handed = None if work is None else {"work": work, "files": given or {}}
    settle(answer(app, handed, **told_))
    assert not app.exception
    return app


def bar(app: AppTest) -> str:
    """Give the marking that the page shows."""
    return texts(app).split("bw-marking-top")[1].split("</div>")[0].split(">")[1]


def test_reports_marking_table_and_steps_come_back(tab: AppTest) -> None:
    add(tab, summary="{{7*7}} <img src=x onerror=alert(1)> ${x} عين الأسد")
    add(tab, date=dt.date(2023, 11, 6))
    press(tab, "list-reports")
    set_marking(tab, "ask-folder", "UNCLASSIFIED EXERCISE")
    choose(tab, "acled-export.csv", (FOREIGN / "acled-export.csv").read_bytes())
    press(tab, "own-done")
    data = kept(tab)
    before = tab.session_state["additions-joined"].record
    again = open_again(data["work"], files(tab))
    after = again.session_state["additions-joined"].record
    assert after.payload == before.payload
    assert bar(again) == bar(tab)
    assert "Restored:" in texts(again)
    assert "2 reports" in texts(again)
    assert "could not be restored" not in texts(again)
    press(again, "list-reports")
    press(again, "undo-report")
    assert len(again.session_state["additions"].attacks) == 1
    assert kept(again)["work"] != data["work"]


def _keys(app: AppTest) -> list[str]:
    return [str(button.key) for button in app.button]


def test_new_reports_of_a_duplicated_tab_have_other_ids(tab: AppTest) -> None:
    add(tab)
    work = kept(tab)["work"]
    copies = [open_again(work) for _ in range(2)]
    for copy in copies:
        add(copy)
    ids = [row["attack_id"] for copy in copies for row in copy.session_state["additions"].attacks]
    assert len(ids) == 4
    assert len(set(ids)) == 3, "the report that both have, and one of each"


def test_a_large_table_is_asked_for_by_name_and_only_the_same_file_is_taken(tab: AppTest) -> None:
    choose(tab, "log.csv", LARGE)
    press(tab, "own-done")
    data = kept(tab)
    assert files(tab) == {}
    again = open_again(data["work"])
    assert "choose the file log.csv again" in texts(again)
    assert bar(again).startswith("NO MARKING SET")
    assert "ask-export" in _keys(again)
    press(again, "give-file")
    give = again.file_uploader(key="own-awaited")
    give.set_value(("log.csv", LARGE + b"2023-10-19,Heet,rocket,\n", "text/csv")).run()
    assert "log.csv is not the file that was on the map" in texts(again)
    assert "additions-joined" not in again.session_state
    give = again.file_uploader(key="own-awaited")
    give.set_value(("log.csv", LARGE, "text/csv")).run()
    assert not again.exception
    settle(again)
    joined = again.session_state["additions-joined"].record
    assert joined.payload == tab.session_state["additions-joined"].record.payload
    assert json.loads(kept(again)["work"])["table"] == json.loads(data["work"])["table"]


@pytest.mark.parametrize(
    "work",
    [
        "", "[]", "7", "{", '{"form": "basewatch-tab-1"}', "[" * 100_000, 5, ["x"], {"form": 1},
        '{"form": "basewatch-tab-9", "rows": []}',
        '{"form":"basewatch-tab-1","rows":[{"id":7}],"states":[],"saved":false}',
        '{"form":"basewatch-tab-1","rows":[],"states":[{"attacks":[true],"sources":[]}],"saved":false}',
        '{"form":"basewatch-tab-1","rows":[],"states":[{"attacks":[-1],"sources":[]}],"saved":false}',
        '{"form":"basewatch-tab-1","rows":[],"states":[{"attacks":[],"sources":[]}],"saved":"no"}',
        '{"form":"basewatch-tab-1","rows":[],"states":[{"attacks":[],"sources":[]}],"saved":false,'
        '"table":{"file":{"name":"x.csv","sha256":"../../etc"},"mapping":""}}',
        '{"form":"basewatch-tab-1","rows":[],"states":[{"attacks":[],"sources":[]}],"saved":false,'
        '"table":{"file":{"name":"x.csv","sha256":"' + "a" * 64 + '"},"mapping":"","encoding":"",'
        '"merged":true,"nearest_km":Infinity}}',
        "x" * 5_000_000,
    ],
)  # fmt: skip
def test_what_no_session_wrote_is_one_notice(monkeypatch: pytest.MonkeyPatch, work: Any) -> None:
    monkeypatch.setenv("BASEWATCH_AS_OF", "2026-11-21T10:54:00Z")
    again = open_again(work)
    assert texts(again).count("What this tab kept cannot be used.") == 1
    assert bar(again) == "UNCLASSIFIED"
    assert "additions-joined" not in again.session_state


@pytest.mark.parametrize(
    ("cell", "text"),
    [("weapon", "spear"), ("date", "2023-13-40"), ("date", "2031-01-01"), ("base_id", "nowhere"),
     ("us_killed", "-4"), ("confirmation", ""), ("possible_duplicate_of", "no-such")],
)  # fmt: skip
def test_a_report_that_the_form_would_refuse_is_refused_and_named(
    tab: AppTest, cell: str, text: str
) -> None:
    add(tab)
    work = json.loads(kept(tab)["work"])
    work["rows"][0][cell] = text
    again = open_again(json.dumps(work))
    assert "1 report could not be restored" in texts(again)
    assert "additions-joined" not in again.session_state


def test_a_marking_that_cannot_be_drawn_is_asked_for(tab: AppTest) -> None:
    add(tab)
    work = json.loads(kept(tab)["work"])
    work["marking"] = {"text": " ", "colour": "url(x)", "for_own": True}
    again = open_again(json.dumps(work))
    assert bar(again).startswith("NO MARKING SET")
    assert "set it again" in texts(again)


def test_a_marking_above_unclassified_empties_the_tab(tab: AppTest) -> None:
    add(tab)
    assert kept(tab)["work"]
    press(tab, "list-reports")
    set_marking(tab, "ask-folder", "SECRET//NOFORN")
    data = kept(tab)
    assert data["work"] is None
    assert data["files"] == []
    assert data["live"]["reports"] == 1
    press(tab, "list-reports")
    assert "this tab does not keep it" in texts(tab)
    again = open_again(None, to="next", open=True, live=data["live"])
    assert "1 report could not be restored: this tab keeps nothing." in texts(again)
    assert bar(again) == "SECRET//NOFORN"


@pytest.mark.parametrize(("setting", "text", "on"), [("on", "SECRET", True), ("off", "", False)])
def test_the_setting_decides(
    tab: AppTest, monkeypatch: pytest.MonkeyPatch, setting: str, text: str, on: bool
) -> None:
    monkeypatch.setenv("BASEWATCH_BROWSER_MEMORY", setting)
    add(tab)
    if text:
        press(tab, "list-reports")
        set_marking(tab, "ask-folder", text)
    assert bool(kept(tab)["work"]) is on


def test_clearing_asks_first_and_empties_page_and_tab(tab: AppTest) -> None:
    add(tab)
    press(tab, "list-reports")
    press(tab, "clear-reports")
    assert kept(tab)["work"]
    press(tab, "clear-reports-all")
    assert kept(tab)["work"] is None
    assert "list-reports" not in _keys(tab)
    assert bar(tab) == "UNCLASSIFIED"


def test_a_choice_made_while_no_server_was_there_is_applied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BASEWATCH_AS_OF", "2026-11-21T10:54:00Z")
    view = {"from": "2023-10-20", "to": "2023-11-20", "mode": "window", "extent": None}
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    answer(app, None, to="next", view=view, ids=["b-2", None], choice={"base": "conoco"}).run()
    assert "20 October – 20 November 2023" in texts(app)
    assert told(app, "map-filters")["link"]["base"] == "conoco"
    assert told(app, "map-filters")["acknowledged"] == "b-2"
    assert app.tabs

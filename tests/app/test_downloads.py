"""Files for the browser: made at the press, kept until the browser has them, never lost."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest


def offer() -> None:
    """Offer a file, as a page does."""
    import streamlit as st  # noqa: PLC0415 - a page's source, run by itself

    from geo.model.errors import ViewError  # noqa: PLC0415
    from ui.widgets.downloads import begin_files, make_files, offer_file  # noqa: PLC0415

    def make() -> bytes:
        st.session_state["made"] = st.session_state.get("made", 0) + 1
        if st.session_state.get("broken"):
            raise ViewError("The template cannot be read.\nChoose another.")
        return b"a,b\n" + str(st.session_state["made"]).encode()

    begin_files()
    if not st.session_state.get("closed"):
        offer_file("Table", make, file_name="t.csv", mime="text/csv", key="table")
        offer_file("Other", make, file_name="o.csv", mime="text/csv", key="other", apart=True)
    make_files()


def handed(app: AppTest) -> list[tuple[str, str, bytes]]:
    """Give name, kind and bytes of what the browser is given to save."""
    found = []
    for item in app.get("bidi_component"):
        data: bytes = item.proto.bytes
        end = 4 + int.from_bytes(data[:4], "little")
        head: dict[str, Any] = json.loads(data[4:end])
        assert head["number"]
        found.append((head["name"], head["mime"], data[end:]))
    return found


def test_a_file_is_made_at_the_press_and_handed_over_until_the_browser_has_it() -> None:
    app = AppTest.from_function(offer).run()
    assert handed(app) == []
    app.button(key="table").click().run()
    assert handed(app) == [("t.csv", "text/csv", b"a,b\n1")]
    app.run()  # another run, before the browser has answered
    assert handed(app) == [("t.csv", "text/csv", b"a,b\n1")], "made once, and not lost"


def test_a_file_comes_though_its_menu_is_closed_meanwhile() -> None:
    app = AppTest.from_function(offer).run()
    app.button(key="other").click().run()
    app.session_state["closed"] = True
    app.run()
    assert handed(app) == [("o.csv", "text/csv", b"a,b\n1")]


def test_a_file_that_cannot_be_made_says_why_and_is_not_tried_again() -> None:
    app = AppTest.from_function(offer)
    app.session_state["broken"] = True
    app.run()
    app.button(key="table").click().run()
    said = " ".join(str(block.proto.body) for block in app.get("html"))
    assert "The file could not be made." in said
    assert "Choose another." in said
    assert not app.exception
    app.run()
    assert app.session_state["made"] == 1
    assert handed(app) == []


def take() -> None:
    """Take a press of a part that takes its file itself, as *Copy picture* does."""
    import streamlit as st  # noqa: PLC0415 - a page's source, run by itself

    from geo.model.errors import ViewError  # noqa: PLC0415
    from ui.widgets.downloads import (  # noqa: PLC0415
        begin_files,
        find_problem,
        is_file_requested,
        make_files,
        queue_file,
        refuse_file,
        request_file,
    )

    def make() -> bytes:
        st.session_state["made"] = st.session_state.get("made", 0) + 1
        if st.session_state.get("broken"):
            raise ViewError("The letters are missing.")
        return b"PNG"

    begin_files()
    if press := st.session_state.pop("press", None):
        request_file("picture", press)
    if st.session_state.get("unmarked"):
        refuse_file("picture", "No marking is set.")
    st.text(f"asked: {is_file_requested('pic')}, of a menu: {is_file_requested('export-')}")
    queue_file("picture", make, file_name="p.png", mime="image/png")
    st.text(f"fault: {find_problem('picture')}")
    make_files()


def press_part(press: str, **state: bool) -> AppTest:
    app = AppTest.from_function(take).run()
    for name, value in state.items():
        app.session_state[name] = value
    app.session_state["press"] = press
    return app.run()


def test_a_file_that_a_part_takes_names_its_press_and_is_made_once() -> None:
    app = press_part("picture-1")
    ((name, mime, data),) = handed(app)
    assert (name, mime, data) == ("p.png", "image/png", b"PNG")
    (mount,) = app.get("bidi_component")
    assert b'"presses": ["picture-1"]' in mount.proto.bytes
    assert app.text[0].value == "asked: True, of a menu: False"
    app.run()
    assert app.session_state["made"] == 1
    assert app.text[0].value == "asked: False, of a menu: False"


def test_a_part_is_told_why_its_file_is_not_made_until_the_next_press() -> None:
    app = press_part("picture-1", broken=True)
    assert handed(app) == []
    assert app.text[1].value == "fault: The letters are missing."
    app.session_state["broken"] = False
    app.session_state["press"] = "picture-2"
    app.run()
    assert app.text[1].value == "fault: None"
    assert len(handed(app)) == 1


def test_a_press_that_is_refused_makes_nothing_and_nothing_later() -> None:
    app = press_part("picture-1", unmarked=True)
    assert app.text[1].value == "fault: No marking is set."
    app.session_state["unmarked"] = False
    app.run()
    assert handed(app) == []
    assert "made" not in app.session_state


def choose() -> None:
    """Open one dialog, then another, before the first one's dismissal is told."""
    import streamlit as st  # noqa: PLC0415 - a page's source, run by itself

    from ui.widgets.dialogs import dismiss_dialog, open_dialog, opened_dialog  # noqa: PLC0415

    open_dialog("report")
    dismiss = dismiss_dialog()
    dismiss()
    st.text(f"dismissed: {opened_dialog()}")
    open_dialog("report")
    dismiss = dismiss_dialog()
    open_dialog("reports")
    dismiss()
    st.text(f"dismissed late: {opened_dialog()}")


def test_a_late_dismissal_does_not_close_the_dialog_that_was_opened_since() -> None:
    app = AppTest.from_function(choose).run()
    assert [line.value for line in app.text] == ["dismissed: None", "dismissed late: reports"]


def overlap() -> None:
    """Run a page whose newer run begins while the older one makes its file."""
    from dataclasses import replace  # noqa: PLC0415 - a page's source, run by itself
    from threading import Event, Thread  # noqa: PLC0415

    import streamlit as st  # noqa: PLC0415
    from streamlit.runtime.scriptrunner import (  # noqa: PLC0415
        add_script_run_ctx,
        get_script_run_ctx,
    )

    from ui.widgets.downloads import begin_files, make_files, offer_file  # noqa: PLC0415

    keys = st.session_state.get("keys", {"older": ("pdf", "png"), "newer": ()})
    made = st.session_state.setdefault("all-made", [])
    begun, ended = Event(), Event()

    def run_newer() -> None:
        begin_files()
        if keys["again"]:
            st.session_state["files-requested"]["another"] = (
                "pdf"  # as a press for the newer view does
            )
        for key in keys["newer"]:
            offer_file(key, lambda key=key: make(key, "newer"), file_name=key, mime="", key=key)
        begun.set()
        assert not keys["late"] or ended.wait(20)
        make_files()

    newer = Thread(target=run_newer)

    def make(key: str, run: str) -> bytes:
        made.append((run, key))
        if run == "older" and keys["newer"]:
            context = get_script_run_ctx()
            add_script_run_ctx(newer, replace(context, shared=type(context.shared)(), cursors={}))
            newer.start()
            assert begun.wait(20)
        return run.encode()

    begin_files()
    for key in keys["older"]:
        offer_file(key, lambda key=key: make(key, "older"), file_name=key, mime="", key=key)
    make_files()
    ended.set()
    if keys["newer"]:
        newer.join(20)
        st.text("both runs ended")


def press_both(
    newer: tuple[str, ...], *, late: bool, again: bool = False
) -> tuple[AppTest, list[tuple[str, str]]]:
    """Press both buttons; the older run then has the one, and the newer those that are given."""
    app = AppTest.from_function(overlap, default_timeout=60).run()
    app.session_state["keys"] = {"older": ("pdf",), "newer": newer, "late": late, "again": again}
    app.button(key="pdf").click()
    app.button(key="png").click()
    app.run()
    assert not app.exception
    assert [line.value for line in app.text] == ["both runs ended"]
    return app, sorted(app.session_state["all-made"])


@pytest.mark.parametrize("late", [True, False])
def test_a_press_is_not_lost_where_the_run_before_ends_meanwhile(late: bool) -> None:
    app, made = press_both(("png",), late=late)
    assert made == [("newer", "png"), ("older", "pdf")]
    assert {file.name for file in app.session_state["files-waiting"].values()} == {"pdf", "png"}


@pytest.mark.parametrize("late", [True, False])
def test_two_runs_that_overlap_make_a_file_once(late: bool) -> None:
    app, made = press_both(("pdf", "png"), late=late)
    assert made == [("newer", "png"), ("older", "pdf")]
    assert {file.name for file in app.session_state["files-waiting"].values()} == {"pdf", "png"}


def test_a_press_for_a_later_view_is_kept_while_the_file_is_made() -> None:
    app, made = press_both(("pdf", "png"), late=False, again=True)
    assert made == [("newer", "pdf"), ("newer", "png"), ("older", "pdf")]
    files = sorted((file.name, file.data) for file in app.session_state["files-waiting"].values())
    assert files == [("pdf", b"newer"), ("pdf", b"older"), ("png", b"newer")]

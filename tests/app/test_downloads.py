"""Files for the browser: made at the press, kept until the browser has them, never lost."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def offer() -> None:
    """Offer a file, as a page does."""
    import streamlit as st  # noqa: PLC0415 - a page's source, run by itself

    from geo.errors import ViewError  # noqa: PLC0415
    from ui.downloads import begin_files, make_files, offer_file  # noqa: PLC0415

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
    assert "The file cannot be made." in said
    assert "Choose another." in said
    assert not app.exception
    app.run()
    assert app.session_state["made"] == 1
    assert handed(app) == []


def choose() -> None:
    """Open one dialog, then another, before the first one's dismissal is told."""
    import streamlit as st  # noqa: PLC0415 - a page's source, run by itself

    from ui.dialogs import dismiss_dialog, open_dialog, opened_dialog  # noqa: PLC0415

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

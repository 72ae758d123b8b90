"""The marking of the page: seen and changed in Export always, undone, and never let go by itself."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest


def open_menu(app: AppTest) -> AppTest:
    app.session_state["export-menu"] = True
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def change(app: AppTest, text: str, colour: str = "automatic") -> AppTest:
    press(app, "export-change-marking")
    app.text_input(key="marking-text").set_value(text)
    app.selectbox(key="marking-colour").set_value(colour).run()
    return press(app, "marking-done")


def bars(app: AppTest) -> list[str]:
    """Return the page's two bars, and the one of the menu."""
    said = [str(block.proto.body) for block in app.get("html")]
    return [text for text in said if 'class="bw-marking' in text]


def test_the_marking_of_the_shipped_record_is_seen_changed_and_undone(app: AppTest) -> None:
    open_menu(app)
    assert len(bars(app)) == 2
    assert all("UNCLASSIFIED" in bar and "#007a33" in bar for bar in bars(app))
    assert "export-undo-marking" not in [button.key for button in app.button]
    change(app, "EXERCISE SECRET")
    assert len(bars(app)) == 2
    assert all("EXERCISE SECRET" in bar and "#c8102e" in bar for bar in bars(app))
    change(app, "EXERCISE SECRET", "black")
    assert all("#000000" in bar and "color:#ffffff" in bar for bar in bars(app))
    press(app, "export-change-marking")
    assert app.text_input(key="marking-text").value == "EXERCISE SECRET"
    assert app.selectbox(key="marking-colour").value == "black"
    press(app, "marking-done")
    press(app, "export-undo-marking")
    assert all("#c8102e" in bar for bar in bars(app))
    press(app, "export-undo-marking")
    assert all("UNCLASSIFIED" in bar for bar in bars(app))
    assert "export-undo-marking" not in [button.key for button in app.button]


def test_a_marking_of_the_settings_is_changed_for_the_session(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASEWATCH_MARKING", "NATO RESTRICTED")
    open_menu(app)
    assert all("NATO RESTRICTED" in bar and "#502b85" in bar for bar in bars(app))
    press(app, "export-change-marking")
    assert "this server's settings" in " ".join(text.value for text in app.markdown)
    app.text_input(key="marking-text").set_value("NATO SECRET").run()
    press(app, "marking-done")
    assert all("NATO SECRET" in bar and "#c8102e" in bar for bar in bars(app))


def test_a_units_own_colours_replace_the_usual_ones(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "colours.toml"
    table.write_text('"VS-NfD" = "#123456"\n', encoding="utf-8")
    monkeypatch.setenv("BASEWATCH_MARKING_COLOURS", str(table))
    open_menu(app)
    assert all("#000000" in bar for bar in bars(app))
    change(app, "VS-NfD")
    assert all("#123456" in bar for bar in bars(app))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BASEWATCH_MARKING_COLOURS", "/nowhere/colours.toml", "cannot be read"),
        ("BASEWATCH_MARKING_COLOUR", "red", "is not a colour"),
    ],
)
def test_settings_that_cannot_be_used_are_told_and_nothing_is_exported(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv("BASEWATCH_MARKING", "SECRET")
    monkeypatch.setenv(name, value)
    app.run()
    assert not app.exception
    assert "NO MARKING SET" in bars(app)[0]
    shown = " ".join(str(block.proto.body) for block in app.get("html"))
    assert "The marking in the settings cannot be used" in shown
    assert said in shown
    assert app.button(key="ask-export").label == "Export"


def test_no_marking_has_the_look_of_no_marking(app: AppTest, record, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("BASEWATCH_DATA", str(record.write(tmp_path / "data")))
    app.run()
    assert "bw-marking-none" in bars(app)[0]
    assert "background" not in bars(app)[0]


def test_the_marking_is_a_column_of_the_table_on_request(app: AppTest) -> None:
    open_menu(app)
    assert not app.checkbox(key="export-marking-column").value
    app.checkbox(key="export-marking-column").check().run()
    assert not app.exception
    press(app, "export-csv")
    (waiting,) = app.session_state["files-waiting"].values()
    header, first = waiting.data.decode("utf-8-sig").split("\r\n")[:2]
    assert header.endswith(",marking")
    assert first.endswith(",UNCLASSIFIED")
    assert waiting.name == "UNCLASSIFIED_basewatch_2023-10-17_2023-11-30.csv"


def test_a_marking_is_read_and_handed_back() -> None:
    def script() -> None:
        import streamlit as st  # noqa: PLC0415

        from geo.model.errors import ViewError  # noqa: PLC0415
        from ui.state.marking import SessionMarking, choose_marking  # noqa: PLC0415
        from ui.state.marking import read_session_marking as read  # noqa: PLC0415
        from ui.state.marking import set_session_marking as set_back  # noqa: PLC0415

        assert read() is None
        kept = SessionMarking("SECRET//A", "#c8102e", for_own=True)
        set_back(kept)
        assert read() == kept
        assert choose_marking() == kept.marking
        try:
            set_back(SessionMarking("X" * 301, "red", for_own=True))
        except ViewError as error:
            st.write(str(error))
        assert read() == kept

    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    assert "at most 300" in app.markdown[0].value

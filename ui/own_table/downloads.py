"""Downloads in the dialog of an own table: each carries the marking, and asks for it first."""

from collections.abc import Callable

from geo.model.marking import slug_marking
from ui.exports.marking_dialog import show_gate
from ui.state.marking import choose_marking
from ui.widgets.downloads import offer_file


def offer_own_file(
    label: str,
    make: Callable[[], bytes],
    *,
    file_name: str,
    mime: str,
    key: str,
    about: str | None = None,
) -> None:
    """
    Show a button in the dialog of an own table that makes a file; without a marking, one that asks.

    Parameters
    ----------
    label, make
        As in `ui.widgets.downloads.offer_file`.
    file_name
        Its name without the marking, which is put in front.
    mime, key, about
        As in `ui.widgets.downloads.offer_file`.
    """
    marking = choose_marking(own=True)
    if marking is None:
        show_gate(label, f"ask-{key}", back="table")
        return
    name = f"{slug_marking(marking.text)}_{file_name}"
    offer_file(label, make, file_name=name, mime=mime, key=key, about=about, apart=True)

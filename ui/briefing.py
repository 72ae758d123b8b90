"""What an officer edits before a slide or a brief is made: its points, and the unit's template."""

import hashlib
from dataclasses import replace
from html import escape
from typing import Final

import streamlit as st

from export.own_points import MOST_LETTERS, format_points
from export.product import Product
from geo.errors import ViewError

_KEPT_POINTS: Final = "kept-points"
_KEPT_TEMPLATE: Final = "kept-template"
_HEIGHT_PX: Final = 260


def edit_briefing(product: Product) -> Product:
    """
    Show the points to be edited and the choice of a template, folded away until asked for.

    Parameters
    ----------
    product
        As the menu has it. Not modified.

    Returns
    -------
    edited
        With the officer's points, where they differ from the record's own, and template.
    """
    with st.expander("Edit the slide's points, or use a template", key="export-briefing"):
        product = _edit_points(product)
        return replace(product, template=_choose_template())


def _edit_points(product: Product) -> Product:
    """Show the points as text; what was written is kept for the view that it was written for."""
    made = format_points(product.made_points, product.scene.sources)
    view = hashlib.sha256(made.encode()).hexdigest()[:16]
    kept: dict[str, str] = st.session_state.setdefault(_KEPT_POINTS, {})
    text = st.text_area(
        "Points",
        value=kept.get(view, made),
        height=_HEIGHT_PX,
        max_chars=max(MOST_LETTERS, len(made)),
        help="A point a line, behind a hyphen; who published it stands in brackets behind it. A "
        "changed point that keeps its brackets keeps its sources. Empty the field to have the "
        "record's own points again.",
        key=f"export-points-{view}",
    )
    if not text.strip() or text.strip() == made.strip():
        kept.pop(view, None)
        return product
    kept[view] = text
    edited = replace(product, edited=text)
    try:
        count = sum(point.edited for point in edited.points)
    except ViewError as error:
        _show_note(f"{error} Until then the record's own points are used.")
        return product
    _show_note(
        f"Your points are used for this period and these filters; {count:,} of "
        f"{len(edited.points):,} are marked as edited in the notes."
    )
    return edited


def _choose_template() -> bytes | None:
    """Let the officer give the unit's own template; it is kept while the page is open."""
    kept: bytes | None = st.session_state.get(_KEPT_TEMPLATE)
    if kept is not None:
        _show_note("Slides are made on your template.")
        if not st.button("Use the plain template again", key="export-template-drop"):
            return kept
        st.session_state[_KEPT_TEMPLATE] = None
        st.rerun()
    given = st.file_uploader(
        "Your unit's template", type=["pptx", "potx"], key="export-template",
        help="docs/templates.md says which placeholders of it are filled.",
    )  # fmt: skip
    if given is None:
        return None
    data = given.getvalue()
    from export.slide_template import read_template  # noqa: PLC0415 - the page opens without it

    try:
        read_template(data).close()
    except ViewError as error:
        _show_note(str(error))
        return None
    st.session_state[_KEPT_TEMPLATE] = data
    return data


def _show_note(text: str) -> None:
    """Show a sentence that can hold words of somebody else's file: as text only."""
    st.html(f'<p class="bw-menu-note">{escape(text)}</p>')

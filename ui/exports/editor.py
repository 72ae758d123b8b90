"""What an officer edits before an export: title, points, template."""

import hashlib
from dataclasses import dataclass, field, replace
from html import escape
from typing import Final

import streamlit as st

from export.pptx.template import read_template
from export.product.product import Product
from export.talking_points.changes_since import EarlierProduct
from export.talking_points.edited_points import MOST_LETTERS, format_points
from geo.model.errors import ViewError

_DRAFT: Final = "kept-draft"
_HEIGHT_PX: Final = 260


@dataclass
class Draft:
    """
    What an officer has written, kept while the page is open.

    Attributes
    ----------
    title
        Blank for the Scene's own.
    points
        Text of the points, by the view that it was written for.
    template
        The unit's own PPTX; None for the plain one.
    earlier
        The earlier export to compare with; None for none.

    Notes
    -----
    A file is made from the draft at the time of the press, not from that at the drawing of its
    button: a press right after the last letter includes that letter.
    """

    title: str = ""
    points: dict[str, str] = field(default_factory=dict)
    template: bytes | None = None
    earlier: EarlierProduct | None = None

    def finish(self, product: Product) -> Product:
        """Return a product with the present title, points and template."""
        scene = product.scene
        if self.title:
            scene = replace(scene, title=self.title)
        made = _write_made(product)
        text = self.points.get(_name_view(made), "").strip()
        edited = text if text and text != made.strip() else None
        finished = replace(product, scene=scene, edited=edited, template=self.template)
        try:
            _ = finished.points
        except ViewError:  # the menu shows why, see `_edit_points`
            return replace(finished, edited=None)
        return finished


def open_draft() -> Draft:
    """Return the session's draft."""
    # Streamlit forgets a field that is not shown, and the menu is closed most of the time.
    if _DRAFT not in st.session_state:
        st.session_state[_DRAFT] = Draft()
    draft: Draft = st.session_state[_DRAFT]
    return draft


def edit_title(draft: Draft, given: str) -> None:
    """Show the field for the title."""

    def keep() -> None:
        draft.title = str(st.session_state["export-title"]).strip()

    st.text_input(
        "Title", value=draft.title or given, max_chars=300, key="export-title", on_change=keep
    )


def edit_slide_content(draft: Draft, product: Product) -> None:
    """
    Show the fields for points and template, folded until they are opened.

    Parameters
    ----------
    draft
        What the officer has written; changed in place.
    product
        What the menu exports; its points are the first text of the field.
    """
    with st.expander("Edit points, or use a template", key="export-briefing"):
        _edit_points(draft, product)
        _choose_template(draft)


def _write_made(product: Product) -> str:
    """Return the record's own points as text."""
    return format_points(product.made_points, product.scene.sources)


def _name_view(made: str) -> str:
    """Return a key of the view that points were written for: a hash of its own points."""
    return hashlib.sha256(made.encode()).hexdigest()[:16]


def _edit_points(draft: Draft, product: Product) -> None:
    """Show the points as text."""
    made = _write_made(product)
    view = _name_view(made)
    key = f"export-points-{view}"

    def keep() -> None:
        draft.points[view] = str(st.session_state[key])

    st.text_area(
        "Points",
        value=draft.points.get(view, made),
        height=_HEIGHT_PX,
        max_chars=MOST_LETTERS + len(made),
        help="One point per line, starting with a hyphen and ending with its publishers in "
        "brackets. An edited point that keeps its brackets keeps its sources. Empty the field to "
        "restore the record's own points.",
        key=key,
        on_change=keep,
    )
    edited = draft.finish(product)
    if edited.edited is not None:
        count = sum(point.edited for point in edited.points)
        show_note(
            f"Your points are used for this period and these filters; {count:,} of "
            f"{len(edited.points):,} are marked as edited in the notes."
        )
    elif draft.points.get(view, made).strip() != made.strip():
        show_note("No points left: the record's own points are used.")


def _choose_template(draft: Draft) -> None:
    """Show the field for the unit's own template."""
    if draft.template is not None:
        show_note("Slides use your template.")
        if st.button("Use the plain template", key="export-template-drop"):
            draft.template = None
            st.rerun()
        return
    given = st.file_uploader(
        "Your unit's template",
        type=["pptx", "potx"],
        key="export-template",
        help="docs/templates.md lists the placeholders that are filled.",
    )
    if given is None:
        return
    data: bytes = given.getvalue()
    try:
        read_template(data).close()
    except ViewError as error:
        show_note(str(error))
        return
    draft.template = data
    st.rerun()


def show_note(text: str) -> None:
    """Show a sentence as plain text: it can hold words of an uploaded file."""
    st.html(f'<p class="bw-menu-note">{escape(text)}</p>')

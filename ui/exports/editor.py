"""What an officer writes before a product is made: its title, its points, the unit's template."""

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
        The unit's own PPTX; None for ours.
    earlier
        What the last product showed; None where none is given to compare with.

    Notes
    -----
    A button's file is made from what the draft holds when it is pressed, not from what it held when
    the button was drawn: a press right after the last letter takes that letter along.
    """

    title: str = ""
    points: dict[str, str] = field(default_factory=dict)
    template: bytes | None = None
    earlier: EarlierProduct | None = None

    def finish(self, product: Product) -> Product:
        """Give a product with title, points and template as they are now."""
        scene = product.scene
        if self.title:
            scene = replace(scene, title=self.title)
        made = _write_made(product)
        text = self.points.get(_name_view(made), "").strip()
        edited = text if text and text != made.strip() else None
        finished = replace(product, scene=scene, edited=edited, template=self.template)
        try:
            _ = finished.points
        except ViewError:  # the menu says so, see `_edit_points`
            return replace(finished, edited=None)
        return finished


def open_draft() -> Draft:
    """Give the session's draft."""
    # Streamlit forgets a field that is not shown, and the menu is closed most of the time.
    if _DRAFT not in st.session_state:
        st.session_state[_DRAFT] = Draft()
    draft: Draft = st.session_state[_DRAFT]
    return draft


def edit_title(draft: Draft, given: str) -> None:
    """Show the title to be edited."""

    def keep() -> None:
        draft.title = str(st.session_state["export-title"]).strip()

    st.text_input(
        "Title", value=draft.title or given, max_chars=300, key="export-title", on_change=keep
    )


def edit_slide_content(draft: Draft, product: Product) -> None:
    """
    Show the points to be edited and the choice of a template, folded away until asked for.

    Parameters
    ----------
    draft
        What the officer has written; changed in place.
    product
        What the menu is for: its points are what the officer begins with.
    """
    with st.expander("Edit points, or use a template", key="export-briefing"):
        _edit_points(draft, product)
        _choose_template(draft)


def _write_made(product: Product) -> str:
    """Write the points that the record gives."""
    return format_points(product.made_points, product.scene.sources)


def _name_view(made: str) -> str:
    """Name the view that points were written for, after what the record says of it."""
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
        help="A point a line, behind a hyphen; who published it stands in brackets behind it. A "
        "changed point that keeps its brackets keeps its sources. Empty the field to have the "
        "record's own points again.",
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
        show_note("No point is left: the record's own points are used.")


def _choose_template(draft: Draft) -> None:
    """Let the officer give the unit's own template."""
    if draft.template is not None:
        show_note("Slides are made on your template.")
        if st.button("Use the plain template again", key="export-template-drop"):
            draft.template = None
            st.rerun()
        return
    given = st.file_uploader(
        "Your unit's template",
        type=["pptx", "potx"],
        key="export-template",
        help="Which placeholders of it are filled is in docs/templates.md.",
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
    """Show a sentence that can hold words of somebody else's file: as text only."""
    st.html(f'<p class="bw-menu-note">{escape(text)}</p>')

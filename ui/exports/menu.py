"""The export menu: every format of the current view, one file each or several as an archive."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st

from export.drawing.page import PAGES
from export.maps.fit import FITS, Fit
from export.product.bundle import render_bundle
from export.product.filename import make_filename
from export.product.formats import FORMATS, Format
from export.product.product import Product
from export.product.rendering import render_product
from geo.model.scene import Scene
from geo.record import Dataset
from ui.exports.earlier_product import choose_earlier_product
from ui.exports.editor import Draft, edit_slide_content, edit_title, open_draft
from ui.exports.long_exports import show_animation, show_atlas
from ui.exports.marking_dialog import show_marking_choice
from ui.state.cache import load_basemap
from ui.widgets.downloads import is_file_requested, offer_file

GROUPS: Final = {
    "For a report": ("png", "pdf", "svg", "pptx", "docx"),
    "For a colleague": ("html", "xlsx", "csv", "geojson", "gpkg", "kmz"),
}
_MENU: Final = "export-menu"
DPI: Final = (150, 200, 300, 600)
_FIT_NAMES: Final[dict[Fit, str]] = {"attacks": "Fitted to the attacks", "screen": "As on screen"}
_PAGE_NAMES: Final = {"a4": "A4", "letter": "Letter", "16:9": "Slide 16:9", "square": "Square"}


def show_export_menu(dataset: Dataset, scene: Scene) -> None:
    """
    Show the menu; its content is made when it is open, and each file when its button is pressed.

    Parameters
    ----------
    dataset
        The record that the Scene was selected from.
    scene
        What the map shows; its marking is on every product.
    """
    menu = st.popover("Export", type="primary", on_change="rerun", key=_MENU)
    if not (menu.open or is_file_requested("export-")):
        return
    # a file that was requested just before the menu closed is still made, out of sight
    with menu if menu.open else st.container(key="bw-save-menu"):
        show_marking_choice(scene.marking, _MENU)
        draft = open_draft()
        edit_title(draft, scene.title)
        product = _choose_page(dataset, scene)
        choose_earlier_product(draft)
        product = replace(product, earlier=draft.earlier)
        edit_slide_content(draft, product)
        for heading, extensions in GROUPS.items():
            st.html(f'<p class="bw-menu-head">{heading}</p>')
            with st.container(key=f"export-{heading.split()[-1]}", horizontal=True, gap="small"):
                for extension in extensions:
                    if extension in FORMATS:
                        _show_button(FORMATS[extension], product, draft)
        finished = draft.finish(product)
        st.html('<p class="bw-menu-head">Atlas: one page per week, month or base</p>')
        show_atlas(finished)
        st.html('<p class="bw-menu-head">Animation</p>')
        show_animation(finished)
        _show_bundle(product, draft)


def make_picture(dataset: Dataset, scene: Scene) -> Callable[[], bytes]:
    """
    Return a function that makes the menu's picture (PNG) as the menu opens: A4 at 300 dpi.

    Parameters
    ----------
    dataset
        The record that the Scene was selected from.
    scene
        What the map shows, with its marking.
    """

    def render() -> bytes:
        draft = open_draft()
        product = Product(scene, dataset, load_basemap(), earlier=draft.earlier)
        return _render_later("png", product, draft)()

    return render


def _choose_page(dataset: Dataset, scene: Scene) -> Product:
    """Show page, resolution and marking column; return the product with these choices."""
    left, right = st.columns(2)
    page = left.selectbox(
        "Paper size", list(PAGES), format_func=lambda name: _PAGE_NAMES[name], key="export-page"
    )
    dpi = right.selectbox(
        "Resolution",
        DPI,
        index=DPI.index(300),
        format_func=lambda value: f"{value} dpi",
        key="export-dpi",
    )
    fit = st.segmented_control(
        "Map of pages, slides and briefs",
        FITS,
        default="attacks",
        format_func=lambda word: _FIT_NAMES[word],
        help="Where the map is framed. The time map and the animation are always as on screen.",
        required=True,
        key="export-fit",
    )
    column = st.checkbox("Marking column in the table (CSV)", key="export-marking-column")
    return Product(
        scene,
        dataset,
        load_basemap(),
        page=page,
        dpi=dpi,
        marking_column=bool(column),
        fit=fit or "attacks",
    )


def _show_button(item: Format, product: Product, draft: Draft) -> None:
    """Show the button of one format."""
    offer_file(
        f"{item.label} ({item.extension.upper()})",
        _render_later(item.extension, product, draft),
        file_name=make_filename(product.scene, item.extension),
        mime=item.mime,
        about=item.use[:1].upper() + item.use[1:],
        key=f"export-{item.extension}",
    )


def _render_later(extension: str, product: Product, draft: Draft) -> Callable[[], bytes]:
    """Return a function that renders the format when its button is pressed."""

    def render() -> bytes:
        return render_product(extension, draft.finish(product))

    return render


def _show_bundle(product: Product, draft: Draft) -> None:
    """Show the choice of several formats for one archive with its manifest."""
    st.html('<p class="bw-menu-head">Several files (.zip)</p>')
    chosen = st.pills(
        "Formats",
        list(FORMATS),
        selection_mode="multi",
        format_func=str.upper,
        label_visibility="collapsed",
        key="export-several",
    )

    def render() -> bytes:
        return render_bundle(draft.finish(product), [name for name in FORMATS if name in chosen])

    offer_file(
        f"Archive of {len(chosen)} files" if chosen else "Choose at least one format",
        render,
        file_name=make_filename(product.scene, "zip"),
        mime="application/zip",
        disabled=not chosen,
        key="export-zip",
    )

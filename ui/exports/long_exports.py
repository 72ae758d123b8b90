"""Long exports, atlas and animation: made with a progress bar, then offered to save."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from export.product.filename import name_file
from export.product.formats import FORMATS
from export.product.manifest import list_inputs
from export.product.product import By, Product
from export.product.rendering import render_product
from export.product.request import list_request
from geo.model.errors import GeoError
from geo.model.periods import Unit
from ui.widgets.downloads import offer_file
from ui.widgets.notices import show_notice

_STEPS: Final[dict[str, Unit | None]] = {
    "Automatic": None,
    "One frame per day": "day",
    "One frame per week": "week",
}
_ATLASES: Final[dict[str, By]] = {
    "One page per week": "week",
    "One page per month": "month",
    "One page per base": "base",
}
_ATLAS_NAMES: Final = {"pdf": "Atlas (PDF)", "pptx": "Atlas (PPTX)"}


@st.fragment
def show_atlas(product: Product) -> None:
    """
    Show the choices and buttons for an atlas; a fragment, so that the map does not change.

    Parameters
    ----------
    product
        What is shown. A change of the map's view stops the making.
    """
    helps = {
        "pdf": "A summary of what changed and of each page, then the pages; to print or send",
        "pptx": "A slide of the whole period, then one for each part; to edit and brief from",
    }
    choice, pressed = _choose("atlas", list(_ATLASES), _ATLAS_NAMES, helps)
    _make_and_offer("atlas", replace(product, atlas=_ATLASES[choice]), pressed)


@st.fragment
def show_animation(product: Product) -> None:
    """
    Show the choices and buttons for an animation; a fragment, so that the map does not change.

    Parameters
    ----------
    product
        What is shown. A change of the map's view stops the making.
    """
    formats = [FORMATS[extension] for extension in ("gif", "mp4")]
    names = {item.extension: f"{item.label} ({item.extension.upper()})" for item in formats}
    helps = {item.extension: item.use[:1].upper() + item.use[1:] for item in formats}
    choice, pressed = _choose("animation", list(_STEPS), names, helps)
    _make_and_offer("animation", replace(product, step=_STEPS[choice]), pressed)


def _choose(
    kind: str, choices: Sequence[str], names: Mapping[str, str], helps: Mapping[str, str]
) -> tuple[str, list[str]]:
    """Show a choice and a button per format; return the choice and the formats pressed."""
    with st.container(key=f"export-{kind}", horizontal=True, gap="small"):
        choice = st.selectbox(
            f"Steps of the {kind}", choices, label_visibility="collapsed", key=f"export-{kind}-by"
        )
        pressed = [
            extension
            for extension, name in names.items()
            if st.button(name, help=helps[extension], key=f"export-{kind}-{extension}")
        ]
    return str(choice), pressed


def _make_and_offer(kind: str, product: Product, pressed: Sequence[str]) -> None:
    """Make the pressed formats; offer the last file as long as it would be made the same now."""
    kept = f"kept-{kind}"
    for extension in pressed:
        data = _make(extension, product)
        if data is not None:
            st.session_state[kept] = (_identify(product), extension, data)
    if kept not in st.session_state:
        return
    identity, extension, data = st.session_state[kept]
    if identity != _identify(product):
        return
    offer_file(
        f"Save {extension.upper()}, {len(data) / 1e6:.1f} MB",
        lambda: data,
        apart=True,
        file_name=name_file(extension, product),
        mime=FORMATS[extension].mime,
        primary=True,
        key=f"export-{kind}-save",
    )


def _make(extension: str, product: Product) -> bytes | None:
    """Make a file with a progress bar; None if it cannot be made."""
    bar = st.progress(0.0, text="Laying out …")

    def on_progress(done: int, of: int) -> None:
        bar.progress(done / of, text=f"{done:,} of {of:,} done. Changing the view stops it.")

    try:
        return render_product(extension, product, on_progress)
    except GeoError as error:
        show_notice("error", "The file could not be made.", [str(error)])
        return None
    finally:
        bar.empty()


def _identify(product: Product) -> str:
    """Return a key of a product: request, marking, template, earlier export and inputs."""
    scene, earlier = product.scene, product.earlier
    order = list_request(product, (), str(scene.extent)) | {"as_of": None}
    last = None if earlier is None else [earlier.as_of.isoformat(), sorted(earlier.counted)]
    inputs = list_inputs(product.dataset, product.template)
    return json.dumps([order, scene.marking.__dict__, inputs, last])

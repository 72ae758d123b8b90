"""What takes long in the export menu, animation and atlas: made with a bar, then saved."""

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
    "Steps by length": None,
    "Day by day": "day",
    "Week by week": "week",
}
_ATLASES: Final[dict[str, By]] = {
    "A page a week": "week",
    "A page a month": "month",
    "A page a base": "base",
}
_ATLAS_NAMES: Final = {"pdf": "Atlas (PDF)", "pptx": "Atlas (PPTX)"}


@st.fragment
def show_atlas(product: Product) -> None:
    """
    Show what makes an atlas; a run of its own, so that the map stands still meanwhile.

    Parameters
    ----------
    product
        What is shown. Changing what the map shows stops the making.
    """
    helps = {
        "pdf": "First what changed and what each page holds, then the pages, to print or send",
        "pptx": "First the slide of the whole period, then a slide each, to edit and brief from",
    }
    choice, pressed = _choose("atlas", list(_ATLASES), _ATLAS_NAMES, helps)
    _make_and_offer("atlas", replace(product, atlas=_ATLASES[choice]), pressed)


@st.fragment
def show_animation(product: Product) -> None:
    """
    Show what makes an animation; a run of its own, so that the map stands still meanwhile.

    Parameters
    ----------
    product
        What is shown. Changing what the map shows stops the making.
    """
    played = [FORMATS[extension] for extension in ("gif", "mp4")]
    names = {item.extension: f"{item.label} ({item.extension.upper()})" for item in played}
    helps = {item.extension: item.use[:1].upper() + item.use[1:] for item in played}
    choice, pressed = _choose("animation", list(_STEPS), names, helps)
    _make_and_offer("animation", replace(product, step=_STEPS[choice]), pressed)


def _choose(
    kind: str, choices: Sequence[str], names: Mapping[str, str], helps: Mapping[str, str]
) -> tuple[str, list[str]]:
    """Show a choice and a button for each format; give what is chosen and what is pressed."""
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
    """Make what is pressed, and offer what was made as long as it would be made the same now."""
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
    """Make a file with a bar that says how far it is; None where it cannot be made."""
    bar = st.progress(0.0, text="Laying out …")

    def tell(done: int, of: int) -> None:
        bar.progress(done / of, text=f"{done:,} of {of:,} done; a change of the view stops it")

    try:
        return render_product(extension, product, tell)
    except GeoError as error:
        show_notice("error", "It cannot be made.", [str(error)])
        return None
    finally:
        bar.empty()


def _identify(product: Product) -> str:
    """Give what tells one product from another: order, marking, template, last one and inputs."""
    scene, earlier = product.scene, product.earlier
    order = list_request(product, (), str(scene.extent)) | {"as_of": None}
    last = None if earlier is None else [earlier.as_of.isoformat(), sorted(earlier.counted)]
    inputs = list_inputs(product.dataset, product.template)
    return json.dumps([order, scene.marking.__dict__, inputs, last])

"""The animation in the export menu: made frame by frame, with a bar, then saved."""

import json
from dataclasses import replace
from typing import Final

import streamlit as st

from export.filename import make_filename
from export.formats import FORMATS, Format, render_product
from export.product import Product
from geo.errors import GeoError
from geo.periods import Unit
from ui.notices import show_notice

EXTENSIONS: Final = ("gif", "mp4")
_STEPS: Final[dict[str, Unit | None]] = {
    "Steps by length": None,
    "Day by day": "day",
    "Week by week": "week",
}
_MADE: Final = "kept-animation"


@st.fragment
def show_animation(product: Product) -> None:
    """
    Show what makes the animation; a run of its own, so that the map stands still meanwhile.

    Parameters
    ----------
    product
        What is shown. Changing what the map shows stops the making.
    """
    with st.container(key="export-animation", horizontal=True, gap="small"):
        step = st.selectbox(
            "Animation step", list(_STEPS), label_visibility="collapsed", key="export-step"
        )
        wanted = replace(product, step=_STEPS[step])
        pressed = [
            extension
            for extension in EXTENSIONS
            if st.button(
                _name(FORMATS[extension]),
                help=FORMATS[extension].use[:1].upper() + FORMATS[extension].use[1:],
                key=f"export-{extension}",
            )
        ]
    for extension in pressed:
        _make(extension, wanted)
    _offer(wanted)


def _name(item: Format) -> str:
    """Name a format's button."""
    return f"{item.label} ({item.extension.upper()})"


def _make(extension: str, product: Product) -> None:
    """Make an animation, with a bar that says how far it is, and keep it."""
    bar = st.progress(0.0, text="Laying out the frames …")

    def tell(done: int, of: int) -> None:
        bar.progress(done / of, text=f"Frame {done:,} of {of:,}; a change of the view stops it")

    try:
        data = render_product(extension, product, tell)
    except GeoError as error:
        show_notice("error", "The animation cannot be made.", [str(error)])
        return
    finally:
        bar.empty()
    st.session_state[_MADE] = (_identify(product), extension, data)


def _offer(product: Product) -> None:
    """Offer what was made, as long as it is what would be made now."""
    if _MADE not in st.session_state:
        return
    identity, extension, data = st.session_state[_MADE]
    if identity != _identify(product):
        return
    st.download_button(
        f"Save {extension.upper()}, {len(data) / 1e6:.1f} MB",
        data=data,
        file_name=make_filename(product.scene, extension),
        mime=FORMATS[extension].mime,
        on_click="ignore",
        type="primary",
        key="export-animation-save",
    )


def _identify(product: Product) -> str:
    """Give what tells one animation from another: the order, the marking and the inputs."""
    from export.manifest import list_order  # noqa: PLC0415 - the page opens without it

    scene = product.scene
    order = list_order(product, (), str(scene.extent)) | {"as_of": None}
    return json.dumps([order, scene.marking.__dict__, product.dataset.inputs])

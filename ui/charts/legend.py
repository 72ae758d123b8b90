"""Legend of a chart: each colour with its label and number, as text of the page."""

from html import escape
from typing import Final

import streamlit as st

from layers.cartography.symbology import SHAPES, WEAPON_SYMBOLS

_SHAPE_OF_LABEL: Final = {symbol.label: symbol.shape for symbol in WEAPON_SYMBOLS.values()}


def show_key(
    entries: list[tuple[str, int, str]],
    *,
    shapes: bool = False,
    acknowledged: bool = False,
    reported: bool = False,
) -> None:
    """
    Show the legend of a chart.

    Parameters
    ----------
    entries
        Label, number of attacks and colour, in the order of stacking; a label can be text of a
        record.
    shapes
        Whether the labels are weapons, which have the shapes of the map.
    acknowledged, reported
        Whether the chart has strikes that the US acknowledged, and strikes reported only.
    """
    items = [
        f"{_draw_sign(_SHAPE_OF_LABEL[label] if shapes else 'square', colour)}"
        f"{escape(label)} <b>{number:,}</b>"
        for label, number, colour in entries
    ]
    if acknowledged:
        items.append(f"{_draw_sign('diamond', 'currentColor')}strike acknowledged by the US")
    if reported:
        items.append('<i aria-hidden="true">◇</i>strike reported only')
    if items:
        st.html(f'<ul class="bw-key">{"".join(f"<li>{item}</li>" for item in items)}</ul>')


def _draw_sign(shape: str, colour: str) -> str:
    """Return the HTML of a sign, as a clipped box of its colour."""
    corners = [f"{50 + 40 * x:.0f}% {50 + 40 * y:.0f}%" for x, y in SHAPES[shape]]
    cut = f"polygon({', '.join(corners)})" if corners else "circle(42%)"
    return f'<i class="bw-sign" aria-hidden="true" style="background:{colour};clip-path:{cut}"></i>'

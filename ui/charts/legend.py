"""The key of a chart: each colour with its word and its number, as text on the page."""

from html import escape
from typing import Final

import streamlit as st

from layers.symbology import SHAPES, WEAPON_SYMBOLS

_SHAPE_OF_LABEL: Final = {symbol.label: symbol.shape for symbol in WEAPON_SYMBOLS.values()}


def show_key(
    entries: list[tuple[str, int, str]],
    *,
    shapes: bool = False,
    acknowledged: bool = False,
    reported: bool = False,
) -> None:
    """
    Show the key.

    Parameters
    ----------
    entries
        Label, number of attacks and colour, in the order of stacking; labels may hold text of
        a record.
    shapes
        Whether the labels are those of weapons, and have the map's shapes.
    acknowledged, reported
        Whether the chart has strikes that the US acknowledged, and such as are reported only.
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
    """Draw a sign as a cut-out of its colour; what it means stands beside it as text."""
    corners = [f"{50 + 40 * x:.0f}% {50 + 40 * y:.0f}%" for x, y in SHAPES[shape]]
    cut = f"polygon({', '.join(corners)})" if corners else "circle(42%)"
    return f'<i class="bw-sign" aria-hidden="true" style="background:{colour};clip-path:{cut}"></i>'

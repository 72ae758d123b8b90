"""Notices at the head of the page: what is wrong and what to do, any text in them only read."""

from collections.abc import Iterable
from html import escape
from typing import Literal

import streamlit as st

Kind = Literal["note", "warning", "error"]


def show_notice(kind: Kind, lead: str, lines: Iterable[str] = ()) -> None:
    """
    Show a notice.

    Parameters
    ----------
    kind
        How grave it is; colour and sign follow, and a screen reader speaks it at once.
    lead
        What has happened, in a sentence.
    lines
        What is wrong in particular, from an address or a file: text as it stands. Streamlit's own
        box would read it as Markdown, and fetch a picture that it names.
    """
    sign = {"note": "ℹ", "warning": "⚠", "error": "✖"}[kind]
    details = "".join(f"<li>{escape(line)}</li>" for line in lines if line)
    listed = f"<ul>{details}</ul>" if details else ""
    st.html(
        f'<div class="bw-notice bw-notice-{kind}" role="{"status" if kind == "note" else "alert"}">'
        f'<p><span aria-hidden="true">{sign}</span> {escape(lead)}</p>{listed}</div>'
    )

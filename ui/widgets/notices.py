"""Notices at the top of the page; text in them is never read as markup."""

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
        Severity; it sets colour, sign and the role for screen readers.
    lead
        What happened, in one sentence.
    lines
        Details, from an address or a file, shown as plain text. Streamlit's own box would read
        them as Markdown, and fetch a picture that they name.
    """
    sign = {"note": "ℹ", "warning": "⚠", "error": "✖"}[kind]
    details = "".join(f"<li>{escape(line)}</li>" for line in lines if line)
    listed = f"<ul>{details}</ul>" if details else ""
    st.html(
        f'<div class="bw-notice bw-notice-{kind}" role="{"status" if kind == "note" else "alert"}">'
        f'<p><span aria-hidden="true">{sign}</span> {escape(lead)}</p>{listed}</div>'
    )

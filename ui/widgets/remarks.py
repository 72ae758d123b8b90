"""Remarks on the data files; text in them is never read as markup."""

import re
from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

_QUOTED: Final = re.compile("`([^`]*)`")


def show_remarks(remarks: Sequence[str]) -> None:
    """Show remarks on the files as a whole, such as damage by a spreadsheet."""
    if remarks:
        st.html(
            '<details class="bw-remarks"><summary>Damage to the data files, and how to '
            f"fix it ({len(remarks)})</summary>{_write_sentences(remarks)}</details>"
        )


def _write_sentences(sentences: Sequence[str]) -> str:
    """Return sentences as paragraphs of HTML."""
    return "".join(f"<p>{mark_code(sentence)}</p>" for sentence in sentences)


def mark_code(text: str) -> str:
    """
    Return a text as HTML, what it has between backticks as code.

    Examples
    --------
    >>> mark_code("`a<b` is not a day.")
    '<code>a&lt;b</code> is not a day.'
    """
    # escaped first: what is between the backticks is only text by then
    return _QUOTED.sub(r"<code>\1</code>", escape(text))

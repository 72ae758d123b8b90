"""What is to be said of the data files: as text that can do nothing but be read."""

import re
from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

_QUOTED: Final = re.compile("`([^`]*)`")


def show_remarks(remarks: Sequence[str]) -> None:
    """Show what is to be known of the files as a whole, such as what a spreadsheet did to one."""
    if remarks:
        st.html(
            '<details class="bw-remarks"><summary>What has happened to the data files, and how to '
            f"undo it ({len(remarks)})</summary>{_write_sentences(remarks)}</details>"
        )


def _write_sentences(sentences: Sequence[str]) -> str:
    """Write sentences as paragraphs, what they quote as code."""
    # The text is escaped first: what stands between the backticks is text by then.
    quoted = (_QUOTED.sub(r"<code>\1</code>", escape(sentence)) for sentence in sentences)
    return "".join(f"<p>{sentence}</p>" for sentence in quoted)

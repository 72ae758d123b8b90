"""Whether the page is light or dark."""

import streamlit as st


def is_dark() -> bool:
    """Return whether the page is dark."""
    return bool(st.context.theme.type == "dark")

"""Which theme the page has: it decides what is drawn light on dark."""

import streamlit as st


def is_dark() -> bool:
    """Tell whether the page is dark."""
    return bool(st.context.theme.type == "dark")

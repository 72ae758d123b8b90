"""Basewatch: the page. Run it with `streamlit run app.py` or `make run`."""

import streamlit as st

st.set_page_config(page_title="Basewatch", layout="wide", initial_sidebar_state="expanded")

from ui.page import show_page  # noqa: E402 - the page's settings must come first

show_page()

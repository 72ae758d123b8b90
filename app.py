"""Basewatch: the page, and what serves it. Run it with `streamlit run app.py` or `make run`."""

import streamlit as st
from starlette.middleware import Middleware

from ui.page import show_page
from ui.server.other_origins import RefuseOtherOrigins

if __name__ == "__main__":  # a run of the page
    st.set_page_config(page_title="Basewatch", layout="wide", initial_sidebar_state="expanded")
    show_page()
else:  # the server imports what answers it
    app = st.App(__file__, middleware=[Middleware(RefuseOtherOrigins)])

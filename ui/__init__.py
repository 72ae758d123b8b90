"""The page: Streamlit, and only here."""

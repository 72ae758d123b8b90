"""
The page's own components: JavaScript modules and style sheets, joined for Streamlit.

In: the modules beside this file. Out: one script and one style sheet a component.
"""

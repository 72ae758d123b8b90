"""
What answers before the page does.

In: requests. Out: a refusal for a page of another origin, else Streamlit's answer.
"""

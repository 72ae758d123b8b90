"""
The page: a Streamlit app over the record, with the time map in its middle.

In: the address, what an officer does, and messages from the map. Out: a view, shown and exported.
"""

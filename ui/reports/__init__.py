"""
An officer's own reports: the form, its errors, the list, undo.

In: what is typed. Out: reports of this session, on the map.
"""

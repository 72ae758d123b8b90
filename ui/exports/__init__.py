"""
The menu *Export*: formats, marking, edited points, an earlier export, long exports.

In: a Scene and choices. Out: files to download.
"""

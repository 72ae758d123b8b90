"""
An officer's own table: the file, its columns, the load report, its rows on the map.

In: a file. Out: rows of this session, on the map.
"""

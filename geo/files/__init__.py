"""
Data files as tables of text: encoding, delimiter, header and rows, read and written.

In: the bytes of CSV, GeoJSON and Parquet files. Out: `TextTable` with its problems, or bytes.
"""

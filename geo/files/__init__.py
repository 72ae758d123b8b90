"""
Data files as tables of text: encoding, delimiter, header, rows, and writing them again.

In: the bytes of CSV, GeoJSON and Parquet files. Out: `TextTable` with its problems, or bytes.
"""

"""
Import foreign tables: map their columns, read their cells, report what could not be read.

In: the bytes of a file and a mapping. Out: rows in the columns of the schema, and a load report.
"""

"""
The import of another's table: which column is what, what its cells mean, what was not read.

In: the bytes of a file and a mapping. Out: rows as the schema has them, and a report on each other.
"""

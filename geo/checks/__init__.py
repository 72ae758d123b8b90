"""
Checks of a record: each cell, each row, and files against each other.

In: tables of text. Out: typed tables, and a `Reject` for each row that breaks the schema.
"""

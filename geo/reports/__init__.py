"""
Additions of a user to a record: reports typed into the form, and rows of an own table.

In: the text of a form or a table. Out: checked additions, joined with a `Dataset`.
"""

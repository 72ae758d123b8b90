"""
The tab *Records*: the table of attacks, its columns, and the list of sources.

In: a Scene. Out: tables, and the record that an officer opens.
"""

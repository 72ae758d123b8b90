"""
A Scene in words: period, filters, coverage, counts, citations.

In: a Scene. Out: short texts that every product shares.
"""

"""
Products of a Scene: pictures, slides, briefs, map sheets and data files.

In: a `Product`, which holds a Scene. Out: bytes; the command line writes them.
"""

"""
Queries of a record: filters, search, counts, and the Scene of a view.

In: a `Dataset` and a `View`. Out: masks, counts and the `Scene` that every output draws.
"""

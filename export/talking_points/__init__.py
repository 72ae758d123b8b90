"""
The talking points of a product: facts, changes, unknowns, and an officer's own words.

In: a Scene and its record. Out: points, each with its sources.
"""

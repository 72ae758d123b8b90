"""
What a product says in sentences: facts, changes, unknowns, and an officer's own words.

In: a Scene and its record. Out: points, each with the sources it rests on.
"""

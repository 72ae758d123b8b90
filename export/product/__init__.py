"""
What is rendered and how it is named: the Product, its formats, its manifest, its parts.

In: a Scene and choices. Out: a `Product`, and the bytes of each format that is asked for.
"""

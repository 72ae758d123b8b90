"""
The Product: its formats, file names, manifest and parts.

In: a Scene and choices. Out: a `Product`, and the bytes of each requested format.
"""

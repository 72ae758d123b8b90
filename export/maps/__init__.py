"""
The map of a product: layout, layers, labels, insets, surround.

In: a Scene and a basemap. Out: a map layout, drawn on a canvas, and its description in words.
"""

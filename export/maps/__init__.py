"""
The map of a product: layout, layers, labels, insets, surround.

In: a Scene and a basemap. Out: a laid-out map, drawn on a canvas, and what it shows in words.
"""

"""
The slide (PPTX): template, boxes, map, points, notes.

In: a Product. Out: bytes.
"""

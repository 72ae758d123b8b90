"""
Drawing on a page in points: canvas, type, symbols, marking bars, pixels.

In: a page and a Matplotlib figure. Out: marks on it; this package does not know the record.
"""

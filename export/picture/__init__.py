"""
The page product (PNG, PDF, SVG): map, notes, legend, atlas, and the chart as a picture.

In: a Product or a chart. Out: bytes.
"""

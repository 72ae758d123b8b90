"""
Pictures (PNG, SVG) and map sheets (PDF): map, notes, legend, atlas, and the chart.

In: a Product or a chart. Out: bytes.
"""

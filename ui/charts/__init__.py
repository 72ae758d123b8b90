"""
The tab *Chart*: attacks over time, and the record against official totals.

In: a Scene. Out: Vega-Lite charts, their keys and their download.
"""

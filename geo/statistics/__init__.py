"""
Statistics of a record: by base, over time, against the period before and official totals.

In: a `Dataset` and a period. Out: frames of numbers.
"""

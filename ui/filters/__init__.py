"""
The filters in the side bar, their counts, and what emptied the map.

In: a record and a view. Out: the `Filters` that an officer chose.
"""

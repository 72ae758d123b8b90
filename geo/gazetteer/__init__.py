"""
The names of places: every spelling of a site, and which are near a word.

In: the sites of a record. Out: the site that a spelling names, or the nearest ones.
"""

"""
The gazetteer: every spelling of every site, and the sites most like an unknown spelling.

In: the sites of a record. Out: the site that a spelling names, or the nearest ones.
"""

"""
The shipped basemap: land, borders, names, and the outline of the rest of the world.

In: the files of `data/basemap`. Out: geometry in EPSG:4326, decoded or as the browser reads it.
"""

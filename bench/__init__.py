"""Measurements: how fast the map, the page, the reading and the picture are. `make bench`."""

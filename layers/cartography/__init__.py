"""
What the map in the browser and the picture share: symbols, colours, placement, density, graticule.

In: words of the record, and positions in screen units. Out: tables and functions without folium.
"""

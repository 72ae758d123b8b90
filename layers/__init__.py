"""
The interactive map: symbols, placement, the page that folium makes and the plugin in it.

In: a Dataset and a View. Out: a page of HTML, a payload of records, and tables for drawing.
"""

"""The interactive map: symbols, placement, the shell that folium makes and our plugin in it."""

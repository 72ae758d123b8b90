"""
The parts of the page outside of the map: header, toolbar, tabs, and what follows the map.

In: a Scene. Out: elements of the page.
"""

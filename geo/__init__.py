"""
The record of attacks as a library: no screen, no map library, no page.

In: a data folder, and what an analyst brings. Out: a `Dataset`, and the `Scene` of a view.
"""

VERSION = "0.1.0"

"""
Shared by slides and briefs: OOXML packages, table by base, map image, paragraphs.

In: a Product. Out: parts of a file, measured to fit.
"""

"""
The brief (DOCX): one page of map, points, table and sources.

In: a Product. Out: bytes.
"""

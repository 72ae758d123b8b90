"""
Data files and pages: CSV, XLSX, GeoJSON, GeoPackage, KMZ, a data folder, the one-file page.

In: a Product. Out: bytes.
"""

"""
Data files: CSV, XLSX, GeoJSON, GeoPackage, KMZ, a data folder, and the time map (HTML).

In: a Product. Out: bytes.
"""

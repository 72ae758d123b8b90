"""
Readers of other file formats: one module each, chosen by `dispatch`.

In: the bytes of a CSV, XLSX, GeoJSON, KML, GeoPackage or Parquet file. Out: a `TextTable`.
"""

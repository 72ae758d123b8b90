"""
Vocabulary, types and rules that the other packages use: days, extents, schema, views, errors.

In: plain values. Out: frozen classes and small functions. No data file is read here.
"""

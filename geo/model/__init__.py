"""
Words, types and rules that everything else uses: days, extents, schema, views, errors.

In: plain values. Out: frozen classes and small functions; no file is read here.
"""

"""
Detects spreadsheet damage (reformatted dates, rounded ids, broken letters) and explains the fix.

In: a cell or a column as text. Out: what happened to it, and what to write instead.
"""

"""
Widgets that every part of the page uses: notices, dialogs, downloads, labels.

In: texts and bytes. Out: elements of the page; nothing here knows a record.
"""

"""
An officer's own work, kept in the browser's tab and restored after a restart of the server.

In: reports, tables and the marking of a session. Out: what the tab keeps, and a restored session.
"""

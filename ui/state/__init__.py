"""
What the page remembers: the session, the shared record, settings, the address, locks.

In: the session's state and the environment. Out: the record, the view and the marking of now.
"""

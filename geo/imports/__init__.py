"""Records that somebody else has written: read, recognised, converted to our form, and joined."""

"""Programs for the people who work on Basewatch; nothing here is needed to run it."""

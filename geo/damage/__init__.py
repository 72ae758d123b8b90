"""What a spreadsheet does to a data file that it opens and saves, told so that it can be undone."""

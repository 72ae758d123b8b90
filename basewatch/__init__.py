"""
The command `basewatch`: it serves the page, and runs the command lines of geo and export.

In: the words of a command line. Out: what the package that it names does with them.
"""

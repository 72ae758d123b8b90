"""`python -m basewatch COMMAND`, as the command `basewatch`."""

import sys

from basewatch.command import main

if __name__ == "__main__":
    sys.exit(main())

"""`python -m ui OPTIONS`: serve the page, as `streamlit run app.py OPTIONS` does."""

import sys
from collections.abc import Sequence
from pathlib import Path

from streamlit.web.cli import main


def find_script() -> Path:
    """Return the app's entry: an installation holds it in `basewatch`, a checkout at the top."""
    top = Path(__file__).resolve().parents[1]
    installed = top / "basewatch" / "app.py"
    return installed if installed.exists() else top / "app.py"


def serve(options: Sequence[str]) -> int:
    """
    Serve the page until the process is stopped.

    Parameters
    ----------
    options
        Options of `streamlit run`.

    Returns
    -------
    status
        0; Streamlit itself ends the process where an option is wrong.
    """
    sys.argv = ["streamlit", "run", str(find_script()), *options]
    main()
    return 0


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1:]))

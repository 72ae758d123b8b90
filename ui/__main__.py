"""`python -m ui OPTIONS`: serve the page, as `streamlit run app.py OPTIONS` does."""

import sys
from pathlib import Path

from streamlit.web.cli import main

if __name__ == "__main__":
    script = Path(__file__).parent.parent / "app.py"
    sys.argv = ["streamlit", "run", str(script), *sys.argv[1:]]
    sys.exit(main())

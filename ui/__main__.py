"""`python -m ui OPTIONS`: serve the page, asking no other machine from the first moment on."""

import sys
from pathlib import Path

from ui.ahead import FORERUNNER

if __name__ == "__main__":
    FORERUNNER.start()  # at work while Streamlit is imported

    from streamlit.web.cli import main

    from ui.offline import ask_nobody
    from ui.prompt import answer_at_once
    from ui.warming import start_warming

    ask_nobody()
    answer_at_once()
    script = Path(__file__).parent.parent / "app.py"
    sys.argv = ["streamlit", "run", str(script), *sys.argv[1:]]
    start_warming()
    sys.exit(main())

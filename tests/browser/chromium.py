"""Which browser the tests drive: an installed Chromium, Chrome or Edge, else Playwright's own."""

import os
import shutil
from pathlib import Path

from playwright.async_api import Playwright as AsyncPlaywright
from playwright.sync_api import Playwright

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "msedge",
    "microsoft-edge",
    "microsoft-edge-stable",
)
USUAL_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "{ProgramFiles}/Google/Chrome/Application/chrome.exe",
    "{ProgramFiles(x86)}/Google/Chrome/Application/chrome.exe",
    "{LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
    "{ProgramFiles}/Microsoft/Edge/Application/msedge.exe",
    "{ProgramFiles(x86)}/Microsoft/Edge/Application/msedge.exe",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A browser asks its maker how to fill in a form; that is the browser's doing, not the page's.
    # (Not by --disable-features: it would switch on again what Playwright's own list keeps quiet.)
    "--autofill-server-url=http://127.0.0.1:9/",
    # Only this machine has an address: what the tests fail to see cannot leave either.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
NO_BROWSER = (
    "no browser: neither Chromium, Chrome nor Edge is installed, nor Playwright's own. "
    "To do: on Debian 'make system-deps', elsewhere 'playwright install chromium'"
)


def find_browser(playwright: Playwright | AsyncPlaywright) -> str | None:
    """
    Find a browser that Playwright can drive.

    Parameters
    ----------
    playwright
        A started Playwright, asked for the place of its own download.

    Returns
    -------
    path
        The program; None where there is none.
    """
    for name in NAMES:
        if found := shutil.which(name):
            return found
    for pattern in USUAL_PATHS:
        path = pattern
        for variable in ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"):
            path = path.replace("{" + variable + "}", os.environ.get(variable, "-"))
        if Path(path).is_file():
            return path
    own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None

"""Which browser the tests drive: an installed Chromium, Chrome or Edge, else Playwright's own."""

import os
import re
import shutil
from pathlib import Path

import playwright
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
    # (Not by --disable-features, which has to hold Playwright's own list too: `leave_out`.)
    "--autofill-server-url=http://127.0.0.1:9/",
    # Only this machine has an address: what the tests fail to see cannot leave either.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
LEFT_OUT = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup")
"""Pages that Chromium draws below its address bar, which nobody sees here: a fifth of the work of
opening a window."""
OWN_LIST = Path(playwright.__file__).parent / "driver" / "package" / "lib" / "coreBundle.js"
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


def leave_out() -> list[str]:
    """
    Give the flag that leaves `LEFT_OUT` out of the browser.

    A browser heeds the last list of features alone, so Playwright's own has to stand in this one;
    where that is not found as it is written today, there is no flag, and all is only slower.

    Returns
    -------
    flags
        One flag, or none.
    """
    text = OWN_LIST.read_text(encoding="utf-8") if OWN_LIST.is_file() else ""
    found = re.search(r"disabledFeatures = \[\n(.*?)\n *\]", text, re.DOTALL)
    lines = [line.strip().rstrip(",") for line in found[1].splitlines()] if found else []
    names = [line for line in lines if not line.startswith("//")]
    if not names or not all(re.fullmatch(r'"\w+"', name) for name in names):
        return []
    own = [name.strip('"') for name in names]
    return [f"--disable-features={','.join([*own, *LEFT_OUT])}"]

"""What LibreOffice draws of an office's file: its pages, and every word with its edges."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.require import lack

MISSING = (
    "no LibreOffice or no poppler here: apt install libreoffice-impress libreoffice-writer "
    "poppler-utils fonts-liberation"
)
Word = tuple[float, float, float, float, str]


def draw_with_libreoffice(folder: Path, files: Mapping[str, bytes]) -> dict[str, Path]:
    """Have LibreOffice draw files as PDF, all in one go; the names are without their ending."""
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        lack(MISSING)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "pdf", "--outdir", str(folder), *(str(folder / name) for name in files)],
        check=False, capture_output=True, timeout=300,
    )  # fmt: skip
    drawn = {name: (folder / name).with_suffix(".pdf") for name in files}
    for name, path in drawn.items():
        assert path.exists(), f"LibreOffice could not open {name}; {MISSING}"
    return drawn


def read_pages(path: Path) -> list[list[Word]]:
    """Give the words of each page of a PDF, each with its edges in points."""
    told = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    edge = r'="([\d.]+)"'
    pattern = f"<word xMin{edge} yMin{edge} xMax{edge} yMax{edge}>(.*?)</word>"
    return [
        [(*map(float, edges), word) for *edges, word in re.findall(pattern, page)]
        for page in told.split("<page ")[1:]
    ]

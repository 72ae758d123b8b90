"""The pictures of the documentation: taken from the running app by a script, all of them shown."""

import re
from pathlib import Path

from tools.take_screenshots import IMAGES, PICTURES, PRODUCTS

ROOT = Path(__file__).parents[2]
NAMES = {picture.name for picture in PICTURES} | set(PRODUCTS)


def test_every_picture_is_taken_by_the_script_and_every_one_it_takes_is_there():
    assert {path.stem for path in IMAGES.glob("*.png")} == NAMES
    assert len(NAMES) == len(PICTURES) + len(PRODUCTS)


def test_every_picture_is_shown_and_says_what_it_is():
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    shown = set()
    for page in pages:
        for words, target in re.findall(r"!\[(.*?)\]\((.+?)\)", page.read_text(encoding="utf-8")):
            assert words, f"{page.name}: {target} has no words"
            path = (page.parent / target).resolve()
            assert path.is_file(), f"{page.name}: {target} is not there"
            shown.add(path.stem)
    assert shown == NAMES

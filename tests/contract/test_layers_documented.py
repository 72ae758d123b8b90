"""Layers and the tile server's settings: what the guide and the command line say of them."""

import re
from pathlib import Path

from export.__main__ import build_parser
from geo.model.vocabulary import LAYERS, LAYERS_ON
from layers.js_config import make_layer_config

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "officers-guide.md").read_text(encoding="utf-8")


def test_the_guide_explains_every_layer() -> None:
    section = GUIDE.split("## Layers", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| ([a-z, ]+) \|", section, flags=re.MULTILINE)
    named = {word for row in rows for word in row.split(", ")} - {"layer", "setting"}
    assert named == set(LAYERS)


def test_the_guide_names_every_setting_of_the_tile_server() -> None:
    code = (ROOT / "ui" / "state" / "settings.py").read_text(encoding="utf-8")
    named = set(re.findall(r"BASEWATCH_TILES\w*", code)) | {"BASEWATCH_TILES_MAX_ZOOM"}
    told = set(re.findall(r"^\| `(BASEWATCH_TILES\w*)`", GUIDE, flags=re.MULTILINE))
    assert told == named


def test_help_lists_the_layers_and_which_are_on() -> None:
    said = " ".join(build_parser().format_help().split())
    assert ", ".join(LAYERS) in said
    assert ",".join(word for word in LAYERS if word in LAYERS_ON) in said


def test_the_browser_gets_the_one_table() -> None:
    table = make_layer_config()["layers"]
    assert {row["word"]: row["label"] for row in table} == LAYERS
    assert {row["word"] for row in table if row["on"]} == LAYERS_ON

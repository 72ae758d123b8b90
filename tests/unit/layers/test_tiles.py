"""The tile server of a setting: an address that a page's rules can hold, or one clear sentence."""

import re
from pathlib import Path

import pytest

from geo.loading import read_dataset
from geo.model.errors import SettingError
from geo.query.opening import opening_view
from geo.query.selection import select_mask
from layers.page import make_page
from layers.page_template import make_page_template
from layers.payload import make_payload
from layers.tiles import TileServer, parse_tiles
from ui.state.settings import read_tiles

DATA = Path(__file__).parents[3] / "data"
GOOD = "https://tiles.example.org:8443/base/{z}/{x}/{y}.png?style=quiet"


def policy_of(page: str) -> dict[str, str]:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    return dict(rule.split(" ", 1) for rule in policy.split("; "))


def test_a_template_gives_a_server_with_its_origin() -> None:
    tiles = parse_tiles(GOOD, "Staff map", "© the staff", "14")
    assert tiles == TileServer(GOOD, "Staff map", "© the staff", 14)
    assert tiles.origin == "https://tiles.example.org:8443"
    assert parse_tiles("http://10.0.0.7/{z}/{x}/{y}").origin == "http://10.0.0.7"
    assert parse_tiles(GOOD).name == "tiles.example.org"


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("tiles.example.org/{z}/{x}/{y}.png", "does not begin with http"),
        ("ftp://tiles.example.org/{z}/{x}/{y}.png", "does not begin with http"),
        ("javascript:alert(1)//{z}/{x}/{y}", "does not begin with http"),
        ("https://tiles.example.org/{z}/{x}.png", "does not hold {z}, {x} and {y} once each"),
        ("https://tiles.example.org/{z}/{x}/{y}/{y}.png", "once each"),
        ("https://tiles.example.org/#{z}/{x}/{y}", "once each"),
        ("https://{s}.example.org/{z}/{x}/{y}.png", "has no valid host"),
        ("https://tiles.example.org/{z}/{x}/{y}{r}.png", "braces other"),
        ("https://user:secret@tiles.example.org/{z}/{x}/{y}.png", "name or password"),
        ("https://tiles.example.org; script-src */{z}/{x}/{y}.png", "an address must not hold"),
        ("https://tiles.example.org;script-src/{z}/{x}/{y}.png", "has no valid host"),
        ("https://*.example.org/{z}/{x}/{y}.png", "has no valid host"),
        ("https://*/{z}/{x}/{y}.png", "has no valid host"),
        ("https://[::1]/{z}/{x}/{y}.png", "has no valid host"),
        ("https://[x/{z}/{x}/{y}.png", "is not an address"),
        ("https://tiles.example.org:port/{z}/{x}/{y}.png", "is not an address"),
        ('https://tiles.example.org/"{z}/{x}/{y}.png', "an address must not hold"),
        ("https://tiles.example.org/{z}/{x}/{y}.png\nx", "an address must not hold"),
        ("https://tiles.example.org/{z}/{x}/{y}" + "a" * 500, "more than 500 letters"),
    ],
)
def test_anything_else_is_one_sentence_that_says_what_to_write(template: str, says: str) -> None:
    with pytest.raises(SettingError) as raised:
        parse_tiles(template)
    said = str(raised.value)
    assert says in said
    assert said.endswith("write an address such as https://tiles.example.org/{z}/{x}/{y}.png.")


def test_a_password_is_not_repeated_where_everybody_reads_it() -> None:
    with pytest.raises(SettingError) as raised:
        parse_tiles("https://user:secret@tiles.example.org/{z}/{x}/{y}.png")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("zoom", ["-1", "26", "3.5", "close", "٣"])
def test_a_zoom_that_is_none_is_one_sentence(zoom: str) -> None:
    with pytest.raises(SettingError, match="not a whole number from 0 to 25"):
        parse_tiles(GOOD, max_zoom=zoom)


def test_the_page_may_take_pictures_from_that_origin_and_from_nowhere_else() -> None:
    bare, named = (
        make_page_template(DATA / "basemap"),
        make_page_template(DATA / "basemap", parse_tiles(GOOD)),
    )
    assert policy_of(bare)["img-src"] == "data:"
    assert policy_of(named)["img-src"] == "data: https://tiles.example.org:8443"
    rest = {name: rule for name, rule in policy_of(named).items() if name != "img-src"}
    assert rest["default-src"] == "'none'"
    assert not [rule for rule in rest.values() if "http" in rule]


def test_hostile_names_cannot_end_their_block() -> None:
    tiles = parse_tiles(GOOD, "</script><script>alert(1)</script>", "{{7*7}}")
    page = make_page_template(DATA / "basemap", tiles)
    assert "<script>alert(1)" not in page
    assert "49" not in re.findall(r'"attribution":"([^"]*)"', page)


def test_an_exported_page_knows_no_tile_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASEWATCH_TILES", GOOD)
    dataset = read_dataset(DATA)
    view = opening_view(dataset)
    mask = select_mask(dataset, view.filters)
    page = make_page(DATA / "basemap", make_payload(dataset), mask, view)
    assert "tiles.example.org" not in page
    assert policy_of(page)["img-src"] == "data:"


def test_the_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("", "_NAME", "_ATTRIBUTION", "_MAX_ZOOM"):
        monkeypatch.delenv(f"BASEWATCH_TILES{name}", raising=False)
    assert read_tiles() is None
    monkeypatch.setenv("BASEWATCH_TILES", f" {GOOD} ")
    monkeypatch.setenv("BASEWATCH_TILES_NAME", "Staff map")
    monkeypatch.setenv("BASEWATCH_TILES_ATTRIBUTION", "© the staff")
    monkeypatch.setenv("BASEWATCH_TILES_MAX_ZOOM", "9")
    assert read_tiles() == TileServer(GOOD, "Staff map", "© the staff", 9)

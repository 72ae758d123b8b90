"""The shell of the map's page: the same bytes, no address, nothing that a template could read."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from geo.loading import read_dataset
from geo.query.opening import opening_view
from geo.query.selection import select_mask
from layers.cartography.symbology import AREA_COLOUR, AREA_DASH_PX, AREA_STROKE_PX
from layers.leaflet import read_leaflet_notice, read_leaflet_script, read_leaflet_style
from layers.page import make_page
from layers.page_template import assemble_page, make_page_template
from layers.payload import make_payload

DATA = Path(__file__).parents[3] / "data"
BASEMAP = DATA / "basemap"
PLUGIN = Path(__file__).parents[3] / "layers" / "plugin"


@pytest.fixture(scope="module")
def shell() -> str:
    return make_page_template(BASEMAP)


def test_shell_is_the_same_bytes_each_time(shell: str) -> None:
    make_page_template.cache_clear()
    assert make_page_template(BASEMAP) == shell


def test_shell_names_no_address_that_a_browser_would_fetch(shell: str) -> None:
    before_scripts = shell.split("<script>", maxsplit=1)[0]
    assert not re.findall(r"""(?:src|href)\s*=\s*["'](?!data:|#)[^"']+""", before_scripts)
    assert "@import" not in before_scripts, "a style sheet"
    outside = re.findall(r"url\((?!data:)([^)]+)\)", read_leaflet_style())
    assert outside == ["#default#VML"], "an old Explorer's own name, no address"


def test_leaflet_stands_inline_with_its_notice(shell: str) -> None:
    assert read_leaflet_script() in shell
    assert "sourceMappingURL" not in read_leaflet_script()
    assert "Leaflet 1.9" in read_leaflet_notice()
    assert read_leaflet_notice() in shell


def test_policy_allows_these_very_scripts_and_no_address(shell: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', shell).group(1)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    for script in re.findall(r"<script>(.*?)</script>", shell, flags=re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_shell_holds_no_record(shell: str) -> None:
    dataset = read_dataset(DATA)
    for summary in dataset.attacks["summary"]:
        assert summary not in shell
    assert not re.findall(r"id=.bw-(?:head|records|view)", shell)


def test_page_can_be_enlarged_and_says_its_language(shell: str) -> None:
    assert "user-scalable" not in shell
    assert '<html lang="en">' in shell


def test_data_block_cannot_be_ended_by_its_text() -> None:
    page = assemble_page(BASEMAP, {"bw-view": '{"x":"</script><b>{{7*7}}"}'})
    assert "</script><b>" not in page
    assert '{"x":"\\u003c/script>\\u003cb>{{7*7}}"}' in page


def test_page_with_the_shipped_record_is_about_a_megabyte() -> None:
    dataset = read_dataset(DATA)
    view = opening_view(dataset)
    mask = select_mask(dataset, view.filters)
    page = make_page(BASEMAP, make_payload(dataset), mask, view)
    assert len(page.encode("utf-8")) < 1_100_000


def test_colours_stand_in_one_style_sheet_so_that_a_theme_can_change_them() -> None:
    named = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
    for sheet in sorted(PLUGIN.rglob("*.css")):
        found = named.findall(sheet.read_text(encoding="utf-8"))
        assert (sheet.name == "theme.css") == bool(found), (
            f"{sheet.name} names {found[:3]}: write var(--…) and put the colour into theme.css, "
            "light and dark"
        )


def test_every_colour_of_the_light_theme_has_its_dark_one() -> None:
    text = (PLUGIN / "draw" / "theme.css").read_text("utf-8")
    light, dark = (
        set(re.findall(r"(--[\w-]+):", block))
        for block in re.findall(r"\{([^}]*--ink:[^}]*)\}", text)
    )
    assert light == dark


def test_the_area_is_outlined_on_screen_as_in_the_picture() -> None:
    theme = (PLUGIN / "draw" / "theme.css").read_text("utf-8")
    style = (PLUGIN / "layers" / "area.css").read_text("utf-8")
    assert f"--area: {AREA_COLOUR};" in theme.partition("[data-theme")[0]
    dash = " ".join(f"{length:g}" for length in AREA_DASH_PX)
    assert f"stroke-width: {AREA_STROKE_PX:g};" in style
    assert f"stroke-dasharray: {dash};" in style

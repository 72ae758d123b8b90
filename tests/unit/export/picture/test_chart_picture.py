"""The charts as a picture: the numbers of the page's charts, and all that a product carries."""

import datetime as dt
import io
from pathlib import Path

import pytest
from matplotlib.text import Text
from PIL import Image

from export.drawing.canvas import hold_settings
from export.picture.chart import Chart, name_chart
from export.picture.chart_picture import draw_chart, render_chart
from export.product.product import Product
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.periods import widen_window
from geo.model.scene import Filters, Marking, View
from geo.model.vocabulary import CONFIRMATIONS, OUTCOMES
from geo.query.opening import timeline_days
from geo.query.selection import select_scene
from geo.statistics.time_series import OTHER_SITES, count_series, count_sites
from tests.unit.scenes import AS_OF, HOSTILE, find_artists, read_texts

DATA = Path(__file__).parents[4] / "data"
MARKING = Marking("SECRET//REL TO USA", "#c8102e")
WINDOWS = {
    "day": Window(dt.date(2023, 10, 17), dt.date(2023, 11, 30)),
    "week": Window(dt.date(2024, 1, 3), dt.date(2024, 2, 9)),
    "month": Window(dt.date(2023, 10, 17), dt.date(2024, 12, 3)),
}


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(DATA)


def make(dataset, unit="day", kind="outcome", names=None, **view):
    shown = View(WINDOWS[unit], **view)
    scene = select_scene(dataset, shown, as_of=AS_OF, marking=MARKING)
    sites = {base_id: str(name) for base_id, name in dataset.bases["name"].items()}
    sites |= {OTHER_SITES: "other sites", "": "site not named"} | (names or {})
    labels = {"outcome": OUTCOMES, "confirmation": CONFIRMATIONS, "base_id": sites}[kind]
    around = widen_window(scene.period, timeline_days(dataset))
    return Product(scene, dataset, None), Chart(unit, kind, around, kind, labels, sites)


def draw(product, chart):
    with hold_settings():
        return draw_chart(product, chart)


@pytest.mark.parametrize("kind", ["outcome", "confirmation", "base_id"])
@pytest.mark.parametrize("unit", list(WINDOWS))
def test_heights_and_widths_are_the_counts(dataset, unit, kind):
    product, chart = make(dataset, unit, kind)
    scene = product.scene
    figure = draw(product, chart)
    series = count_series(
        dataset, scene.view.filters, scene.period, shown=chart.shown, unit=unit, kind=kind
    )
    pieces = find_artists(figure, "piece")
    assert len(pieces) == len(series.parts)
    one = pieces[0].get_height() / series.parts["n"].iloc[0]
    heights = [piece.get_height() / one for piece in pieces]
    assert heights == pytest.approx(series.parts["n"].tolist())
    assert sum(heights) == pytest.approx(scene.counts.selected)
    outside = sum(piece.get_height() / one for piece in find_artists(figure, "outside"))
    assert outside == pytest.approx(series.bars["outside"].sum())
    scale = sorted({line.get_ydata()[0] for line in find_artists(figure, "scale")})
    steps = [int(text.replace(",", "")) for text in read_texts(figure, "scale-text")]
    assert (scale[1] - scale[0]) / one == pytest.approx(steps[1] - steps[0])
    sites = count_sites(dataset, scene.view.filters, scene.period)
    numbers = [int(text.replace(",", "")) for text in read_texts(figure, "site-n")]
    assert numbers == sites["n"].tolist()
    assert sum(numbers) == scene.counts.selected
    bars = [piece.get_width() for piece in find_artists(figure, "site-piece")]
    parts = [n for row in sites[["us_confirmed", "other_reported"]].to_numpy() for n in row if n]
    assert [bar / bars[0] for bar in bars] == pytest.approx([n / parts[0] for n in parts])


def test_it_says_what_a_product_says(dataset):
    filters = Filters(base_ids=frozenset({"conoco", "al-tanf"}))
    product, chart = make(dataset, filters=filters)
    figure = draw(product, chart)
    assert read_texts(figure, "marking") == [MARKING.text] * 2
    assert read_texts(figure, "title") == [product.scene.title]
    assert read_texts(figure, "period") == ["17 October – 30 November 2023"]
    assert "Conoco" in " ".join(read_texts(figure, "filters"))
    said = " ".join(read_texts(figure, "footer"))
    assert "publications" in said
    assert "not every attack was reported" in said
    assert "basemap" not in said.lower()
    assert "made " in " ".join(read_texts(figure, "making"))
    key = " ".join(read_texts(figure, "key-text"))
    strikes = product.scene.strikes["acknowledged"]
    assert f"acknowledged by the US {(strikes == 'us').sum()}" in key
    days = product.scene.strikes.groupby("acknowledged")["date"].nunique()
    assert len(find_artists(figure, "strike")) == days.sum()


def test_the_file_states_its_marking_and_is_the_same_each_time(dataset):
    product, chart = make(dataset, "week", "base_id")
    data = render_chart(product, chart)
    assert render_chart(product, chart) == data
    image = Image.open(io.BytesIO(data))
    assert image.text["Marking"] == MARKING.text
    assert image.info["dpi"] == pytest.approx((200, 200), abs=0.01)
    name = "SECRET-REL-TO-USA_basewatch_2024-01-03_2024-02-09_chart-week-site.png"
    assert name_chart(product.scene, "week", "base_id") == name


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 300])
def test_text_stays_on_its_page_and_is_only_text(dataset, text):
    product, chart = make(dataset, "month", "base_id", names={"conoco": text})
    figure = draw(product, chart)
    width = figure.get_size_inches()[0] * figure.dpi
    figure.canvas.draw()
    shown = [artist for artist in figure.artists if isinstance(artist, Text)]
    assert any(text[:20] in artist.get_text() for artist in shown)
    for artist in shown:
        box = artist.get_window_extent()
        assert 0 <= box.x0 <= box.x1 <= width, artist.get_text()
        assert not artist.get_parse_math()


def test_a_period_without_attacks_is_drawn_with_those_around_it(dataset):
    product, chart = make(dataset, filters=Filters(base_ids=frozenset({"rukban"})))
    assert product.scene.counts.selected == 0
    figure = draw(product, chart)
    assert not find_artists(figure, "piece")
    assert not find_artists(figure, "site-piece")
    assert read_texts(figure, "marking") == [MARKING.text] * 2

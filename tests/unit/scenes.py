"""Scenes to draw in tests, selected from records by the same path as the real ones."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from matplotlib.figure import Figure
from matplotlib.text import Text

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters, Marking, Scene, View
from geo.query.selection import select_scene

AS_OF = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)
OPENING = Window(dt.date(2023, 10, 17), dt.date(2023, 11, 30))
SITES = {
    "ain-al-asad": (42.44, 33.78),
    "conoco": (40.30, 35.33),
    "omar-field": (40.57, 35.15),
    "harir": (44.34, 36.53),
    "al-tanf": (38.61, 33.50),
}
HOSTILE = (
    "{{7*7}}",
    "{% x",
    "{# y",
    "${alert(1)}",
    "a`b",
    "</script>",
    "<img onerror=x>",
    r"$\frac$",
    "$x_2$",
    "50 % & 100 $",
    "😀",
    "عين الأسد",
)
"""Text that a template or a typesetter would take for its own."""


def make_scene(
    record: Any,
    write_record: Callable[..., Any],
    *attacks: Mapping[str, str],
    view: View | None = None,
    title: str | None = None,
    marking: Marking | None = None,
    **files: Any,
) -> Scene:
    """Give the Scene of a record with the usual sites."""
    files.setdefault("bases", [record.base(base_id, point) for base_id, point in SITES.items()])
    dataset = read_dataset(write_record(*attacks, **files))
    return select_scene(
        dataset,
        view or View(OPENING, width_px=800.0),
        marking=marking or Marking(),
        as_of=AS_OF,
        title=title,
    )


def make_attacks(record: Any, numbers: Mapping[str, int], **cells: str) -> list[dict[str, str]]:
    """Give so many attacks a site, a day apart from the 17th of October on."""
    return [
        record.attack(f"{base_id}-{k:04d}", base_id=base_id, date=f"2023-10-{17 + k % 14}", **cells)
        for base_id, number in numbers.items()
        for k in range(number)
    ]


def find_artists(figure: Figure, gid: str) -> list[Any]:
    """Give a figure's artists of a kind, in the order in which they were added."""
    return [artist for artist in figure.artists if artist.get_gid() == gid]


def read_texts(figure: Figure, gid: str | None = None) -> list[str]:
    """Give what the artists of a kind (or all) say."""
    return [
        artist.get_text()
        for artist in figure.artists
        if isinstance(artist, Text) and gid in (None, artist.get_gid())
    ]


HELD_OUT = Filters(include_held_out=True)

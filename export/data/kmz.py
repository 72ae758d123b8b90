"""Attacks, sites and strikes for Google Earth (KMZ), with their days for its time slider."""

import html
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd
from fastkml import KML, Document, Folder, Placemark
from fastkml.data import Data, ExtendedData
from fastkml.enums import DateTimeResolution, Units
from fastkml.links import Icon
from fastkml.overlays import OverlayXY, ScreenOverlay, ScreenXY, Size
from fastkml.styles import BalloonStyle, IconStyle, LabelStyle, Style, StyleUrl
from fastkml.times import KmlDateTime, TimeStamp
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.transforms import IdentityTransform
from PIL import Image
from pygeoif.geometry import Point

from export.data.tables import list_bases, list_strikes, locate_attacks
from export.drawing.canvas import Canvas, hold_settings
from export.drawing.marking import render_marking_bar
from export.drawing.page import Page
from export.drawing.symbols import PlacedDot, draw_dots
from export.product.product import Product
from export.product.provenance import list_provenance
from export.product.zip_archive import write_archive
from export.wording.xml_text import make_xml_text
from geo.model.dates import format_dtg_day
from geo.model.schema import ACKNOWLEDGED
from geo.model.vocabulary import CONFIRMATIONS, OUTCOMES
from geo.model.weapons import describe_weapons
from layers.cartography.symbology import Dot, select_dot

ICON_PX: Final = 64
_ICON_IN: Final = 0.16
_BAR: Final = "files/marking.png"
_BAR_PT: Final = 760.0
_BAR_DPI: Final = 180
_INK: Final = "#2b2926"
_SITE: Final = Dot("square", _INK, _INK, "none", broken=False)
_STRIKE: Final = {
    "us": Dot("diamond", _INK, _INK, "none", broken=False),
    "reported_only": Dot("diamond", _INK, "#ffffff", "none", broken=False),
}


def render_kmz(product: Product) -> bytes:
    """
    Render the records of a Product for Google Earth.

    Parameters
    ----------
    product
        The Product. Not modified.

    Returns
    -------
    kmz
        ``doc.kml``, the symbols as pictures, and the marking, which is on the screen at the top and
        bottom. Nothing in it links to an address. Every placed attack and strike has a TimeStamp of
        its day; records that are not placed are counted in the description. Text of a record is
        shown literally. The same Product gives the same bytes.

    References
    ----------
    .. [1] OGC 12-007r2, OGC KML 2.3.
    """
    scene = product.scene
    attacks = locate_attacks(scene)
    placed = attacks[attacks.geometry.notna()]
    icons = _Icons()
    folders = [
        Folder(name="Attacks", isopen=False, features=list(_place_attacks(placed, icons))),
        Folder(name="Sites", isopen=False, features=list(_place_bases(list_bases(scene), icons))),
        Folder(
            name="Strikes",
            isopen=False,
            visibility=False,
            features=list(_place_strikes(list_strikes(scene), icons)),
        ),
    ]
    metadata = list_provenance(scene)
    lines = [f"{name}: {text}" for name, text in metadata.items()]
    lines.append(
        f"{len(placed)} of {len(attacks)} records are on the map; the others have no place"
    )
    document = Document(
        name=make_xml_text(f"{metadata['Marking']} · {metadata['Title']} · {metadata['Period']}"),
        description=_describe({}, lines),
        isopen=True,
        styles=list(icons.styles()),
        features=[*_overlay_marking(), *folders],
    )
    bar = render_marking_bar(scene.marking, _BAR_PT, _BAR_DPI)
    text = KML(features=[document]).to_string(prettyprint=True)
    return write_archive({"doc.kml": text.encode("utf-8"), _BAR: bar, **icons.files()})


def _overlay_marking() -> Iterator[ScreenOverlay]:
    """Yield the marking at the top and bottom of the screen, from edge to edge."""
    of_screen = Units.fraction
    for name, edge in (("top", 1.0), ("bottom", 0.0)):
        yield ScreenOverlay(
            name=f"Marking, {name}",
            draw_order=99,
            icon=Icon(href=_BAR),
            overlay_xy=OverlayXY(x=0.5, y=edge, x_units=of_screen, y_units=of_screen),
            screen_xy=ScreenXY(x=0.5, y=edge, x_units=of_screen, y_units=of_screen),
            # a height of 0 keeps the picture's shape
            size=Size(x=1.0, y=0.0, x_units=of_screen, y_units=of_screen),
        )


def _place_attacks(attacks: pd.DataFrame, icons: "_Icons") -> Iterator[Placemark]:
    """Yield a placemark for each placed attack."""
    for row in attacks.to_dict("records"):
        dot = select_dot(
            row["weapon"],
            row["outcome"],
            row["confirmation"],
            row["date_precision"],
            held_out=not row["counted"],
        )
        about = "about " if row["date_precision"] == "approximate" else ""
        site = row["base_name"] or "Site not named"
        fields = {
            "Day": f"{about}{format_dtg_day(row['date'].date())}",
            "Weapon": describe_weapons(row["weapon"]),
            "Outcome": OUTCOMES[row["outcome"]],
            "Confirmed by": CONFIRMATIONS[row["confirmation"]],
            "Claimed by": row["claimed_by"],
            "US killed": _number(row["us_killed"]),
            "US wounded": _number(row["us_wounded"]),
            "Grade": f"{row['reliability']}{row['credibility']} (rule-derived)",
            "Held out, not counted": row["held_out_because"],
            "Place as reported": row["place_as_reported"],
            "Sources": row["source_ids"],
        }
        yield Placemark(
            name=make_xml_text(f"{site} · {fields['Day']}"),
            description=_describe(fields, [row["summary"], row["note"]]),
            geometry=Point(row["geometry"].x, row["geometry"].y),
            style_url=StyleUrl(url=f"#{icons.use(dot)}"),
            times=_stamp(row["date"]),
            extended_data=_extend({"attack_id": row["attack_id"], **fields}),
        )


def _place_bases(bases: pd.DataFrame, icons: "_Icons") -> Iterator[Placemark]:
    """Yield a placemark for each site with a point."""
    for row in bases[bases.geometry.notna()].to_dict("records"):
        fields = {
            "Country": row["country"],
            "In the record": f"{row['total']} counted attacks",
            "Shown": str(row["shown"]),
            "Point": f"within about {_number(row['location_precision_m'])} m; "
            f"{row['location_source']}",
        }
        yield Placemark(
            name=make_xml_text(row["name"]),
            description=_describe(fields, [row["name_ar"]]),
            geometry=Point(row["geometry"].x, row["geometry"].y),
            style_url=StyleUrl(url=f"#{icons.use(_SITE, label=True)}"),
        )


def _place_strikes(strikes: pd.DataFrame, icons: "_Icons") -> Iterator[Placemark]:
    """Yield a placemark for each placed strike."""
    for row in strikes[strikes.geometry.notna()].to_dict("records"):
        about = "about " if row["date_precision"] == "approximate" else ""
        fields = {
            "Day": f"{about}{format_dtg_day(row['date'].date())}",
            "Strike": ACKNOWLEDGED[row["acknowledged"]],
            "Target": row["target"],
            "Point": f"within about {_number(row['location_precision_m'])} m; "
            f"{row['location_source']}",
            "Sources": row["source_ids"],
        }
        yield Placemark(
            name=make_xml_text(f"{row['place_as_reported']} · {fields['Day']}"),
            description=_describe(fields, [row["summary"], row["note"]]),
            geometry=Point(row["geometry"].x, row["geometry"].y),
            style_url=StyleUrl(url=f"#{icons.use(_STRIKE[row['acknowledged']])}"),
            times=_stamp(row["date"]),
            extended_data=_extend({"strike_id": row["strike_id"], **fields}),
        )


def _stamp(day: pd.Timestamp) -> TimeStamp:
    """Return a day as a TimeStamp; sources state no hour."""
    return TimeStamp(timestamp=KmlDateTime(day.date(), DateTimeResolution.date))


def _number(value: Any) -> str:
    """Return a whole number as text, or that it is not known."""
    return "not known" if pd.isna(value) else f"{int(value)}"


def _describe(fields: Mapping[str, str], lines: Iterable[str]) -> str:
    """
    Return the text of a balloon.

    Google Earth reads a description as HTML: every text is escaped here, and the XML writer escapes
    the result once more.
    """
    parts = [html.escape(make_xml_text(line)) for line in lines if line]
    parts += [
        f"<b>{html.escape(name)}</b>: {html.escape(make_xml_text(text))}"
        for name, text in fields.items()
        if text
    ]
    return "<br>".join(parts)


def _extend(fields: Mapping[str, str]) -> ExtendedData:
    """Return the same fields as data, for programs that read them into a table."""
    return ExtendedData(
        elements=[
            Data(name=name, value=make_xml_text(text)) for name, text in fields.items() if text
        ]
    )


class _Icons:
    """The symbols in use, each drawn once, numbered in order of first use."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[Dot, bool], int] = {}

    def use(self, dot: Dot, *, label: bool = False) -> str:
        """Return the id of a symbol's style."""
        return f"s{self.numbers.setdefault((dot, label), len(self.numbers) + 1)}"

    def styles(self) -> Iterator[Style]:
        """Yield a style for each symbol; only sites have their name on the map."""
        for (_, label), number in self.numbers.items():
            yield Style(
                id=f"s{number}",
                styles=[
                    IconStyle(scale=0.55, icon_href=f"files/s{number}.png"),
                    LabelStyle(scale=0.9 if label else 0.0),
                    # the default balloon lists the data as HTML
                    BalloonStyle(text="<b>$[name]</b><br>$[description]"),
                ],
            )

    def files(self) -> dict[str, bytes]:
        """Draw each symbol."""
        return {
            f"files/s{number}.png": _draw_icon(dot) for (dot, _), number in self.numbers.items()
        }


def _draw_icon(dot: Dot) -> bytes:
    """Draw one symbol as a PNG with a transparent background."""
    page = Page("icon", _ICON_IN, _ICON_IN)
    dpi = round(ICON_PX / _ICON_IN)
    with hold_settings():
        canvas = Canvas(page, dpi)
        canvas.figure.patch.set_alpha(0.0)
        middle = ICON_PX / 2
        draw_dots(
            canvas,
            [PlacedDot(middle, middle, dot)],
            points_per_px=_ICON_IN * 72 / 13,
            transform=IdentityTransform(),
            zorder=1,
            gid="icon",
        )
        agg = FigureCanvasAgg(canvas.figure)
        agg.draw()  # type: ignore[no-untyped-call]
        pixels = np.asarray(agg.buffer_rgba())  # type: ignore[no-untyped-call]
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels), "RGBA").save(out, "PNG", compress_level=9)
    return out.getvalue()

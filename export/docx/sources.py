"""The sources of a brief: as many in full as fit on the page, and the number of the others."""

import pandas as pd

from export.docx.page_plan import SOURCE_PT
from export.drawing.typesetting import make_inert, wrap_text
from export.office.product_text import select_cited
from export.product.product import Product
from export.talking_points.fitting import ARIAL_SHARE
from export.wording.citations import order_sources, shorten_publisher
from export.wording.scene_text import format_number
from geo.model.dates import format_dtg_day


def list_sources_fitting(product: Product, width_pt: float, lines: int) -> tuple[str, str]:
    """
    List the sources that fit on some lines.

    Parameters
    ----------
    product
        The Product. Not modified.
    width_pt, lines
        Width and number of lines, in letters of `SOURCE_PT`.

    Returns
    -------
    head, text
        Heading, and the sources: the most reliable first, with publisher, title, day and
        reliability. Inert.
    """
    sources = select_cited(product)
    scene = product.scene
    cells = [*scene.drawn["source_ids"], *scene.not_placed["source_ids"]]
    shown = len(order_sources(sources, cells))
    head = f"Sources: {format_number(shown, 'publication')} on the records shown"
    if len(sources) > shown:
        head += f", {len(sources) - shown:,} on the comparison or on records not counted"
    head += ". "
    if sources.empty:
        return "Sources: ", "no record is shown, and no official total is cited."
    cells += [";".join(point.source_ids) for point in product.points]
    rows = {str(source_id): row for source_id, row in sources.iterrows()}
    entries = [_describe(rows[source_id]) for source_id in order_sources(sources, cells)]
    best = _close(entries, 0)
    for number in range(1, len(entries) + 1):
        text = _close(entries, number)
        if len(wrap_text(head + text, SOURCE_PT, width_pt / ARIAL_SHARE)) > lines:
            break
        best = text
    return head, best


def _close(entries: list[str], number: int) -> str:
    """Join the first `number` sources, and state how many more there are."""
    more = len(entries) - number
    listed = "; ".join(entries[:number])
    if not more:
        return f"{listed}."
    where = "the workbook and the slide's notes list all"
    return f"{listed}; and {more:,} more: {where}." if number else f"{where.capitalize()}."


def _describe(source: "pd.Series[str]") -> str:
    """Return a publication in short."""
    published = str(source["published"])
    day = _format_day(published) or "day not known"
    publisher = shorten_publisher(str(source["publisher"]))
    return make_inert(f"{publisher}, “{source['title']}”, {day} ({source['reliability']})")


def _format_day(published: str) -> str:
    """Return a day in the military form, or what the source states instead of one."""
    found = pd.to_datetime(published, format="%Y-%m-%d", errors="coerce")
    return published if pd.isna(found) else format_dtg_day(found.date())

"""The notes of a slide: everything that does not fit on it, and each source in full."""

from typing import Final

from export.drawing.typesetting import make_inert
from export.maps.map_text import ON_THE_MAP, list_map_notes
from export.office.product_text import select_cited
from export.product.product import Product
from export.product.provenance import list_provenance
from export.wording.citations import describe_source
from export.wording.filter_text import describe_filters
from export.wording.scene_text import NOT_COMPLETE, describe_credits, describe_rejects

MOST_REJECTS: Final = 20
BY_HAND: Final = "edited by hand"


def list_notes(product: Product, title: str) -> list[str]:
    """
    List the paragraphs of a slide's notes.

    Parameters
    ----------
    product
        The Product of the slide.
    title
        Title of the slide.

    Returns
    -------
    notes
        Title and marking; each point with the ids of its sources, and a mark if it was
        edited by hand; the metadata; and every cited publication, its address as text. Inert.
    """
    scene = product.scene
    metadata = list_provenance(scene)
    lines = [
        title,
        metadata["Marking"],
        *filter(None, [describe_filters(scene)]),
    ]
    heading = ""
    for point in product.points:
        if point.heading == ON_THE_MAP and not point.edited:
            continue  # the full list follows
        if point.heading != heading:
            heading = point.heading
            lines += ["", heading.upper()]
        cited = f" [{'; '.join(point.source_ids)}]" if point.source_ids else ""
        cited += f" [{BY_HAND}]" if point.edited else ""
        lines.append(f"• {point.text}{cited}")
    rejects = describe_rejects(scene, MOST_REJECTS)
    lines += ["", ON_THE_MAP.upper(), *list_map_notes(scene, product.layout)]
    lines += ["", "ABOUT THIS SLIDE", NOT_COMPLETE, *rejects, describe_credits(product.basemap)]
    lines += [
        f"{name}: {text}" for name, text in metadata.items() if name not in {"Title", "Marking"}
    ]
    sources = select_cited(product)
    lines += ["", f"SOURCES CITED: {len(sources):,}"]
    lines += [describe_source(str(source_id), row) for source_id, row in sources.iterrows()]
    return [make_inert(line) for line in lines]

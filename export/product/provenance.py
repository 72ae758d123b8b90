"""The metadata of a file: what it shows, from which inputs, made when and by which version."""

from export.drawing.typesetting import make_inert
from export.wording.coverage_text import NOT_COVERED, list_coverage
from export.wording.filter_text import list_filters
from export.wording.scene_text import hash_inputs
from geo.model.scene import Scene
from geo.model.vocabulary import LAYERS


def list_provenance(scene: Scene) -> dict[str, str]:
    """
    Return the metadata that a file carries.

    Parameters
    ----------
    scene
        What the file shows.

    Returns
    -------
    texts
        Name to text, in order. The text is inert: no format can hold half of a surrogate pair,
        and XML can hold hardly any control character.
    """
    counts, provenance = scene.counts, scene.provenance
    records = f"{counts.selected} of {counts.in_filters} counted records"
    texts = {
        "Title": scene.title,
        "Period": f"{scene.period.first.isoformat()}/{scene.period.last.isoformat()}",
        "Mode": scene.view.mode,
        "Extent": str(scene.extent),
        "Layers": ", ".join(word for word in LAYERS if word in scene.view.layers) or "none",
        "Filters": "; ".join(list_filters(scene)) or "none",
        "Marking": scene.marking.text,
        "Records": NOT_COVERED if scene.is_not_covered else records,
        "Coverage": " ".join(list_coverage(scene)),
        "Added by user": f"{counts.added_shown} of {counts.added} records shown",
        "Inputs": "; ".join(f"{name} sha256:{digest}" for name, digest in provenance.inputs),
        "Inputs hash": hash_inputs(scene),
        "Software": f"Basewatch {provenance.version}",
        "Creation Time": provenance.as_of.isoformat(),
    }
    return {key: make_inert(text) for key, text in texts.items()}

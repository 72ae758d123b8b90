"""Names of exported files: safe on every system, and the same for the same view."""

import hashlib

from geo.scene import Scene


def make_filename(scene: Scene, extension: str) -> str:
    """
    Give the name of a file made from a Scene.

    Parameters
    ----------
    scene
        What the file shows.
    extension
        Without the dot, such as ``png``.

    Returns
    -------
    name
        The period's days, the mode where it is cumulative, and, where filters are active, eight
        hexadecimal digits that stand for them, such as ``basewatch_2023-10-17_2023-11-30.png``. The
        extent is no part of it. Letters, digits, hyphen, underscore and one full stop; nothing
        of a record or a title.
    """
    parts = ["basewatch", scene.period.first.isoformat(), scene.period.last.isoformat()]
    if scene.view.mode == "cumulative":
        parts.append("cumulative")
    filters = scene.view.filters
    if filters.base_ids or filters.weapons or filters.include_held_out:
        listed = repr((sorted(filters.base_ids), sorted(filters.weapons), filters.include_held_out))
        parts.append(hashlib.sha256(listed.encode("utf-8")).hexdigest()[:8])
    return "_".join(parts) + f".{extension}"

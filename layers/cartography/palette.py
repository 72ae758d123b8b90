"""Colours of the parts of a chart; weapons have the colours of the map."""

from typing import Final

from geo.statistics.time_series import OTHER_SITES, Kind
from layers.cartography.symbology import WEAPON_SYMBOLS

US_CONFIRMED: Final = "#b4440a"
OTHER_REPORTED: Final = "#8f8778"
OUTSIDE: Final = "rgba(138, 133, 124, 0.2)"
"""Attacks outside the period, of any kind: almost only an outline, on light and dark."""

# Darker for more effect; no damage is blue, not stated is grey.
_OUTCOMES: Final = {
    "impact": "#7f2a17",
    "partly_intercepted": "#cf6b3f",
    "intercepted": "#ecc47c",
    "no_damage": "#6f9fb8",
    "unknown": "#bdb7ac",
}
_CONFIRMATIONS: Final = {
    "us_official": US_CONFIRMED,
    "partner_official": "#0072b2",
    "monitor": "#009e73",
    "media": "#e3b23c",
    "claim_only": "#c9c1b2",
}
# Paul Tol, "Colour schemes" (SRON technical note, 2021): "muted", safe for colour-blind eyes.
_SITES: Final = (
    "#cc6677", "#332288", "#ddcc77", "#117733", "#88ccee", "#882255", "#44aa99", "#999933",
)  # fmt: skip
_OTHER_SITES: Final = "#d3cfc6"
_NO_SITE: Final = "#2f2d2a"


def colour_words(kind: Kind, words: list[str]) -> dict[str, str]:
    """
    Return the colour of each word.

    Parameters
    ----------
    kind
        The column of the words.
    words
        As `geo.statistics.time_series.list_words` returns them.

    Returns
    -------
    colours
        ``#rrggbb``, by word, in the order of the words.
    """
    if kind == "base_id":
        named = [word for word in words if word not in {OTHER_SITES, ""}]
        sites = dict(zip(named, _SITES, strict=False))
        return sites | {OTHER_SITES: _OTHER_SITES, "": _NO_SITE}
    weapons = {word: symbol.colour for word, symbol in WEAPON_SYMBOLS.items()}
    colours = {"weapon": weapons, "outcome": _OUTCOMES, "confirmation": _CONFIRMATIONS}[kind]
    return {word: colours[word] for word in words}

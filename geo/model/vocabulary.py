"""The controlled words of the record, and their labels."""

from typing import Final

SEVERAL: Final = "several"
"""More than one weapon; alone in a cell that does not name them."""
WEAPONS: Final[dict[str, str]] = {
    "one_way_uav": "one-way UAV",
    "rocket": "rocket",
    "missile": "missile",
    "ballistic_missile": "ballistic missile",
    "mortar": "mortar",
    "ied": "IED",
    SEVERAL: "several weapons",
    "unknown": "weapon not stated",
}
OUTCOMES: Final[dict[str, str]] = {
    "impact": "impact",
    "partly_intercepted": "partly intercepted",
    "intercepted": "intercepted",
    "no_damage": "no damage",
    "unknown": "outcome not stated",
}
CONFIRMATIONS: Final[dict[str, str]] = {
    "us_official": "US official",
    "partner_official": "partner official",
    "monitor": "monitor",
    "media": "media",
    "claim_only": "claim only",
}
DATE_PRECISIONS: Final[dict[str, str]] = {"day": "day", "approximate": "approximate"}
TARGET_KINDS: Final[dict[str, str]] = {
    "base": "base",
    "diplomatic": "diplomatic post",
    "convoy": "convoy",
    "partner_force": "partner force",
    "unknown": "target not stated",
}
TOTAL_KINDS: Final[dict[str, str]] = {"attacks": "attacks", "wounded": "US wounded"}
"""What officials counted; a blank cell means attacks."""
STATUSES: Final[dict[str, str]] = {"accepted": "accepted", "disputed": "disputed"}
CLAIM_GROUPS: Final[dict[str, str]] = {
    "islamic_resistance_in_iraq": "Islamic Resistance in Iraq",
    "tashkil_al_waritheen": "Tashkil al-Waritheen",
    "kataib_hezbollah": "Kataib Hezbollah",
    "tribal_forces": "tribal forces",
    "other": "other",
}
RELIABILITIES: Final[dict[str, str]] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
CREDIBILITIES: Final[dict[str, str]] = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtfully true",
    "5": "improbable",
    "6": "cannot be judged",
}
SOURCE_KINDS: Final[dict[str, str]] = {
    "official": "official body",
    "news_agency": "news agency",
    "newsroom": "newsroom",
    "specialist": "specialist publication or think tank",
    "monitor": "monitor",
    "state_media": "state-controlled media",
    "partisan": "party or armed group's outlet",
    "aggregator": "aggregator or copy",
    "unknown": "not known",
}

ADDED_BY: Final[dict[str, str]] = {"user": "added by user"}
"""Who added a record to a session, and its label; blank for a record of the data folder."""

STRIKES: Final[dict[str, str]] = {
    "us": "US strike",
    "reported_only": "reported only",
}
"""Label of a strike by its word in `acknowledged`: only an acknowledged one is a US strike."""
LAYERS: Final[dict[str, str]] = {
    "attacks": "Attacks",
    "bases": "Bases",
    "strikes": "Strikes",
    "density": "Density",
    "governorates": "Governorates",
    "towns": "Towns",
    "graticule": "Graticule",
}
"""The layers that can be switched on and off, in the order of the menu."""
LAYERS_ON: Final = frozenset({"attacks", "bases", "governorates", "towns"})
"""The layers that are on by default."""

GRADES_ARE: Final = "rule-derived, not an analyst's assessment"

HELD_OUT_TARGETS: Final = frozenset({"convoy", "partner_force"})
"""Targets that are neither base nor post: kept, not counted, drawn on request."""

"""Synonyms and labels by which controlled words are recognised in a foreign table."""

from collections.abc import Mapping
from typing import Final

from geo.model import vocabulary
from geo.model.vocabulary import SEVERAL
from geo.model.weapons import OLD_WORD

SYNONYMS: Final[dict[str, dict[str, str]]] = {
    "weapon": {
        "one_way_uav": "uav uas drone drones uavs suicide_drone kamikaze_drone one_way_attack_uav "
        "owa_uav owa oneway_uav loitering_munition one_way_drone one_way_attack_drone مسيره",
        "rocket": "rockets rocket_attack rocket_fire katyusha grad صاروخ",
        "missile": "missiles cruise_missile",
        "ballistic_missile": "ballistic_missiles srbm",
        "mortar": "mortars mortar_fire",
        "ied": "ieds roadside_bomb improvised_explosive_device "
        "remote_explosive_landmine_ied bomb_ied",
        SEVERAL: "mixed_weapons multiple",
        OLD_WORD: "mixed",  # replaced by `geo.checks.weapon_sets.even_weapons`
        "unknown": "not_stated not_known unspecified unidentified",
    },
    "outcome": {
        "intercepted": "shot_down downed destroyed_in_flight",
        "partly_intercepted": "partially_intercepted",
        "impact": "hit struck",
        "no_damage": "no_effect",
        "unknown": "not_stated not_known unspecified",
    },
    "confirmation": {
        "us_official": "us centcom dod pentagon us_officials",
        "partner_official": "partner host_nation iraqi_official",
        "monitor": "ngo",
        "media": "press news",
        "claim_only": "claim claimed unconfirmed no false",
    },
    "date_precision": {"day": "exact", "approximate": "about approx estimated"},
    "target_kind": {
        "base": "military_base airbase air_base",
        "diplomatic": "embassy consulate",
        "unknown": "not_stated",
    },
    "status": {"accepted": "confirmed valid", "disputed": "doubtful"},
}


LABELS: Final[dict[str, Mapping[str, str]]] = {
    "weapon": vocabulary.WEAPONS,
    "outcome": vocabulary.OUTCOMES,
    "confirmation": vocabulary.CONFIRMATIONS,
    "target_kind": vocabulary.TARGET_KINDS,
    "claim_group": vocabulary.CLAIM_GROUPS,
    "date_precision": vocabulary.DATE_PRECISIONS,
    "status": vocabulary.STATUSES,
    "source_kind": vocabulary.SOURCE_KINDS,
    "reliability": vocabulary.RELIABILITIES,
    "credibility": vocabulary.CREDIBILITIES,
}

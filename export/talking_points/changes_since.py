"""Compare the last product, as its manifest describes it, with the record as it is now."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from geo.model.coverage import Share, cover_period
from geo.model.dates import Window, parse_day, parse_instant
from geo.model.errors import GeoError, ViewError
from geo.model.fingerprint import hash_attacks
from geo.model.scene import Filters, Scene
from geo.model.weapons import read_weapons
from geo.query.facets import FACETS
from geo.query.filtering import mask_filters
from geo.query.totals import mask_period
from geo.record import Dataset

ONE_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, eq=False)
class EarlierProduct:
    """
    What an earlier product showed, according to its manifest.

    Attributes
    ----------
    as_of
        When it was made.
    window, mode, filters
        Its view.
    counted, sites
        Ids of the attacks that it counted, and of their sites.
    digests
        Fingerprint of each of them, see `geo.model.fingerprint`; empty in an old manifest.
    """

    as_of: dt.datetime
    window: Window
    mode: str
    filters: Mapping[str, Any]
    counted: frozenset[str]
    sites: frozenset[str]
    digests: Mapping[str, str]


@dataclass(frozen=True)
class ChangesSince:
    """
    What has changed since an earlier product.

    Attributes
    ----------
    earlier
        The product to compare with.
    counted
        Number of attacks that the new product counts.
    later, within, before
        Ids of those that the earlier product did not count, by their date: after its last day,
        within its window, or before it.
    newly_hit
        Names of the sites hit that the earlier product did not have, with their records now.
    sites
        Number of sites that the new product's records name.
    by_base
        Names of the sites of the added attacks, with how many; those without a site come last,
        under a blank.
    withdrawn, held_out, corrected
        Ids of its attacks that the record no longer has, no longer counts, or now states
        differently.
    left_out
        How many of its attacks are still counted, but outside the new view.
    same_filters
        Whether both products have the same filters.
    days
        The days of the new product.
    overlap
        The days that are in both products; None without any.
    between
        The days between the two products, in neither; None without any.
    missed
        How many attacks of these days the record counts, in the new product's filters.
    covered
        How much of these days the record covers, see `geo.model.coverage.CoveredPeriod`.
    """

    earlier: EarlierProduct
    counted: int
    later: tuple[str, ...]
    within: tuple[str, ...]
    before: tuple[str, ...]
    newly_hit: tuple[tuple[str, int], ...]
    sites: int
    by_base: tuple[tuple[str, int], ...]
    withdrawn: tuple[str, ...]
    held_out: tuple[str, ...]
    corrected: tuple[str, ...]
    left_out: int
    same_filters: bool
    days: Window
    overlap: Window | None = None
    between: Window | None = None
    missed: int = 0
    covered: Share = "not stated"

    @property
    def goes_back(self) -> bool:
        """Whether the new product ends before the earlier one begins."""
        return self.days.last < self.earlier.window.first and self.earlier.mode == "window"

    @property
    def added(self) -> int:
        """Number of attacks that the earlier product did not count."""
        return len(self.later) + len(self.within) + len(self.before)


def read_earlier(manifest: Mapping[str, Any]) -> EarlierProduct:
    """
    Read what an earlier product showed.

    Parameters
    ----------
    manifest
        Its manifest, or what `quote_earlier` returned.

    Raises
    ------
    ViewError
        If something is missing from it, or has the wrong type.
    """
    try:
        request, attacks = manifest["order"], manifest["attacks"]
        return EarlierProduct(
            parse_instant(request["as_of"], "The manifest's time"),
            Window(parse_day(request["from"]), parse_day(request["to"])),
            str(request["mode"]),
            _read_filters(request["filters"]),
            frozenset(map(str, attacks["counted"])),
            frozenset(map(str, attacks["sites"])),
            {str(key): str(digest) for key, digest in attacks.get("digests", {}).items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = str(error) if isinstance(error, GeoError) else repr(error)
        msg = (
            f"The last product's manifest is incomplete ({reason}). "
            "Give the file as Basewatch wrote it."
        )
        raise ViewError(msg) from error


def _read_filters(written: Mapping[str, Any]) -> dict[str, Any]:
    """Read filters as `write_filters` writes them; an old manifest may have an old word."""
    weapons, _ = read_weapons(map(str, written.get("weapon", ())), "")
    return {**written, "weapon": sorted(weapons)}


def quote_earlier(earlier: EarlierProduct) -> dict[str, Any]:
    """Return what `read_earlier` reads, so that a product can be made again without the file."""
    request = {
        "from": earlier.window.first.isoformat(),
        "to": earlier.window.last.isoformat(),
        "mode": earlier.mode,
        "as_of": earlier.as_of.isoformat(),
        "filters": dict(earlier.filters),
    }
    attacks = {
        "counted": sorted(earlier.counted),
        "sites": sorted(earlier.sites),
        "digests": dict(sorted(earlier.digests.items())),
    }
    return {"order": request, "attacks": attacks}


def write_filters(filters: Filters) -> dict[str, Any]:
    """Return filters as a manifest holds them."""
    words = {
        facet.name: sorted(map(facet.write, getattr(filters, facet.field))) for facet in FACETS
    }
    return words | {
        "with_casualties": filters.with_casualties,
        "text": filters.text,
        "area": None if filters.area is None else str(filters.area),
        "held_out": filters.include_held_out,
    }


def compare_earlier(scene: Scene, dataset: Dataset, earlier: EarlierProduct) -> ChangesSince:
    """
    Compare a product with an earlier one.

    Parameters
    ----------
    scene
        The new product. Not modified.
    dataset
        The record that it was selected from.
    earlier
        What the last product showed.

    Returns
    -------
    changes
        Each attack of the earlier product is in the new one, withdrawn, held out or left out; each
        of the new one was in the earlier product, or was added.
    """
    now = {
        str(attack_id): str(base_id)
        for rows in (scene.drawn, scene.not_placed)
        for attack_id, base_id in rows.loc[rows["counted"], "base_id"].items()
    }
    attacks = dataset.attacks
    added = [attack_id for attack_id in attacks.index if attack_id in now]
    added = [attack_id for attack_id in added if attack_id not in earlier.counted]
    days = {attack_id: day.date() for attack_id, day in attacks.loc[added, "date"].items()}
    first, last = earlier.window.first, earlier.window.last
    if earlier.mode == "cumulative":
        first = min(first, dataset.days.first)
    now_days, before = scene.period, Window(first, last)
    between = _find_between(now_days, before)
    missed = 0
    if between is not None:
        passing = mask_filters(dataset, scene.view.filters) & mask_period(attacks, between)
        missed = int((passing & attacks["counted"].to_numpy()).sum())
    counted = set(attacks.index[attacks["counted"]])
    gone = earlier.counted - set(now)
    hit = Counter(base_id for base_id in now.values() if base_id)
    changed = hash_attacks(attacks[attacks.index.isin(list(earlier.digests))])
    return ChangesSince(
        earlier,
        len(now),
        tuple(attack_id for attack_id in added if days[attack_id] > last),
        tuple(attack_id for attack_id in added if first <= days[attack_id] <= last),
        tuple(attack_id for attack_id in added if days[attack_id] < first),
        _name_sites(scene, {k: n for k, n in hit.items() if k not in earlier.sites}),
        len(hit),
        _name_sites(scene, Counter(now[attack_id] for attack_id in added)),
        tuple(sorted(gone - set(attacks.index))),
        tuple(sorted((gone & set(attacks.index)) - counted)),
        tuple(str(k) for k, digest in changed.items() if digest != earlier.digests[str(k)]),
        len(gone & counted),
        write_filters(scene.view.filters) == dict(earlier.filters),
        now_days,
        _find_overlap(now_days, before),
        between,
        missed,
        "whole" if between is None else cover_period(dataset.coverage, between).share,
    )


def _find_overlap(one: Window, other: Window) -> Window | None:
    """Return the days that are in both of two windows; None without any."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    return Window(first, last) if first <= last else None


def _find_between(one: Window, other: Window) -> Window | None:
    """Return the days between two windows; None where they touch or overlap."""
    earlier, later = sorted((one, other), key=lambda window: window.first)
    if later.first - earlier.last <= ONE_DAY:
        return None
    return Window(earlier.last + ONE_DAY, later.first - ONE_DAY)


def _name_sites(scene: Scene, numbers: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Name sites, the one with the most records first; records without a site come last."""
    names = scene.bases["name"].to_dict()
    listed = [(str(names[k]), n) for k, n in numbers.items() if k in names]
    rest = sum(n for k, n in numbers.items() if k not in names)
    listed.sort(key=lambda item: (-item[1], item[0]))
    return (*listed, *([("", rest)] if rest else []))

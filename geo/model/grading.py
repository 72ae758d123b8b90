"""
The Admiralty grades, by rule: reliability from the kind of publisher, credibility from the item.

References
----------
The two scales, A to F and 1 to 6: NATO, AJP-2.1, Allied Joint Doctrine for Intelligence Procedures;
US Army, FM 2-22.3, Human Intelligence Collector Operations (2006), appendix B. The rules that
assign them here are Basewatch's own.
"""

from collections.abc import Collection, Iterable
from typing import Final

import pandas as pd

from geo.model.cell_types import split_ids
from geo.model.errors import GeoError

RELIABILITY_OF_KIND: Final[dict[str, str]] = {
    "official": "A",
    "news_agency": "B",
    "newsroom": "B",
    "specialist": "C",
    "monitor": "C",
    "state_media": "D",
    "partisan": "D",
    "aggregator": "E",
    "unknown": "F",
}


def reliability_of_kind(kind: str) -> str:
    """
    Return the reliability, A to F, of a publisher of that kind.

    Raises
    ------
    GeoError
        If the kind is not a key of `geo.model.vocabulary.SOURCE_KINDS`.
    """
    if kind not in RELIABILITY_OF_KIND:
        known = ", ".join(RELIABILITY_OF_KIND)
        msg = f"`{kind[:80]}` is not a kind of source: use one of {known}."
        raise GeoError(msg)
    return RELIABILITY_OF_KIND[kind]


CLAIMANT: Final = RELIABILITY_OF_KIND["partisan"]
"""Reliability of a group that claims an attack: it speaks for its own side."""


def grade_reliability(kinds: Iterable[str], confirmation: str) -> str:
    """
    Grade an attack by the best of its sources; a claim by who claims.

    Parameters
    ----------
    kinds
        Kinds of the sources, keys of `geo.model.vocabulary.SOURCE_KINDS`.
    confirmation
        The best confirmation, a key of `geo.model.vocabulary.CONFIRMATIONS`.

    Returns
    -------
    reliability
        A to F; F, "cannot be judged", if there is no source. Where nothing but a claim is known,
        the source is the claimant and the newsroom only relays it: D, or lower if every source
        that relays it is graded lower.
    """
    best = min((reliability_of_kind(kind) for kind in kinds), default="F")
    return max(best, CLAIMANT) if confirmation == "claim_only" else best


def grade_credibility(confirmation: str, origins: int, status: str) -> str:
    """
    Grade the item itself, regardless of its publisher.

    Parameters
    ----------
    confirmation
        The best confirmation, a key of `geo.model.vocabulary.CONFIRMATIONS`.
    origins
        Number of independent origins: distinct values of `origin_id` among its sources.
    status
        A key of `geo.model.vocabulary.STATUSES`.

    Returns
    -------
    credibility
        ``5`` if disputed; else ``6``, "cannot be judged", without any origin or if nothing but a
        claim is known: every report of it rests on the claimant's words. Otherwise, with two or
        more origins and with one: ``1`` and ``2`` if an official confirms it, ``2`` and ``3`` if a
        monitor or the media do. The rule never gives ``4``.
    """
    if status == "disputed":
        return "5"
    if origins < 1:
        return "6"
    several = origins >= 2
    if confirmation in {"us_official", "partner_official"}:
        return "1" if several else "2"
    if confirmation in {"monitor", "media"}:
        return "2" if several else "3"
    return "6"


def count_origins(origin_ids: Collection[str]) -> int:
    """Count independent origins: copies of one report share an id and count once."""
    return len(set(origin_ids))


def grade_attacks(attacks: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """
    Grade attacks by the rule, to fill or to check the grades of a record.

    Parameters
    ----------
    attacks
        Attacks with `confirmation`, `status`, `independent_origins` and `source_ids`, shape
        (n, k), as text or typed. Not modified.
    sources
        All cited sources, with `kind` and `origin_id`, indexed by `source_id`.

    Returns
    -------
    grades
        Shape (n, 2), the same index in the same order: `reliability` and `credibility`, str.
    """
    kinds, origins = sources["kind"].to_dict(), sources["origin_id"].to_dict()
    most = pd.to_numeric(attacks["independent_origins"], errors="coerce").fillna(len(sources))
    graded = []
    for confirmation, status, limit, cell in zip(
        attacks["confirmation"], attacks["status"], most, attacks["source_ids"], strict=True
    ):
        cited = split_ids(cell)
        count = min(count_origins([origins[source] for source in cited]), int(limit))
        reliability = grade_reliability((kinds[source] for source in cited), confirmation)
        graded.append((reliability, grade_credibility(confirmation, count, status)))
    return pd.DataFrame(
        graded, index=attacks.index, columns=["reliability", "credibility"], dtype="str"
    )

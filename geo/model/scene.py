"""View and Scene: what the officer asked for, and the frozen answer that every output draws."""

import datetime as dt
from dataclasses import dataclass, field, fields, replace
from typing import Final, Literal

import geopandas as gpd
import pandas as pd

from geo.model.coverage import Coverage, CoveredPeriod, cover_period
from geo.model.dates import Window
from geo.model.errors import ViewError
from geo.model.extent import Extent
from geo.model.problems import Reject
from geo.model.vocabulary import LAYERS_ON

Mode = Literal["window", "cumulative"]
MOST_TEXT: Final = 200
"""Letters of a search at the most."""


@dataclass(frozen=True)
class Filters:
    """
    Which records the officer asked for; what is left as it is lets everything through.

    Attributes
    ----------
    base_ids
        Sites, by `base_id`.
    weapons, confirmations, outcomes, claim_groups
        By their controlled words, see `geo.model.vocabulary`; a record with several weapons passes
        by each.
    countries
        Countries of the sites, as the record writes them.
    reliabilities, credibilities
        Grades, each axis for itself; ``F`` and ``6`` mean "cannot be judged", not "worst".
    with_casualties
        Only records that state someone of the US killed or wounded.
    text
        Words that must all occur in a record, see `geo.query.text_search.mask_text`; white space is
        evened.
    area
        The area of interest: only records that stand in it, and so none without a place. Its
        edges are rounded as `Extent.round_edges` does.
    include_held_out
        Whether held-out records (disputed, marked duplicates, targets that are
        no base or post) are drawn as well; they are never counted.

    Raises
    ------
    ViewError
        If the text is longer than `MOST_TEXT`.
    ExtentError
        If nothing is left of the area once its edges are rounded.

    Notes
    -----
    In `base_ids`, `countries` and `claim_groups` the word `geo.query.facets.BLANK` asks for the
    records whose cell is blank; outside it is written as `Facet.write` does.
    """

    base_ids: frozenset[str] = frozenset()
    weapons: frozenset[str] = frozenset()
    include_held_out: bool = False
    confirmations: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    claim_groups: frozenset[str] = frozenset()
    reliabilities: frozenset[str] = frozenset()
    credibilities: frozenset[str] = frozenset()
    with_casualties: bool = False
    text: str = ""
    area: Extent | None = None

    def __post_init__(self) -> None:
        # one way to write each, so that a view that is written down reads as the same view
        object.__setattr__(self, "text", " ".join(self.text.split()))
        if len(self.text) > MOST_TEXT:
            msg = f"The search has {len(self.text):,} letters: give {MOST_TEXT} at the most."
            raise ViewError(msg)
        if self.area is not None:
            object.__setattr__(self, "area", self.area.round_edges())

    @property
    def on(self) -> tuple[str, ...]:
        """Names of the filters that leave records out; held-out records are an addition."""
        return tuple(
            each.name
            for each in fields(self)
            if each.name != "include_held_out" and getattr(self, each.name) != each.default
        )

    def drop(self, name: str) -> "Filters":
        """Give the filters without the one of that name."""
        return replace(self, **{name: getattr(Filters(), name)})


@dataclass(frozen=True)
class View:
    """
    What is asked for: window, mode, filters, extent and layers.

    Attributes
    ----------
    window
        The days on the slider, both inclusive.
    mode
        ``window``, or ``cumulative``: from the record's first day to the window's last.
    filters
        Which records.
    extent
        The part of the world in view; None asks for all placed sites.
    width_px
        How wide that extent is on the screen, in CSS pixels: dots stand on spirals
        in screen units, so that the picture needs it to repeat the screen.
    layers
        Which layers are drawn, keys of `geo.model.vocabulary.LAYERS`. They select no record and
        change no count.
    """

    window: Window
    mode: Mode = "window"
    filters: Filters = field(default_factory=Filters)
    extent: Extent | None = None
    width_px: float = 1100.0
    layers: frozenset[str] = LAYERS_ON


@dataclass(frozen=True)
class Counts:
    """
    Every number on page and export, counted once.

    Attributes
    ----------
    read, rejected, kept
        Attack rows in the file: read = kept + rejected.
    counted, held_out
        kept = counted + held_out.
    selected, placed, not_placed
        Counted rows in the window and filters: selected = placed + not_placed.
    held_out_selected, held_out_drawn
        Held-out rows in the window and filters, and how many of them are drawn.
    us_confirmed, other_reported
        selected = us_confirmed + other_reported; the first is `us_official` and nothing else.
    bases_hit
        Sites with at least one selected row.
    us_killed, us_wounded
        Sums over the selected rows that state them.
    killed_stated, wounded_stated
        How many selected rows state the one and the other.
    intercepted, outcome_known
        Selected rows intercepted in full, of those with a known outcome.
    in_filters
        Counted rows in the filters at any date: the N of "n of N".
    added, added_shown
        Kept rows that a user added, of all kept and of `Scene.drawn` and `Scene.not_placed`.
    weapon_known
        Selected rows that state a weapon, or that there were several.
    claim_only, approximate
        Selected rows that are a claim alone, and those whose date is approximate.
    """

    read: int
    rejected: int
    kept: int
    counted: int
    held_out: int
    selected: int
    placed: int
    not_placed: int
    held_out_selected: int
    held_out_drawn: int
    us_confirmed: int
    other_reported: int
    bases_hit: int
    us_killed: int
    us_wounded: int
    killed_stated: int
    wounded_stated: int
    intercepted: int
    outcome_known: int
    in_filters: int
    added: int = 0
    added_shown: int = 0
    weapon_known: int = 0
    claim_only: int = 0
    approximate: int = 0


@dataclass(frozen=True)
class Marking:
    """The marking line of a product: its text and the colour of its bar, as ``#rrggbb``."""

    text: str = "UNCLASSIFIED"
    colour: str = "#007a33"


@dataclass(frozen=True)
class Provenance:
    """
    Where a product comes from.

    Attributes
    ----------
    as_of
        When it was made: an aware instant, passed in, never read from the clock here.
    version
        Version of Basewatch.
    inputs
        SHA-256 of each input file, by file name, in the order read.
    """

    as_of: dt.datetime
    version: str
    inputs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Scene:
    """
    Everything that an output may show: the narrow waist between record and products.

    Attributes
    ----------
    view
        What was asked for.
    period
        The days that are shown: the window, or in cumulative mode from the record's first day.
    extent
        The part of the world that is shown, EPSG:4326.
    drawn
        Rows with a place, counted and (if asked for) held out, in drawing order: by
        `date`, then `attack_id`. Columns as in `Dataset.attacks`.
    not_placed
        Rows that have no place, counted and (if asked for) held out, same columns.
    bases
        All sites, EPSG:4326, indexed by `base_id`, in file order, with `total` (counted rows in the
        whole record, placed at the site) and `shown` (rows of `drawn` at the site) added.
    strikes
        Strikes dated in the period, indexed by `strike_id`, by `date`; columns as in
        `Dataset.strikes`. They pass no filter: none of the attacks' filters is about them.
    sources
        Sources, indexed by `source_id`.
    counts, rejects
        The numbers, and the rows that are not shown.
    title, marking, provenance
        What a product carries.
    coverage
        What the record states that it covers, see `Dataset.coverage`.
    """

    view: View
    period: Window
    extent: Extent
    drawn: pd.DataFrame
    not_placed: pd.DataFrame
    bases: gpd.GeoDataFrame
    strikes: pd.DataFrame
    sources: pd.DataFrame
    counts: Counts
    rejects: tuple[Reject, ...]
    title: str
    marking: Marking
    provenance: Provenance
    coverage: Coverage | None = None

    @property
    def covered(self) -> CoveredPeriod:
        """How much of the period the record covers: every product asks here."""
        return cover_period(self.coverage, self.period)

    @property
    def is_not_covered(self) -> bool:
        """Whether a count of the period means nothing: no day is covered, and no row is there."""
        return self.covered.share == "none" and not self.counts.selected

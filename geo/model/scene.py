"""View and Scene: what the officer requested, and the frozen result that every output draws."""

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
"""Most characters of a search."""


@dataclass(frozen=True)
class Filters:
    """
    Which records the officer requested; a filter at its default lets every record pass.

    Attributes
    ----------
    base_ids
        Sites, by `base_id`.
    weapons, confirmations, outcomes, claim_groups
        By their controlled words, see `geo.model.vocabulary`; a record with several weapons
        matches each of them.
    countries
        Countries of the sites, as the record writes them.
    reliabilities, credibilities
        Grades, each axis by itself; ``F`` and ``6`` mean "cannot be judged", not "worst".
    with_casualties
        Only records that state US personnel killed or wounded.
    text
        Words that must all occur in a record, see `geo.query.text_search.mask_text`; runs of white
        space become one space.
    area
        The area of interest: only records inside it, and so only placed ones. Its edges are
        rounded as `Extent.round_edges` does.
    include_held_out
        Whether held-out records (disputed, marked duplicates, targets that are
        neither base nor post) are drawn as well; they are never counted.

    Raises
    ------
    ViewError
        If the text is longer than `MOST_TEXT`.
    ExtentError
        If the area is empty once its edges are rounded.

    Notes
    -----
    In `base_ids`, `countries` and `claim_groups` the word `geo.query.facets.BLANK` selects the
    records whose cell is blank; `Facet.write` writes it for addresses and files.

    Examples
    --------
    >>> filters = Filters(weapons=frozenset({"rocket"}), text="  Ain   al-Asad ")
    >>> filters.text
    'Ain al-Asad'
    >>> filters.on
    ('weapons', 'text')
    >>> filters.drop("text").on
    ('weapons',)
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
        # one way to write each, so that a view that is written and read again is the same view
        object.__setattr__(self, "text", " ".join(self.text.split()))
        if len(self.text) > MOST_TEXT:
            msg = f"The search has {len(self.text):,} characters: enter at most {MOST_TEXT}."
            raise ViewError(msg)
        if self.area is not None:
            object.__setattr__(self, "area", self.area.round_edges())

    @property
    def on(self) -> tuple[str, ...]:
        """Names of the filters that exclude records; `include_held_out` only adds some."""
        return tuple(
            each.name
            for each in fields(self)
            if each.name != "include_held_out" and getattr(self, each.name) != each.default
        )

    def drop(self, name: str) -> "Filters":
        """Return the filters without the one of that name."""
        return replace(self, **{name: getattr(Filters(), name)})


@dataclass(frozen=True)
class View:
    """
    The request: window, mode, filters, extent and layers.

    Attributes
    ----------
    window
        The days on the slider, both inclusive.
    mode
        ``window``, or ``cumulative``: from the record's first day to the window's last.
    filters
        Which records.
    extent
        The part of the world in view; None for the extent of all placed sites.
    width_px
        Width of that extent on the screen, in CSS pixels. Dots lie on spirals in screen units,
        so a picture needs the width to look like the screen.
    layers
        Which layers are drawn, keys of `geo.model.vocabulary.LAYERS`. They change neither the
        selection nor a count.
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
        Counted rows that pass the filters, whatever their date: the N of "n of N".
    added, added_shown
        Kept rows that a user added: of all kept, and of `Scene.drawn` and `Scene.not_placed`.
    weapon_known
        Selected rows that state one or more weapons, or `several`.
    claim_only, approximate
        Selected rows that rest on a claim alone, and those whose date is approximate.
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
    Everything that an output may show: each product starts from one Scene.

    Attributes
    ----------
    view
        The request.
    period
        The days that are shown: the window, or in cumulative mode from the record's first day.
    extent
        The part of the world that is shown, EPSG:4326.
    drawn
        Rows with a place, counted and (if requested) held out, in drawing order: by
        `date`, then `attack_id`. Columns as in `Dataset.attacks`.
    not_placed
        Rows without a place, counted and (if requested) held out, same columns.
    bases
        All sites, EPSG:4326, indexed by `base_id`, in file order, with `total` (counted rows in the
        whole record, placed at the site) and `shown` (rows of `drawn` at the site) added.
    strikes
        Strikes dated in the period, indexed by `strike_id`, by `date`; columns as in
        `Dataset.strikes`. The filters apply to attacks only.
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
        """How much of the period the record covers."""
        return cover_period(self.coverage, self.period)

    @property
    def is_not_covered(self) -> bool:
        """Whether a count of the period would mislead: no covered day, and no selected row."""
        return self.covered.share == "none" and not self.counts.selected

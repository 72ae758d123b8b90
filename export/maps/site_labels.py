"""The names of the sites on a map on paper: measured, and placed so that none covers another."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from export.drawing.page import SITE_MARK_PX
from export.drawing.typesetting import measure_pt
from export.maps.label_placement import Box, Circle
from export.maps.layout import MapLayout, SiteMark
from export.maps.name_key import NameKey, SiteLabel, lay_out_key, trace_line
from layers.cartography.symbology import DOT_RADIUS_PX, STRIKE_RADIUS_PX

LABEL_SIZE_PX: Final = 13.0
LINE_HEIGHT_PX: Final = 15.0
LABEL_PAD_PX: Final = 4.0
"""White space left and right of a site's name, inside the label."""
NUMBER_SIZE_PX: Final = 9.0
"""Letter size of a number that stands for a name in the key."""
KEY_PLACES: Final = ((0.0, 0.0), (0.0, -11.0), (0.0, 11.0), (-11.0, 0.0), (11.0, 0.0))
"""Steps from a site's centre where its number may stand if there is no place beside it."""
LEADER_GAPS_PX: Final = (14.0, 26.0, 40.0, 58.0, 80.0, 106.0)
"""Distances from a circle at which a name led by a line is tried."""
_DIRECTIONS: Final = (
    (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0),
    (0.8, -0.6), (0.8, 0.6), (-0.8, -0.6), (-0.8, 0.6),
)  # fmt: skip
"""Right, left, below, above and between them, the best first."""


class SiteLabeller:
    """
    Place the names of a map's sites, in turns: those that must be there, later the others.

    Parameters
    ----------
    layout
        The map.
    size_px
        Letter size.
    covered
        Areas that something else covers: insets, the names of the graticule.
    least_px
        Least letter size of a number that stands for a name.
    """

    def __init__(
        self,
        layout: MapLayout,
        size_px: float = LABEL_SIZE_PX,
        covered: Iterable[Box | Circle] = (),
        least_px: float = NUMBER_SIZE_PX,
    ) -> None:
        self.layout, self.size_px, self.least_px = layout, size_px, least_px
        self.frame = Box(1.0, 1.0, layout.width_px - 2.0, layout.height_px - 2.0)
        self.labels: list[SiteLabel] = []
        self.key: NameKey | None = None
        self._covered = list(covered)
        self._sites = [
            site
            for site in layout.marked_sites
            if layout.holds(*site.centre) and not self._is_covered(site)
        ]
        half = SITE_MARK_PX / 2 + 0.5
        self._shapes: list[tuple[SiteMark | None, Box | Circle]] = []
        for site in layout.marked_sites:
            (x, y), centre = site.anchor, site.centre
            self._shapes.append((site, Circle(*centre, site.reach_px)))
            self._shapes.append((site, Box(x - half, y - half, 2 * half, 2 * half)))
            if site.is_moved:
                self._shapes += [(site, disc) for disc in trace_line(site.anchor, centre)]
        self._shapes += [(None, Circle(m.x, m.y, STRIKE_RADIUS_PX)) for m in layout.strikes]
        # a record at a place of its own; those of a site lie in its circle
        self._shapes += [
            (None, Circle(m.x, m.y, DOT_RADIUS_PX + 1.0)) for m in layout.dots if m.is_alone
        ]

    def _is_covered(self, site: SiteMark) -> bool:
        """Return whether an inset covers a site."""
        point = Box(*site.centre, 0.01, 0.01)
        return any(cover.overlaps(point) for cover in self._covered)

    def place_first(self) -> None:
        """Place the names of the sites with a record in the period; none is dropped."""
        first = [site for site in self._sites if site.shown]
        numbered = []
        for site in sorted(first, key=lambda site: -site.shown):
            label = self._find_place(site)
            if label is None:
                numbered.append(site)
            else:
                self.labels.append(label)
        for key, site in enumerate(numbered, 1):
            self.labels.append(self._number(site, key))

    def place_others(self, taken: Sequence[Box | Circle] = ()) -> None:
        """Place the names of the other sites, where names already on the map leave room."""
        self._covered += taken
        done = {id(label.site) for label in self.labels}
        for site in self._sites:
            if id(site) not in done:
                label = self._find_place(site, may_lead=False)
                if label is not None:
                    self.labels.append(label)

    def reserve_key(self, size_px: float) -> None:
        """Reserve room for the key of numbered names, if there are any, with letters of a size."""
        numbered = [label for label in self.labels if label.key]
        if numbered:
            taken = [*self.list_obstacles()]
            self.key = lay_out_key(numbered, self.frame, taken, size_px)
            self._covered.append(self.key.box)

    def list_obstacles(self) -> list[Box | Circle]:
        """Return what no name of the basemap may cover, in the layout's pixels."""
        found = [*self._covered, *(shape for _, shape in self._shapes)]
        for label in self.labels:
            found += label.obstacles
        return found

    def _find_place(self, site: SiteMark, *, may_lead: bool = True) -> SiteLabel | None:
        """Return a site's label in full beside it, shortened, or led by a line; None without."""
        names = [site.name, *([shorten_name(site.name)] if may_lead else [])]
        for gap in (0.0, *(LEADER_GAPS_PX if may_lead else ())):
            for name in dict.fromkeys(names):
                for direction in _DIRECTIONS:
                    label = self._make(site, name, direction, gap)
                    if self._is_free(label):
                        return label
        return None

    def _make(
        self, site: SiteMark, name: str, direction: tuple[float, float], gap: float
    ) -> SiteLabel:
        """Return a label on one side of a site's circle, touching it or led by a line."""
        scale = self.size_px / LABEL_SIZE_PX
        lines = (name, site.count_text) if site.count_text else (name,)
        width = max(measure_pt(text, self.size_px, bold=True) for text in lines)
        width += 2 * LABEL_PAD_PX * scale
        height = (LINE_HEIGHT_PX * len(lines) + 2.0) * scale
        (x, y), (dx, dy) = site.centre, direction
        reach = site.reach_px
        edge_x, edge_y = x + dx * reach, y + dy * reach
        near_x, near_y = edge_x + dx * gap, edge_y + dy * gap
        if abs(dx) < 0.1:
            left, align = near_x - width / 2, "center"
            top = near_y if dy > 0 else near_y - height
        else:
            left, align = (near_x, "left") if dx > 0 else (near_x - width, "right")
            top = near_y - height / 2 + dy * height / 2
        line = ((edge_x, edge_y), (near_x, near_y)) if gap else None
        return SiteLabel(site, lines, align, Box(left, top, width, height), self.size_px, line)

    def _is_free(self, label: SiteLabel) -> bool:
        """Return whether a label lies on the map and covers nothing, nor its line."""
        if not label.box.lies_in(self.frame):
            return False
        others = [shape for site, shape in self._shapes if site is not label.site]
        taken = [shape for placed in self.labels for shape in placed.obstacles]
        if any(o.overlaps(label.box, 1.0) for o in (*others, *taken, *self._covered)):
            return False
        own = [shape for site, shape in self._shapes if site is label.site]
        if any(shape.overlaps(label.box, -0.01) for shape in own):
            return False
        # a line may leave its own circle, and touches its own label
        line = trace_line(*label.line)[1:-1] if label.line else []
        points = [Box(disc.x - 1, disc.y - 1, 2, 2) for disc in line]
        return not any(o.overlaps(point) for o in (*others, *taken) for point in points)

    def _number(self, site: SiteMark, key: int) -> SiteLabel:
        """Return a number at a site, for its name in the key."""
        size = max(NUMBER_SIZE_PX * self.size_px / LABEL_SIZE_PX, self.least_px)
        text = str(key)
        width, height = measure_pt(text, size, bold=True) + 1.0, 1.1 * size
        (x, y), reach = site.centre, site.reach_px
        spots = [
            (x + dx * (reach + width / 2 + 1), y + dy * (reach + height / 2 + 1))
            for dx, dy in _DIRECTIONS
        ]
        spots += [(x + dx, y + dy) for dx, dy in KEY_PLACES if abs(dx) + abs(dy) < reach]
        labels = [
            SiteLabel(
                site, (text,), "center", Box(cx - width / 2, cy - height / 2, width, height),
                size, key=key,
            )
            for cx, cy in spots
        ]  # fmt: skip
        beside = [label for label in labels[: len(_DIRECTIONS)] if self._is_free(label)]
        inside = [label for label in labels[len(_DIRECTIONS) :] if self._covers_own(label)]
        return next(iter([*beside, *inside, labels[len(_DIRECTIONS)]]))

    def _covers_own(self, label: SiteLabel) -> bool:
        """Return whether a number covers nothing but its own site."""
        others = [shape for site, shape in self._shapes if site is not label.site]
        taken = [shape for placed in self.labels for shape in placed.obstacles]
        return not any(o.overlaps(label.box) for o in (*others, *taken, *self._covered))


def shorten_name(name: str) -> str:
    """
    Return a site's name without what is in brackets or after a comma.

    Examples
    --------
    >>> shorten_name("Baghdad airport (BDSC)")
    'Baghdad airport'
    """
    return name.partition(" (")[0].partition(",")[0].strip() or name


def restate_labels(labels: Sequence[SiteLabel], layout: MapLayout) -> list[SiteLabel]:
    """
    Return labels with the counts of another layout of the same sites, at the same places.

    Parameters
    ----------
    labels
        The labels, of a layout of the same record.
    layout
        The other layout.

    Returns
    -------
    labels
        In the same order.
    """
    sites = {site.anchor: site for site in layout.sites}
    restated = []
    for label in labels:
        site = sites[label.site.anchor]
        count = (site.count_text,) if site.count_text and not label.key else ()
        restated.append(replace(label, site=site, lines=(label.lines[0], *count)))
    return restated


def label_sites(
    layout: MapLayout,
    size_px: float = LABEL_SIZE_PX,
    covered: Iterable[Box | Circle] = (),
) -> list[SiteLabel]:
    """
    Label all sites on the map that have or show a record, if the layer of bases is on.

    Parameters
    ----------
    layout, size_px, covered
        As in `SiteLabeller`.

    Returns
    -------
    labels
        Those with a record in the period first. None of them is dropped; another may be.
    """
    labeller = SiteLabeller(layout, size_px, covered)
    labeller.place_first()
    labeller.place_others()
    return labeller.labels

"""The panel beside the map of a film: date and figures of a frame, a time line, and notes."""

from collections.abc import Sequence
from typing import Final

from export.animation.frames import Film, Frame
from export.drawing.canvas import BRICK, LINE, QUIET, Align, Canvas
from export.drawing.page import Box
from export.drawing.typesetting import fit_text, measure_pt
from export.maps.contents import count_contents
from export.maps.map_text import count_outside
from export.picture.note_blocks import Block, Row, draw_block
from export.picture.page_layout import arrange_columns, stack_columns
from export.wording.coverage_text import NOT_COVERED
from export.wording.scene_text import format_number
from geo.model.dates import format_dtg_day

DATE_PT: Final = 26.0
FIGURE_PT: Final = 17.0
_DATE_ROW: Final = 46.0
_FIGURES_ROW: Final = 66.0
_BARS_PT: Final = 36.0
_TIME_ROW: Final = 62.0
_SCALES: Final = (1.3, 1.2, 1.1, 1.0, 0.9)
"""Letter sizes of the notes to try, the largest first."""
_MOST_COLUMNS: Final = 3


class SidePanel:
    """
    The panel beside a film's map.

    Parameters
    ----------
    film
        The film.
    box
        Box of the panel.
    notes
        The legend and the notes.
    """

    def __init__(self, film: Film, box: Box, notes: Sequence[Block]) -> None:
        self._film, self._box, self._notes = film, box, notes
        dates = [str(frame.scene.period) for frame in film.frames]
        widest = max(dates, key=lambda date: measure_pt(date, DATE_PT, bold=True))
        self._date_pt, _ = fit_text(widest, DATE_PT, box.width, bold=True)
        self._base = box.top + _DATE_ROW + _FIGURES_ROW + _BARS_PT
        self._most = max(1, *(frame.new for frame in film.frames))

    def draw_still(self, canvas: Canvas, points_per_px: float) -> None:
        """
        Draw what is the same in every frame: the bars of the time line, and the notes.

        Parameters
        ----------
        canvas
            Where to draw.
        points_per_px
            Points for each CSS pixel of a symbol in the notes, as on the map.
        """
        box = self._box
        for frame in self._film.frames:
            self._draw_bar(canvas, frame, LINE)
        ends = [box.left, box.right]
        canvas.draw_line(ends, [self._base, self._base], colour=QUIET, width_pt=0.6)
        steps = self._film.frames[0].step, self._film.frames[-1].step
        most = f"counted records by {self._film.unit}, {self._most:,} at most"
        texts: list[tuple[str, float, Align]] = [
            (format_dtg_day(steps[0].first), box.left, "left"),
            (most, box.left + box.width / 2, "center"),
            (format_dtg_day(steps[1].last), box.right, "right"),
        ]
        for text, x, align in texts:
            canvas.draw_text(x, self._base + 10, text, size=7.5, colour=QUIET, align=align)
        top = box.top + _DATE_ROW + _FIGURES_ROW + _TIME_ROW
        room = Box(box.left, top, box.width, box.bottom - top)
        scale, notes = fit_notes(self._notes, room)
        _, columns = arrange_columns(notes, room.width, scale, _MOST_COLUMNS)
        for placed in stack_columns(columns, room.left, room.top, room.width, scale):
            corner = placed.left, placed.top
            draw_block(
                canvas, placed.block, corner, placed.width, scale=scale, points_per_px=points_per_px
            )

    def draw_frame(self, canvas: Canvas, frame: Frame) -> None:
        """Draw the parts of one frame: its date, its figures and its place on the time line."""
        box, film = self._box, self._film
        cumulative = frame.scene.view.mode == "cumulative"
        canvas.draw_text(
            box.left, box.top + 24, str(frame.scene.period), size=self._date_pt, bold=True,
            colour=BRICK, gid="date",
        )  # fmt: skip
        place = f"{film.unit} {frame.number:,} of {len(film.frames):,}"
        place += ", cumulative" if cumulative else ""
        canvas.draw_text(box.left, box.top + 39, place, size=10, colour=QUIET, gid="place")
        self._draw_figures(canvas, list_figures(film, frame))
        canvas.draw_text(
            box.left, box.top + _DATE_ROW + 53, describe_frame(frame), size=8.5, colour=QUIET,
            gid="drawn",
        )  # fmt: skip
        self._draw_bar(canvas, frame, BRICK)
        x = self._place(frame) + self._wide / 2
        ends = [self._base, self._base - _BARS_PT]
        canvas.draw_line([x, x], ends, colour=BRICK, width_pt=0.6, gid="now")

    def _draw_figures(self, canvas: Canvas, figures: Sequence[tuple[str, str, str]]) -> None:
        """Draw three figures beside each other."""
        wide = self._box.width / len(figures)
        top = self._box.top + _DATE_ROW
        for k, (number, what, of_what) in enumerate(figures):
            x, room = self._box.left + k * wide + 6, wide - 10
            canvas.draw_line([x - 6, x - 6], [top + 2, top + 41], colour=BRICK, width_pt=1.4)
            size, (line,) = fit_text(number, FIGURE_PT, room, bold=True)
            canvas.draw_text(x, top + 17, line, size=size, bold=True, gid="figure")
            size, (line,) = fit_text(what, 9, room, bold=True)
            canvas.draw_text(x, top + 29, line, size=size, bold=True, gid="figure")
            size, (line,) = fit_text(of_what, 8, room)
            canvas.draw_text(x, top + 39, line, size=size, colour=QUIET, gid="figure")

    @property
    def _wide(self) -> float:
        """Width of a bar with its gap."""
        return self._box.width / len(self._film.frames)

    def _place(self, frame: Frame) -> float:
        """Return the left edge of a frame's bar on the time line."""
        return self._box.left + (frame.number - 1) * self._wide

    def _draw_bar(self, canvas: Canvas, frame: Frame, colour: str) -> None:
        """Draw the bar of a frame's new records."""
        gap = min(1.5, 0.2 * self._wide)
        height = (_BARS_PT - 2) * frame.new / self._most
        bar = Box(self._place(frame) + gap / 2, self._base - height, self._wide - gap, height)
        canvas.draw_box(bar, fill=colour, gid="bar")


def list_figures(film: Film, frame: Frame) -> list[tuple[str, str, str]]:
    """
    List the figures of a frame: number, what it counts, and of which N.

    Parameters
    ----------
    film
        The film.
    frame
        A frame of it.

    Returns
    -------
    figures
        The records in the frame; those of them that are US-confirmed; and the records so far of all
        in the film, or in cumulative mode the new records.
    """
    counts, whole = frame.scene.counts, film.scene.counts.selected
    if frame.scene.is_not_covered:
        return [(NOT_COVERED, f"this {film.unit}", "outside the days that the record covers")]
    this, of_all = f"this {film.unit}", "of those in the period"
    confirmed = f"{counts.us_confirmed:,} of {counts.selected:,}"
    if frame.scene.view.mode == "cumulative":
        return [
            (f"{counts.selected:,} of {whole:,}", "records so far", of_all),
            (confirmed, "US-confirmed", "of those so far"),
            (f"{frame.new:,} of {counts.selected:,}", f"new {this}", "of those so far"),
        ]
    return [
        (f"{counts.selected:,} of {whole:,}", f"records {this}", of_all),
        (confirmed, "US-confirmed", f"of those {this}"),
        (f"{frame.until:,} of {whole:,}", "records so far", of_all),
    ]


def describe_frame(frame: Frame) -> str:
    """Describe what happened to the records of a frame: drawn, outside, not placed, held out."""
    if frame.scene.is_not_covered:
        return ""
    counts, contents = frame.scene.counts, count_contents(frame.layout)
    if "attacks" in frame.scene.view.layers:
        parts = [f"{contents.drawn:,} drawn"]
    else:
        parts = [f"{counts.placed:,} placed (their layer is off)"]
    if contents.outside:
        parts.append(count_outside(contents.outside))
    parts.append(f"{counts.not_placed:,} not placed")
    if counts.held_out_selected:
        parts.append(f"{counts.held_out_selected:,} excluded from counts")
    if "strikes" in frame.scene.view.layers:
        parts.append(f"{format_number(len(contents.strikes), 'strike')} drawn")
    return ", ".join(parts)


def fit_notes(notes: Sequence[Block], room: Box) -> tuple[float, list[Block]]:
    """
    Fit notes into a box.

    Parameters
    ----------
    notes
        In reading order.
    room
        The box, in points.

    Returns
    -------
    scale
        Letter size as a multiple of the normal size.
    kept
        The notes; if they do not fit even in the smallest letters, the last ones are replaced by a
        line with their number and where to find them.
    """
    kept, more = list(notes), 0
    while True:
        for scale in _SCALES:
            if arrange_columns(kept, room.width, scale, _MOST_COLUMNS)[0] <= room.height:
                return scale, kept
        if len(kept) <= 1:
            return _SCALES[-1], kept
        more += 1
        count = format_number(more, "more note")
        row = Row(f"{count}: see the picture of the same period")
        kept = [*notes[: len(notes) - more], Block("Not shown here", (row,))]

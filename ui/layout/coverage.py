"""Coverage of the record: under the title, in the tab *Data* and in *About this data*."""

from html import escape

import streamlit as st

from export.wording.coverage_text import list_coverage, state_coverage
from geo.model.dates import Window
from geo.model.scene import Scene


def show_coverage(scene: Scene) -> None:
    """
    Show what the record covers, and the first known gap that touches the period.

    The line above it, which the browser updates with the map, names the days that are not covered.
    """
    sentences = [state_coverage(scene)]
    gaps = scene.covered.gaps
    if gaps:
        more = f" {len(gaps) - 1:,} more in the tab Data." if len(gaps) > 1 else ""
        sentences.append(f"Known gap, {Window(gaps[0].first, gaps[0].last)}: {gaps[0].text}{more}")
    st.html(f'<p class="bw-coverage">{escape(" ".join(sentences))}</p>')


def show_coverage_state(scene: Scene) -> None:
    """Show the sentences on the coverage of the period, one per line."""
    st.caption("Coverage")
    st.html("".join(f"<p>{escape(sentence)}</p>" for sentence in list_coverage(scene)))


def show_coverage_stated(scene: Scene) -> None:
    """Show the stated coverage of the whole record: name, days and known gaps."""
    coverage = scene.coverage
    sentences = [state_coverage(scene)]
    if coverage is not None:
        about = filter(None, [coverage.name, coverage.version, coverage.licence])
        sentences.insert(0, " · ".join(about))
        sentences += [f"{Window(gap.first, gap.last)}: {gap.text}" for gap in coverage.gaps]
    st.html("".join(f"<p>{escape(sentence)}</p>" for sentence in sentences if sentence))

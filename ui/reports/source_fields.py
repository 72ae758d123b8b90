"""The right half of the report form: source, summary and note."""

import streamlit as st

from geo.model.vocabulary import SOURCE_KINDS
from geo.record import Dataset
from ui.reports.errors import show_problem, show_text
from ui.reports.fields import KNOWN_SOURCE, NEW_SOURCE, show_choice, show_field
from ui.widgets.choice_labels import label_sources


def show_source(dataset: Dataset, shown: dict[str, str]) -> None:
    """
    Show the source of a report: one of the record, or a new one.

    Parameters
    ----------
    dataset
        The record, whose sources can be cited.
    shown
        Problems to show, by field.
    """
    ways = [NEW_SOURCE, KNOWN_SOURCE]
    way = show_field("source_way", st.segmented_control, ways, default=NEW_SOURCE, required=True)
    if way == KNOWN_SOURCE:
        labels = label_sources(dataset.sources)
        show_field(
            "source_ids", st.multiselect, list(labels), default=[], format_func=labels.get,
            placeholder="Choose, or type part of the title or publisher",
            select_all=False,  # it would come first, and Enter would cite every source with a word
        )  # fmt: skip
        show_problem("source_ids", shown)
        return
    show_text("source_title", shown, most=500)
    kind, published = st.columns([3, 2])
    with kind:
        show_choice("source_kind", SOURCE_KINDS, None)
        show_problem("source_kind", shown)
    with published:
        show_text("source_published", shown, "2024-01-05")
    publisher, url = st.columns(2)
    with publisher:
        show_text("source_publisher", shown, most=300)
    with url:
        show_text("source_url", shown, "https://…", 2000)


def show_words(shown: dict[str, str]) -> None:
    """Show summary and note; `shown` holds problems by field."""
    for name, placeholder in (
        ("summary", "What is reported, in your own words"),
        ("note", "Where sources differ, and what is not known"),
    ):
        show_field(
            name, st.text_area, default="", max_chars=4000, height=70, placeholder=placeholder
        )
        show_problem(name, shown)

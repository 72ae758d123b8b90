"""The filters in the side bar: which sites, which weapons, and whether held-out records show."""

import streamlit as st

from geo.dataset import Dataset
from geo.scene import Filters
from geo.words import WEAPONS


def choose_filters(dataset: Dataset, linked: Filters) -> Filters:
    """
    Show the filters and give what is chosen.

    Parameters
    ----------
    dataset
        The record; each choice carries its number of counted records in it.
    linked
        What the address asked for: the choice that a session begins with.
    """
    counted = dataset.attacks.loc[dataset.attacks["counted"]]
    at_site = counted["base_id"].value_counts()
    by_weapon = counted["weapon"].value_counts()
    names = dataset.bases["name"]
    with st.sidebar:
        st.html('<p class="bw-title">Basewatch</p>')
        sites = st.multiselect(
            "Sites",
            [base_id for base_id in dataset.bases.index if at_site.get(base_id, 0)],
            default=[word for word in dataset.bases.index if word in linked.base_ids],
            format_func=lambda base_id: f"{names[base_id]} ({at_site.get(base_id, 0)})",
            placeholder="All sites",
            key="sites",
        )
        weapons = st.multiselect(
            "Weapons",
            [word for word in WEAPONS if by_weapon.get(word, 0)],
            default=[word for word in WEAPONS if word in linked.weapons],
            format_func=lambda word: f"{WEAPONS[word]} ({by_weapon.get(word, 0)})",
            placeholder="All weapons",
            key="weapons",
        )
        held = int((~dataset.attacks["counted"]).sum())
        include = st.checkbox(
            f"Show held-out records ({held})",
            value=linked.include_held_out,
            help="Disputed, marked as a possible duplicate, or aimed at no base or post. "
            "They are drawn when asked for and never counted.",
            key="held-out",
        )
    return Filters(frozenset(sites), frozenset(weapons), include_held_out=include)

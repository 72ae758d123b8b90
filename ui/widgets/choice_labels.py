"""Labels for lists of choices: names for the reader, no two alike."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd


def label_sites(bases: pd.DataFrame) -> dict[str, str]:
    """
    Name each site for a list of choices.

    Parameters
    ----------
    bases
        Sites, as in `Dataset.bases`. Not modified.

    Returns
    -------
    labels
        Name and country by `base_id`, in file order; no two are alike.

    Examples
    --------
    >>> bases = pd.DataFrame({"name": ["Harir"], "country": ["Iraq"]}, index=["harir"])
    >>> label_sites(bases)
    {'harir': 'Harir, Iraq'}
    """
    named = zip(bases.index, bases["name"], bases["country"], strict=True)
    return make_distinct({base_id: f"{name}, {country}" for base_id, name, country in named})


def label_sources(sources: pd.DataFrame) -> dict[str, str]:
    """
    Name each source for a list of choices.

    Parameters
    ----------
    sources
        Sources, as in `Dataset.sources`. Not modified.

    Returns
    -------
    labels
        Publisher, title and day by `source_id`, in file order; no two are alike.
    """
    named = zip(
        sources.index, sources["publisher"], sources["title"], sources["published"], strict=True
    )
    return make_distinct(
        {
            source_id: f"{publisher or 'Publisher not known'}: {title} ({published or 'no date'})"
            for source_id, publisher, title, published in named
        }
    )


def make_distinct(labels: Mapping[str, str]) -> dict[str, str]:
    """
    Add the id to labels that several choices share.

    Streamlit's browser sends the label of a choice: of two alike, it would always be the last.

    Parameters
    ----------
    labels
        By id. Not modified.

    Returns
    -------
    labels
        The same, with the id in brackets where two would be alike.

    Examples
    --------
    >>> make_distinct({"a": "Camp", "b": "Camp", "c": "Post"})
    {'a': 'Camp [a]', 'b': 'Camp [b]', 'c': 'Post'}
    """
    marked = {name: f"{label} [{name}]" for name, label in labels.items()}
    alike = Counter(labels.values())
    distinct = {name: marked[name] if alike[label] > 1 else label for name, label in labels.items()}
    # a name may itself end like a label with an id; no id holds a bracket, so all marked differ
    return distinct if len(set(distinct.values())) == len(distinct) else marked

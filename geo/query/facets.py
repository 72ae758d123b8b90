"""The facets of a record: the columns that a filter selects words of, and their names."""

import dataclasses
from collections.abc import Mapping
from typing import Final

from geo.model import vocabulary
from geo.model.errors import ViewError

BLANK: Final = ""
"""The word of a blank cell in a filter."""
NONE: Final = "none"
"""How `BLANK` is written in the address, on the command line and in a manifest."""
_ESCAPE: Final = "="
"""Prefix of a word of the record that would be read as `NONE`, such as a site of that name."""


@dataclasses.dataclass(frozen=True)
class Facet:
    """
    A column that a filter selects words of; a record has one word, or several weapons.

    Attributes
    ----------
    field
        The filter's name in `geo.model.scene.Filters`.
    name
        In the page's address, and with two hyphens on the command line.
    noun
        What one of its words denotes, in an error message.
    heading
        Heading above its choices.
    column
        The column of the attacks; the country is that of the site.
    blank
        Label of a blank cell; blank if no cell of the column may be blank.
    words
        The controlled words and their labels; empty for sites and countries, whose words are in
        the record.
    """

    field: str
    name: str
    noun: str
    heading: str
    column: str
    blank: str = ""
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def write(self, word: str) -> str:
        """Write a word for the address, the command line or a manifest: the inverse of `read`."""
        if not self.blank or word.lstrip(_ESCAPE) != NONE:
            return NONE if self.blank and word == BLANK else word
        return _ESCAPE + word

    def read(self, text: str) -> str:
        """
        Read a word that `write` wrote or an officer typed.

        Parameters
        ----------
        text
            Such as ``none`` for a blank cell, and ``=none`` for a cell that holds this word.

        Raises
        ------
        ViewError
            If the text is blank.
        """
        if text == BLANK:
            instead = f", or {NONE}: {self.blank}" if self.blank else ""
            msg = f"A {self.noun} to filter by is blank: write one{instead}."
            raise ViewError(msg)
        if not self.blank or text.lstrip(_ESCAPE) != NONE:
            return text
        return BLANK if text == NONE else text.removeprefix(_ESCAPE)


FACETS: Final = (
    Facet("base_ids", "base", "site", "Base", "base_id", "site not named"),
    Facet("weapons", "weapon", "weapon", "Weapon", "weapon", words=vocabulary.WEAPONS),
    Facet(
        "confirmations", "confirmation", "confirmation", "Confirmed by", "confirmation",
        words=vocabulary.CONFIRMATIONS,
    ),
    Facet("outcomes", "outcome", "outcome", "Outcome", "outcome", words=vocabulary.OUTCOMES),
    Facet("countries", "country", "country", "Country", "country", "country not known"),
    Facet(
        "claim_groups", "claimed-by", "claimant", "Claimed by", "claim_group", "no claim known",
        vocabulary.CLAIM_GROUPS,
    ),
    Facet(
        "reliabilities", "reliability", "reliability", "Reliability", "reliability",
        words=vocabulary.RELIABILITIES,
    ),
    Facet(
        "credibilities", "credibility", "credibility", "Credibility", "credibility",
        words=vocabulary.CREDIBILITIES,
    ),
)  # fmt: skip

"""Names of sites in cells: replaced by the base_id, or rejected with the nearest sites."""

import dataclasses
from collections.abc import Iterable
from typing import Final

import pandas as pd

from geo.files.csv_table import TextTable
from geo.gazetteer.lookup import Gazetteer, describe_near, find_site, resolve_site
from geo.model.problems import Reject, list_rows, reject_cells
from geo.model.scene import Filters
from geo.record import Respelling

SEARCHED: Final = 500
"""Most unknown spellings that get suggestions: with more, it is probably another column."""
_OR_BLANK: Final = (
    " If the sources name no site, leave the cell blank and write their words in place_as_reported."
)
SCOPE_OF_SITE: Final = "base:"
"""Prefix of a site in a scope of the official totals."""


def resolve_sites(
    gazetteer: Gazetteer, table: TextTable, column: str, *, prefix: str = ""
) -> tuple[TextTable, tuple[Respelling, ...]]:
    """
    Replace each cell of a column that names a site by its `base_id`.

    Parameters
    ----------
    gazetteer
        The sites.
    table
        A file as text. Not modified.
    column
        Which of its columns.
    prefix
        Text before the site in the cells that name one; it stays.

    Returns
    -------
    resolved
        The file; a blank cell and one that names no known site stay unchanged.
    respellings
        Every replacement, by first row.
    """
    cells = table.frame[column]
    named = cells[cells.str.startswith(prefix)].str.removeprefix(prefix)
    named = named[~named.isin(["", *gazetteer.areas])]
    # Many rows may share a spelling: each distinct one is looked up once.
    found = {text: resolve_site(gazetteer, text) for text in named.unique()}
    means = {text: site for text, site in found.items() if site is not None}
    if not means:
        return table, ()
    groups = pd.Series(list_rows(named)).groupby(named.to_numpy()).agg(["size", "first"])
    respellings = [
        Respelling(table.file, column, text[:200], site, *map(int, groups.loc[text]))
        for text, site in means.items()
    ]
    ids = {prefix + text: prefix + site for text, site in means.items()}
    resolved = table.frame.assign(**{column: cells.mask(cells.isin(list(ids)), cells.map(ids))})
    damaged = [cell for cell in table.damaged if cell.column != column or cell.value not in ids]
    resolved_table = dataclasses.replace(table, frame=resolved, damaged=tuple(damaged))
    return resolved_table, tuple(respellings)


def count_respelled(respellings: Iterable[Respelling]) -> str:
    """Write how many cells have another spelling of a site than its base_id."""
    cells = sum(respelling.cells for respelling in respellings)
    if cells == 1:
        return "1 cell has another spelling of a site than its base_id and is read as that site"
    return (
        f"{cells:,} cells have another spelling of a site than its base_id and are read as that "
        "site"
    )


def resolve_filters(gazetteer: Gazetteer, filters: Filters) -> Filters:
    """
    Replace every spelling of a site in filters by its `base_id`.

    Parameters
    ----------
    gazetteer
        The sites.
    filters
        The filters.

    Returns
    -------
    resolved
        The same by `base_id`; `geo.query.facets.BLANK` stays. An unknown name stays as it is, for
        the error of `geo.query.selection.check_filters`.
    """
    sites = {text and (resolve_site(gazetteer, text) or text) for text in filters.base_ids}
    return dataclasses.replace(filters, base_ids=frozenset(sites))


def check_sites(file: str, frame: pd.DataFrame, gazetteer: Gazetteer) -> list[Reject]:
    """
    Check that each site is known, and that a row without one states the place.

    Parameters
    ----------
    file
        Name of the file.
    frame
        The attacks as text, each known site by its `base_id`.
    gazetteer
        The sites.

    Returns
    -------
    rejects
        One for each problem; that of an unknown site suggests the nearest ones.
    """
    base_id = frame["base_id"]
    nowhere = (base_id == "") & (frame["place_as_reported"] == "")
    return [
        *_check_known(file, base_id, gazetteer, _OR_BLANK),
        *reject_cells(
            file,
            frame["place_as_reported"],
            nowhere,
            "is blank although the row names no site",
            "Write the base_id, or the place in the words of the source.",
        ),
    ]


def check_scopes(file: str, frame: pd.DataFrame, gazetteer: Gazetteer) -> list[Reject]:
    """
    Check that a scope such as ``base:conoco`` names a known site.

    Parameters
    ----------
    file
        Name of the file.
    frame
        Official totals as text.
    gazetteer
        The sites.

    Returns
    -------
    rejects
        One for each unknown site.
    """
    scope = frame["scope"]
    sites = scope[scope.str.startswith(SCOPE_OF_SITE)].str.removeprefix(SCOPE_OF_SITE)
    return _check_known(file, sites, gazetteer)


def _check_known(
    file: str, cells: "pd.Series[str]", gazetteer: Gazetteer, otherwise: str = ""
) -> list[Reject]:
    """Check that each filled cell is the id of a known site; `otherwise` ends the fix."""
    known = gazetteer.areas.keys() - gazetteer.rejected
    unknown = cells[~cells.isin(["", *known])]
    # Many rows may share a spelling: each distinct one is looked up once.
    words = {
        text: _word_unknown(text, gazetteer, otherwise, search=number < SEARCHED)
        for number, text in enumerate(unknown.unique())
    }
    return [
        Reject(file, row, str(cells.name), value[:200], *words[value])
        for row, value in zip(list_rows(unknown), unknown, strict=True)
    ]


def _word_unknown(
    text: str, gazetteer: Gazetteer, otherwise: str, *, search: bool
) -> tuple[str, str]:
    """Return reason and fix of a text that names no known site."""
    lost = find_site(gazetteer, text)
    if lost is not None:  # and not resolved
        reason = f"names {lost[:80]}, which is rejected in bases.geojson"
        return reason, "Correct bases.geojson first."
    near = describe_near(gazetteer, text) if search else ""
    fix = (
        "Write the base_id or a spelling of bases.geojson, or add this one to the site's aliases "
        f"there.{otherwise}"
    )
    reason = "is not a spelling of any site of bases.geojson"
    return reason, f"Nearest: {near}. {fix}" if near else fix

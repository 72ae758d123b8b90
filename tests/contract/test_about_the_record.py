"""What the document about the record says of the world is cited, and each citation is a source."""

import re
from pathlib import Path

import pytest

from geo.loading import read_dataset

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "about-the-record.md").read_text(encoding="utf-8")
# A link has its address behind the bracket; a citation has not.
CITATION = re.compile(r"\[([a-z0-9][a-z0-9.-]*)\](?!\()")
CONTEXT = TEXT.split("\n## The context", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
PARAGRAPHS = [
    part.strip()
    for part in CONTEXT.split("\n\n")[1:]
    if part.strip() and not part.lstrip().startswith("#")
]
ARTICLES = {
    "Iran-backed militias continue to attack U.S. bases in Iraq and Syria",
    "Iranian-Backed Militias in Iraq and Syria Continue Attacks on U.S. Troops",
    "Iran increases its attacks in Syria, Iraq against US forces",
    "Iran Increases Use of Proxy Militias to Target US Forces in Syria and Iraq",
    "[Analysis of the July-August 2024 escalation]",
}


def test_every_citation_is_a_source():
    cited = set(CITATION.findall(TEXT))
    assert cited - set(read_dataset(ROOT / "data").sources.index) == set()


def test_every_pair_of_brackets_is_a_citation_or_a_link():
    """A misspelt id, with a capital or a space, would be overlooked by the others."""
    for inside in re.findall(r"\[([^\]]*)\](?!\()", TEXT):
        assert CITATION.fullmatch(f"[{inside}]"), inside


@pytest.mark.parametrize("paragraph", PARAGRAPHS, ids=lambda paragraph: paragraph[:40])
def test_every_paragraph_of_context_is_cited(paragraph):
    assert CITATION.search(paragraph)


def test_the_five_reference_articles_are_cited_in_the_context():
    sources = read_dataset(ROOT / "data").sources
    titles = set(sources["title"].reindex(CITATION.findall(CONTEXT)))
    assert titles >= ARTICLES

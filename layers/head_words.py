"""The words of the head: title line, key figures and tally; server and browser share them."""

from typing import Any, Final

HEAD_WORDS: Final[dict[str, Any]] = {
    "shown": "{selected} of {inFilters} counted records",
    "shown_filtered": "{selected} of {inFilters} counted records in the filters",
    "added": "{added} added by user",
    "incomplete": "recorded, not complete",
    "not_stated": "coverage not stated",
    "not_covered": "not covered",
    "covers": "the record covers {covers}",
    "not_before": "not covered before {day}",
    "not_after": "not covered after {day}",
    "tally": "{selected} of {inFilters} · {usConfirmed} US-confirmed",
    "none": "–",
    "nothing": "No record in this period.",
    "nothing_covered": "Not covered: {covers}.",
    "tiles": [
        ["US-confirmed", "{usConfirmed}", "of {selected} in the period"],
        ["Other reported", "{otherReported}", "of {selected} in the period"],
        ["Sites hit", "{sitesHit}", "of {sites} in the record"],
        ["US killed", "{killedSum}", "stated in {killedStated} of {selected}"],
        ["US wounded", "{woundedSum}", "stated in {woundedStated} of {selected}"],
        ["Intercepted in full", "{share}", "of {outcomeKnown} known"],
        ["{against}", "{difference}", "{compared}"],
    ],
    "at_least": "≥ {wounded}",
    "share": "{percent} %",
    "against_days": "Against {days} days before",
    "against_day": "Against the day before",
    "against_none": "Against before",
    "compared": "{selected} after {before}",
    "not_cumulative": "not in cumulative",
    "not_comparable": "not fully covered",
    "signs": ["−", "±", "+"],
}
"""
Templates: a name in braces is filled in, a number with commas. The seven tiles are each a name, a
value and what the value is out of. `layers/plugin/data/head_words.js` and `ui/layout/header.py`
fill them alike; a test holds the two to each other.
"""

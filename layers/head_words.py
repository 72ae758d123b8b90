"""Words of the header: title line, key figures and tally, shared by server and browser."""

from typing import Any, Final

HEAD_WORDS: Final[dict[str, Any]] = {
    "shown": "{selected} of {inFilters} counted records",
    "shown_filtered": "{selected} of {inFilters} counted records in the filters",
    "added": "{added} added by user",
    "incomplete": "not every attack was reported",
    "not_stated": "coverage not stated",
    "not_covered": "not covered",
    "covers": "the record covers {covers}",
    "not_before": "not covered before {day}",
    "not_after": "not covered after {day}",
    "tally": "{selected} of {inFilters} · {usConfirmed} US-confirmed",
    "none": "n/a",
    "nothing": "No record in this period.",
    "nothing_covered": "Not covered: {covers}.",
    "tiles": [
        ["US-confirmed", "{usConfirmed}", "of {selected} in the period"],
        ["Other reported", "{otherReported}", "of {selected} in the period"],
        ["Sites hit", "{sitesHit}", "of {sites} in the record"],
        ["US killed", "{killedSum}", "stated in {killedStated} of {selected}"],
        ["US wounded", "{woundedSum}", "stated in {woundedStated} of {selected}"],
        ["Fully intercepted", "{share}", "of {outcomeKnown} with known outcome"],
        ["{against}", "{difference}", "{compared}"],
    ],
    "at_least": "≥ {wounded}",
    "share": "{percent} %",
    "against_days": "Change from previous {days} days",
    "against_day": "Change from previous day",
    "against_none": "Change from previous period",
    "compared": "{before} → {selected}",
    "not_cumulative": "not in cumulative mode",
    "not_comparable": "not fully covered",
    "signs": ["−", "±", "+"],
}
"""
Templates: names in braces are filled in, numbers with commas. Each of the seven tiles has a name,
a value and what the value is out of. `layers/plugin/data/head_words.js` and `ui/layout/header.py`
fill them in the same way; a test compares them.
"""

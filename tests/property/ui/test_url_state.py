"""The address: whatever it holds, it reads; what was written reads as the same filters."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model.dates import Window
from geo.model.extent import Extent
from geo.model.scene import MOST_TEXT, Filters, View
from geo.query.facets import FACETS
from geo.query.filtering import list_choices
from tests.property.geo.test_filtering import shipped
from ui.state.url_state import read_filters, read_url, write_filters

EXAMPLES = settings(max_examples=150, deadline=None)
OPENING = View(Window(dt.date(2023, 10, 17), dt.date(2023, 11, 30)))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=MOST_TEXT // 4)
EDGES = st.tuples(
    st.floats(-180, 179.9), st.floats(-90, 89.9), st.floats(0.001, 360), st.floats(0.001, 180)
).map(lambda e: Extent(e[0], e[1], min(180.0, e[0] + e[2]), min(90.0, e[1] + e[3])))
NAMES = [*(facet.name for facet in FACETS), "with-casualties", "search", "area", "include",
         "from", "to", "mode", "extent", "other"]  # fmt: skip


@EXAMPLES
@given(data=st.data())
def test_filters_that_are_written_read_as_the_same(data):
    words = {
        facet.field: data.draw(
            st.frozensets(st.sampled_from(list(list_choices(shipped().bases, facet))))
        )
        for facet in FACETS
    }
    filters = Filters(
        **words,
        with_casualties=data.draw(st.booleans()),
        text=data.draw(TEXTS),
        area=data.draw(st.none() | EDGES),
        include_held_out=data.draw(st.booleans()),
    )
    written = {name: text for name, text in write_filters(filters).items() if text is not None}
    ignored: list[str] = []
    assert read_filters(written, shipped().bases, ignored) == filters
    assert ignored == []


@EXAMPLES
@given(
    params=st.dictionaries(
        st.sampled_from(NAMES),
        TEXTS | st.sampled_from(["", ",", "1,2,3,4", "impact", "2023-10-18"]),
    )
)
def test_any_address_reads_and_each_value_that_is_ignored_is_named(params):
    linked = read_url(params, shipped(), OPENING)
    for sentence in linked.ignored:
        assert any(f"`{name}`" in sentence for name in params)
    rewritten = {name: text for name, text in write_filters(linked.view.filters).items() if text}
    again = read_url(rewritten, shipped(), OPENING)
    assert again.view.filters == linked.view.filters
    assert again.ignored == ()

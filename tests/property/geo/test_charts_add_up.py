"""Whatever is looked at, the charts hold the records that the key figures count."""

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model.dates import Window
from geo.model.scene import Filters
from geo.model.vocabulary import WEAPONS
from geo.query.totals import count_records
from geo.statistics.time_series import count_series, count_sites
from tests.property.geo.test_reading import DAYS, EXAMPLES, draw_attacks, read_written


@settings(EXAMPLES, max_examples=30)
@given(data=st.data())
def test_any_view_gives_charts_that_add_up_to_its_counts(record, data):
    attacks = data.draw(draw_attacks(record))
    dataset = read_written(record, attacks, bases=[record.base(), record.base("hemo", None)])
    period = Window(*sorted([data.draw(DAYS), data.draw(DAYS)]))
    shown = Window(*sorted([data.draw(DAYS), data.draw(DAYS)]))
    filters = Filters(
        base_ids=data.draw(st.frozensets(st.sampled_from(["conoco", "hemo"]))),
        weapons=data.draw(st.frozensets(st.sampled_from(list(WEAPONS)), max_size=4)),
        include_held_out=data.draw(st.booleans()),
    )
    counts = count_records(dataset, filters, period)
    unit = data.draw(st.sampled_from(["day", "week", "month"]))
    kind = data.draw(st.sampled_from(["weapon", "outcome", "base_id", "confirmation"]))
    series = count_series(dataset, filters, period, shown=shown, unit=unit, kind=kind)
    assert series.bars["inside"].sum() == counts.selected
    assert series.bars["us_confirmed"].sum() == counts.us_confirmed
    assert series.words.sum() == counts.selected
    of_bar = series.parts.groupby("bar")["n"].sum()
    filled = series.bars["inside"][series.bars["inside"] > 0]
    assert of_bar.to_dict() == filled.to_dict()
    firsts = series.bars["first"].iloc[1:].to_numpy()
    assert ((firsts - series.bars["last"].iloc[:-1].to_numpy()).astype("m8[D]") == 1).all()
    for most in (2, 14):
        sites = count_sites(dataset, filters, period, most=most)
        assert len(sites) <= most
        assert sites["n"].sum() == counts.selected
        assert sites["us_confirmed"].sum() == counts.us_confirmed

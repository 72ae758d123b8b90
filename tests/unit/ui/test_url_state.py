import datetime as dt

import pytest

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.extent import Extent
from geo.model.scene import Filters, View
from geo.query.facets import BLANK
from ui.state.url_state import read_filters, read_url, write_filters

OPENING = View(Window(dt.date(2023, 10, 17), dt.date(2023, 11, 30)))


@pytest.fixture
def dataset(write_record, record):
    return read_dataset(
        write_record(bases=[record.base(), record.base("harir", country="Korea, 100 % north")])
    )


def read(dataset, **params):
    linked = read_url(
        {name.replace("_", "-"): text for name, text in params.items()}, dataset, OPENING
    )
    return linked.view.filters, " ".join(linked.ignored)


def test_an_address_without_filters_asks_for_everything(dataset):
    assert read(dataset) == (Filters(), "")
    assert read(dataset, base="", area="", search="  ", include="", unknown="1") == (Filters(), "")
    assert set(write_filters(Filters()).values()) == {None}


def test_every_filter_stands_in_the_address(dataset):
    filters, ignored = read(
        dataset, base="conoco,none", weapon="rocket", country="Syria", outcome="impact,no_damage",
        confirmation="us_official", claimed_by="none", with_casualties="yes", reliability="A,F",
        credibility="6", search="fell field", area="39,34.5,42,36.2", include="held-out",
    )  # fmt: skip
    assert ignored == ""
    assert filters == Filters(
        base_ids=frozenset({"conoco", BLANK}),
        weapons=frozenset({"rocket"}),
        countries=frozenset({"Syria"}),
        outcomes=frozenset({"impact", "no_damage"}),
        confirmations=frozenset({"us_official"}),
        claim_groups=frozenset({BLANK}),
        with_casualties=True,
        reliabilities=frozenset("AF"),
        credibilities=frozenset("6"),
        text="fell field",
        area=Extent(39, 34.5, 42, 36.2),
        include_held_out=True,
    )
    # a file's name holds a hash of them: a set in another form would have another one
    assert isinstance(filters.outcomes, frozenset)
    assert write_filters(filters)["area"] == "39,34.5,42,36.2"
    assert write_filters(filters)["base"] == "conoco,none"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("base", "atlantis", "`atlantis` is not a known site"),
        ("country", "Atlantis", "unknown country `Atlantis`. It can be Syria"),
        ("weapon", "catapult", "unknown weapon `catapult`"),
        ("outcome", "impact,", ""),
        ("credibility", "7", "`credibility` in the address: unknown credibility `7`"),
        ("claimed-by", "nobody", "unknown claimant `nobody`"),
        ("with-casualties", "no", "`no`: write yes, or leave it out"),
        ("include", "all", "`all`: write held-out, or leave it out"),
        ("area", "1,2,3", "`1,2,3` is not an extent"),
        ("area", "42,34,39,36", "west 42 and east 39"),
        ("area", "nan,0,1,1", "west is not a number"),
        ("search", "x" * 999, "999 characters"),
        ("outcome", "x" * 999, "`" + "x" * 40 + "`"),
    ],
)
def test_a_bad_value_is_explained_and_ignored_and_the_rest_holds(dataset, name, value, says):
    good = "reliability" if name == "weapon" else "weapon"
    params = {name: value, good: "A" if good == "reliability" else "rocket"}
    linked = read_url(params, dataset, OPENING)
    assert says in " ".join(linked.ignored)
    assert bool(linked.ignored) == bool(says)
    assert good == ("reliability" if linked.view.filters.reliabilities else "weapon")
    assert len(linked.view.filters.on) == (1 if says else 2)


def test_a_word_with_a_comma_stays_one_word(dataset):
    filters = Filters(countries=frozenset({"Korea, 100 % north", "Syria"}))
    written = {name: text for name, text in write_filters(filters).items() if text}
    assert written == {"country": "Korea%2C 100 %25 north,Syria"}
    ignored: list[str] = []
    assert read_filters(written, dataset.bases, ignored) == filters
    assert ignored == []


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2023-10-18", "2023-10-18", ("2023-10-18", "2023-10-18")),
        ("2023-10-01", "2023-10-18", ("2023-10-17", "2023-10-18")),
        ("2023-10-18", "2199-12-31", ("2023-10-18", "2023-11-30")),
        ("2022-01-01", "2022-12-31", ("2023-10-17", "2023-11-30")),
    ],
)
def test_days_that_the_slider_does_not_have_are_said_and_not_shown(dataset, first, last, shown):
    linked = read_url({"from": first, "to": last}, dataset, OPENING)
    assert linked.view.window == Window(*map(dt.date.fromisoformat, shown))
    said = " ".join(linked.ignored)
    assert ("the days that can be shown" in said) == ((first, last) != shown)
    assert (f"Shown: {linked.view.window}" in said) == ((first, last) != shown)


def test_a_site_or_country_that_is_called_none_has_an_address_of_its_own(write_record, record):
    bases = [record.base("none", name="None", country="none"), record.base()]
    dataset = read_dataset(write_record(bases=bases))
    for base, country, filters in [
        ("none", "none", Filters(frozenset({BLANK}), countries=frozenset({BLANK}))),
        ("=none", "=none", Filters(frozenset({"none"}), countries=frozenset({"none"}))),
        ("None", "Syria", Filters(frozenset({"none"}), countries=frozenset({"Syria"}))),
    ]:
        assert read(dataset, base=base, country=country) == (filters, "")
        written = {name: text for name, text in write_filters(filters).items() if text}
        assert read_url(written, dataset, OPENING).view.filters == filters
    assert written["base"] == "=none"

import dataclasses
import datetime as dt

import pytest

from geo.checks.site_names import resolve_filters
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.errors import ViewError
from geo.model.extent import Extent
from geo.model.scene import Filters
from geo.query.facet_counts import EmptyReason, count_facets, explain_empty, find_outside
from geo.query.facets import BLANK, FACETS
from geo.query.filtering import list_choices, mask_filters, slice_period
from geo.query.selection import check_filters, select_mask
from ui.filters.panel import describe_panel

ALL = Window(dt.date(2023, 10, 1), dt.date(2024, 12, 31))


@pytest.fixture
def dataset(write_record, record):
    return read_dataset(
        write_record(
            record.attack("a", reliability="A", credibility="1", us_wounded="2"),
            record.attack("b", base_id="harir", weapon="mortar", us_killed="0", reliability="F"),
            record.attack("c", outcome="intercepted", confirmation="media", credibility="6"),
            record.attack("d", base_id="", claim_group="other", us_killed="1", date="2023-11-02"),
            record.attack("e", base_id="hemo", longitude="41", latitude="36", date="2023-11-02"),
            record.attack("f", base_id="nowhere", claim_group="kataib_hezbollah"),
            record.attack("g", status="disputed", weapon="mortar"),
            bases=[
                record.base("conoco", (40.3, 35.3)),
                record.base("harir", (44.3, 36.5), country="Iraq"),
                record.base("hemo", None),
                record.base("nowhere", None, country=""),
            ],
        )
    )


def ids(dataset, **filters) -> str:
    return "".join(dataset.attacks.index[mask_filters(dataset, Filters(**filters))])


def one_of(*words: str) -> frozenset[str]:
    return frozenset(words)


@pytest.mark.parametrize(
    ("filters", "passing"),
    [
        ({}, "abcfgde"),
        ({"base_ids": one_of("conoco")}, "acg"),
        ({"base_ids": one_of("conoco", BLANK)}, "acgd"),
        ({"countries": one_of("Iraq")}, "b"),
        ({"countries": one_of("Syria")}, "acge"),
        ({"countries": one_of(BLANK)}, "fd"),
        ({"weapons": one_of("mortar")}, "bg"),
        ({"outcomes": one_of("intercepted", "no_damage")}, "c"),
        ({"confirmations": one_of("media")}, "c"),
        ({"claim_groups": one_of("other", "kataib_hezbollah")}, "fd"),
        ({"claim_groups": one_of(BLANK)}, "abcge"),
        ({"with_casualties": True}, "ad"),
        ({"reliabilities": one_of("F")}, "b"),
        ({"reliabilities": one_of("A", "F"), "credibilities": one_of("6")}, "c"),
        ({"credibilities": one_of("1")}, "a"),
        ({"text": "rockets FELL"}, "abcfgde"),
        ({"text": "harir"}, "b"),
        ({"area": Extent(40, 35, 41, 36)}, "acge"),
        ({"area": Extent(40.3, 35.3, 40.4, 35.4)}, "acg"),
        ({"area": Extent(40.31, 35.3, 40.4, 35.4)}, ""),
        ({"weapons": one_of("mortar"), "countries": one_of("Syria")}, "g"),
    ],
)
def test_each_filter_lets_its_own_records_through(dataset, filters, passing):
    assert ids(dataset, **filters) == passing


def test_held_out_rows_pass_the_mask_only_when_asked_for(dataset):
    mortars = Filters(weapons=one_of("mortar"))
    assert select_mask(dataset, mortars).sum() == 1
    both = Filters(weapons=one_of("mortar"), include_held_out=True)
    assert select_mask(dataset, both).sum() == 2


def test_filters_know_which_of_them_are_on_and_can_drop_one():
    filters = Filters(weapons=one_of("rocket"), text="a", include_held_out=True)
    assert filters.on == ("weapons", "text")
    assert filters.drop("text").on == ("weapons",)
    assert filters.drop("text").include_held_out
    assert Filters(include_held_out=True).on == ()
    words = {facet.field: one_of("x") for facet in FACETS}
    all_on = Filters(**words, with_casualties=True, text="a", area=Extent(1, 2, 3, 4))
    assert len(all_on.on) == len(dataclasses.fields(Filters)) - 1


def test_filters_have_one_way_to_be_written():
    assert Filters(text="  a \n b ") == Filters(text="a b")
    assert Filters(area=Extent(1.00001, 2, 3, 4)) == Filters(area=Extent(1, 2, 3, 4))
    assert Filters(text=" ").on == ()
    with pytest.raises(ViewError, match="201 characters: enter at most 200"):
        Filters(text="x" * 201)


def test_every_facet_is_a_filter_and_every_column_that_may_be_blank_has_a_choice_for_it(dataset):
    for facet in FACETS:
        assert getattr(Filters(), facet.field) == frozenset()
        choices = list_choices(dataset.bases, facet)
        assert (BLANK in choices) == bool(facet.blank)
    assert list_choices(dataset.bases, FACETS[0])["harir"] == "Harir"


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.name)
def test_an_unknown_word_of_any_facet_is_named_with_what_is_known(dataset, facet):
    with pytest.raises(ViewError, match=f"has no {facet.noun} `Zzz`: try "):
        check_filters(dataset, Filters(**{facet.field: one_of("Zzz")}))
    known = frozenset(list_choices(dataset.bases, facet))
    check_filters(dataset, Filters(**{facet.field: known}))
    assert ids(dataset, **{facet.field: known}) == ids(dataset)


@pytest.fixture
def called_none(write_record, record):
    """A record with a site, and a country, that is called as a blank cell is written."""
    return read_dataset(
        write_record(
            record.attack("a", base_id="none"),
            record.attack("b", base_id=""),
            record.attack("c", base_id="conoco"),
            record.attack("d", base_id="conoco", claim_group="other"),
            record.attack("e", base_id="last"),
            bases=[
                record.base("none", (41, 35), country="Iraq", name="None", aliases=["NONE"]),
                record.base(),
                record.base("last", (42, 34), country="none"),
                record.base("nowhere", None, country="Jordan"),
            ],
        )
    )


def test_a_site_or_country_that_is_called_none_is_not_a_blank_cell(called_none):
    assert ids(called_none, base_ids=one_of("none")) == "a"
    assert ids(called_none, base_ids=one_of(BLANK)) == "b"
    assert ids(called_none, base_ids=one_of("last")) == "e"
    assert ids(called_none, countries=one_of("none")) == "e"
    assert ids(called_none, countries=one_of(BLANK)) == "b"
    assert ids(called_none, countries=one_of("Jordan")) == ""
    assert ids(called_none, claim_groups=one_of(BLANK)) == "abce"


def test_a_choice_called_none_counts_its_own_records(called_none):
    counts = count_facets(called_none, Filters(), ALL).by_choice
    assert counts["base_ids"] == {"none": 1, "conoco": 2, "last": 1, "nowhere": 0, BLANK: 1}
    assert counts["countries"] == {"Iraq": 1, "Syria": 2, "none": 1, "Jordan": 0, BLANK: 1}


def test_the_panel_ticks_the_choice_that_is_called_none_and_no_other(called_none):
    filters = Filters(base_ids=one_of("none"), countries=one_of(BLANK))
    panel = describe_panel(called_none, filters, count_facets(called_none, Filters(), ALL))
    shown = {
        facet["name"]: {each["word"]: (each["label"], each["on"]) for each in facet["choices"]}
        for facet in panel["facets"]
    }
    assert shown["base"]["=none"] == ("None", True)
    assert shown["base"]["none"] == ("site not named", False)
    assert shown["country"]["=none"] == ("none", False)
    assert shown["country"]["none"] == ("country not known", True)


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.name)
def test_a_word_that_is_written_reads_as_the_same_whatever_the_record_calls_it(facet):
    said = {word: facet.write(word) for word in ("none", "=none", "==none", "None", "=", "a", "%")}
    if facet.blank:
        said[BLANK] = facet.write(BLANK)
        assert said[BLANK] == "none"
    assert len(set(said.values())) == len(said)
    assert {word: facet.read(text) for word, text in said.items()} == {word: word for word in said}


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.name)
def test_a_blank_text_asks_for_no_blank_cell(facet):
    with pytest.raises(ViewError, match=f"A {facet.noun} to filter by is blank"):
        facet.read("")


def test_the_command_line_asks_for_blank_sites_even_where_one_is_called_none(called_none):
    asked = Filters(base_ids=one_of(BLANK, "None"))
    assert resolve_filters(called_none.gazetteer, asked).base_ids == {BLANK, "none"}
    check_filters(called_none, asked.drop("base_ids"))
    with pytest.raises(ViewError, match="Iraq, Syria, =none, Jordan, none"):
        check_filters(called_none, Filters(countries=one_of("zzz")))


def test_a_period_is_a_run_of_rows(dataset):
    def rows(first: str, last: str) -> str:
        window = Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
        return "".join(dataset.attacks.index[slice_period(dataset, window)])

    assert rows("2023-10-18", "2023-10-18") == "abcfg"
    assert rows("2023-10-19", "2023-11-02") == "de"
    assert rows("2024-01-01", "2024-02-01") == ""
    assert rows("0001-01-01", "9999-12-31") == "abcfgde"


def test_a_choice_counts_what_passes_all_other_filters(dataset):
    filters = Filters(weapons=one_of("mortar"), countries=one_of("Syria", "Iraq"))
    counts = count_facets(dataset, filters, ALL)
    assert counts.by_choice["weapons"]["rocket"] == 3  # a, c, e: of the two countries
    assert counts.by_choice["weapons"]["mortar"] == 1
    assert counts.by_choice["countries"] == {"Syria": 0, "Iraq": 1, BLANK: 0}
    assert counts.by_choice["base_ids"] == {
        "conoco": 0, "harir": 1, "hemo": 0, "nowhere": 0, BLANK: 0
    }  # fmt: skip
    assert (counts.selected, counts.held_out, counts.in_period) == (1, 1, 6)
    assert counts.with_casualties == 0
    assert count_facets(dataset, filters.drop("weapons"), ALL).with_casualties == 1


def test_a_choice_counts_in_the_period_alone(dataset):
    november = Window(dt.date(2023, 11, 1), dt.date(2023, 11, 30))
    counts = count_facets(dataset, Filters(), november)
    assert counts.by_choice["base_ids"][BLANK] == 1
    assert counts.by_choice["base_ids"]["conoco"] == 0
    assert counts.in_period == counts.selected == 2


def test_an_area_says_how_many_it_leaves_out_because_they_have_no_place(dataset):
    area = Filters(area=Extent(40, 35, 41, 36))
    counts = count_facets(dataset, area, ALL)
    assert (counts.in_area, counts.without_place, counts.selected) == (3, 2, 3)
    without = count_facets(dataset, Filters(), ALL)
    assert (without.in_area, without.without_place) == (4, 2)


def test_an_empty_view_names_each_filter_that_alone_brings_records_back(dataset):
    filters = Filters(weapons=one_of("mortar"), countries=one_of("Syria"))
    assert explain_empty(dataset, filters, ALL) == EmptyReason(
        6, (("weapons", 3), ("countries", 1)), 1
    )
    assert explain_empty(dataset, Filters(), ALL) is None
    assert explain_empty(dataset, filters.drop("weapons"), ALL) is None


def test_an_empty_view_may_need_more_than_one_filter_dropped(dataset):
    filters = Filters(
        weapons=one_of("ied"), outcomes=one_of("partly_intercepted"), text="not in any record"
    )
    assert explain_empty(dataset, filters, ALL) == EmptyReason(6, ())


def test_a_window_without_any_record_is_not_the_filters_doing(dataset):
    quiet = Window(dt.date(2023, 12, 1), dt.date(2023, 12, 31))
    assert explain_empty(dataset, Filters(text="x"), quiet) == EmptyReason(0, ())
    assert explain_empty(dataset, Filters(), quiet) == EmptyReason(0, ())


def test_what_passes_on_other_days_is_counted_and_a_window_holds_it_all(dataset):
    first, last = (dataset.attacks["date"].iloc[end].date() for end in (0, -1))
    quiet = Window(dt.date(2030, 1, 1), dt.date(2030, 1, 31))
    counted = dataset.attacks[dataset.attacks["counted"]]
    found = find_outside(dataset, Filters(), quiet)
    assert (found.records, found.days) == (len(counted), counted["date"].nunique())
    days = counted["date"].dt.date
    assert found.window == Window(days.min(), days.max())
    assert find_outside(dataset, Filters(), Window(first, last)) is None
    assert find_outside(dataset, Filters(text="not in any record"), quiet) is None
    one = Window(days.min(), days.min())
    rest = find_outside(dataset, Filters(), one)
    assert rest.records == len(counted) - (days == days.min()).sum()
    assert rest.window == found.window, "what the period holds is in it as well"


def test_a_search_counts_what_it_finds_outside_of_the_period(dataset):
    quiet = Window(dt.date(2030, 1, 1), dt.date(2030, 1, 31))
    counts = count_facets(dataset, Filters(text="field"), quiet)
    assert counts.selected == 0
    assert counts.outside == count_facets(dataset, Filters(text="field"), ALL).selected > 0
    assert count_facets(dataset, Filters(), quiet).outside == 0, "without a search it is not asked"


def test_held_out_records_alone_leave_a_view_empty(dataset):
    filters = Filters(weapons=one_of("mortar"), base_ids=one_of("conoco"), include_held_out=True)
    assert explain_empty(dataset, filters, ALL) == EmptyReason(
        6, (("weapons", 2), ("base_ids", 1)), 1
    )

import pytest

from geo.loading import read_dataset
from geo.query.opening import opening_view
from ui.state.url_state import read_url


@pytest.fixture
def read(write_record, record):
    bases = [record.base(), record.base("harir"), record.base("hemo", None)]
    dataset = read_dataset(write_record(bases=bases))
    return lambda **params: read_url(params, dataset, opening_view(dataset))


def test_a_site_may_be_named_in_any_spelling(read):
    linked = read(base="conoco,Al-Harir base,كونيكو, ")
    assert linked.view.filters.base_ids == {"conoco", "harir"}
    assert linked.ignored == ()


def test_what_names_no_site_is_ignored_and_told_with_the_nearest(read):
    linked = read(base="Konikko,hemo,Bagram")
    assert linked.view.filters.base_ids == {"hemo"}
    assert linked.ignored == (
        "`base` in the address: `Konikko` is not a known site, try conoco (Koniko).",
        "`base` in the address: `Bagram` is not a known site.",
    )


def test_an_address_without_sites_asks_for_all(read):
    assert read().view.filters.base_ids == frozenset()
    assert read(base="").ignored == ()

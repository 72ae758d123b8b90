"""Labels of choices: the browser sends the label back, so that no two may be alike."""

from geo.loading import read_dataset
from ui.widgets.choice_labels import label_sites, label_sources, make_distinct


def test_labels_that_are_alike_carry_their_ids_and_no_other_does() -> None:
    labels = {"north": "Camp, Iraq", "south": "Camp, Iraq", "harir": "Harir, Iraq"}
    assert make_distinct(labels) == {
        "north": "Camp, Iraq [north]", "south": "Camp, Iraq [south]", "harir": "Harir, Iraq",
    }  # fmt: skip


def test_a_name_that_ends_like_an_id_does_not_make_two_alike() -> None:
    labels = make_distinct({"a": "Camp", "b": "Camp", "c": "Camp [a]"})
    assert len(set(labels.values())) == 3
    assert labels["c"] == "Camp [a] [c]"


def test_nothing_to_label_is_nothing() -> None:
    assert make_distinct({}) == {}


def test_sources_of_one_title_are_told_apart_and_sites_keep_their_names(
    write_record, record
) -> None:
    sources = [record.source("s1"), record.source("s2"), record.source("s3", title="Other")]
    dataset = read_dataset(write_record(record.attack("a", source_ids="s1"), sources=sources))
    first, second, other = label_sources(dataset.sources).values()
    assert first.removesuffix(" [s1]") == second.removesuffix(" [s2]") != first
    assert "[" not in other
    assert label_sites(dataset.bases) == {"conoco": "Conoco, Syria"}

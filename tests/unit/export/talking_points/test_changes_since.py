"""Since the last product: what its manifest and the record of today say together."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from export.__main__ import main
from export.product.product import Product
from export.talking_points.changes_since import (
    compare_earlier,
    quote_earlier,
    read_earlier,
)
from export.talking_points.changes_since_text import (
    HEADING,
    describe_changes_since,
    summarise_changes_since,
)
from geo.loading import read_dataset
from geo.model.errors import ViewError
from geo.model.fingerprint import hash_attacks
from geo.model.scene import Filters
from geo.query.selection import select_scene
from tests.unit.export.talking_points.two_products import compare, manifest_of, view
from tests.unit.scenes import AS_OF, SITES

DATA = Path(__file__).parents[4] / "data"


def test_same_record_and_view_have_nothing_new(make, attacks) -> None:
    since = compare(make(*attacks()), make(*attacks()))
    assert (since.added, since.counted, since.sites, since.left_out) == (0, 4, 3, 0)
    assert since.newly_hit == since.withdrawn == since.held_out == since.corrected == ()
    assert since.same_filters
    assert describe_changes_since(since)[1:] == [
        "Attacks added: 0 of 4 counted.",
        "Bases newly hit: 0 of 3.",
        "Withdrawn from the record: none.",
        "Excluded from counts since: none.",
        "Corrected since: none.",
    ]


def test_what_was_added_is_told_by_its_date_and_place(make, attacks, record) -> None:
    last = make(*attacks(), view=view("2023-10-19", "2023-10-23"))
    late = record.attack("late", date="2023-10-21", base_id="harir")
    since = compare(make(*attacks(late=late)), last)
    assert (since.later, since.within, since.before) == (("d",), ("late",), ("a",))
    assert since.newly_hit == (("Al Tanf", 1),)
    assert since.by_base == (("Al Tanf", 1), ("Conoco", 1), ("Harir", 1))
    said = describe_changes_since(since)
    assert said[1] == (
        "Attacks added: 3 of 5 counted; 1 dated after its period; 1 dated within it: reported "
        "since, or not in its filters; 1 dated before it."
    )
    assert said[3] == "Bases newly hit: 1 of 3 (Al Tanf 1)."
    assert summarise_changes_since(since)[0] == (
        "3 of 5 attacks added, 1 of 3 bases newly hit (Al Tanf 1); "
        "added at: Al Tanf 1, Conoco 1, Harir 1."
    )


def test_withdrawn_held_out_and_corrected_are_told_apart(make, attacks, record) -> None:
    now = attacks(
        a=None,
        b=record.attack("b", date="2023-10-20", base_id="conoco", status="disputed"),
        c=record.attack("c", date="2023-10-22", base_id="harir", us_wounded="2"),
    )
    since = compare(make(*now), make(*attacks()))
    assert (since.withdrawn, since.held_out) == (("a",), ("b",))
    assert since.corrected == ("b", "c")
    assert since.left_out == 0
    assert "Withdrawn from the record: 1 (a)." in describe_changes_since(since)
    assert "Corrected since: 2 (b, c)." in describe_changes_since(since)
    assert summarise_changes_since(since)[1].endswith(
        ": 1 withdrawn, 1 excluded from counts since, 2 corrected."
    )


def test_what_is_only_out_of_view_is_not_withdrawn(make, attacks) -> None:
    now = view("2023-10-21", "2023-10-31", filters=Filters(base_ids=frozenset({"harir"})))
    since = compare(make(*attacks(), view=now), make(*attacks()))
    assert (since.withdrawn, since.left_out, since.counted) == ((), 3, 1)
    assert not since.same_filters
    said = describe_changes_since(since)
    assert said[0].endswith("counted 4 attacks. It used different filters.")
    assert said[-1] == "3 of its attacks are outside this product's period or filters."


def test_a_site_that_is_not_named_is_no_base(make, record) -> None:
    bases = list(SITES)
    rows = [
        record.attack(f"{base_id}-{k}", date="2023-10-18", base_id=base_id)
        for place, base_id in enumerate(bases)
        for k in range(place + 1)
    ]
    rows += [
        record.attack(f"unnamed-{k}", date="2023-10-18", base_id="", place_as_reported="Iraq")
        for k in range(2)
    ]
    since = compare(make(*rows), make(record.attack("z", date="2023-10-17")))
    assert since.by_base[-1] == ("", 2)
    said = describe_changes_since(since)[2]
    assert (
        said
        == "Added at: Al Tanf 5, Harir 4, Omar Field 3, Conoco 2, Ain Al Asad 1, site not named 2."
    )
    assert summarise_changes_since(since)[0].endswith(
        "added at: Al Tanf 5, Harir 4, Omar Field 3, 2 more bases 3, site not named 2."
    )


def test_every_attack_of_either_product_is_accounted_for(make) -> None:
    dataset = read_dataset(DATA)

    def product(first: str, last: str) -> Product:
        return Product(select_scene(dataset, view(first, last), as_of=AS_OF), dataset, None)

    last, now = product("2023-10-17", "2023-11-19"), product("2023-11-06", "2023-12-10")
    since = compare(now, last)
    both = last.scene.counts.selected - since.left_out
    assert since.added + both == now.scene.counts.selected
    assert sum(n for _, n in since.by_base) == since.added
    assert (since.within, since.before, since.withdrawn, since.corrected) == ((), (), (), ())


def test_a_manifest_of_old_says_that_corrections_cannot_be_told(make, attacks) -> None:
    old = manifest_of(make(*attacks()))
    del old["attacks"]["digests"]
    now = make(*attacks())
    since = compare_earlier(now.scene, now.dataset, read_earlier(old))
    assert describe_changes_since(since)[-1] == "Its manifest does not show what was corrected."
    assert "corrected" not in summarise_changes_since(since)[1]


def test_a_fingerprint_changes_with_a_cell_and_with_nothing_else(make, attacks, record) -> None:
    def digest(*rows):
        return hash_attacks(make(*rows).dataset.attacks)

    alone, among = digest(attacks()[0]), digest(*attacks())
    assert alone["a"] == among["a"]
    assert among.is_unique or among.index.is_unique
    noted = record.attack("a", date="2023-10-18", base_id="conoco", note="x")
    assert digest(noted)["a"] != alone["a"]


def test_quoted_earlier_reads_as_the_same(make, attacks) -> None:
    earlier = read_earlier(manifest_of(make(*attacks())))
    again = read_earlier(json.loads(json.dumps(quote_earlier(earlier))))
    assert vars(again) == vars(earlier)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"order": {}, "attacks": {}},
        {"order": 3, "attacks": []},
        {
            "order": {"as_of": "x", "from": "2023-10-17", "to": "2023-10-18", "mode": "window",
                      "filters": {}},
            "attacks": {"counted": [], "sites": []},
        },
        {
            "order": {"as_of": "2026-11-21T10:54:00Z", "from": "2023-10-19", "to": "2023-10-18",
                      "mode": "window", "filters": {}},
            "attacks": {"counted": [], "sites": []},
        },
    ],
)  # fmt: skip
def test_what_is_not_whole_is_one_sentence(broken) -> None:
    with pytest.raises(ViewError, match=r"^The last product's manifest is incomplete"):
        read_earlier(broken)


def test_points_begin_with_what_changed(make, attacks) -> None:
    product = make(*attacks())
    earlier = read_earlier(manifest_of(make(*attacks(), view=view("2023-10-17", "2023-10-19"))))
    compared = replace(product, earlier=earlier)
    assert [point.heading for point in compared.points][:2] == [HEADING] * 2
    assert compared.points[2:] == product.points
    assert compared.points[0].text == (
        "3 of 4 attacks added, 2 of 3 bases newly hit (Al Tanf 1, Harir 1); "
        "added at: Al Tanf 1, Conoco 1, Harir 1."
    )


def test_command_line_compares_and_makes_the_same_again_without_the_file(tmp_path, capsys) -> None:
    first, second, third = (tmp_path / name for name in ("1", "2", "3"))
    days = ["--to", "2023-10-29", "--format", "svg,csv"]
    assert main(["--from", "2023-10-17", *days, "--out", str(first)]) == 0
    (last,) = first.glob("*.manifest.json")
    order = ["--from", "2023-10-23", "--to", "2023-11-05", "--format", "pdf,csv", "--dpi", "72"]
    assert main([*order, "--since", str(last), "--out", str(second)]) == 0
    last.unlink()
    (manifest,) = second.glob("*.manifest.json")
    told = json.loads(manifest.read_text("ascii"))
    assert told["since"]["order"]["from"] == "2023-10-17"
    capsys.readouterr()
    assert main(["--from-manifest", str(manifest), "--out", str(third)]) == 0
    said = capsys.readouterr().out
    assert said.count("same bytes") == 2
    assert manifest.read_bytes() == (third / manifest.name).read_bytes()


def test_a_file_that_is_no_manifest_is_one_sentence(tmp_path, capsys) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"\xff{")
    order = ["--from", "2023-10-23", "--to", "2023-10-29", "--format", "csv"]
    assert main([*order, "--since", str(path), "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert "is not a manifest: it is not JSON" in said
    assert said.count("\n") == 1

"""What is added to a record is told in every product by a name and a hash of its own."""

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest

from export.office.package import write_provenance_part
from export.product.manifest import list_inputs, make_manifest
from export.product.manifest_check import check_inputs
from export.product.product import Product
from export.product.provenance import list_provenance
from geo.importers.known_formats import make_mapping
from geo.importers.pipeline import import_table
from geo.importers.readers.bases import parse_bases
from geo.importers.readers.dispatch import parse_foreign
from geo.importers.result import build_record, replace_sites
from geo.loading import read_dataset
from geo.model.errors import ViewError
from geo.query.opening import opening_view
from geo.query.selection import select_scene
from geo.record import Dataset

DATA = Path(__file__).parents[4] / "data"
AS_OF = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)
TABLE = b"date,place,weapon\n2024-01-05,Heet,rocket\n2024-01-06,Heet,no such\n"
DIGEST = hashlib.sha256(TABLE).hexdigest()


@pytest.fixture(scope="module")
def record() -> Dataset:
    return read_dataset(DATA)


def join(record: Dataset, file: str, data: bytes = TABLE, *, merged: bool = True) -> Dataset:
    table = parse_foreign(file, data)
    imported = import_table(table, make_mapping("own", table.frame), record, merged=merged)
    return build_record(imported, record, merged=merged)


def make_product(dataset: Dataset) -> Product:
    return Product(select_scene(dataset, opening_view(dataset), as_of=AS_OF), dataset, None)


def test_a_table_that_is_called_as_a_file_of_the_record_takes_no_hash_away(record):
    joined = join(record, "attacks.csv")
    again = join(joined, "attacks.csv", TABLE.replace(b"Heet", b"Hit"))
    inputs = list_inputs(again, None)
    assert inputs["attacks.csv"] == dict(record.inputs)["attacks.csv"]
    assert inputs["attacks.csv (added)"] == DIGEST
    assert len(inputs) == len(again.inputs) == len(record.inputs) + 2
    assert len({rows.file for rows in again.files}) == len(again.files)
    assert joined.attack_rows.read == record.attack_rows.read + 2
    assert {fault.file for fault in joined.rejects} == {"attacks.csv (added)"}


def test_every_product_tells_an_own_table_with_its_hash_and_nothing_without_one(record):
    product = make_product(join(record, "attacks.csv"))
    manifest = json.loads(make_manifest(product, ["png"], None, {}))
    told = [
        list_provenance(product.scene)["Inputs"],
        write_provenance_part(product).decode(),
        " ".join(f"{item['name']} {item['sha256']}" for item in manifest["inputs"]),
    ]
    for text in told:
        assert "attacks.csv (added)" in text
        assert DIGEST in text
        assert dict(record.inputs)["attacks.csv"] in text
        assert "(sources)" not in text
    assert all(len(item["sha256"]) == 64 for item in manifest["inputs"])
    check_inputs(product.dataset, manifest)
    with pytest.raises(ViewError, match=r"attacks.csv \(added\) is missing"):
        check_inputs(record, manifest)


def test_sites_of_ones_own_and_the_records_sites_are_told_beside_a_table_that_stands_alone(record):
    alone = join(record, "log.csv", merged=False)
    assert dict(alone.inputs) == {
        "bases.geojson": dict(record.inputs)["bases.geojson"], "log.csv": DIGEST
    }  # fmt: skip
    data = b"name,lat,lon\nFort Invented,13.51,2.11\n"
    sites = replace_sites(record, parse_bases("sites.csv", data))
    own = join(sites, "log.csv", merged=False)
    digest = hashlib.sha256(data).hexdigest()
    assert dict(own.inputs) == {"sites.csv": digest, "log.csv": DIGEST}


def test_a_record_source_that_a_table_cites_is_told_with_its_file(record):
    cited = f"date,place,source_ids\n2024-01-05,Heet,{record.sources.index[0]}\n".encode()
    alone = join(record, "log.csv", cited, merged=False)
    assert [name for name, _ in alone.inputs] == ["sources.csv", "bases.geojson", "log.csv"]

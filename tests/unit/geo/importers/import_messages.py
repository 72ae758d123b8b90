"""What an import answers, as one text."""

from functools import cache

from geo.files.shipped_data import DATA_FOLDER
from geo.importers.column_detection import detect_format
from geo.importers.known_formats import make_mapping
from geo.importers.pipeline import import_table
from geo.importers.readers.dispatch import parse_foreign
from geo.loading import read_dataset
from geo.model.errors import GeoError
from geo.model.limits import Limits
from geo.record import Dataset


@cache
def shipped() -> Dataset:
    return read_dataset(DATA_FOLDER)


def read_aloud(file: str, data: bytes, limits: Limits | None = None) -> str:
    """Import a file and give all that an officer is told."""
    try:
        table = parse_foreign(file, data, limits=limits or Limits())
        mapping = make_mapping(detect_format(table.frame.columns), table.frame)
        imported = import_table(table, mapping, shipped())
    except GeoError as error:
        return str(error)
    assert imported.read == imported.kept + imported.rejected
    days = "kept " + " ".join(imported.attacks.frame["date"])
    return "\n".join([days, *imported.remarks, *map(str, imported.rejects)])

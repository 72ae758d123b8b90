"""One reading in a process of its own: `python -m bench.reading_once pandas|payload FOLDER`."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd

from bench.memory import peak_mb
from geo.checks.record import check_record
from geo.files.folder_reader import read_record
from geo.loading import build_dataset
from geo.model.schema import ATTACKS
from layers.payload import make_payload
from layers.record_texts import hold_texts


def main() -> None:
    """Read, and print seconds, megabytes above those of the imports, and each step's seconds."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    steps: dict[str, Callable[[Any], Any]] = {
        "read": lambda _: read_record(folder),
        "check": check_record,
        "join": build_dataset,
        "payload": lambda dataset: make_payload(dataset, with_texts=hold_texts(dataset)),
    }
    if what == "pandas":
        steps = {
            "read": lambda _: pd.read_csv(folder / ATTACKS.file, dtype="str", keep_default_na=False)
        }
    before_mb = peak_mb()
    took: dict[str, float] = {}
    value: Any = None
    for name, step in steps.items():
        began = perf_counter()
        value = step(value)
        took[name] = perf_counter() - began
    said = {"seconds": sum(took.values()), "peak_mb": peak_mb() - before_mb, "steps": took}
    print(json.dumps(said))


if __name__ == "__main__":
    main()

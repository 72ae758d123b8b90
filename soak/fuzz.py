"""Mutated files: each is read with rows that reconcile, or gives one error of ours, in time."""

import argparse
import concurrent.futures
import contextlib
import csv
import io
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from random import Random
from time import monotonic, process_time
from types import FrameType
from typing import Final

from bench.memory import peak_mb
from geo.loading import read_dataset
from geo.model.errors import GeoError
from geo.record import Dataset
from layers.payload import make_payload
from soak.mutations import mutate_file
from soak.strangers import read_stranger, write_strangers

ROOT: Final = Path(__file__).resolve().parent.parent
FILES: Final = ("attacks.csv", "sources.csv", "strikes.csv", "official_totals.csv", "bases.geojson")
ROWS: Final = 12
"""Rows of each table that is damaged; a small file is damaged as well as a large one, sooner."""
SEED: Final = 20231017
LONGEST_S: Final = 20
MOST_MB: Final = 1_500
"""What a process may hold at most: a few small files, and one mutated."""
CHUNK: Final = 50
STRANGERS: Final = "strangers"
RECORD: Final = "data folder"


class HangError(Exception):
    """A file that took longer than `LONGEST_S` to read."""


@dataclass
class Tally:
    """
    What came of the files: how many were read or refused, and which broke the rule.

    `forms` counts those that were read and refused, by form and outcome.
    """

    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    peak_mb: float = 0.0

    def add(self, other: "Tally") -> None:
        """Add another tally to this one."""
        self.read += other.read
        self.refused += other.refused
        self.forms += other.forms
        self.broken += other.broken
        self.slowest_s = max(self.slowest_s, other.slowest_s)
        self.peak_mb = max(self.peak_mb, other.peak_mb)


def write_sound(folder: Path) -> Path:
    """
    Write a small sound record: the shipped one's first rows, with the sources they cite.

    Beside it, in a folder `STRANGERS`, stand the files that an import reads.
    """
    data = ROOT / "data"
    shutil.copy(data / "bases.geojson", folder)
    cited: set[str] = set()
    for name in ("attacks.csv", "strikes.csv", "official_totals.csv"):
        rows = list(csv.DictReader(io.StringIO((data / name).read_text(encoding="utf-8"))))[:ROWS]
        for row in rows:
            cited.update(source for source in row["source_ids"].split(";"))
        _write_rows(folder / name, rows)
    sources = csv.DictReader(io.StringIO((data / "sources.csv").read_text(encoding="utf-8")))
    _write_rows(folder / "sources.csv", [row for row in sources if row["source_id"] in cited])
    (folder / STRANGERS).mkdir()
    write_strangers(folder / STRANGERS)
    return folder


@cache
def _read_sound(sound: Path) -> Dataset:
    """Read the sound record once a process."""
    return read_dataset(sound)


def _write_rows(path: Path, rows: Sequence[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def check_file(sound: Path, number: int, seed: int = SEED) -> tuple[str, str | None]:
    """
    Damage one file of a record and read the record; or, every other time, import a stranger's.

    Parameters
    ----------
    sound
        Folder with a sound record. Not changed.
    number, seed
        Which damage: the same two, the same file.

    Returns
    -------
    form, kind
        Which form the file has; and the error's class, one of ours: None where it was read and its
        rows reconcile.

    Raises
    ------
    Exception
        Whatever else came of it, `HangError` and `AssertionError` among it.
    """
    random = Random(f"{seed}-{number}")  # noqa: S311 - chance that can be had again
    check = _check_record if number % 2 else _check_stranger
    form, run = check(sound, random)
    try:
        run()
    except GeoError as error:
        if not str(error).strip():
            msg = "an error without a word"
            raise AssertionError(msg) from error
        return form, type(error).__name__
    return form, None


def _check_stranger(sound: Path, random: Random) -> tuple[str, Callable[[], None]]:
    """Damage a file of another's; give its form, and what imports it."""
    path = random.choice(sorted((sound / STRANGERS).iterdir()))
    data = mutate_file(path.read_bytes(), path.name, random)
    record = _read_sound(sound)

    def run() -> None:
        with _limit_time():
            read_stranger(path.name, data, record)

    return path.suffix.removeprefix("."), run


def _check_record(sound: Path, random: Random) -> tuple[str, Callable[[], None]]:
    """Damage one or two files of a data folder; give its form, and what reads it."""
    files = random.sample(FILES, random.choice((1, 1, 1, 2)))
    damaged = {file: mutate_file((sound / file).read_bytes(), file, random) for file in files}
    return RECORD, partial(_read_damaged, sound, damaged)


def _read_damaged(sound: Path, damaged: Mapping[str, bytes]) -> None:
    """Read a data folder with some of its files damaged, and see that no row of it is lost."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in FILES:
            shutil.copy(sound / file, folder)
        for file, data in damaged.items():
            (folder / file).write_bytes(data)
        with _limit_time():
            dataset = read_dataset(folder)
            make_payload(dataset)
        for read in dataset.files:
            rejected = {fault.row for fault in dataset.rejects if fault.file == read.file}
            if read.read != read.kept + len(rejected):
                msg = f"{read.file}: {read.read} read, {read.kept} kept, {len(rejected)} rejected"
                raise AssertionError(msg)


@contextlib.contextmanager
def _limit_time() -> Iterator[None]:
    """
    Raise `HangError` in what takes longer than `LONGEST_S`, where the system has an alarm.

    Seconds of this process's own work: on a busy machine an honest file waits.
    """

    def stop(_: int, __: FrameType | None) -> None:
        msg = f"longer than {LONGEST_S} s"
        raise HangError(msg)

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def check_files(sound: Path, numbers: Sequence[int], seed: int = SEED) -> Tally:
    """Check several files, one by one; what breaks the rule is told and does not stop it."""
    tally = Tally()
    for number in numbers:
        began = process_time()
        try:
            form, kind = check_file(sound, number, seed)
        except Exception as error:
            tally.broken.append(
                f"file {number} of seed {seed}: {type(error).__name__}: {error}"[:400]
            )
            continue
        finally:
            tally.slowest_s = max(tally.slowest_s, process_time() - began)
        tally.forms[f"{form}: {'refused' if kind else 'read'}"] += 1
        if kind is None:
            tally.read += 1
        else:
            tally.refused[kind] += 1
    tally.peak_mb = peak_mb()
    return tally


def main(argv: Sequence[str] | None = None) -> int:
    """Check many files on all cores; return 0 when none broke the rule."""
    parser = argparse.ArgumentParser(prog="python -m soak.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args(argv)
    began = monotonic()
    tally = Tally()
    with tempfile.TemporaryDirectory() as name:
        sound = write_sound(Path(name))
        lots = [range(n, min(n + CHUNK, arguments.files)) for n in range(0, arguments.files, CHUNK)]
        with concurrent.futures.ProcessPoolExecutor() as pool:
            jobs = {pool.submit(check_files, sound, lot, arguments.seed): lot for lot in lots}
            for done, job in enumerate(concurrent.futures.as_completed(jobs), 1):
                try:
                    tally.add(job.result())
                except concurrent.futures.BrokenExecutor as error:
                    tally.broken.append(f"a process died near file {jobs[job][0]}: {error}")
                if done % 20 == 0:
                    print(f"  {done * CHUNK:,} files", file=sys.stderr, flush=True)
    if tally.peak_mb > MOST_MB:
        tally.broken.append(f"a process held {tally.peak_mb:.0f} MB; {MOST_MB:,} MB is the limit")
    refused = ", ".join(f"{count:,} {kind}" for kind, count in tally.refused.most_common())
    print(
        f"{arguments.files:,} mutated files in {monotonic() - began:.0f} s: {tally.read:,} read "
        f"and reconciled, {tally.refused.total():,} refused ({refused}), {len(tally.broken)} broke "
        f"the rule; slowest {tally.slowest_s:.2f} s, most memory {tally.peak_mb:.0f} MB"
    )
    print(*(f"  {form}: {count:,}" for form, count in sorted(tally.forms.items())), sep="\n")
    print(*tally.broken[:50], sep="\n")
    return 1 if tally.broken else 0


if __name__ == "__main__":
    sys.exit(main())

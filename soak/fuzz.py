"""Mutated files: each gives a record whose rows reconcile, or one error of ours, in time."""

import argparse
import contextlib
import csv
import io
import multiprocessing
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from types import FrameType
from typing import Final

from geo.dataset import read_dataset
from geo.errors import GeoError
from layers.payload import make_payload
from soak.mutations import mutate_file

ROOT: Final = Path(__file__).resolve().parent.parent
FILES: Final = ("attacks.csv", "sources.csv", "strikes.csv", "official_totals.csv", "bases.geojson")
ROWS: Final = 12
"""Rows of each table that is damaged; a small file is damaged as well as a large one, sooner."""
SEED: Final = 20231017
LONGEST_S: Final = 20
CHUNK: Final = 50


class HangError(Exception):
    """A file that took longer than `LONGEST_S` to read."""


@dataclass
class Tally:
    """What came of the files: how many were read or refused, and which broke the rule."""

    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    peak_mb: float = 0.0

    def add(self, other: "Tally") -> None:
        """Add another tally to this one."""
        self.read += other.read
        self.refused += other.refused
        self.broken += other.broken
        self.slowest_s = max(self.slowest_s, other.slowest_s)
        self.peak_mb = max(self.peak_mb, other.peak_mb)


def write_sound(folder: Path) -> Path:
    """Write a small sound record: the shipped one's first rows, with the sources they cite."""
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
    return folder


def _write_rows(path: Path, rows: Sequence[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def check_file(sound: Path, number: int, seed: int = SEED) -> str | None:
    """
    Damage one file of a record and read the record.

    Parameters
    ----------
    sound
        Folder with a sound record. Not changed.
    number, seed
        Which damage: the same two, the same file.

    Returns
    -------
    kind
        The error's class, one of ours; None where the record was read and its rows reconcile.

    Raises
    ------
    Exception
        Whatever else came of it, `HangError` and `AssertionError` among it.
    """
    random = Random(f"{seed}-{number}")  # noqa: S311 - chance that can be had again
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in FILES:
            shutil.copy(sound / file, folder)
        for file in random.sample(FILES, random.choice((1, 1, 1, 2))):
            path = folder / file
            path.write_bytes(mutate_file(path.read_bytes(), file, random))
        try:
            with _limit_time():
                dataset = read_dataset(folder)
                make_payload(dataset)
        except GeoError as error:
            if not str(error).strip():
                msg = "an error without a word"
                raise AssertionError(msg) from error
            return type(error).__name__
        for read in dataset.files:
            rejected = {fault.row for fault in dataset.rejects if fault.file == read.file}
            if read.read != read.kept + len(rejected):
                msg = f"{read.file}: {read.read} read, {read.kept} kept, {len(rejected)} rejected"
                raise AssertionError(msg)
        return None


@contextlib.contextmanager
def _limit_time() -> Iterator[None]:
    """Raise `HangError` in what takes longer than `LONGEST_S`, where the system has an alarm."""

    def stop(_: int, __: FrameType | None) -> None:
        msg = f"longer than {LONGEST_S} s"
        raise HangError(msg)

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def check_files(sound: Path, numbers: Sequence[int], seed: int = SEED) -> Tally:
    """Check several files, one by one; what breaks the rule is told and does not stop it."""
    tally = Tally()
    for number in numbers:
        began = monotonic()
        try:
            kind = check_file(sound, number, seed)
        except Exception as error:
            tally.broken.append(
                f"file {number} of seed {seed}: {type(error).__name__}: {error}"[:400]
            )
            continue
        finally:
            tally.slowest_s = max(tally.slowest_s, monotonic() - began)
        if kind is None:
            tally.read += 1
        else:
            tally.refused[kind] += 1
    tally.peak_mb = _peak_mb()
    return tally


def _peak_mb() -> float:
    """Give the most memory that this process has held, in MB; 0 where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - POSIX's alone
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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
        with multiprocessing.Pool() as pool:
            jobs = [pool.apply_async(check_files, (sound, lot, arguments.seed)) for lot in lots]
            for done, job in enumerate(jobs, 1):
                tally.add(job.get())
                if done % 20 == 0:
                    print(f"  {done * CHUNK:,} files", file=sys.stderr, flush=True)
    refused = ", ".join(f"{count:,} {kind}" for kind, count in tally.refused.most_common())
    print(
        f"{arguments.files:,} mutated files in {monotonic() - began:.0f} s: {tally.read:,} read "
        f"and reconciled, {tally.refused.total():,} refused ({refused}), {len(tally.broken)} broke "
        f"the rule; slowest {tally.slowest_s:.2f} s, most memory {tally.peak_mb:.0f} MB"
    )
    print(*tally.broken[:50], sep="\n")
    return 1 if tally.broken else 0


if __name__ == "__main__":
    sys.exit(main())

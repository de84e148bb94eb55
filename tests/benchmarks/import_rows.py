"""How long taking in a long foreign list takes against openpyxl reading its cells, in one run.

python tests/benchmarks/import_rows.py [--rows 100000] [--profile STAGE]

Prints CPU seconds of each stage (look, compare, apply with log and search index, the same file
again, undo), the floor (openpyxl read-only over the same cells) before and after, and the ratios.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import pstats
import random
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, TypeVar

import openpyxl
import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from coordinator_app.domain.clock import Clock
from coordinator_app.services import samples, undoing
from coordinator_app.services.exchange import review
from coordinator_app.services.foreign import comparing, looking, proposing
from coordinator_app.services.session import Session

T = TypeVar("T")
_HEADERS = (
    "Title", "Title in the other language", "State", "Dates", "Start time", "Mode", "City",
    "Venue", "Host State", "Scope", "Type of visit", "Invitation", "Invitation (note verbale)",
    "Invited on", "Participants", "Women", "Men", "Objectives", "Summary", "Results", "Next steps",
    "Report due on", "Series", "Findings",
)  # fmt: skip
_STATES = ("Trinidad and Tobago", "Jamaica", "Belize", "Peru", "Ecuador", "Guyana", "Panama")
_WORDS = (
    "visita", "técnica", "régimen", "control", "reunión", "ministerio", "aduana", "taller", "señal",
)  # fmt: skip
_KINDS = ("Committee visit", "National round table", "Peer review", "Planning mission")


def _rows(count: int) -> Iterator[list[Any]]:
    chance = random.Random(1540)
    start = dt.date(2005, 1, 1)

    def text(length: int) -> str:
        return " ".join(chance.choices(_WORDS, k=length))

    for number in range(count):
        # No two visits of a kind to a State on one day: they would be taken for one.
        state, kind = _STATES[number % 7], _KINDS[number // 7 % 4]
        day = start + dt.timedelta(number // 28)
        yield [
            f"{text(3)} {number}", f"{text(3)} {number}", state, day,
            f"{chance.randrange(8, 18):02d}:30", "In person", text(1), f"{text(2)} {number % 500}",
            chance.choice(_STATES), "National", kind, "Received",
            f"NV {number}", day - dt.timedelta(60), chance.randrange(5, 80),
            chance.randrange(1, 40), chance.randrange(1, 40), text(8), text(20), text(6), text(6),
            day + dt.timedelta(14), text(1), text(10),
        ]  # fmt: skip


def _make(path: Path, count: int) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Visits")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, _HEADERS)
        for row, values in enumerate(_rows(count), 1):
            for column, value in enumerate(values):
                if isinstance(value, dt.date):
                    sheet.write_datetime(row, column, value, day)
                else:
                    sheet.write(row, column, value)


def _floor(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True)
    rows = book.worksheets[0].iter_rows(values_only=True)
    count = sum(value is not None for row in rows for value in row)
    book.close()
    return count


class _Stages:
    """Runs stages one after the other and notes how long each took."""

    def __init__(self, profiled: str) -> None:
        self.spent: dict[str, float] = {}
        self._profiled = profiled

    def run(self, name: str, work: Callable[[], T]) -> T:
        """Run a stage."""
        profile = cProfile.Profile() if name == self._profiled else None
        start = process_time()
        found = profile.runcall(work) if profile else work()
        self.spent[name] = process_time() - start
        print(f"{name:24} {self.spent[name]:8.2f} s CPU", flush=True)  # noqa: T201  its result
        if profile:
            pstats.Stats(profile).sort_stats("tottime").print_stats(45)
        return found


def _import(session: Session, path: Path, stages: _Stages, again: str) -> int:
    look = stages.run(f"look{again}", lambda: looking.look(session, path))
    mapping = proposing.propose(session, look)
    left = sum(not each.field for each in mapping.sheets["Visits"].columns.values())
    if left:
        raise SystemExit(f"{left} columns were not recognised")
    received = stages.run(f"compare{again}", lambda: comparing.compare(session, look, mapping))
    applied = stages.run(f"apply{again}", lambda: review.apply(session, received))
    return applied.taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--profile", default="", help="show where a stage spends its time")
    options = parser.parse_args()
    stages = _Stages(options.profile)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "visits.xlsx"
        _make(path, options.rows)
        floors = []
        stages.run("openpyxl read-only", lambda: _floor(path))
        floors.append(stages.spent["openpyxl read-only"])
        clock = Clock("replica1", lambda: dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
        with samples.new(Path(folder) / "mine.c1540", clock, "Ana") as session:
            taken = _import(session, path, stages, "")
            if taken != options.rows:
                raise SystemExit(f"{taken} of {options.rows} rows were taken in")
            if _import(session, path, stages, " again"):
                raise SystemExit("the same file changed something")
            undone = stages.run("undo", lambda: undoing.undo(session))
            if len(undone.undone) != options.rows or undone.kept:
                raise SystemExit(f"{len(undone.undone)} of {options.rows} rows were taken back")
        stages.run("openpyxl read-only, 2nd", lambda: _floor(path))
        floors.append(stages.spent["openpyxl read-only, 2nd"])
    floor = median(floors)
    first = sum(stages.spent[each] for each in ("look", "compare", "apply"))
    second = sum(stages.spent[f"{each} again"] for each in ("look", "compare", "apply"))
    print(f"import {first:.2f} s, {first / floor:.2f} of the floor")  # noqa: T201  its result
    print(f"again  {second:.2f} s, {second / first:.2f} of the import")  # noqa: T201  its result
    print(f"undo   {stages.spent['undo'] / first:.2f} of the import")  # noqa: T201  its result
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {memory:.0f} MiB")  # noqa: T201  its result


if __name__ == "__main__":
    main()

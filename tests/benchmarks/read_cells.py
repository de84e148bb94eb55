"""How long reading cells takes against openpyxl, in the same run.

python tests/benchmarks/read_cells.py [--rows 10000] [--rounds 5] [--normal]

Prints CPU seconds and the ratios to openpyxl read-only (and normal): medians over rounds in which
the readers take turns, since a shared machine changes its speed from one second to the next.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import openpyxl
import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from coordinator_app.excel.sheets import open_book

_WORDS = [
    "visita",
    "técnica",
    "régimen",
    "control",
    "reunión",
    "ministerio",
    "seguimiento",
    "aduana",
    "taller",
    "señal",
]


def _rows(count: int) -> Iterator[list[Any]]:
    """Invent rows of 24 columns as a dispatch has them, a fifth of the cells empty."""
    chance = random.Random(1540)
    start = datetime(2010, 1, 1)  # noqa: DTZ001  cells have no time zone

    def maybe(value: Any) -> Any:
        return None if chance.random() < 0.2 else value

    for number in range(count):
        yield [
            f"{number:032x}",
            f"{chance.randrange(1 << 24):06x}",
            *(maybe(f"{' '.join(chance.choices(_WORDS, k=3))} {number}") for _ in range(4)),
            *(maybe(f"+1 868 {chance.randrange(10**7):07}") for _ in range(2)),
            *(maybe(chance.choice(["Planned", "Done", "Open", "Cancelled"])) for _ in range(4)),
            *(maybe(start.date() + timedelta(chance.randrange(5000))) for _ in range(2)),
            maybe(start + timedelta(minutes=chance.randrange(5_000_000))),
            *(maybe(chance.randrange(10_000)) for _ in range(3)),
            *(maybe(chance.random() * 1000) for _ in range(2)),
            maybe(round(chance.random(), 2)),
            *(maybe(chance.random() < 0.5) for _ in range(2)),
            maybe(" ".join(chance.choices(_WORDS, k=40))),
        ]


def _make(path: Path, count: int) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": False}) as book:
        sheet = book.add_worksheet("Data")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for row, values in enumerate(_rows(count)):
            for column, value in enumerate(values):
                match value:
                    case None:
                        pass
                    case str():
                        sheet.write_string(row, column, value)
                    case bool():
                        sheet.write_boolean(row, column, value)
                    case datetime():
                        sheet.write_datetime(row, column, value, moment)
                    case date():
                        sheet.write_datetime(row, column, value, day)
                    case _:
                        sheet.write_number(row, column, value)


def _ours(path: Path) -> int:
    with open_book(path) as book:
        return sum(len(row.cells) for sheet in book.sheets for row in sheet.rows())


def _openpyxl_read_only(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True)
    rows = book.worksheets[0].iter_rows(values_only=True)
    count = sum(value is not None for row in rows for value in row)
    book.close()
    return count


def _openpyxl_normal(path: Path) -> int:
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return sum(value is not None for row in rows for value in row)


def _seconds(read: Callable[[Path], int], path: Path) -> tuple[float, int]:
    start = process_time()
    count = read(path)
    return process_time() - start, count


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--normal", action="store_true", help="also against openpyxl's normal mode")
    options = parser.parse_args()
    readers = {"ours": _ours, "openpyxl read-only": _openpyxl_read_only}
    if options.normal:
        readers["openpyxl normal"] = _openpyxl_normal
    spent: dict[str, list[float]] = {name: [] for name in readers}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cells.xlsx"
        _make(path, options.rows)
        for _ in range(options.rounds):
            counts = set()
            for name, read in readers.items():
                seconds, count = _seconds(read, path)
                spent[name].append(seconds)
                counts.add(count)
            if len(counts) > 1:
                raise SystemExit(f"the readers disagree about the number of cells: {counts}")
    for name, all_seconds in spent.items():
        pairs = zip(spent["ours"], all_seconds, strict=True)
        ratio = median(ours / theirs for ours, theirs in pairs)
        print(f"{name:20} {median(all_seconds):7.3f} s CPU   ours is {ratio:.3f} of it")  # noqa: T201  its result


if __name__ == "__main__":
    main()

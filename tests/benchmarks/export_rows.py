"""How long writing a sent file takes against XlsxWriter with the same features, in the same run.

python tests/benchmarks/export_rows.py [--rows 100000] [--rounds 3]

Both write one data sheet of 24 fields with everything a sent file has: looks of each cell, quoted
texts, hidden ids, a true table, names, drop-downs, hints, widths, heights, frozen header, printing.
Prints CPU seconds, their ratio (median over rounds in which the two take turns), the most memory
each needed beyond the data, and how large the files are; that the cells are the same is tested.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from coordinator_app.domain import fields
from coordinator_app.domain.fields import Choice, Field, Value
from coordinator_app.domain.identity import uuid7
from coordinator_app.excel import manifest, writer
from coordinator_app.excel.layouts import (
    REFERENCE,
    Column,
    FileLayout,
    Guide,
    Line,
    Listing,
    SheetLayout,
)
from coordinator_app.excel.manifest import Manifest
from coordinator_app.texts import load

_WORDS = ["visita", "técnica", "régimen", "control", "reunión", "ministerio", "seguimiento", "aduana",
          "taller", "señal"]  # fmt: skip
_CHOICES = tuple(
    Choice(code, label)
    for code, label in (("P", "Planned"), ("D", "Done"), ("O", "Open"), ("C", "Cancelled"))
)
_PLACES = tuple((f"Ministry no. {n}", uuid7()) for n in range(200))
_FIELDS: tuple[Field, ...] = (
    *(fields.text(f"text{n}", f"Text {n}") for n in range(5)),
    *(fields.phone(f"phone{n}", f"Telephone {n}") for n in range(2)),
    *(fields.choice(f"choice{n}", f"Choice {n}", choices=_CHOICES) for n in range(4)),
    *(fields.date(f"day{n}", f"Day {n}") for n in range(2)),
    fields.edtf("dates", "Dates"),
    *(fields.whole(f"whole{n}", f"Number {n}") for n in range(3)),
    fields.percent("share", "Share"),
    fields.count("people", "People"),
    *(fields.yes_no(f"yes{n}", f"Yes or no {n}") for n in range(2)),
    fields.link("place", "Place", targets=("place",)),
    fields.note("note", "Notes"),
    fields.note("long", "Long notes"),
)


_START = date(2010, 1, 1)
_MADE: dict[str, Callable[[random.Random], Value]] = {
    "text": lambda chance: f"{' '.join(chance.choices(_WORDS, k=3))} {chance.randrange(10**6)}",
    "phone": lambda chance: f"+1 868 {chance.randrange(10**7):07}",
    "choice": lambda chance: chance.choice("PDOC"),
    "date": lambda chance: (_START + timedelta(chance.randrange(5000))).isoformat(),
    "edtf": lambda chance: f"{chance.randrange(2010, 2026)}-{chance.randrange(1, 13):02}",
    "whole": lambda chance: chance.randrange(10_000),
    "percent": lambda chance: chance.randrange(1000) / 10,
    "count": lambda chance: {"n": chance.randrange(1, 90), "q": chance.choice(["exact", "about"])},
    "yes_no": lambda chance: chance.random() < 0.5,
    "link": lambda chance: chance.choice(_PLACES)[1],
    "note": lambda chance: " ".join(chance.choices(_WORDS, k=chance.choice([12, 40]))),
}


def _lines(count: int) -> Iterator[Line]:
    """Invent rows of 24 fields, a fifth of them empty."""
    chance = random.Random(1540)
    for number in range(count):
        values = {
            each.key: _MADE[each.kind.value](chance) for each in _FIELDS if chance.random() >= 0.2
        }
        yield Line(uuid7(), f"{number:010x}", f"VIS-TTO-2025-{number:06}", values)


def _layout(count: int) -> FileLayout:
    names = {"choice": tuple((each.label, each.code) for each in _CHOICES), "link": _PLACES}
    names["yes_no"] = (("Yes", "yes"), ("No", "no"))
    lists = {
        each.key: Listing(manifest.listing_name("thing", each.key), names[each.kind.value])
        for each in _FIELDS
        if each.kind.value in names
    }
    columns = [Column(REFERENCE, "Code", editable=False)]
    columns += [
        Column(
            each.key, each.label, each, "Fill it in.",
            listing=lists[each.key].name if each.key in lists else "",
        )
        for each in _FIELDS
    ]  # fmt: skip
    return FileLayout(
        Manifest(uuid7(), uuid7(), "1", "TEST", "es", {"Things": "thing"}),
        Guide("Read me", "A form"),
        (SheetLayout("thing", "Things", tuple(columns), tuple(_lines(count))),),
        tuple(lists.values()),
        marking="INTERNAL",
    )


def _write(rows: int, many: int, folder: str) -> tuple[float, float, float, int]:
    """Return CPU seconds, wall seconds, MB needed beyond the data, and the size of the file."""
    layout = _layout(rows)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cpu, wall = process_time(), perf_counter()
    draft = writer.write(layout, Path(folder) / f"{many}.xlsx", load("es"), many=many)
    draft.place()
    spent = process_time() - cpu, perf_counter() - wall
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return *spent, (most - before) / 1024, draft.path.stat().st_size


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    ways = {"ours": 1, "XlsxWriter": options.rows + 1}
    found: dict[str, list[tuple[float, float, float, int]]] = {name: [] for name in ways}
    # A process of its own each time: the most memory a process ever had never goes down again.
    apart = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.rounds):
            for name, many in ways.items():
                with apart.Pool(1) as pool:
                    found[name].append(pool.apply(_write, (options.rows, many, folder)))
    for name, runs in found.items():
        cpu, wall, memory, size = (median(each) for each in zip(*runs, strict=True))
        pairs = zip(found["ours"], runs, strict=True)
        ratio = median(ours[0] / theirs[0] for ours, theirs in pairs)
        print(  # noqa: T201  its result
            f"{name:10} {cpu:7.2f} s CPU {wall:7.2f} s  {memory:6.0f} MB beyond the data"
            f"  {size / 1e6:5.1f} MB   ours is {ratio:.3f} of it"
        )


if __name__ == "__main__":
    main()

"""A foreign file as a mapping reads it: lines with their ids, and what is doubtful in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coordinator_app.domain.reading import Reading as Understanding
from coordinator_app.domain.record import Record
from coordinator_app.excel.grid import Grid
from coordinator_app.services.collecting import uncollected
from coordinator_app.services.foreign import remembering
from coordinator_app.services.foreign.known import Known
from coordinator_app.services.foreign.lines import Line, SheetReader
from coordinator_app.services.foreign.looked import Look
from coordinator_app.services.foreign.looking import read_again
from coordinator_app.services.foreign.lookups import RememberingLookup
from coordinator_app.services.foreign.mapping import Mapping as Mapped
from coordinator_app.services.foreign.resolving import Resolver
from coordinator_app.services.foreign.telling import Tell, silent
from coordinator_app.services.session import Reading

#: So many lines are read between two words of how far it is.
_STEP = 500


@dataclass(frozen=True)
class Lines:
    """What a file says.

    Args:
        lines: In the order of the file; records that are only named come last.
        records: Records on file that lines are, by id.
        grids: The sheets, by name.
        strange: By sheet, the words of its type column that nobody said anything of, with the
            numbers of their rows.
        sums: By sheet, the numbers of the rows that only sum up others.
        lookup: The workbook, and what the lines are called.
    """

    lines: tuple[Line, ...]
    records: Mapping[str, Record]
    grids: Mapping[str, Grid]
    strange: Mapping[str, Mapping[str, list[int]]]
    sums: Mapping[str, list[int]]
    lookup: RememberingLookup = field(repr=False)


@uncollected()
def read(
    reading: Reading, look: Look, mapping: Mapped, lang: str = "en", tell: Tell = silent
) -> Lines:
    """Read a file by a mapping.

    Args:
        tell: Told how many rows of how many are understood.

    Raises:
        Refusal: It cannot be read any more.
    """
    grids = {each.name: each for each in look.grids or read_again(look)}
    lookup = RememberingLookup(reading.records)
    understanding = Understanding(lang, lookup, reading.today())
    remembered = remembering.field_meanings(reading)
    lines: list[Line] = []
    strange: dict[str, Mapping[str, list[int]]] = {}
    sums: dict[str, list[int]] = {}
    before, total = 0, sum(len(grids[name].rows) for name in mapping.sheets if name in grids)
    for name, sheet in mapping.sheets.items():
        if name not in grids or not (sheet.type or sheet.type_column):
            continue
        grid = grids[name]
        known = Known(
            reading.catalogue, understanding, mapping.values, remembered, from_1904=grid.from_1904
        )
        reader = SheetReader(reading.catalogue, grid, sheet, known, clears=mapping.blank == "clear")
        for line in reader.lines():
            lines.append(line)
            if len(lines) % _STEP == 0:
                tell("understand", before + min(line.number, len(grid.rows)), total)
        before += len(grid.rows)
        strange[name], sums[name] = reader.strange, reader.sums
    tell("understand", total, total)
    resolver = Resolver(
        reading.catalogue, lookup, look.sha256, create_missing=mapping.create_missing
    )
    found = resolver.resolve(lines)
    return Lines(tuple(found), resolver.known, grids, strange, sums, lookup)

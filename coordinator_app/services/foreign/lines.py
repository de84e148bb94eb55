"""The rows of a foreign file as lines: each the beginnings of one record, or of one it owns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from typing import NamedTuple

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.reading import written
from coordinator_app.domain.record_type import PARENT
from coordinator_app.excel.cells import Value as CellValue
from coordinator_app.excel.grid import Grid
from coordinator_app.services.foreign import letters, merged_down, names, sums, vocabulary
from coordinator_app.services.foreign.known import Heard, Known
from coordinator_app.services.foreign.mapping import CODE, SheetMapping
from coordinator_app.services.foreign.values import ColumnReader
from coordinator_app.texts import N_

_ELSEWHERE = N_("“{value}” is on record for another State.")
_SAY_WHICH = N_("Say which one is meant.")
#: So many rows are read column by column.
_BATCH = 500


@dataclass(slots=True)
class Wrong:
    """A cell that means nothing that can be used, with what it takes to read it again.

    Args:
        elsewhere: It would mean something, but of another State than its row.
    """

    heard: Heard
    reader: ColumnReader
    value: CellValue
    column: int
    elsewhere: bool = False


@dataclass(slots=True, eq=False)
class Line:
    """The beginnings of one record.

    Args:
        sheet, number: Where it stands.
        type: Record type.
        values: What it says, by field; None where a blank clears.
        wrong: Fields whose cell cannot be used as it is.
        constants: Fields that every new record gets if nothing else is said.
        columns: Field to column number.
        code: By what the file itself calls it.
        owner: The line that owns it, where both stand in one row.
        ordinal: Which of the rows that one row makes it is.
        id: Of the record on file, or of the one it makes.
        known: It is a record on file.
        joined: Its name was put together from its parts.
    """

    sheet: str
    number: int
    type: str
    values: dict[str, Value]
    wrong: dict[str, Wrong]
    constants: Mapping[str, Value]
    columns: Mapping[str, int]
    code: str = ""
    owner: Line | None = None
    ordinal: int = 0
    id: str = ""
    known: bool = False
    joined: bool = False


class _Row(NamedTuple):
    """A row that holds data, with what the word in its type column says it is."""

    number: int
    values: Sequence[CellValue]
    type: str
    said: Mapping[str, Value]


@dataclass
class _Owned:
    """Columns that together make one row that each row owns."""

    type: str
    variant: str
    columns: list[tuple[int, ColumnReader]] = field(default_factory=list)


@dataclass
class _Shape:
    """How the rows of one record type are read."""

    own: list[tuple[int, ColumnReader]]
    owned: list[_Owned]
    institutions: list[tuple[int, ColumnReader]]
    constants: Mapping[str, Value]
    places: Mapping[str, int]


class SheetReader:
    """Reads the lines of one sheet.

    Args:
        catalogue: The record types.
        grid: The sheet.
        mapping: What its columns are.
        known: Lookup and decisions.
        clears: A blank cell says that the field is empty.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        grid: Grid,
        mapping: SheetMapping,
        known: Known,
        *,
        clears: bool = False,
    ) -> None:
        self._catalogue = catalogue
        self._grid = grid
        self._mapping = mapping
        self._known = known
        self._clears = clears
        self._shapes: dict[str, _Shape] = {}
        self._odd_rows = {number for number, _ in grid.odd}
        self._code = mapping.column_of(CODE)
        #: Words of the type column that nobody said anything of, with the rows they stand in.
        self.strange: dict[str, list[int]] = {}
        #: Numbers of the rows that only sum up others.
        self.sums: list[int] = []

    def lines(self) -> Iterator[Line]:
        """Yield the lines; those that a line owns follow it."""
        rows = self._rows()
        while batch := list(islice(rows, _BATCH)):
            plain: list[dict[str, Value] | None] = [None] * len(batch)
            for type_key in {each.type for each in batch}:
                at = [at for at, each in enumerate(batch) if each.type == type_key]
                held = self._plain(type_key, [batch[each] for each in at])
                for place, each in zip(at, held, strict=True):
                    plain[place] = each
            for row, each in zip(batch, plain, strict=True):
                yield from self._row(row, each)

    def _rows(self) -> Iterator[_Row]:
        """Yield the rows that hold data, with what a cell merged downwards says in them."""
        mapping, grid = self._mapping, self._grid
        head = self._heading()
        carried = merged_down.carried(grid, mapping.data_row)
        for number, values in grid.rows:
            if number < mapping.data_row or values == head:
                continue
            if sums.sums_up(values):
                self.sums.append(number)
                continue
            whole = merged_down.filled(values, carried[number]) if number in carried else values
            type_key, said = self._type(number, whole)
            if type_key:
                yield _Row(number, whole, type_key, said)

    def _column(self, column: int) -> Iterator[CellValue]:
        rows = (values for number, values in self._grid.rows if number >= self._mapping.data_row)
        return (values[column - 1] for values in rows if column <= len(values))

    def _heading(self) -> tuple[CellValue, ...] | None:
        """Return the last header line, which printed lists repeat on every page."""
        last = self._mapping.data_row - 1
        return next((values for number, values in self._grid.rows if number == last), None)

    def _type(self, number: int, values: Sequence[CellValue]) -> tuple[str, Mapping[str, Value]]:
        mapping = self._mapping
        if not mapping.type_column:
            return mapping.type, {}
        at = mapping.type_column
        value = values[at - 1] if at <= len(values) else None
        if value is None:
            return "", {}
        word = self._grid.text(number, at, value)
        meant = mapping.types.get(fold(word))
        if meant is None:
            self.strange.setdefault(word, []).append(number)
            return "", {}
        return meant.type, meant.values

    def _plain(self, type_key: str, rows: Sequence[_Row]) -> list[dict[str, Value] | None]:
        """Return what rows of one type say of themselves, read column by column.

        Nothing of a row of which there is more to say: that is read cell by cell.
        """
        shape = self._shape_of(type_key)
        columns = list(zip_longest(*(each.values for each in rows)))
        odd = {at for at, each in enumerate(rows) if each.number in self._odd_rows}
        blank = [None] * len(rows)
        found: list[Sequence[Value]] = []
        for at, reader in shape.own:
            said, more = reader.read_all(columns[at]) if at < len(columns) else (blank, ())
            found.append(said)
            odd.update(more)
        keys = [reader.field.key for _, reader in shape.own]
        whole = self._clears or not any(None in each for each in found)
        return [
            None if at in odd
            else dict(zip(keys, row, strict=True)) if whole
            else {key: each for key, each in zip(keys, row, strict=True) if each is not None}
            for at, row in enumerate(zip(*found, strict=True) if found else [()] * len(rows))
        ]  # fmt: skip

    def _row(self, row: _Row, plain: dict[str, Value] | None) -> Iterator[Line]:
        number, values, type_key, said = row
        shape = self._shape_of(type_key)
        held, wrong, more = self._own(number, values, shape) if plain is None else (plain, {}, {})
        children = list(self._children(number, values, shape)) if shape.owned else []
        if not wrong and not children and not any(each is not None for each in held.values()):
            return
        for key, value in more.items():
            if held.get(key) is None and key not in wrong:
                held[key] = value
        held.update(
            (key, each) for key, each in said.items() if key not in wrong and held.get(key) is None
        )
        joined = "" if names.NAME in shape.places else names.whole(held)
        if joined:
            held[names.NAME] = joined
        line = Line(
            self._grid.name, number, type_key, held, wrong, shape.constants, shape.places,
            self._code_of(number, values), joined=bool(joined),
        )  # fmt: skip
        state = held.get("country")
        if shape.institutions and isinstance(state, str):
            for each in (line, *children):
                self._doubt_elsewhere(each, state, values, shape.institutions)
        yield line
        for ordinal, child in enumerate(children, 1):
            child.owner, child.ordinal = line, ordinal
            yield child

    def _doubt_elsewhere(
        self,
        line: Line,
        state: str,
        values: Sequence[CellValue],
        columns: Iterable[tuple[int, ColumnReader]],
    ) -> None:
        """Doubt institutions of another State than the row: many States have one of that name."""
        for at, reader in columns:
            field_ = reader.field
            found = line.values.get(field_.key)
            if reader.type != line.type or not isinstance(found, str):
                continue
            record = self._known.lookup.get(found)
            if record is None or record.get("country") in (None, state):
                continue
            raw = written(values[at]).strip()
            if fold(raw) == fold(record.reference) or reader.is_decided(raw):
                continue
            issue = Issue(_ELSEWHERE, _SAY_WHICH, value=raw, proposals=(found,),
                          params={"value": raw})  # fmt: skip
            del line.values[field_.key]
            heard = Heard(None, issue, raw=raw)
            line.wrong[field_.key] = Wrong(heard, reader, values[at], at + 1, elsewhere=True)

    def _own(
        self, number: int, values: Sequence[CellValue], shape: _Shape
    ) -> tuple[dict[str, Value], dict[str, Wrong], dict[str, Value]]:
        """Return what a row says of itself: values, what is wrong, what it says by the way."""
        odd = self._grid.odd
        held: dict[str, Value] = {}
        wrong: dict[str, Wrong] = {}
        more: dict[str, Value] = {}
        width = len(values)
        for at, reader in shape.own:
            value = values[at] if at < width else None
            cell = odd.get((number, at + 1)) if odd else None
            key = reader.field.key
            if value is None and cell is None:
                if self._clears:
                    held[key] = None
                continue
            heard = reader.read(value, cell)
            if heard.issue is not None:
                wrong[key] = Wrong(heard, reader, value, at + 1)
            else:
                held[key] = heard.value
            if heard.more:
                more.update(heard.more)
        return held, wrong, more

    def _code_of(self, number: int, values: Sequence[CellValue]) -> str:
        at = self._code
        value = values[at - 1] if 0 < at <= len(values) else None
        return self._grid.text(number, at, value) if value is not None else ""

    def _children(self, number: int, values: Sequence[CellValue], shape: _Shape) -> Iterator[Line]:
        for owned in shape.owned:
            columns = [
                (at, reader, values[at] if at < len(values) else None,
                 self._grid.odd.get((number, at + 1)))
                for at, reader in owned.columns
            ]  # fmt: skip
            columns = [each for each in columns if each[2] is not None or each[3] is not None]
            if not columns:
                continue
            if len(owned.columns) == 1:
                at, reader, value, cell = columns[0]
                for heard in reader.read_parts(value, cell):
                    part = heard.raw if heard.issue else value
                    yield self._child(number, owned, [(at, reader, part, heard)])
            else:
                yield self._child(number, owned, [
                    (at, reader, value, reader.read(value, cell))
                    for at, reader, value, cell in columns
                ])  # fmt: skip

    def _child(
        self,
        number: int,
        owned: _Owned,
        heard: Sequence[tuple[int, ColumnReader, CellValue, Heard]],
    ) -> Line:
        held: dict[str, Value] = {}
        wrong: dict[str, Wrong] = {}
        for at, reader, value, each in heard:
            if each.issue is not None:
                wrong[reader.field.key] = Wrong(each, reader, value, at + 1)
            else:
                held[reader.field.key] = each.value
        kind = vocabulary.kind_field(self._catalogue[owned.type])
        if kind and owned.variant and kind.key not in wrong and held.get(kind.key) is None:
            held[kind.key] = owned.variant
        start = f"{owned.type}."
        constants = {
            key.removeprefix(start): value
            for key, value in self._mapping.constants.items()
            if key.startswith(start)
        }
        held.update(
            (key, each)
            for key, each in constants.items()
            if key not in wrong and held.get(key) is None
        )
        columns = {reader.field.key: at + 1 for at, reader, _, _ in heard}
        return Line(self._grid.name, number, owned.type, held, wrong, {}, columns)

    def _shape_of(self, type_key: str) -> _Shape:
        if type_key not in self._shapes:
            self._shapes[type_key] = self._shape(type_key)
        return self._shapes[type_key]

    def _shape(self, type_key: str) -> _Shape:
        mapping = self._mapping
        by_key = self._catalogue[type_key].by_key
        own: list[tuple[int, ColumnReader]] = []
        owned: dict[tuple[str, str], _Owned] = {}
        found = []
        for column, mapped in mapping.columns.items():
            target = vocabulary.target(self._catalogue, type_key, mapped.field)
            if target is not None and target.field is not None:
                found.append((column, mapped, target.type, target.field, target))
        mine = frozenset(each[3].key for each in found if each[2] == type_key)
        others = frozenset(by_key) - mine
        for column, mapped, of, field_, target in found:
            spoken = letters.heard(field_, self._column(column))
            reader = ColumnReader(of, field_, mapped, self._known, others, spoken)
            if "." not in target.path:
                own.append((column - 1, reader))
            else:
                key = (of, target.variant)
                owned.setdefault(key, _Owned(*key)).columns.append((column - 1, reader))
        constants = {key: value for key, value in mapping.constants.items() if key in by_key}
        places = {reader.field.key: at + 1 for at, reader in own}
        every = [*own, *(column for each in owned.values() for column in each.columns)]
        institutions = [each for each in every if each[1].field.targets == ("institution",)]
        return _Shape(_parent_last(own), list(owned.values()), institutions, constants, places)


def _parent_last(own: list[tuple[int, ColumnReader]]) -> list[tuple[int, ColumnReader]]:
    return sorted(own, key=_is_parent)


def _is_parent(each: tuple[int, ColumnReader]) -> bool:
    return each[1].field.key == PARENT

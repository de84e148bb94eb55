"""Looking at a foreign file: its sheets, where their headers are, what they may be lists of."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.folding import fold
from coordinator_app.domain.reading import Reading as Understanding
from coordinator_app.domain.records.activity import ACTIVITIES
from coordinator_app.excel import foreign_headers
from coordinator_app.excel.cells import Value
from coordinator_app.excel.foreign_headers import UNNAMED, Head
from coordinator_app.excel.grid import Grid, grids
from coordinator_app.excel.opening import from_text, open_any
from coordinator_app.placing import digest
from coordinator_app.services.collecting import uncollected
from coordinator_app.services.foreign import hints, vocabulary
from coordinator_app.services.foreign.columns import Column, Matching
from coordinator_app.services.foreign.known import Known
from coordinator_app.services.foreign.looked import ColumnLook, FieldProposal, Look, SheetLook
from coordinator_app.services.foreign.telling import Tell, silent
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, load

#: Rows looked at to see what a column holds, and texts of each column that are shown.
_LOOKED_AT, _SAMPLES, _SHOWN, _TOP = 400, 6, 8, 40
_DIFFERENT = 60
_CLOSER, _NEAR = 6, 0.5
_FEWEST_KINDS, _SHARE_OF_KINDS = 2, 0.4
#: Nobody keeps these in lists of their own.
_LEFT_OUT = ("group_membership", "source_link", "activity_partner")


@uncollected()
def look(
    reading: Reading,
    source: Path | str,
    *,
    password: str = "",
    name: str = "",
    lang: str = "en",
    tell: Tell = silent,
) -> Look:
    """Look at a file, or at a table that was pasted as text.

    Args:
        source: Path of the file; a text is the table itself.
        password: Opens the file.
        name: What pasted text is called.
        lang: Language in which columns without a header are named.
        tell: Told how many rows are read.

    Raises:
        Refusal: It cannot be read.
        UserError: There is nothing in it.
    """
    texts = load(lang)

    def rows_read(count: int) -> None:
        tell("read", count, 0)

    if isinstance(source, Path):
        with open_any(source, password=password) as book:
            found, issues = tuple(grids(book, rows_read)), tuple(book.notices)
        seen = Look(source.name, digest(source), (), source, "", password, issues, found)
    else:
        called = name or texts("Pasted table")
        with from_text(source, called) as book:
            found = tuple(grids(book, rows_read))
        sha256 = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
        seen = Look(called, sha256, (), None, source, "", (), found)
    if not found:
        raise UserError(
            N_("There is nothing in this file."),
            where=seen.name,
            do=N_("Choose a file that has rows."),
        )
    looker = _Looker(reading, lang)
    return replace(seen, sheets=tuple(looker.sheet(grid) for grid in found))


def look_again(
    reading: Reading,
    seen: Look,
    sheet: str,
    *,
    type_key: str | None = None,
    header_row: int | None = None,
    header_depth: int | None = None,
    lang: str = "en",
) -> Look:
    """Look at one sheet as a person says it is.

    Args:
        type_key: The record type of its rows; None lets the file say it.
        header_row: Number of the first header row; 0 where there is none.
        header_depth: How many rows the header has.
    """
    looker = _Looker(reading, lang)
    fresh = []
    for each in seen.sheets:
        if each.name != sheet:
            fresh.append(each)
            continue
        head = None
        if header_row is not None or header_depth is not None:
            head = Head(
                each.header_row if header_row is None else header_row,
                (each.header_depth if header_depth is None else header_depth) or 1,
            )
        fresh.append(looker.sheet(grid_of(seen, sheet), head, type_key))
    return replace(seen, sheets=tuple(fresh))


def grid_of(seen: Look, sheet: str) -> Grid:
    """Return what stands in a sheet, read again if it is not at hand.

    Raises:
        UserError: There is no such sheet any more.
    """
    among = seen.grids or read_again(seen)
    for each in among:
        if each.name == sheet:
            return each
    raise UserError(N_("The file has no sheet “{sheet}”."), where=seen.name, sheet=sheet)


def read_again(seen: Look) -> tuple[Grid, ...]:
    """Return the sheets of a file that was looked at before, read anew.

    Raises:
        Refusal: It cannot be read.
    """
    if seen.path is None:
        with from_text(seen.text, seen.name) as book:
            return tuple(grids(book))
    with open_any(seen.path, password=seen.password) as book:
        return tuple(grids(book))


class _Looker:
    """Looks at the sheets of one file.

    Args:
        reading: The workbook, whose names tell what a column holds.
    """

    def __init__(self, reading: Reading, lang: str) -> None:
        self._catalogue = reading.catalogue
        understanding = Understanding(lang, reading.records, reading.today())
        self._texts = load(lang)
        self._lookup = reading.records
        self._matching = Matching(reading.catalogue, Known(reading.catalogue, understanding))

    def sheet(self, grid: Grid, head: Head | None = None, type_key: str | None = None) -> SheetLook:
        """Return what a sheet looks like."""
        head = head or foreign_headers.find(grid, vocabulary.known_header)
        names = foreign_headers.names(grid, head, self._unnamed)
        data = _data(grid, head)
        columns = [_column(grid, data, at, name) for at, name in names.items()]
        types = self._types(grid.name, columns)
        best = type_key if type_key is not None else next(iter(types), "")
        kinds = Counter[str]()
        at = 0
        if best in ACTIVITIES or (type_key is None and not best):
            at, kinds = self._type_column(grid, head, columns)
        if at and not best:
            best = ACTIVITIES[0]
        assigned = self._matching.assigned(best, columns) if best else {}
        shown = [each for each in columns if each.filled or each.header]
        return SheetLook(
            grid.name,
            grid.hidden,
            sum(1 for number, _ in grid.rows if number >= _first(head)),
            head.row,
            head.depth,
            tuple(self._column_look(grid, best, each, assigned) for each in shown),
            best,
            tuple(types[:6]),
            at,
            tuple(kinds.most_common()),
            tuple(_texts_of(grid, row, shown) for row in data[:_SHOWN]),
            tuple(
                (number, {c: grid.text(number, c, v) for c, v in enumerate(values, 1)
                          if v is not None})
                for number, values in grid.rows[:_TOP]
            ),
            self._state(grid.name),
        )  # fmt: skip

    def _state(self, name: str) -> str:
        """Return the State that a sheet is called after."""
        found = [each for each in self._lookup.find(name, ("country",)) if each.score >= 1.0]
        return found[0].id if len(found) == 1 and not found[0].warn else ""

    def _unnamed(self, letters: str) -> str:
        return self._texts(UNNAMED, letters=letters)

    def _types(self, name: str, columns: Sequence[Column]) -> list[str]:
        """Return the record types that a sheet may hold, the likeliest first."""
        scores: dict[str, float] = {}
        for each in self._catalogue:
            if not each.exported or each.reference_data or each.key in _LEFT_OUT:
                continue
            assigned = self._matching.assigned(each.key, columns, content=False)
            score = self._score(each.key, name, columns, assigned)
            if score > 0:
                scores[each.key] = score
        # What stands in the columns is looked at only for the few that may be meant.
        most = max(scores.values(), default=0.0)
        near = [key for key in scores if scores[key] >= most * _NEAR]
        for key in sorted(near, key=scores.__getitem__, reverse=True)[:_CLOSER]:
            assigned = self._matching.assigned(key, columns)
            scores[key] = self._score(key, name, columns, assigned)
        enough = min(2.0, 0.5 * len(columns)) * 0.9

        def rank(key: str) -> tuple[float, bool]:
            return -scores[key], self._catalogue[key].owned

        return sorted((key for key, score in scores.items() if score >= enough), key=rank)

    def _score(
        self, key: str, tab: str, columns: Sequence[Column], assigned: dict[int, FieldProposal]
    ) -> float:
        hinted = hints.weight(self._catalogue, key, tab, columns, assigned)
        return self._matching.score(key, assigned) + hinted

    def _type_column(
        self, grid: Grid, head: Head, columns: Sequence[Column]
    ) -> tuple[int, Counter[str]]:
        """Return the column whose words say which kind of activity a row is, and the words."""
        best, most = 0, 0.0
        for each in columns:
            alone = not vocabulary.is_a_kind(self._catalogue, each.header)
            means = {
                value: vocabulary.type_of_word(self._catalogue, value, ACTIVITIES, alone=alone)[0]
                for value in each.values
                if isinstance(value, str) and len(value) <= _DIFFERENT
            }
            known = [found for found in means.values() if found]
            share = len(known) / max(len(each.values), 1)
            if len(set(known)) >= _FEWEST_KINDS and share >= _SHARE_OF_KINDS and share > most:
                best, most = each.column, share
        words = Counter[str]()
        if best:
            for number, values in grid.rows:
                if number >= _first(head) and best <= len(values) and values[best - 1] is not None:
                    words[grid.text(number, best, values[best - 1])] += 1
        return best, words

    def _column_look(
        self, grid: Grid, type_key: str, column: Column, assigned: dict[int, FieldProposal]
    ) -> ColumnLook:
        proposed = self._matching.proposals(type_key, column) if type_key else []
        first = assigned.get(column.column)
        if first is not None:
            proposed = [first, *(each for each in proposed if each.field != first.field)]
        else:
            given = {each.field for each in assigned.values()}
            proposed = [each for each in proposed if each.field not in given]
        samples = tuple(grid.text(0, 0, each) for each in column.values[:_SAMPLES])
        return ColumnLook(column.column, column.header, samples, column.filled, tuple(proposed))


def _first(head: Head) -> int:
    """Return the number of the first row that may hold data."""
    return head.row + head.depth if head.row else 1


def _data(grid: Grid, head: Head) -> list[tuple[int, tuple[Value, ...]]]:
    found = []
    for row in grid.rows:
        if row[0] >= _first(head):
            found.append(row)
            if len(found) >= _LOOKED_AT:
                break
    return found


def _column(
    grid: Grid, data: Sequence[tuple[int, tuple[Value, ...]]], at: int, name: str
) -> Column:
    values: dict[str, Value] = {}
    filled = 0
    for number, row in data:
        value = row[at - 1] if at <= len(row) else None
        if value is None:
            continue
        filled += 1
        if len(values) < _DIFFERENT:
            odd = grid.odd.get((number, at))
            shown = odd.shown if odd is not None and odd.shown else value
            values.setdefault(fold(str(shown)), shown)
    return Column(at, name, tuple(values.values()), filled)


def _texts_of(
    grid: Grid, row: tuple[int, tuple[Value, ...]], columns: Sequence[Column]
) -> tuple[str, ...]:
    number, values = row
    return tuple(
        grid.text(number, each.column, values[each.column - 1])
        if each.column <= len(values)
        else ""
        for each in columns
    )

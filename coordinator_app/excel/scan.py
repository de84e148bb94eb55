"""The streaming scanner of a sheet: rows come out, nothing else is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from coordinator_app.excel.package import Package
from coordinator_app.excel.parsing import (
    HINT_START,
    TEXT_START,
    ItemCutter,
    NotedParser,
    StartHandler,
    without_references,
)
from coordinator_app.excel.refusals import Reason, Refusal
from coordinator_app.excel.rows import Row, RowBuilder, add_range
from coordinator_app.excel.values import TRUE

_OPENING = re.compile(rb"<sheetData\s*>")
_PLAIN_ROW = re.compile(r'<row r="([1-9][0-9]{0,6})"((?: [\w:]+="[^"<&]*")*) ?>')
_PLAIN_CELL = re.compile(
    r'<c r="([A-Z]+)([0-9]+)"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?'
    r'(?:>(?:<v>|(<is>)<t(?: xml:space="preserve")?>)([^<]*)(?(5)</t></is>|</v>)</c>'
    r"| ?/>|></c>)"
)
_HIDDEN = re.compile(r' hidden="(?:1|true)"')
_GROUPS = 7  # the six above, and what stands between two cells


class SheetScanner:
    """Reads one sheet, once; what stands beside the cells is complete when the rows are.

    Args:
        package: The open file.
        builder: Gets the cells; has what was found about rows.
        plain: Rows may come as their values alone.
    """

    def __init__(self, package: Package, builder: RowBuilder, *, plain: bool = False) -> None:
        self.merged: list[str] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self._package = package
        self._plain = plain
        self.builder = self._builder = builder
        self._parser = NotedParser(self._begin, package.limits, builder.where)
        self._notes = self._parser.notes
        self._cell = self._value = self._text = self._row = ""
        self._inner: dict[str, Callable[[list[str]], None]] = {}
        self._outer: dict[str, Callable[[dict[str, str]], None]] = {}
        self._reference = ""
        self._type: str | None = None
        self._style: str | None = None
        self._in_data = False
        self._pending = self._has_value = self._formula = self._inline = False

    def read(self, part: str) -> Iterator[Row]:
        """Yield the rows that hold something, in the order of the file.

        Raises:
            Refusal: The sheet cannot be read to its end.
        """
        cutter = ItemCutter(
            self._parser,
            opening=_OPENING,
            closing="</row>",
            entered=self._is_in_data,
            settled=self._is_settled,
            take=self._take,
        )
        rows = self._builder.finished
        for _ in self._package.feed(part, cutter, self._builder.where):
            yield from rows
            rows.clear()
        self._finish()
        yield from rows

    def _is_in_data(self) -> bool:
        return self._in_data

    def _is_settled(self) -> bool:
        return bool(self._notes) and self._notes[-1] is self._row

    def _take(self, items: Sequence[str], at: int) -> int:
        """Take the rows that are spelled plainly; see ItemCutter."""
        while at < len(items) and self._take_row(items[at]):
            at += 1
        return at

    def _take_row(self, item: str) -> bool:
        forms = self._builder.forms
        if self._plain and (known := forms.read(item)) is not None:
            row, attributes, values = known
            self._finish()
            self._builder.add_values(row, values, hidden=_HIDDEN.search(attributes) is not None)
            return True
        head = _PLAIN_ROW.match(item)
        if head is None or without_references(item) is None:
            return False
        parts = _PLAIN_CELL.split(item[head.end() :])
        row, attributes = head.groups()
        numbers = parts[2::_GROUPS]
        if any(parts[::_GROUPS]) or numbers.count(row) < len(numbers):
            return False
        if "&" in item:
            parts[6::_GROUPS] = [raw and without_references(raw) for raw in parts[6::_GROUPS]]
        self._finish()
        self._builder.start_row(row, hidden=_HIDDEN.search(attributes) is not None)
        cells = list(zip(*(parts[at::_GROUPS] for at in (1, 3, 4, 5, 6)), strict=True))
        self._builder.add_plain(cells)
        self._builder.finish_row()
        if self._plain:
            forms.learn(cells)
        return True

    def _begin(self, root: str) -> StartHandler | None:
        if root != "worksheet":
            return None
        mark = self._parser.mark
        self._cell, self._value, self._row = mark("c"), mark("v"), mark("row")
        self._text, self._data = self._parser.text_end, mark("sheetData")
        self._inner = {
            self._row: self._start_row,
            mark("f"): self._start_formula,
            mark("is"): self._start_inline,
            self._parser.hint_end: self._start_hint,
        }
        self._outer = {
            self._data: self._start_data,
            mark("col"): self._add_columns,
            mark("mergeCell"): self._add_merged,
        }
        return self._start

    def _start(self, name: str, attributes: list[str]) -> None:
        if name is self._cell:
            self._finish_cell()
            self._notes.clear()
            self._pending = True
            self._has_value = self._formula = self._inline = False
            given = _by_name(attributes)
            self._reference = given.get("r", "")
            self._type = given.get("t")
            self._style = given.get("s")
        elif name is self._value:
            if self._has_value:
                raise Refusal(Reason.DAMAGED, where=self._builder.where)
            self._has_value = True
            if not self._inline:
                self._notes.clear()
        elif name is self._text:
            self._notes.append(TEXT_START)
        elif inner := self._inner.get(name):
            inner(attributes)
        else:
            self._start_outside(name, attributes)

    def _start_outside(self, name: str, attributes: list[str]) -> None:
        if self._data in self._notes[-2:]:  # the sheet's cells are over
            self._finish()
        if not self._pending:
            self._notes.clear()
        self._parser.elements += 1
        if outer := self._outer.get(name):
            outer(_by_name(attributes))

    def _start_row(self, attributes: list[str]) -> None:
        self._finish()
        given = _by_name(attributes)
        self._builder.start_row(given.get("r", "").strip(), hidden=given.get("hidden") in TRUE)

    def _start_formula(self, _attributes: list[str]) -> None:
        if self._formula:
            raise Refusal(Reason.DAMAGED, where=self._builder.where)
        self._formula = True

    def _start_inline(self, _attributes: list[str]) -> None:
        if self._inline:
            raise Refusal(Reason.DAMAGED, where=self._builder.where)
        self._inline = True
        self._notes.clear()

    def _start_hint(self, _attributes: list[str]) -> None:
        self._notes.append(HINT_START)

    def _start_data(self, _attributes: dict[str, str]) -> None:
        self._in_data = True

    def _add_columns(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if attributes.get("hidden") in TRUE and first.isdecimal() and last.isdecimal():
            add_range(self.hidden_columns, int(first), int(last))

    def _add_merged(self, attributes: dict[str, str]) -> None:
        if reference := attributes.get("ref"):
            self.merged.append(reference)

    def _finish(self) -> None:
        """Hand over the row that is open."""
        self._finish_cell()
        self._builder.finish_row()
        self._notes.clear()

    def _finish_cell(self) -> None:
        if not self._pending:
            return
        self._pending = False
        notes = self._notes
        if self._cell not in notes:
            raise Refusal(Reason.DAMAGED, where=self._builder.where)  # a cell in a cell
        self._builder.place_at(self._reference)
        if self._inline:
            raw = self._parser.spelled()
            self._builder.add("inlineStr", raw, self._style, formula=self._formula)
        elif self._has_value:
            raw = "".join(notes[: notes.index(self._value)])
            self._builder.add(self._type, raw, self._style, formula=self._formula)
        elif self._formula:
            self._builder.add(None, "", self._style, formula=True)


def _by_name(attributes: list[str]) -> dict[str, str]:
    return dict(zip(attributes[::2], attributes[1::2], strict=True))

"""An .xlsx file as a book of sheets, read as a stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from coordinator_app.domain.issues import Issue, Place
from coordinator_app.excel.books import SheetState, Table
from coordinator_app.excel.cells import NumberFormat, builtin_format, parse_format
from coordinator_app.excel.package import Element, Package, Relation
from coordinator_app.excel.refusals import LimitReached, Limits, Reason, Refusal
from coordinator_app.excel.rows import Row, RowBuilder
from coordinator_app.excel.safety import Container, Format, inspect
from coordinator_app.excel.scan import SheetScanner
from coordinator_app.excel.shared_strings import read_strings

#: What the streaming reader reads.
STREAMED = (Format.XLSX, Format.XLSM, Format.TEMPLATE)


_STATES = {state.value: state for state in SheetState}


@dataclass
class Sheet:
    """One sheet with cells.

    Args:
        name: As on its tab.
        state: Whether a person sees it.
        part: Its part in the package; empty when that is missing.
    """

    name: str
    state: SheetState
    part: str
    _book: Book = field(repr=False)
    _scanner: SheetScanner | None = field(default=None, init=False, repr=False)

    def rows(self, *, plain: bool = False) -> Iterator[Row]:
        """Yield the rows that hold something, in the order of the file, as they are read.

        A declared dimension is not believed. Cells come in the order of the file too.

        Args:
            plain: Rows may come as their values alone, where there is no more to them.

        Raises:
            Refusal: The sheet cannot be read to its end; what came before must not be used alone.
        """
        if not self.part:
            where = f"{self._book.path.name}, {self.name}"
            raise Refusal(Reason.MISSING_PART, where=where)
        scanner = self._book.scanner(self.name, plain=plain)
        yield from scanner.read(self.part)
        self._scanner = scanner

    @property
    def readable(self) -> bool:
        """Whether its part is in the package."""
        return bool(self.part)

    @property
    def merged(self) -> list[str]:
        """Merged ranges (A1:C1)."""
        return self._read().merged

    @property
    def hidden_columns(self) -> list[tuple[int, int]]:
        """Hidden columns as ranges of numbers, both ends included."""
        return self._read().hidden_columns

    @property
    def hidden_rows(self) -> list[tuple[int, int]]:
        """Hidden rows as ranges of numbers, empty rows among them."""
        return self._read().builder.hidden

    @property
    def issues(self) -> list[Issue]:
        """What was wrong with single cells; the first hundred."""
        return self._read().builder.issues

    @cached_property
    def tables(self) -> list[Table]:
        """Excel tables on the sheet."""
        return self._book.tables(self.part) if self.part else []

    def _read(self) -> SheetScanner:
        """Return the scanner that went through the whole sheet, which rows() leaves behind."""
        if self._scanner is None:
            for _ in self.rows():
                pass
        assert self._scanner is not None  # noqa: S101  rows() ended without a refusal
        return self._scanner


class Book:
    """An open .xlsx file; a context manager.

    Args:
        container: What the guard let through.
        limits: How much is read.
    """

    def __init__(self, container: Container, limits: Limits) -> None:
        self.path = container.path
        self.format = container.format
        self.limits = limits
        self.notices: list[Issue] = []
        self._package = Package(container, limits)
        try:
            self._part = self._main_part()
            self._relations = self._package.relations(self._part)
            described = self._package.elements(self._part, {"sheet", "definedName", "workbookPr"})
            self.from_1904 = any(
                element.attributes.get("date1904") in ("1", "true") for element in described
            )
            self.sheets = self._sheets([each for each in described if each.name == "sheet"])
            self.names = _names([each for each in described if each.name == "definedName"])
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._package.close()

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of that name, without regard to case, or None."""
        wanted = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == wanted), None)

    @cached_property
    def properties(self) -> dict[str, str]:
        """Custom document properties, as texts."""
        relation = next(
            (each for each in self._package.relations("") if each.type == "custom-properties"),
            Relation("", "", "docProps/custom.xml"),
        )
        return {
            element.attributes.get("name", ""): element.text.strip()
            for element in self._package.elements(relation.part, {"property"})
        }

    def scanner(self, sheet: str, *, plain: bool) -> SheetScanner:
        """Return what reads a sheet once."""
        builder = RowBuilder(
            Place(file=self.path.name, sheet=sheet),
            self.limits,
            self._strings,
            self._formats,
            from_1904=self.from_1904,
        )
        return SheetScanner(self._package, builder, plain=plain)

    def tables(self, part: str) -> list[Table]:
        """Return the tables that a sheet's part refers to."""
        found = [
            element.attributes
            for relation in self._package.relations(part)
            if relation.type == "table"
            for element in self._package.elements(relation.part, {"table"})
        ]
        return [
            Table(each.get("displayName") or each.get("name", ""), each.get("ref", ""))
            for each in found
        ]

    def _main_part(self) -> str:
        for relation in self._package.relations(""):
            if relation.type == "officeDocument" and (part := self._package.find(relation.part)):
                return part
        part = self._package.ending("workbook.xml")
        if part is None:
            raise Refusal(Reason.NOT_WORKBOOK, where=self._package.where)
        return part

    def _sheets(self, declared: list[Element]) -> list[Sheet]:
        if len(declared) > self.limits.sheets:
            raise LimitReached("sheets", self.limits, where=self._package.where)
        relations = {relation.id: relation for relation in self._relations}
        sheets: list[Sheet] = []
        for at, element in enumerate(declared, start=1):
            relation = relations.get(element.attributes.get("id", ""))
            if relation and relation.type != "worksheet":
                continue  # charts, dialogs and macros have no cells
            part = relation.part if relation else f"xl/worksheets/sheet{at}.xml"
            state = _STATES.get(element.attributes.get("state", ""), SheetState.VISIBLE)
            name = element.attributes.get("name", "")
            sheets.append(Sheet(name, state, self._package.find(part) or "", self))
        if not sheets:
            raise Refusal(Reason.NO_SHEETS, where=self._package.where)
        return sheets

    @cached_property
    def _strings(self) -> list[str]:
        part = self._related("sharedStrings")
        if part is None:
            return []
        if self._package.size(part) > self.limits.shared_text_bytes:
            raise LimitReached("shared_text_bytes", self.limits, where=self._package.where)
        return read_strings(self._package, part)

    @cached_property
    def _formats(self) -> Mapping[str, NumberFormat | None]:
        part = self._related("styles")
        elements = self._package.elements(part, {"numFmt", "xf"}) if part else []
        codes = {
            element.attributes.get("numFmtId", ""): parse_format(
                element.attributes.get("formatCode", "")
            )
            for element in elements
            if element.name == "numFmt" and element.parent == "numFmts"
        }
        styles = [each for each in elements if each.name == "xf" and each.parent == "cellXfs"]
        formats: dict[str, NumberFormat | None] = {"0": None}
        for at, element in enumerate(styles):
            number = element.attributes.get("numFmtId", "0").strip()
            builtin = builtin_format(int(number)) if number.isdecimal() else None
            formats[str(at)] = codes.get(number, builtin)
        return formats

    def _related(self, kind: str) -> str | None:
        """Return the true name of a part the workbook refers to, or of the usual one, or None."""
        for relation in self._relations:
            if relation.type == kind and (part := self._package.find(relation.part)):
                return part
        return self._package.find(f"xl/{kind}.xml")


def open_book(path: Path, limits: Limits | None = None) -> Book:
    """Open an .xlsx file after looking whether it is safe.

    Raises:
        PasswordNeeded: It is encrypted.
        Refusal: It is not to be read, or is another format than .xlsx, .xlsm, .xltx, .xltm.
    """
    limits = limits or Limits()
    container = inspect(path, limits)
    if container.format not in STREAMED:
        raise Refusal(Reason.OTHER_FORMAT, where=path.name, format=f".{container.format}")
    return Book(container, limits)


def _names(declared: list[Element]) -> dict[str, str]:
    """Return the defined names; a name of one sheet counts where the book has none of that name."""
    names: dict[str, str] = {}
    for of_sheet in (False, True):
        for element in declared:
            if ("localSheetId" in element.attributes) is of_sheet:
                names.setdefault(element.attributes.get("name", ""), element.text.strip())
    return names

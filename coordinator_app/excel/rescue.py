"""A second reader for what the streaming reader finds damaged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

from coordinator_app.domain.issues import Issue, Place
from coordinator_app.excel.books import BookSource, PlainBook, SheetSource, Table
from coordinator_app.excel.refusals import Limits, Reason, Refusal
from coordinator_app.excel.rows import Row
from coordinator_app.excel.safety import Container
from coordinator_app.excel.sheets import Book, Sheet
from coordinator_app.texts import N_

_DAMAGE: Final = (Reason.DAMAGED, Reason.MISSING_PART, Reason.NOT_WORKBOOK)


def open_streamed(container: Container, limits: Limits) -> BookSource:
    """Open an .xlsx file; where it is damaged, with the second reader.

    Raises:
        Refusal: Neither can read it; says what the first one found.
    """
    try:
        return _Watched(Book(container, limits), container, limits)
    except Refusal as refusal:
        if refusal.reason not in _DAMAGE:
            raise
        return _second(container, limits, refusal)


def _second(container: Container, limits: Limits, first: Refusal) -> PlainBook:
    from coordinator_app.excel.apart.book import read_apart  # noqa: PLC0415  rarely needed

    try:
        book = read_apart("openpyxl", container, limits)
    except Refusal:
        raise first from None
    book.notices.append(
        Issue(
            N_("This file is damaged; a second reader could read it."),
            N_("Look whether something is missing."),
            Place(file=container.path.name),
        )
    )
    return book


class _Watched:
    """A book read as a stream, until one of its sheets turns out to be damaged.

    Args:
        book: As the streaming reader opened it.
        container: What the guard let through.
        limits: How much is read.
    """

    def __init__(self, book: Book, container: Container, limits: Limits) -> None:
        self._book, self._container, self._limits = book, container, limits
        self._rescued: PlainBook | None = None
        self.path, self.format = book.path, book.format
        self.from_1904 = book.from_1904
        self.names = book.names
        self.sheets = [_WatchedSheet(sheet, self) for sheet in book.sheets]
        self.notices: list[Issue] = []

    @property
    def properties(self) -> dict[str, str]:
        """Custom document properties, as texts; none where they cannot be read."""
        with suppress(Refusal):
            return self._book.properties
        return {}

    def sheet(self, name: str) -> _WatchedSheet | None:
        """Return the sheet of that name, without regard to case, or None."""
        wanted = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == wanted), None)

    def rescued(self, first: Refusal) -> PlainBook:
        """Return the book as the second reader sees it.

        Raises:
            Refusal: It cannot read it either; says what the first one found.
        """
        if self._rescued is None:
            self._rescued = _second(self._container, self._limits, first)
            self.notices += self._rescued.notices
        return self._rescued

    def close(self) -> None:
        """Let go of the file."""
        self._book.close()
        if self._rescued is not None:
            self._rescued.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _WatchedSheet:
    def __init__(self, sheet: Sheet, book: _Watched) -> None:
        self._sheet, self._book = sheet, book
        self._damage: Refusal | None = None
        self.name, self.state, self.readable = sheet.name, sheet.state, sheet.readable

    def rows(self, *, plain: bool = False) -> Iterator[Row]:
        """Yield the rows that hold something, from where the stream breaks by the second reader.

        Args:
            plain: Rows may come as their values alone, where there is no more to them.

        Raises:
            Refusal: Neither reader can read it to its end.
        """
        last = 0
        if self._damage is None:
            try:
                for row in self._sheet.rows(plain=plain):
                    last = row.number
                    yield row
            except Refusal as refusal:
                if refusal.reason not in _DAMAGE:
                    raise
                self._damage = refusal
            else:
                return
        yield from (row for row in self._rescued(self._damage).rows() if row.number > last)

    @property
    def merged(self) -> Sequence[str]:
        """Merged ranges (A1:C1)."""
        return self._now().merged

    @property
    def hidden_columns(self) -> Sequence[tuple[int, int]]:
        """Hidden columns as ranges of numbers, both ends included."""
        return self._now().hidden_columns

    @property
    def hidden_rows(self) -> Sequence[tuple[int, int]]:
        """Hidden rows as ranges of numbers."""
        return self._now().hidden_rows

    @property
    def issues(self) -> Sequence[Issue]:
        """What was wrong with single cells; the first hundred."""
        return self._now().issues

    @property
    def tables(self) -> Sequence[Table]:
        """Excel tables on the sheet."""
        return self._sheet.tables

    def _now(self) -> SheetSource:
        """Return the sheet of the reader that reads it whole."""
        if self._damage is None:
            try:
                self._sheet.issues  # noqa: B018  reads the sheet, where that was not done yet
            except Refusal as refusal:
                if refusal.reason not in _DAMAGE:
                    raise
                self._damage = refusal
            else:
                return self._sheet
        return self._rescued(self._damage)

    def _rescued(self, damage: Refusal) -> SheetSource:
        other = self._book.rescued(damage).sheet(self.name)
        if other is None:
            raise damage
        return other

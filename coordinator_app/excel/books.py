"""What every reader of tables hands out, whatever the format: books of sheets of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from coordinator_app.domain.issues import Issue
from coordinator_app.excel.rows import Row
from coordinator_app.excel.safety import Format


class SheetState(StrEnum):
    """Whether a person sees a sheet."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@dataclass(frozen=True, slots=True)
class Table:
    """An Excel table: its name and the range it covers (A1:F20)."""

    name: str
    reference: str


class SheetSource(Protocol):
    """One sheet of a book; what stands beside the rows is known once they were read."""

    @property
    def name(self) -> str:
        """As on its tab."""

    @property
    def state(self) -> SheetState:
        """Whether a person sees it."""

    @property
    def readable(self) -> bool:
        """Whether its cells are in the file at all."""

    @property
    def merged(self) -> Sequence[str]:
        """Merged ranges (A1:C1)."""

    @property
    def hidden_columns(self) -> Sequence[tuple[int, int]]:
        """Hidden columns as ranges of numbers, both ends included."""

    @property
    def hidden_rows(self) -> Sequence[tuple[int, int]]:
        """Hidden rows as ranges of numbers."""

    @property
    def issues(self) -> Sequence[Issue]:
        """What was wrong with single cells; the first hundred."""

    @property
    def tables(self) -> Sequence[Table]:
        """Excel tables on the sheet."""

    def rows(self, *, plain: bool = False) -> Iterator[Row]:
        """Yield the rows that hold something, in the order of the file; as often as wanted.

        Args:
            plain: Rows may come as their values alone, where there is no more to them.

        Raises:
            Refusal: The sheet cannot be read to its end; what came before must not be used alone.
        """


class BookSource(Protocol):
    """An open file of tables; a context manager."""

    @property
    def path(self) -> Path:
        """Where it lies; for a table without a file, its name."""

    @property
    def format(self) -> Format:
        """What it really is."""

    @property
    def from_1904(self) -> bool:
        """Whether numbers without a format count days from 1904."""

    @property
    def sheets(self) -> Sequence[SheetSource]:
        """The sheets that can have cells."""

    @property
    def names(self) -> Mapping[str, str]:
        """Defined names, to what they stand for."""

    @property
    def properties(self) -> Mapping[str, str]:
        """Custom document properties, as texts."""

    @property
    def notices(self) -> Sequence[Issue]:
        """What a person should know about how the file was read."""

    def sheet(self, name: str) -> SheetSource | None:
        """Return the sheet of that name, without regard to case, or None."""

    def close(self) -> None:
        """Let go of the file."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


@dataclass
class PlainSheet:
    """A sheet whose rows somebody else reads.

    Args:
        name: As on its tab.
        source: Gives the rows anew each time it is called.
    """

    name: str
    source: Callable[[], Iterable[Row]] = field(repr=False)
    state: SheetState = SheetState.VISIBLE
    readable: bool = True
    merged: list[str] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def rows(self, *, plain: bool = False) -> Iterator[Row]:  # noqa: ARG002  they come as they are
        """Yield the rows that hold something, in the order of the file."""
        yield from self.source()


@dataclass
class PlainBook:
    """A book of such sheets; a context manager.

    Args:
        path: Where it lies; for a table without a file, its name.
        release: Called once when the book is closed.
    """

    path: Path
    format: Format
    sheets: list[PlainSheet]
    from_1904: bool = False
    names: dict[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    notices: list[Issue] = field(default_factory=list)
    release: Callable[[], None] | None = field(default=None, repr=False)

    def sheet(self, name: str) -> PlainSheet | None:
        """Return the sheet of that name, without regard to case, or None."""
        wanted = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == wanted), None)

    def close(self) -> None:
        """Let go of what the sheets are read from."""
        if self.release is not None:
            self.release()
            self.release = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

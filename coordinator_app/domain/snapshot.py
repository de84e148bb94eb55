"""What a source says: rows of cells with values, before anything is compared or decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue, Place


@dataclass(frozen=True, slots=True)
class Said:
    """What one cell says.

    Args:
        value: The value it means; only when there is no issue.
        raw: What stood there, as a person would read it.
        place: File, sheet and cell.
        issue: Why it means nothing we can use.
    """

    value: Value = None
    raw: str = ""
    place: Place = field(default_factory=Place)
    issue: Issue | None = None


#: A removal that is asked for without a reason.
YES = "yes"


@dataclass(frozen=True)
class Table:
    """Where the cells of many rows stand.

    Args:
        file, sheet: Of all of them.
        columns: Field key to the letters of its column; a field that has none stands nowhere.
        raw: Returns what stands in a row, by number and column letters, as a person reads it.
    """

    file: str
    sheet: str
    columns: Mapping[str, str]
    raw: Callable[[int, str], str]

    def place(self, number: int, key: str) -> Place:
        """Return the place of a cell."""
        letters = self.columns.get(key, "")
        return Place("", key, self.file, self.sheet, f"{letters}{number}" if letters else "")


class TableCells(Mapping[str, Said]):
    """The cells of one row of a long table: values at hand, the rest when somebody asks.

    Files have millions of cells; nearly all of them are nothing but their value.

    Args:
        table: Where they stand.
        number: Of the row.
        values: What the cells mean.
        wrong: The cells that mean nothing that can be used.
    """

    __slots__ = ("_number", "_table", "_wrong", "held")

    def __init__(
        self,
        table: Table,
        number: int,
        values: Mapping[str, Value],
        wrong: Mapping[str, Said] | None = None,
    ) -> None:
        self._table = table
        self._number = number
        self.held = values
        self._wrong = wrong or {}

    @property
    def wrong(self) -> Mapping[str, Said]:
        """Return the cells that mean nothing that can be used."""
        return self._wrong

    def __getitem__(self, key: str) -> Said:
        if key in self._wrong:
            return self._wrong[key]
        value = self.held[key]
        letters = self._table.columns.get(key, "")
        raw = self._table.raw(self._number, letters) if letters else ""
        return Said(value, raw, self._table.place(self._number, key))

    def __contains__(self, key: object) -> bool:
        return key in self.held or key in self._wrong

    def __iter__(self) -> Iterator[str]:
        yield from self.held
        yield from self._wrong

    def __len__(self) -> int:
        return len(self.held) + len(self._wrong)


def usable(cells: Mapping[str, Said]) -> Mapping[str, Value]:
    """Return the values of the cells with nothing wrong."""
    if isinstance(cells, TableCells):
        return cells.held
    return {key: each.value for key, each in cells.items() if each.issue is None}


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """One row of a source.

    Args:
        type: Record type.
        cells: Field key to what it says; a column that is not there is absent.
        record: Record id the row carries ("" when none or when its check characters fail).
        reference: Readable code the row carries.
        revision: The digest of (made, heads) it was sent with.
        place: File, sheet and first cell.
        remove: The person marked it for removal (with a reason, or YES).
        wishes: Values that a new record of it takes besides where, in the end, no rule forbids
            them; none of them stands in the source.
    """

    type: str
    cells: Mapping[str, Said]
    record: str = ""
    reference: str = ""
    revision: str = ""
    place: Place = field(default_factory=Place)
    remove: str = ""
    wishes: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Snapshot:
    """A whole source: an Excel file that came in, later a package or a pasted table.

    Args:
        label: What a person calls it (file name).
        sha256: Of the bytes.
        rows: In the order of the file.
        issues: About the file, sheets and columns (cells carry their own).
        dispatch: Id of the sent file it answers, "" when unknown.
        lang: Language its headers and labels are in.
        base: Where the sent values come from: history, keys, none.
    """

    label: str
    sha256: str
    rows: tuple[SnapshotRow, ...]
    issues: tuple[Issue, ...] = ()
    dispatch: str = ""
    lang: str = "en"
    base: str = "none"
    profile: str = ""
    notices: tuple[Issue, ...] = ()

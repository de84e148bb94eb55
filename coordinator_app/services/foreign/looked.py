"""What is seen in a foreign file before anything is decided, and what has to be asked."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue
from coordinator_app.excel.grid import Grid
from coordinator_app.texts import Texts

#: Why a field is proposed for a column, the surest first.
Why = Literal["remembered", "label", "alias", "similar", "content"]

#: What is asked: a word that is no record type; a name nobody on record bears, several bear, or
#: that resembles one; a group of States; a word that is in no list; day and month that may be
#: swapped; a year of two digits; a number that may be two; what cannot be read at all.
DoubtKind = Literal[
    "type", "unknown", "several", "alike", "group", "list", "date", "century", "number", "value"
]


@dataclass(frozen=True)
class FieldProposal:
    """A field that a column may hold.

    Args:
        field: As in `ColumnMapping.field`.
        score: 0 to 1.
        why: What it rests on.
    """

    field: str
    score: float
    why: Why


@dataclass(frozen=True)
class ColumnLook:
    """One column.

    Args:
        column: Its number, from 1.
        header: What stands above it, lines joined; "Name (2)" where a header is there twice,
            "Column D" where there is none.
        samples: Some different texts of its cells.
        filled: How many of the rows looked at have something there.
        proposals: The likeliest first; empty where nothing fits.
    """

    column: int
    header: str
    samples: tuple[str, ...] = ()
    filled: int = 0
    proposals: tuple[FieldProposal, ...] = ()


@dataclass(frozen=True)
class SheetLook:
    """One sheet.

    Args:
        name: Of the sheet.
        hidden: The file hides it.
        rows: How many rows hold something below the header.
        header_row: Number of the first header row; 0 where none was found.
        header_depth: How many rows the header has.
        columns: Those that hold something.
        type: The record type its rows seem to be; "" where none fits.
        types: Record types that may fit, the likeliest first.
        type_column: Column whose words say what record type each row is; 0 where there is none.
        words: The words of that column, with how many rows have each.
        sample: The first rows of data, a text for each of `columns`.
        top: The first rows as they stand: number and a text by column.
        state: Id of the State it is called after; "" for none.
    """

    name: str
    hidden: bool = False
    rows: int = 0
    header_row: int = 0
    header_depth: int = 1
    columns: tuple[ColumnLook, ...] = ()
    type: str = ""
    types: tuple[str, ...] = ()
    type_column: int = 0
    words: tuple[tuple[str, int], ...] = ()
    sample: tuple[tuple[str, ...], ...] = ()
    top: tuple[tuple[int, dict[int, str]], ...] = ()
    state: str = ""


@dataclass(frozen=True)
class Look:
    """A foreign file, looked at.

    Args:
        name: What a person calls it.
        sha256: Of its bytes (of the text that was pasted).
        sheets: In the order of the file.
        path: Where it lies; None for what was pasted.
        text: What was pasted; "" for a file.
        password: It was opened with.
        issues: What is wrong with the file as a whole.
        grids: What was read; without it the file is read again.
    """

    name: str
    sha256: str
    sheets: tuple[SheetLook, ...]
    path: Path | None = None
    text: str = dataclasses.field(default="", repr=False)
    password: str = dataclasses.field(default="", repr=False)
    issues: tuple[Issue, ...] = ()
    grids: tuple[Grid, ...] = dataclasses.field(default=(), repr=False, compare=False)

    def sheet(self, name: str) -> SheetLook | None:
        """Return the sheet of a name."""
        return next((each for each in self.sheets if each.name == name), None)


@dataclass(frozen=True)
class Proposal:
    """Something that a text may mean.

    Args:
        value: In its stored shape.
        label: As a person reads it.
        score: 0 to 1, how alike it is.
    """

    value: Value
    label: str
    score: float = 0.0


@dataclass(frozen=True)
class Doubt:
    """A text whose meaning somebody has to say, wherever it stands in a column.

    Args:
        sheet, column, header: Where it stands first.
        type, field: What it should be a value of; for the kind "type" the field is empty.
        raw: The text.
        count: In how many rows it stands.
        kind: What is asked.
        proposals: What it may mean, the likeliest first.
        issue: What is wrong with it.
        cells: The first cells it stands in.
        creates: Record type that can be made for it; "" when none can.
        settled: Without an answer it stands as it is written (a name that is nobody's on record).
        orders: Kind "date": the date orders that may be chosen for the whole column.
    """

    sheet: str
    column: int
    header: str
    type: str
    field: str
    raw: str
    count: int
    kind: DoubtKind
    proposals: tuple[Proposal, ...] = ()
    issue: Issue = dataclasses.field(default_factory=lambda: Issue(""))
    cells: tuple[str, ...] = ()
    creates: str = ""
    settled: bool = False
    orders: tuple[str, ...] = ()

    def question(self, texts: Texts) -> str:
        """Return what is asked, in a language."""
        return self.issue.sentence(texts)

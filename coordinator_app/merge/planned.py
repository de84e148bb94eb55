"""A plan: what came in, classed and waiting for decisions; plain data that can be saved."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.lookup import Candidate
from coordinator_app.merge.three_way import CellClass

#: The counts of a plan, in the order in which they are printed: cells, then rows.
COUNTED = (*(each.value for each in CellClass), "new", "duplicate", "removal")


class RowClass(StrEnum):
    """What a row that is no record of ours yet, or shall be none any more, proposes."""

    NEW = "new"
    DUPLICATE = "duplicate"
    REMOVAL = "removal"


class Decision(StrEnum):
    """What is done with a cell or row.

    TAKE and KEEP are decided; OPEN waits for somebody; UNTICKED was never asked for and is
    not taken by itself; NONE means that there is nothing to decide.
    """

    TAKE = "take"
    KEEP = "keep"
    OPEN = "open"
    UNTICKED = "unticked"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """One cell that differs somewhere; unchanged ones are only counted.

    Args:
        n: Its number, the same at every comparison of the same file.
        type, record, reference, title: The record it belongs to.
        field: Key of the field.
        cls: Its class.
        base, ours, theirs: The three versions.
        result: What taking it writes (theirs, or a merged set).
        raw: What stood there, as a person would read it.
        decision: What happens unless somebody decides.
        issue: What is wrong with it, or why it does not come ticked.
        place: Where it stands in the file.
        heads: Change ids it supersedes when taken: those it was sent with and today's.
        needs: Ids of new rows of the same file it points at.
        together: Numbers of the conflicts of the same merge group: it follows them.
        usable: It can be taken as it is.
        gone: The record lies in the recycle bin.
        rule: The standing rule that decided it: "theirs" or "ours"; "" when none did.
        wishes: Of a cell of a new row, what the row takes besides; see there.
    """

    n: int
    type: str
    record: str
    field: str
    cls: CellClass
    reference: str = ""
    title: str = ""
    base: Value = None
    ours: Value = None
    theirs: Value = None
    result: Value = None
    raw: str = ""
    decision: Decision = Decision.NONE
    issue: Issue | None = None
    place: Place = dataclasses.field(default_factory=Place)
    heads: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    together: tuple[int, ...] = ()
    usable: bool = True
    gone: bool = False
    rule: str = ""
    wishes: Mapping[str, Value] | None = None


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row that proposes a new record, or the removal of one.

    Args:
        n: Its number, from the same series as the cells'.
        type: Record type.
        record: Id the record gets (promised when the file was sent, or made from the file).
        cls: Its class.
        reference: Code promised for it.
        title: What a person calls it.
        values: What the record is made with, as far as it can be used.
        candidates: Records it resembles, the likeliest first.
        decision: What happens unless somebody decides.
        issue: Why it does not come ticked.
        place: Where it stands in the file.
        needs: Ids of new rows of the same file it points at; its parent first.
        missing: Needed fields it has no usable value for.
        gone: A record of this id lies in the recycle bin and is taken out again.
        remark: What was written in the column for removals.
        said: Keys of the values that stood in the file; the others are what a blank stands for.
        wishes: Values that it takes besides, once it is complete, where no rule forbids them.
        beside: By id of a candidate on record, its values, to be laid beside those of the row.
        refills: The candidate that an earlier reply made of the same blank row.
    """

    n: int
    type: str
    record: str
    cls: RowClass
    reference: str = ""
    title: str = ""
    values: Mapping[str, Value] = dataclasses.field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    decision: Decision = Decision.OPEN
    issue: Issue | None = None
    place: Place = dataclasses.field(default_factory=Place)
    needs: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    gone: bool = False
    remark: str = ""
    said: tuple[str, ...] = ()
    beside: Mapping[str, Mapping[str, Value]] = dataclasses.field(default_factory=dict)
    wishes: Mapping[str, Value] = dataclasses.field(default_factory=dict)
    refills: str = ""

    @property
    def words(self) -> str:
        """What stood in it, as one text."""
        return json.dumps({key: self.values.get(key) for key in self.said}, sort_keys=True)


@dataclass(frozen=True)
class Plan:
    """A source compared with what was sent and with today's records.

    Args:
        label: What a person calls the source.
        dispatch: Sent file it answers.
        sha256: Of the source.
        lang: Language it is written in.
        base: Where the sent values come from: history, keys, none.
        cells, rows: What there is to look at, by number.
        issues: What is wrong with the source, each with its place.
        counts: Cells by class, then new rows, duplicates and removals.
    """

    label: str
    dispatch: str
    sha256: str
    lang: str
    base: str
    cells: tuple[PlannedCell, ...]
    rows: tuple[PlannedRow, ...]
    issues: tuple[Issue, ...]
    counts: Mapping[str, int]

    def part(self, cells: Iterable[PlannedCell], rows: Iterable[PlannedRow]) -> Plan:
        """Return it with some of its cells and rows, and without what is wrong with others."""
        kept, left = tuple(cells), tuple(rows)
        gone = _places(self.cells) | _places(self.rows)
        gone -= _places(kept) | _places(left)
        issues = tuple(each for each in self.issues if each.place not in gone)
        return dataclasses.replace(self, cells=kept, rows=left, issues=issues)

    def cell(self, n: int) -> PlannedCell | None:
        """Return the cell of a number."""
        return next((cell for cell in self.cells if cell.n == n), None)

    def row(self, n: int) -> PlannedRow | None:
        """Return the row of a number."""
        return next((row for row in self.rows if row.n == n), None)


def _places(things: Iterable[PlannedCell | PlannedRow]) -> set[Place]:
    return {each.issue.place for each in things if each.issue is not None}

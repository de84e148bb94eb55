"""What two sides may do to the cells of one sent file, and what each cell has to be called then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hypothesis import strategies as st

from coordinator_app.domain.changes import Operation, Update
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.identity import with_check
from coordinator_app.domain.values import normalise
from coordinator_app.excel import written
from coordinator_app.services.reference import theme_id
from coordinator_app.services.session import Session
from coordinator_app.texts import load
from tests.excel.test_round_trip import STRATEGIES
from tests.services.exchange import spoiling

#: Fields that no rule ties to another, by type: at least one of each kind that is asked for.
ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    "country": ("capital", "currency", "priorities", "priorities_text"),
    "country_profile": ("mechanism_name", "chemical_industry", "bsl3", "ports"),
    "institution": ("name_alt", "sector", "roles_1540", "website", "language", "mandate",
                    "valid_from"),
    "contact": ("honorific", "email_other", "phone", "languages"),
    "contact_role": ("position", "level", "is_primary"),
    "visit": ("venue", "summary", "participants", "mode"),
    "participant": ("position", "certificate", "certificate_on"),
    "follow_up": ("description", "priority", "next_step", "progress"),
}  # fmt: skip
#: Shown, but not asked for.
SHOWN: Final[Mapping[str, tuple[str, ...]]] = {"follow_up": ("direction", "agreed_on")}
SETS: Final = (Kind.CHOICES, Kind.LINKS)
#: Means nothing in any kind that is not free text.
JUNK: Final = "§ no such thing §"
_TEXTS: Final = (Kind.TEXT, Kind.NOTE, Kind.EMAIL, Kind.PHONE, Kind.URL)
_THEMES: Final = tuple(theme_id(code) for code in ("LAB", "CYBER", "BORDER"))


@dataclass(frozen=True)
class Cell:
    """One cell of the sent file."""

    record: str
    type: str
    field: Field
    asked: bool = True

    def __repr__(self) -> str:
        return f"{self.type}.{self.field.key} of {self.record}"


@dataclass(frozen=True)
class Step:
    """What became of one cell: its value when it was sent, and what each side made of it.

    Args:
        junk: They wrote something that means nothing there.
    """

    cell: Cell
    base: Value
    ours: Value
    theirs: Value
    junk: bool = False

    def expected(self) -> str:
        """Return the class by its definition, told apart from how the program finds it."""
        base, ours, theirs = self.base, self.ours, self.theirs
        if not self.cell.asked:
            if self.junk or theirs not in (base, ours):
                return "outside"
            if theirs == base:
                return "unchanged" if ours == base else "ours_only"
            return "same"
        if self.junk:
            return "invalid"
        if theirs == base:
            return "unchanged" if ours == base else "ours_only"
        if theirs == ours:
            return "same"
        if self.cell.field.kind in SETS:
            if self.merged() == ours:
                return "ours_only"
            return "theirs_only" if theirs is not None else "emptied"
        if theirs is None:
            return "emptied"
        return "theirs_only" if ours == base else "conflict"

    def merged(self) -> Value:
        """Return what stands there once theirs is taken."""
        if self.cell.field.kind not in SETS:
            return self.theirs
        base, ours, theirs = (
            {*value} if isinstance(value, list) else set()
            for value in (self.base, self.ours, self.theirs)
        )
        return sorted((ours | (theirs - base)) - (base - theirs)) or None


def cells(
    session: Session, types: Mapping[str, tuple[str, ...]], sent: Iterable[str]
) -> list[Cell]:
    """Return the cells of the records that were sent."""
    asked = types is ASKED
    return [
        Cell(record.id, type_key, session.catalogue.field(type_key, key), asked)
        for record in session.records.get_many(sent).values()
        for type_key, keys in types.items()
        if record.type == type_key
        for key in keys
    ]


def values(field: Field) -> st.SearchStrategy[Value]:
    """Return values that a field may hold."""
    drawn: st.SearchStrategy[Value]
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        codes = st.sampled_from([each.code for each in field.choices])
        drawn = codes if field.kind is Kind.CHOICE else st.sets(codes, max_size=3).map(sorted)
    elif field.kind is Kind.LINKS:
        drawn = st.sets(st.sampled_from(_THEMES)).map(sorted)
    elif field.kind is Kind.DATE:
        drawn = st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)).map(dt.date.isoformat)
    else:
        drawn = STRATEGIES[field.kind]
    # What edits a file here writes no escapes, which the files that programs write do.
    return drawn.map(lambda value: normalise(field, value)).filter(
        lambda value: not (isinstance(value, str) and "_x" in value)
    )


@st.composite
def steps(draw: st.DrawFn, cell: Cell) -> Step:
    """Draw what becomes of one cell: most often nothing, else anything of either side."""
    base, one, other = (draw(st.one_of(st.none(), values(cell.field))) for _ in range(3))
    if not cell.asked and base is None:
        base = draw(values(cell.field))
    ours = draw(st.sampled_from([base, base, one]))
    theirs = draw(st.sampled_from([base, ours, one, other, None]))
    if not cell.asked and theirs is None:
        theirs = other or base
    junk = cell.field.kind not in (*_TEXTS, *SETS) and draw(st.integers(0, 9)) == 0
    return Step(cell, base, ours, theirs, junk)


def write_base(session: Session, drawn: Iterable[Step]) -> None:
    """Give the cells the values they are sent with."""
    _update(session, {(each.cell.record, each.cell.field.key): each.base for each in drawn})


def write_ours(session: Session, drawn: Iterable[Step]) -> None:
    """Change what we changed meanwhile."""
    changed = [each for each in drawn if each.ours != each.base]
    _update(session, {(each.cell.record, each.cell.field.key): each.ours for each in changed})


def _update(session: Session, wanted: Mapping[tuple[str, str], Value]) -> None:
    by_record: dict[str, dict[str, Value]] = {}
    for (record, key), value in wanted.items():
        by_record.setdefault(record, {})[key] = value
    edits = tuple(Update(record, given) for record, given in by_record.items())
    session.commit(Operation(edits, "bulk", "Drawn"))


def write_theirs(
    path: Path, session: Session, drawn: Iterable[Step], lang: str, added: Iterable[str] = ()
) -> None:
    """Type into the file what they changed, as their program would write it.

    Args:
        added: Names of new institutions: the first in a blank row, the others below the table.
    """
    texts = load(lang)
    names = {
        each.id: texts(str(each.get(f"label_{lang}"))) for each in session.records.all("theme")
    }
    with spoiling.opened(path) as book:
        for each in drawn:
            if each.theirs == each.base and not each.junk:
                continue
            page = spoiling.sheet(book, each.cell.type)
            row = spoiling.row(page, "_id", with_check(each.cell.record))
            cell = page.cell(row, spoiling.column(page, each.cell.field.key))
            content = written.content(each.cell.field, each.theirs, texts, written.labels(names))
            spoiling.put(cell, JUNK if each.junk else content)
        page = spoiling.sheet(book, "institution")
        row = spoiling.blank_row(page, "name")
        for name in added:
            spoiling.put(page.cell(row, spoiling.column(page, "name")), name)
            row = page.max_row + 1

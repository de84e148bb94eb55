"""A reply as lines a person reads: entry, field, mine, theirs, why; one line per decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coordinator_app.domain import edtf
from coordinator_app.domain.display import show
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.lookup import Candidate
from coordinator_app.domain.record import Record
from coordinator_app.domain.snapshot import YES
from coordinator_app.merge.planned import Plan, PlannedCell, PlannedRow
from coordinator_app.services import naming
from coordinator_app.services.exchange.belonging import Belonging
from coordinator_app.services.exchange.beside import MOST, Beside, beside
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts

#: Classes in the order in which they are looked at; those that need nobody come last.
CLASSES = (
    "conflict",
    "invalid",
    "theirs_only",
    "new",
    "duplicate",
    "emptied",
    "outside",
    "removal",
    "same",
    "ours_only",
)
LABELS: Mapping[str, str] = {
    "conflict": N_("Both changed"),
    "invalid": N_("Cannot be used"),
    "theirs_only": N_("Changed by them"),
    "new": N_("New entries"),
    "duplicate": N_("Perhaps here already"),
    "emptied": N_("Emptied by them"),
    "outside": N_("Not asked for"),
    "removal": N_("To be removed"),
    "same": N_("Both the same"),
    "ours_only": N_("Changed by me"),
}
#: Why a line is in its class, where there is no more to say.
REASONS: Mapping[str, str] = {
    "conflict": N_("Changed on both sides since it was sent"),
    "theirs_only": N_("Changed by them only"),
    "emptied": N_("They left blank what was sent"),
    "outside": N_("Was not offered for changing"),
    "same": N_("Changed alike on both sides"),
    "ours_only": N_("Changed in my file only"),
    "new": N_("Added by them"),
    "duplicate": N_("Resembles an entry in my file"),
    "removal": N_("They propose to remove it"),
    "invalid": N_("Cannot be used as it is"),
}
#: Kinds of fields whose values name entries.
_POINTING = (Kind.LINK, Kind.LINKS, Kind.PARTY)
#: What a standing rule decided.
RULES: Mapping[str, str] = {"theirs": N_("Rule: theirs"), "ours": N_("Rule: mine")}


@dataclass(frozen=True)
class Line:
    """One line of the review.

    Args:
        n: Number of the decision.
        cls: Class, a key of LABELS.
        type, type_label: Record type.
        record: Id of the entry; the id a new one gets.
        entry: Reference and title.
        field, label: The field; "" for a whole row.
        base, ours, theirs: The three versions as people read them.
        why: Why it is in its class, or what is wrong with it.
        who: Who changed mine, and when; "" when it stands as sent.
        place: Sheet and cell in the file.
        usable: It can be taken as it is.
        candidates: Id and name of each entry of mine that a new one may really be.
        beside: A new entry field by field beside the first few of them.
        proposals: Values that a name nobody bears may mean, each in words.
        states: Id and name of each State it is about; none where the whole reply is about one.
        rule: The standing rule that decided it, "" when none did.
    """

    n: int
    cls: str
    type: str
    type_label: str
    record: str
    entry: str
    field: str
    label: str
    base: str
    ours: str
    theirs: str
    why: str
    who: str = ""
    place: str = ""
    usable: bool = True
    candidates: tuple[tuple[str, str], ...] = ()
    beside: tuple[Beside, ...] = ()
    proposals: tuple[tuple[Value, str], ...] = ()
    states: tuple[tuple[str, str], ...] = ()
    rule: str = ""

    @property
    def whole(self) -> bool:
        """Say whether it is about a whole entry."""
        return not self.field


def lines(reading: Reading, received: Received, texts: Texts) -> tuple[Line, ...]:
    """Return the lines of a reply, those that need a decision first."""
    maker = _Lines(reading, received, texts)
    found = [maker.cell(cell) for cell in received.plan.cells]
    found += [maker.row(row) for row in received.plan.rows]
    return tuple(sorted(found, key=_order))


def notices(received: Received, texts: Texts) -> tuple[str, ...]:
    """Return what there is to say of the file itself, beyond its single cells and rows."""
    plan = received.plan
    told = {(each.place.sheet, each.place.cell) for each in plan.cells if each.issue}
    told |= {(each.place.sheet, each.place.cell) for each in plan.rows if each.issue}
    found = [
        ": ".join(filter(None, (each.place.sheet, each.sentence(texts))))
        for each in plan.issues
        if (each.place.sheet, each.place.cell) not in told
    ]
    return tuple(dict.fromkeys(found))


def _order(line: Line) -> tuple[int, str, str, int]:
    return CLASSES.index(line.cls), line.type, line.entry, line.n


class _Lines:
    """Words everything of one plan; names and authors are looked up once."""

    def __init__(self, reading: Reading, received: Received, texts: Texts) -> None:
        self._reading, self._texts = reading, texts
        plan = received.plan
        self._records = reading.records.get_many(cell.record for cell in plan.cells)
        self._rows = {row.record: row.values for row in plan.rows}
        self._titles = {row.record: row.title for row in plan.rows}
        self._states = Belonging(reading, received, texts.lang)
        promised = {row.record: row.title or row.reference for row in plan.rows}
        names = naming.names(reading, _linked(reading, plan), texts.lang)
        self._names = naming.namer({**promised, **names})
        heads = (
            head
            for cell in plan.cells
            if (record := self._records.get(cell.record)) is not None
            for head in record.heads_of(cell.field)
        )
        self._authors = reading.log.authors(heads)

    def cell(self, cell: PlannedCell) -> Line:
        """Return the line of a cell."""
        field = self._reading.catalogue.field(cell.type, cell.field)
        theirs = self._show(field, cell.theirs) if cell.theirs is not None else cell.raw
        return Line(
            cell.n,
            cell.cls.value,
            cell.type,
            self._label(cell.type),
            cell.record,
            self._entry(cell),
            cell.field,
            self._texts(field.label),
            self._show(field, cell.base),
            self._show(field, cell.ours),
            theirs,
            self._reason(cell),
            self._who(cell),
            _place(cell),
            cell.usable,
            proposals=self._proposals(cell, field),
            states=self._states.of(cell.record),
            rule=cell.rule,
        )

    def _entry(self, cell: PlannedCell) -> str:
        """Return what the entry of a cell is called: as sent, on record, or in its own row."""
        record = self._records.get(cell.record)
        now = (record.reference, record.title) if record is not None else ("", "")
        title = cell.title or now[1] or self._titles.get(cell.record, "")
        return self._named(cell.type, cell.reference or now[0], title)

    def _named(self, type_key: str, reference: str, title: str) -> str:
        """Return what an entry is called; of one that has no code, also what it is of."""
        said = " ".join(filter(None, (reference, title)))
        part = self._reading.catalogue[type_key].owned and not reference
        return ": ".join(filter(None, (self._label(type_key) if part or not said else "", said)))

    def row(self, row: PlannedRow) -> Line:
        """Return the line of a whole row."""
        record_type = self._reading.catalogue[row.type]
        # What it is called stands beside it; what its blanks stand for comes last.
        named = record_type.title if row.title else ()
        shown = [each for each in record_type.fields if each.key not in named]
        shown.sort(key=_Said(row.said))
        said = " · ".join(
            f"{self._texts(field.label)}: {self._show(field, row.values[field.key])}"
            for field in shown
            if row.values.get(field.key) is not None
        )
        resembles = ", ".join(_called(each) for each in row.candidates[:3])
        return Line(
            row.n,
            row.cls.value,
            row.type,
            self._label(row.type),
            row.record,
            self._named(row.type, row.reference, self._title(row)),
            "",
            "",
            "",
            resembles,
            said,
            self._reason_of_row(row),
            "",
            _place(row),
            not row.missing,
            tuple((each.id, _called(each)) for each in row.candidates),
            beside(row, record_type, self._rows, self._texts, self._show),
            states=self._states.of(row.record),
        )

    def _title(self, row: PlannedRow) -> str:
        """Return what a new row is called, other new rows of the file included."""
        if not row.needs:
            return row.title
        record_type = self._reading.catalogue[row.type]
        fields = (record_type.by_key[key] for key in record_type.title)
        said = (self._show(each, row.values.get(each.key)) for each in fields)
        return " · ".join(filter(None, said))

    def _show(self, field: Field, value: Value) -> str:
        return show(field, value, self._texts, self._names)

    def _label(self, type_key: str) -> str:
        return self._texts(self._reading.catalogue[type_key].label)

    def _reason(self, cell: PlannedCell) -> str:
        if cell.rule:
            return self._texts(RULES[cell.rule])
        return cell.issue.sentence(self._texts) if cell.issue else self._why(cell.cls.value)

    def _proposals(self, cell: PlannedCell, field: Field) -> tuple[tuple[Value, str], ...]:
        """Return what a cell that cannot be used may mean, each with its word."""
        if cell.issue is None or cell.usable:
            return ()
        wanted = {each for value in cell.issue.proposals for each in _ids(value)}
        namesakes = naming.apart(self._reading, wanted, self._texts.lang)

        def called(record_id: str) -> str:
            return namesakes.get(record_id) or self._names(record_id)

        worded = (
            (value, show(field, value, self._texts, called)) for value in cell.issue.proposals
        )
        return tuple((value, said) for value, said in worded if said)[:MOST]

    def _why(self, cls: str) -> str:
        return self._texts(REASONS[cls])

    def _reason_of_row(self, row: PlannedRow) -> str:
        if row.remark and row.remark != YES:
            return self._texts("They propose to remove it: “{words}”", words=row.remark)
        before = next((each for each in row.candidates if each.id == row.refills), None)
        if before is not None and row.issue is None:
            return self._texts(
                "An earlier reply filled in the same row: {name}", name=_called(before)
            )
        return row.issue.sentence(self._texts) if row.issue else self._why(row.cls.value)

    def _who(self, cell: PlannedCell) -> str:
        record = self._records.get(cell.record)
        if record is None or cell.ours == cell.base:
            return ""
        made = [
            self._authors[head] for head in record.heads_of(cell.field) if head in self._authors
        ]
        if not made:
            return ""
        actor, at = max(made, key=_at)
        return f"{actor}, {edtf.display_day(at[:10], self._texts.lang)}"


class _Said:
    """Orders fields: what a row says before what its blanks stand for."""

    def __init__(self, said: Iterable[str]) -> None:
        self._said = frozenset(said)

    def __call__(self, field: Field) -> bool:
        return field.key not in self._said


def _called(candidate: Candidate) -> str:
    return " ".join(filter(None, (candidate.reference, candidate.title)))


def _at(made: tuple[str, str]) -> str:
    return made[1]


def _place(thing: PlannedCell | PlannedRow) -> str:
    return "!".join(filter(None, (thing.place.sheet, thing.place.cell)))


def _linked(reading: Reading, plan: Plan) -> set[str]:
    """Return every id that a value of the plan points at."""
    found: set[str] = set()
    for cell in plan.cells:
        if reading.catalogue.field(cell.type, cell.field).kind in _POINTING:
            for value in (cell.base, cell.ours, cell.theirs):
                found.update(_ids(value))
            found.update(_many(cell.issue.proposals if cell.issue else ()))
    pointing = {
        key: [field.key for field in reading.catalogue[key].fields if field.kind in _POINTING]
        for key in {row.type for row in plan.rows}
    }
    for row in plan.rows:
        for values in (row.values, *row.beside.values()):
            found.update(_many(values[key] for key in pointing[row.type] if key in values))
    return found


def _many(values: Iterable[Value]) -> list[str]:
    return [each for value in values for each in _ids(value)]


def _ids(value: Value) -> tuple[str, ...]:
    return Record("", "", values={"value": value}).ids("value")

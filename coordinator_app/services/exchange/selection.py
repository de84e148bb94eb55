"""What of a workbook a kind of file may carry to one State: built from what is allowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from coordinator_app.domain.fields import Field, Kind, Sensitivity, Value
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.excel.profiles import Profile, SheetProfile
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_

PERSONAL = N_("personal data were not ticked")
SENSITIVE = N_("more sensitive than this file may carry")
ELSEWHERE = N_("what they belong to is not in the file")
NOT_THEIRS = N_("other States' part of a shared entry")
UNDECIDED = N_("two workbooks disagree and nobody has decided yet")

_LINKING = (Kind.LINK, Kind.LINKS, Kind.PARTY)
_PEOPLE = ("contact", "office_member")


@dataclass(frozen=True)
class LeftOut:
    """Something the file does not carry.

    Args:
        type: Record type.
        what: "entries", "fields" or "values".
        count: How many.
        reason: English msgid.
    """

    type: str
    what: str
    count: int
    reason: str


@dataclass(frozen=True)
class ChosenRow:
    """One record as far as it may be shown.

    Args:
        values: Field key to what is shown.
        withheld: Fields shown in part or not at all.
        shared: It belongs to several States and is only to be read.
    """

    record: Record
    values: Mapping[str, Value]
    withheld: frozenset[str] = frozenset()
    shared: bool = False


@dataclass(frozen=True)
class ChosenSheet:
    """The rows of one type, and the fields shown of them."""

    profile: SheetProfile
    fields: tuple[Field, ...]
    rows: tuple[ChosenRow, ...]

    @property
    def cells(self) -> int:
        """Return how many data cells are sent, filled or empty."""
        return sum(len(self.fields) - len(row.withheld) for row in self.rows)


@dataclass(frozen=True)
class Selection:
    """All that may be sent.

    Args:
        state: The State.
        linked: Records that shown rows point at and that may be named, by id.
        sensitivity: Of the most sensitive value or entry in it.
        personal: Data about people are in it.
    """

    state: Record
    sheets: tuple[ChosenSheet, ...]
    linked: Mapping[str, Record]
    left_out: tuple[LeftOut, ...]
    sensitivity: Sensitivity
    personal: bool


def select(
    reading: Reading, profile: Profile, state: Record, *, personal: bool, types: tuple[str, ...]
) -> Selection:
    """Choose what is sent to a State.

    Args:
        personal: People's own data may be in it.
        types: Only these record types; all of the profile when empty.
    """
    return _Selector(reading, state, personal).run(profile, types)


@dataclass
class _Tally:
    """What is left out, counted as it is met."""

    found: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def add(self, type_key: str, what: str, reason: str, count: int = 1) -> None:
        if count:
            key = (type_key, what, reason)
            self.found[key] = self.found.get(key, 0) + count

    def left_out(self) -> tuple[LeftOut, ...]:
        return tuple(
            LeftOut(type_key, what, count, reason)
            for (type_key, what, reason), count in self.found.items()
        )


class _Selector:
    def __init__(self, reading: Reading, state: Record, personal: bool) -> None:
        self._reading = reading
        self._state = state
        self._personal = personal
        self._tally = _Tally()
        self._shown: dict[str, Record] = {}
        self._targets: dict[str, Record | None] = {}

    def run(self, profile: Profile, types: tuple[str, ...]) -> Selection:
        chosen: list[tuple[SheetProfile, tuple[Field, ...], list[Record]]] = []
        for sheet in profile.sheets:
            if types and sheet.type not in types:
                continue
            records = list(self._records(sheet))
            if sheet.personal and not self._personal:
                self._tally.add(sheet.type, "entries", PERSONAL, len(records))
                continue
            allowed = [each for each in records if self._allowed(sheet, each)]
            self._shown |= {each.id: each for each in allowed}
            if allowed or sheet.spare:
                chosen.append((sheet, self._fields(sheet), allowed))
        sheets = tuple(
            ChosenSheet(sheet, fields, tuple(self._row(fields, each) for each in records))
            for sheet, fields, records in chosen
        )
        linked = {key: each for key, each in self._targets.items() if each is not None}
        linked |= {each.id: each for each in self._offered(sheets)}
        return Selection(
            self._state,
            sheets,
            linked,
            self._tally.left_out(),
            max([_highest(each) for each in sheets], default=Sensitivity.PUBLIC),
            self._personal and any(_personal(each) for each in sheets),
        )

    def _offered(self, sheets: tuple[ChosenSheet, ...]) -> Iterator[Record]:
        """Yield what belongs to no State and may be chosen in a shown field: the themes."""
        catalogue = self._reading.catalogue
        targets = {key for sheet in sheets for each in sheet.fields for key in each.targets}
        for each in catalogue:
            if each.key in targets and each.reference_data and not each.state_path:
                yield from self._reading.records.all(each.key)

    def _records(self, sheet: SheetProfile) -> Iterator[Record]:
        """Yield the living records of the State, whether they may be shown or not."""
        records, path = self._reading.records, self._reading.catalogue[sheet.type].state_path
        if path == "id":
            yield self._state
        elif path == PARENT:
            yield from self._owned(sheet.type)
        else:
            yield from records.linked_from(self._state.id, sheet.type, path)

    def _owned(self, type_key: str) -> Iterator[Record]:
        records, catalogue = self._reading.records, self._reading.catalogue
        for owner in catalogue[type_key].parents:
            if owner == "country":
                yield from records.children(self._state.id, type_key)
                continue
            for each in records.linked_from(self._state.id, owner, catalogue[owner].state_path):
                yield from records.children(each.id, type_key)

    def _allowed(self, sheet: SheetProfile, record: Record) -> bool:
        if _sensitivity(record) > sheet.ceiling:
            self._tally.add(sheet.type, "entries", SENSITIVE)
            return False
        if PARENT in sheet.fields and not set(record.ids(PARENT)) <= self._shown.keys():
            self._tally.add(sheet.type, "entries", ELSEWHERE)
            return False
        return True

    def _fields(self, sheet: SheetProfile) -> tuple[Field, ...]:
        by_key = self._reading.catalogue[sheet.type].by_key
        found = []
        for key in sheet.fields:
            each = by_key[key]
            if each.sensitivity > sheet.ceiling:
                self._tally.add(sheet.type, "fields", SENSITIVE)
            elif each.personal and not self._personal:
                self._tally.add(sheet.type, "fields", PERSONAL)
            else:
                found.append(each)
        return tuple(found)

    def _row(self, fields: tuple[Field, ...], record: Record) -> ChosenRow:
        values: dict[str, Value] = {}
        withheld = set()
        path = self._reading.catalogue[record.type].state_path
        states = record.ids(path) if path and path not in ("id", PARENT) else ()
        for each in fields:
            value = record.get(each.key)
            if len(record.heads_of(each.key)) > 1:
                self._tally.add(record.type, "values", UNDECIDED)
                withheld.add(each.key)
            elif each.key == path and len(states) > 1:
                values[each.key] = [self._state.id]
                self._tally.add(record.type, "values", NOT_THEIRS)
                withheld.add(each.key)
            elif each.kind in _LINKING and not self._may_name_all(record, each):
                withheld.add(each.key)
            elif value is not None:
                values[each.key] = value
        shared = len(self._reading.records.states_of(record)) > 1
        return ChosenRow(record, values, frozenset(withheld), shared)

    def _may_name_all(self, record: Record, link: Field) -> bool:
        for target in record.ids(link.key):
            if target not in self._targets:
                self._targets[target] = self._nameable(target)
            if self._targets[target] is None:
                self._tally.add(record.type, "values", self._why_not(target))
                return False
        return True

    def _nameable(self, target: str) -> Record | None:
        """Return a record that may be named to the State, None when it may not."""
        if target in self._shown or target == self._state.id:
            return self._shown.get(target, self._state)
        record = self._reading.records.get(target)
        if record is None or record.deleted or record.type in _PEOPLE:
            return None
        record_type = self._reading.catalogue[record.type]
        if not record_type.exported or _sensitivity(record) > Sensitivity.INTERNAL:
            return None
        states = self._reading.records.states_of(record)
        return record if not states or set(states) == {self._state.id} else None

    def _why_not(self, target: str) -> str:
        record = self._reading.records.get(target)
        if record is not None and record.type in _PEOPLE and not self._personal:
            return PERSONAL
        return SENSITIVE if record is not None and _sensitivity(record) > 1 else ELSEWHERE


def _sensitivity(record: Record) -> Sensitivity:
    given = record.text("sensitivity")
    return Sensitivity[given] if given in Sensitivity.__members__ else Sensitivity.INTERNAL


def _highest(sheet: ChosenSheet) -> Sensitivity:
    shown = {key for row in sheet.rows for key in row.values}
    fields = [each.sensitivity for each in sheet.fields if each.key in shown]
    return max([*fields, *(_sensitivity(row.record) for row in sheet.rows)],
               default=Sensitivity.PUBLIC)  # fmt: skip


def _personal(sheet: ChosenSheet) -> bool:
    people = {each.key for each in sheet.fields if each.personal}
    return any(people & row.values.keys() for row in sheet.rows)

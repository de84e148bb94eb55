"""What of a workbook a kind of file may carry: built from what is allowed, never cut down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from coordinator_app.domain.fields import Field, Kind, Sensitivity, Value
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.domain.records.assistance import may_circulate
from coordinator_app.excel.profiles import Profile, SheetProfile
from coordinator_app.services.exchange.extent import Extent
from coordinator_app.services.exchange.reach import Reach
from coordinator_app.services.exchange.strangers import Strangers
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_

PERSONAL = N_("personal data were not ticked")
SENSITIVE = N_("more sensitive than this file may carry")
ELSEWHERE = N_("what they belong to is not in the file")
NOT_THEIRS = N_("other States' part of a shared entry")
NOT_CIRCULATED = N_("its State has not agreed to share it with providers")
UNDECIDED = N_("two workbooks disagree and nobody has decided yet")

_LINKING = (Kind.LINK, Kind.LINKS, Kind.PARTY)
_PEOPLE = ("contact", "office_member")
#: A training has no more blank rows than that, whatever its seats.
_MOST_SEATS = 300


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
    """The rows of one type, and the fields shown of them.

    Args:
        spare: Blank rows.
        prefilled: What stands in the blank rows already.
    """

    profile: SheetProfile
    fields: tuple[Field, ...]
    rows: tuple[ChosenRow, ...]
    spare: int = 0
    prefilled: Mapping[str, Value] = field(default_factory=dict)

    @property
    def cells(self) -> int:
        """Return how many data cells are sent, filled or empty."""
        return sum(len(self.fields) - len(row.withheld) for row in self.rows)


@dataclass(frozen=True)
class Selection:
    """All that may be sent.

    Args:
        extent: What it is about.
        linked: Records that shown rows point at and that may be named, by id.
        sensitivity: Of the most sensitive value or entry in it.
        personal: Data about people are in it.
    """

    extent: Extent
    sheets: tuple[ChosenSheet, ...]
    linked: Mapping[str, Record]
    left_out: tuple[LeftOut, ...]
    sensitivity: Sensitivity
    personal: bool

    @property
    def hides(self) -> bool:
        """Say whether a cell stands for something that is not shown."""
        return any(row.withheld - row.values.keys() for sheet in self.sheets for row in sheet.rows)


def select(
    reading: Reading,
    profile: Profile,
    extent: Extent,
    *,
    personal: bool,
    types: tuple[str, ...] = (),
) -> Selection:
    """Choose what is sent.

    Args:
        extent: What it is about; nothing else can get in.
        personal: People's own data may be in it.
        types: Only these record types; all of the profile when empty.
    """
    people = profile.own or (personal and not profile.numbers)
    return _Selector(reading, profile, extent, people).run(types)


class Tally:
    """What is left out, counted as it is met."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], int] = {}

    def add(self, type_key: str, what: str, reason: str, count: int = 1) -> None:
        """Count something of a type that is left out for a reason."""
        if count:
            key = (type_key, what, reason)
            self._found[key] = self._found.get(key, 0) + count

    def left_out(self) -> tuple[LeftOut, ...]:
        """Return what was counted."""
        return tuple(
            LeftOut(type_key, what, count, reason)
            for (type_key, what, reason), count in self._found.items()
        )


class _Selector:
    def __init__(self, reading: Reading, profile: Profile, extent: Extent, personal: bool) -> None:
        self._profile = profile
        self._extent = extent
        self._personal = personal
        self._tally = Tally()
        self._shown: dict[str, Record] = {}
        self._targets: dict[str, Record | None] = {}
        self._reach = Reach(reading, extent)
        self._strangers = Strangers(reading, extent)
        self._catalogue = reading.catalogue
        self._gated = {each.type for each in profile.sheets if each.circulated}

    def run(self, types: tuple[str, ...]) -> Selection:
        chosen: list[tuple[SheetProfile, tuple[Field, ...], list[Record]]] = []
        for sheet in self._profile.sheets:
            if types and sheet.type not in types:
                continue
            records = list(self._reach.records(sheet.type))
            if (sheet.personal or sheet.asks_people) and not self._personal:
                self._tally.add(sheet.type, "entries", PERSONAL, len(records))
                if sheet.personal:
                    continue
                records = []
            allowed = [each for each in records if self._allowed(sheet, each)]
            self._shown |= {each.id: each for each in allowed}
            if allowed or sheet.spare:
                chosen.append((sheet, self._fields(sheet), allowed))
        self._reach.preload(record for _, _, records in chosen for record in records)
        sheets = tuple(
            ChosenSheet(
                sheet,
                fields,
                tuple(self._row(fields, each) for each in records),
                self._spare(sheet, len(records)),
                self._prefilled(sheet),
            )
            for sheet, fields, records in chosen
        )
        linked = {key: each for key, each in self._targets.items() if each is not None}
        linked |= {each.id: each for each in self._offered(sheets)}
        highest = max([self._highest(each) for each in sheets], default=Sensitivity.PUBLIC)
        return Selection(
            self._extent,
            sheets,
            linked,
            self._tally.left_out(),
            Sensitivity.STRICT if self._profile.own else highest,
            self._personal and any(_personal(each) for each in sheets),
        )

    def _spare(self, sheet: SheetProfile, rows: int) -> int:
        entry = self._extent.entry
        seats = entry.get("seats") if entry is not None and sheet.seats else None
        if isinstance(seats, int):
            return min(max(seats - rows, 0), _MOST_SEATS)
        return 0 if sheet.spare_when_blank and not self._extent.blank else sheet.spare

    def _prefilled(self, sheet: SheetProfile) -> dict[str, Value]:
        entry = self._extent.entry
        return dict.fromkeys(sheet.filled, entry.id) if entry is not None else {}

    def _offered(self, sheets: tuple[ChosenSheet, ...]) -> Iterator[Record]:
        """Yield what may be chosen in a shown field: themes, and what the kind of file lists."""
        targets = {key for sheet in sheets for each in sheet.fields for key in each.targets}
        for each in self._catalogue:
            if each.key in targets and each.reference_data and not each.state_path:
                yield from self._reach.all(each.key)
        for key in targets.intersection(self._profile.lists):
            for record in self._reach.of_states(key):
                if self._nameable(record.id) is not None:
                    yield record

    def _allowed(self, sheet: SheetProfile, record: Record) -> bool:
        if sensitivity(record) > sheet.ceiling:
            self._tally.add(sheet.type, "entries", SENSITIVE)
            return False
        if self._profile.own:
            return True
        if sheet.circulated and not may_circulate(record):
            self._tally.add(sheet.type, "entries", NOT_CIRCULATED)
            return False
        if PARENT in sheet.fields and not set(record.ids(PARENT)) <= self._shown.keys():
            self._tally.add(sheet.type, "entries", ELSEWHERE)
            return False
        return True

    def _fields(self, sheet: SheetProfile) -> tuple[Field, ...]:
        by_key = self._catalogue[sheet.type].by_key
        may_name = self._personal or sheet.asks_people or self._extent.blank
        found = []
        for key in sheet.fields:
            each = by_key[key]
            if each.sensitivity > sheet.ceiling:
                self._tally.add(sheet.type, "fields", SENSITIVE)
            elif each.personal and not may_name:
                self._tally.add(sheet.type, "fields", PERSONAL)
            else:
                found.append(each)
        return tuple(found)

    def _row(self, fields: tuple[Field, ...], record: Record) -> ChosenRow:
        values: dict[str, Value] = {}
        withheld = set()
        path = self._catalogue[record.type].state_path
        within = set(self._extent.ids)
        shared = not self._extent.holds(self._reach.states_of(record))
        for each in fields:
            value = record.get(each.key)
            if len(record.heads_of(each.key)) > 1:
                self._tally.add(record.type, "values", UNDECIDED)
                withheld.add(each.key)
            elif each.key == path and isinstance(value, list) and not self._extent.holds(value):
                values[each.key] = [state for state in value if state in within]
                self._tally.add(record.type, "values", NOT_THEIRS)
                withheld.add(each.key)
            elif each.kind in _LINKING and not self._may_name_all(record, each):
                withheld.add(each.key)
            elif reason := self._kept_back(record, each, shared=shared):
                self._tally.add(record.type, "values", reason)
                withheld.add(each.key)
            elif value is not None:
                values[each.key] = value
        return ChosenRow(record, values, frozenset(withheld), shared)

    def _kept_back(self, record: Record, field: Field, *, shared: bool) -> str:
        """Return why words are not shown, "" when they are.

        Free text where a person or institution belongs is treated as what is called so: it is
        shown when that may be named; in an entry of several States when all that is called so may,
        and something is. Other words of such an entry may name no person of another State.
        """
        match record.get(field.key):
            case {"label": str(label)} if not self._profile.own:
                meant = self._strangers.meant(label, field)
                named = [each for each in meant if self._nameable(each.id) is not None]
                if shared and (not meant or len(named) < len(meant)):
                    return NOT_THEIRS
                return self._why_not(meant[0].id) if meant and not named else ""
            case str() if shared and self._strangers.are_in(record, field):
                return NOT_THEIRS
            case _:
                return ""

    def _may_name_all(self, record: Record, link: Field) -> bool:
        for target in record.ids(link.key):
            if target not in self._targets:
                self._targets[target] = self._nameable(target)
            if self._targets[target] is None:
                self._tally.add(record.type, "values", self._why_not(target))
                return False
        return True

    def _nameable(self, target: str) -> Record | None:
        """Return a record that may be named to the recipient, None when it may not."""
        if target in self._shown:
            return self._shown[target]
        record = self._reach.get(target)
        if record is None or record.deleted:
            return None
        if self._profile.own or target in self._extent.ids:
            return record
        limit = self._profile.names_up_to
        if record.type in _PEOPLE:
            if not (self._personal and self._profile.names_people):
                return None
            limit = Sensitivity.CONFIDENTIAL
        record_type = self._catalogue[record.type]
        if sensitivity(record) > limit or not record_type.exported:
            return None
        if self._gated.intersection((record.type, *record_type.parents)):
            return None
        return record if self._extent.holds(self._reach.states_of(record)) else None

    def _why_not(self, target: str) -> str:
        record = self._reach.get(target)
        if record is None:
            return ELSEWHERE
        if record.type in _PEOPLE and not self._personal:
            return PERSONAL
        return SENSITIVE if sensitivity(record) > self._profile.names_up_to else ELSEWHERE

    def _highest(self, sheet: ChosenSheet) -> Sensitivity:
        """Return how sensitive a sheet is: by what is in it, or will be when it was blank."""
        shown = {key for row in sheet.rows for key in row.values}
        asked = [each for each in sheet.fields if each.key in shown or self._extent.blank]
        return max([*(each.sensitivity for each in asked),
                    *(sensitivity(row.record) for row in sheet.rows)],
                   default=Sensitivity.PUBLIC)  # fmt: skip


def sensitivity(record: Record) -> Sensitivity:
    """Return how far an entry may travel."""
    given = record.text("sensitivity")
    return Sensitivity[given] if given in Sensitivity.__members__ else Sensitivity.INTERNAL


def _personal(sheet: ChosenSheet) -> bool:
    people = {each.key for each in sheet.fields if each.personal}
    return any(people & row.values.keys() for row in sheet.rows)

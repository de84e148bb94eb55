"""Lines that mean each other, lines that are records on file, and records that have to be made."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record import Record, linked_ids
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.merge.natural import Key, contradict, keys
from coordinator_app.services.foreign.lines import Line, Wrong
from coordinator_app.services.foreign.lookups import RememberingLookup

#: Ids of new records are made from the file, so that the same file means them again.
_LINES = uuid.UUID("5b6f6a52-1f3f-5d0e-9a53-1540f0e1540a")
#: Record types that are made when somebody asks for it, and the field that holds their name.
CREATED: Mapping[str, str] = {"institution": "name", "contact": "name", "source": "title"}
_LINKING = (Kind.LINK, Kind.LINKS, Kind.PARTY)
_ALSO = ("acronym", "email", "code")
_NAMES = ("name", "name_alt", "acronym")
#: Natural keys of one field that tell a record from all others.
_TELLING = ("email", "code")
#: The ordinal of lines that only some other line names.
_NAMED = -1
#: From so many owners on, what they own is read at once.
_MANY = 200
#: So many records are read at once.
_AT_ONCE = 1_000


def creatable(field: Field) -> str:
    """Return the record type that can be made for a name in a field, "" when none can."""
    return next((each for each in field.targets if each in CREATED), "")


class Resolver:
    """Gives lines their ids and settles what they point at.

    Args:
        catalogue: The record types.
        lookup: The workbook; learns what the lines are called.
        sha256: Of the file.
        create_missing: Records that are named and not on record are made.
    """

    def __init__(
        self, catalogue: Catalogue, lookup: RememberingLookup, sha256: str, *, create_missing: bool
    ) -> None:
        self._catalogue = catalogue
        self._lookup = lookup
        self._sha256 = sha256
        self._create_missing = create_missing
        self._made: dict[tuple[str, str, str], Line] = {}
        self._promised: dict[str, Mapping[str, Value]] = {}
        self.known: dict[str, Record] = {}

    def resolve(self, lines: Sequence[Line]) -> list[Line]:
        """Return the lines with their ids, those that have to be made last."""
        roots = [line for line in lines if not self._owned(line)]
        owned = [line for line in lines if self._owned(line)]
        self._identify(roots)
        self._read_again(lines, roots)
        self._tell_apart(lines)
        made = self._create(lines)
        self._read_again(lines, made)
        self._tell_apart(lines)
        for line in owned:
            if line.owner is not None:
                line.values[PARENT] = line.owner.id
        self._identify(owned)
        return [*lines, *made]

    def _owned(self, line: Line) -> bool:
        return self._catalogue[line.type].owned

    def _identify(self, lines: Sequence[Line]) -> None:
        by_type: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            by_type[line.type].append(line)
            line.id = self._new_id(line)
        for type_key, its in by_type.items():
            record_type = self._catalogue[type_key]
            left = []
            for line, record in self._on_file(its):
                if record is not None and not record.deleted and record.type == type_key:
                    self._is(line, record)
                else:
                    left.append(line)
            if left and (records := self._candidates(record_type, left)):
                matcher = _OnFile(record_type, records)
                for line in left:
                    if (record := matcher.match(line)) is not None:
                        self._is(line, record)

    def _on_file(self, lines: Sequence[Line]) -> Iterator[tuple[Line, Record | None]]:
        """Yield lines with the records of their ids, a part at a time."""
        for start in range(0, len(lines), _AT_ONCE):
            batch = lines[start : start + _AT_ONCE]
            found = self._lookup.recognise({line.id: line.values for line in batch})
            yield from ((line, found.get(line.id)) for line in batch)

    def _candidates(self, record_type: RecordType, lines: Sequence[Line]) -> Sequence[Record]:
        if not record_type.owned:
            return self._lookup.living(record_type.key)
        owners = {one for line in lines for one in linked_ids(line.values.get(PARENT))}
        if len(owners) > _MANY:
            return [
                each
                for each in self._lookup.living(record_type.key)
                if owners.intersection(each.ids(PARENT))
            ]
        return [each for owner in owners for each in self._lookup.children(owner, record_type.key)]

    def _is(self, line: Line, record: Record) -> None:
        line.id, line.known = record.id, True
        self.known[record.id] = record

    def _new_id(self, line: Line) -> str:
        place = f"{self._sha256}\n{line.sheet}\n{line.number}\n{line.type}\n{line.ordinal}"
        if line.ordinal == _NAMED:  # several rows may name it; the first may be another some day
            name = fold(str(line.values[CREATED[line.type]]))
            place = "\n".join([self._sha256, line.type, name, str(line.values.get("country", ""))])
        return str(uuid.uuid5(_LINES, place))

    def _promise(self, line: Line) -> None:
        """Let other lines mean the record of this one."""
        self._promised[line.id] = line.values
        record_type = self._catalogue[line.type]
        names = [line.code] if line.code else []
        title = [line.values.get(key) for key in record_type.title]
        names += [each for each in title if isinstance(each, str) and len(title) == 1]
        names += [each for key in _ALSO if isinstance(each := line.values.get(key), str)]
        for name in names:
            self._lookup.promise(
                name, line.type, line.id, " · ".join(map(str, filter(None, title)))
            )

    def _read_again(self, lines: Iterable[Line], known: Iterable[Line]) -> None:
        """Read the names again that meant nothing before some of the lines were known."""
        again = [
            (line, key, wrong)
            for line in lines
            for key, wrong in line.wrong.items()
            if wrong.reader.field.kind in _LINKING and not wrong.elsewhere
        ]
        if again:
            for line in known:
                self._promise(line)
        for reader in {wrong.reader for _, _, wrong in again}:
            reader.forget_doubts()
        for line, key, wrong in again:
            heard = wrong.reader.read(wrong.value)
            if heard.issue is None:
                del line.wrong[key]
                line.values[key] = heard.value
            else:
                line.wrong[key] = Wrong(heard, wrong.reader, wrong.value, wrong.column)

    def _tell_apart(self, lines: Iterable[Line]) -> None:
        """Take of several records of one name that of the State the row is about."""
        for line in lines:
            state = _state(line)
            for key, wrong in [*line.wrong.items()] if state else ():
                kind, issue = wrong.reader.field.kind, wrong.heard.issue
                if issue is None or kind not in (Kind.LINK, Kind.PARTY):
                    continue
                ids = {one for each in issue.proposals for one in linked_ids(each)}
                found = [
                    each
                    for each in ids
                    if (said := self._said(each)) is not None
                    and said.get("country") == state
                    and _bears(said, wrong.heard.raw)
                ]
                if len(found) == 1:
                    del line.wrong[key]
                    line.values[key] = {"id": found[0]} if kind is Kind.PARTY else found[0]

    def _said(self, record_id: str) -> Mapping[str, Value] | None:
        """Return what is said of a record on file, or of one that the file makes."""
        if record_id in self._promised:
            return self._promised[record_id]
        record = self._lookup.get(record_id)
        return record.values if record is not None else None

    def _create(self, lines: Iterable[Line]) -> list[Line]:
        """Return a line for each record that is named and has to be made."""
        wanted = [
            (line, key, wrong)
            for line in lines
            for key, wrong in line.wrong.items()
            if self._wants(line, wrong)
        ]
        named = [(self._make(line, wrong), line, key) for line, key, wrong in wanted]
        made = list(self._made.values())
        self._identify(made)
        for each, line, key in named:
            kind = line.wrong[key].reader.field.kind
            if kind is not Kind.LINKS:  # the others in the cell are read again
                del line.wrong[key]
                line.values[key] = {"id": each.id} if kind is Kind.PARTY else each.id
        return made

    def _wants(self, line: Line, wrong: Wrong) -> bool:
        heard = wrong.heard
        if heard.issue is None or wrong.reader.field.kind not in _LINKING:
            return False
        if not creatable(wrong.reader.field):
            return False
        records = [
            each
            for each in heard.issue.proposals
            if not _is_label(each) and not self._is_elsewhere(line, wrong, each)
        ]
        return heard.create or (self._create_missing and not records)

    def _is_elsewhere(self, line: Line, wrong: Wrong, proposed: Value) -> bool:
        """Say whether a record of the very name is of another State than the row."""
        state, ids = _state(line), linked_ids(proposed)
        if not state or wrong.reader.field.targets != ("institution",) or not ids:
            return False
        said = self._said(ids[0]) or {}
        return said.get("country") not in (None, state) and _bears(said, wrong.heard.raw)

    def _make(self, line: Line, wrong: Wrong) -> Line:
        """Return the line of a record that is made, one for all that name it."""
        type_key = creatable(wrong.reader.field)
        name = wrong.heard.raw
        # Who pays for an activity in a State is not of that State; who is met there is.
        state = _state(line) if len(wrong.reader.field.targets) == 1 else ""
        key = (type_key, fold(name), state)
        if key in self._made:
            return self._made[key]
        values: dict[str, Value] = {CREATED[type_key]: name}
        if state:
            values["country"] = state
        elif type_key == "institution":
            values["scope"] = None
        by_key = self._catalogue[type_key].by_key
        values = {each: value for each, value in values.items() if each in by_key}
        self._made[key] = Line(
            line.sheet, line.number, type_key, values, {}, {},
            {CREATED[type_key]: wrong.column}, ordinal=_NAMED,
        )  # fmt: skip
        return self._made[key]


class _OnFile:
    """Recognises records of one type that are on file.

    Args:
        record_type: Theirs.
        records: Those that may be meant.
    """

    def __init__(self, record_type: RecordType, records: Iterable[Record]) -> None:
        self._type = record_type
        self._by_code: dict[str, Record] = {}
        self._by_key: dict[Key, list[Record]] = defaultdict(list)
        for each in records:
            if each.reference:
                self._by_code[fold(each.reference)] = each
            for key in keys(record_type, each.values):
                self._by_key[key].append(each)

    def match(self, line: Line) -> Record | None:
        """Return the record that a line surely is."""
        if line.code and (found := self._by_code.get(fold(line.code))):
            return found
        for key in keys(self._type, line.values):
            hits = [
                each
                for each in self._by_key.get(key, ())
                if not contradict(self._type, line.values, each.values)
                and (_is_telling(key) or self._as_much_said(line.values, each.values))
            ]
            if hits:
                return hits[0] if len(hits) == 1 else None
        return None

    def _as_much_said(self, one: Mapping[str, Value], other: Mapping[str, Value]) -> bool:
        """Say whether both name their State, or neither does: else a name alone is not enough."""
        return all((one.get(key) is None) == (other.get(key) is None) for key in self._states())

    def _states(self) -> Iterator[str]:
        for group in self._type.natural_keys:
            yield from (key for key in group if self._type.by_key[key].targets == ("country",))


def _state(line: Line) -> str:
    """Return the State that a line, or the one that owns it, is about; "" for none or several."""
    for each in (line, line.owner):
        if each is not None and isinstance(state := each.values.get("country"), str):
            return state
    return ""


def _bears(said: Mapping[str, Value], name: str) -> bool:
    return fold(name) in {fold(str(said.get(field))) for field in _NAMES}


def _is_telling(key: Key) -> bool:
    fields, _ = key
    return len(fields) > 1 or fields[0] in _TELLING


def _is_label(value: Value) -> bool:
    return isinstance(value, dict) and "label" in value

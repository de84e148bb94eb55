"""References people read: TYPE-STATE-YEAR-NUMBER, minted once and never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from coordinator_app.domain import edtf
from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record, linked_ids
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.store.records import Records

_NO_YEAR = "0000"
_SEVERAL_STATES = "REG"


class References:
    """Mints the references of one operation.

    Args:
        records: The workbook.
        today: Dates what has no date of its own.
        find: Finds a record, those of the operation included.
    """

    def __init__(
        self, records: Records, today: dt.date, find: Callable[[str], Record | None]
    ) -> None:
        self._records = records
        self._catalogue = records.catalogue
        self._today = today
        self._find = find
        self._numbers: dict[str, int] = {}
        self._states: dict[str, str] = {}

    def mint(self, type_key: str, values: Mapping[str, Value]) -> str:
        """Return the next reference for a record; a row placed by its owner has its place and year.

        "" for a type without references.
        """
        record_type = self._catalogue[type_key]
        if record_type.reference_data:
            code = values.get("code")
            return code if isinstance(code, str) else ""
        if not record_type.prefix:
            return ""
        told, said = self._telling(record_type, values)
        stem = f"{record_type.prefix}-{self._place(told, said)}-{self._year(told, said)}-"
        if stem not in self._numbers:
            self._numbers[stem] = self._last_number(stem)
        self._numbers[stem] += 1
        return f"{stem}{self._numbers[stem]:03d}"

    def _telling(
        self, record_type: RecordType, values: Mapping[str, Value]
    ) -> tuple[RecordType, Mapping[str, Value]]:
        """Return what says where and when: the record itself, or what owns it."""
        while record_type.state_path == PARENT:
            owners = linked_ids(values.get(PARENT))
            owner = self._find(owners[0]) if owners else None
            if owner is None:
                break
            record_type, values = self._catalogue[owner.type], owner.values
        return record_type, values

    def _place(self, record_type: RecordType, values: Mapping[str, Value]) -> str:
        path = record_type.state_path
        states = linked_ids(values.get(path)) if path not in ("", PARENT) else ()
        if len(states) != 1:
            return _SEVERAL_STATES
        if states[0] not in self._states:
            state = self._find(states[0])
            self._states[states[0]] = (state.text("code") if state else "") or _SEVERAL_STATES
        return self._states[states[0]]

    def _year(self, record_type: RecordType, values: Mapping[str, Value]) -> str:
        if not record_type.date_field:
            return str(self._today.year)
        written = values.get(record_type.date_field)
        first, last = edtf.bounds(written) if isinstance(written, str) else (None, None)
        day = first or last
        if day is None and record_type.life is None:
            return str(self._today.year)
        return f"{day.year:04d}" if day else _NO_YEAR

    def _last_number(self, stem: str) -> int:
        rows = self._records.connection.execute(
            "SELECT reference FROM record WHERE reference > ? AND reference < ? AND reference <> ''"
            " UNION ALL SELECT reference FROM dispatch_row WHERE spare = 1"
            " AND reference > ? AND reference < ?",
            (stem, stem + "~", stem, stem + "~"),
        ).fetchall()
        numbers = [row[0][len(stem) :] for row in rows]
        return max((int(number) for number in numbers if number.isdecimal()), default=0)


def promised(
    records: Records, today: dt.date, wanted: Iterable[tuple[str, str, Mapping[str, Value]]]
) -> list[str]:
    """Return references for records promised in advance (spare rows of a sent file).

    Args:
        wanted: Record id, record type and the values known so far (State, date, owner).
    """
    known: dict[str, Record] = {}

    def find(record_id: str) -> Record | None:
        return known.get(record_id) or records.get(record_id)

    minting = References(records, today, find)
    found = []
    for record_id, type_key, values in wanted:
        reference = minting.mint(type_key, values)
        known[record_id] = Record(record_id, type_key, reference, values=dict(values))
        found.append(reference)
    return found

"""Rows as a table shows them, put into words in the reader's thread, never while painting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from coordinator_app.domain import display
from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.follow_up import is_overdue
from coordinator_app.services import naming
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.tables.columns import REFERENCE, TYPE, Column
from coordinator_app.ui.theme import Tone
from coordinator_app.ui.widgets.status import tone_of

#: How a cell stands out; "" for not at all.
CellTone = Tone | Literal[""]
#: Finds the field a column of a type shows, computed ones included.
FieldOf = Callable[[str, str], Field | None]

_LATE = N_("{date} · late")


class Entry(Protocol):
    """What a row is made of; a row of `services.listing` is one."""

    @property
    def id(self) -> str:
        """Id of the record."""
        ...

    @property
    def type(self) -> str:
        """Its record type."""
        ...

    @property
    def reference(self) -> str:
        """Its reference."""
        ...

    @property
    def values(self) -> Mapping[str, Value]:
        """Column key to value in its stored shape."""
        ...

    @property
    def titles(self) -> Mapping[str, str]:
        """Names of the records these values point at, by id."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Args:
        id, type, reference: Of the record.
        values: Column key to stored value.
        names: Names of what the values point at, by id.
        texts: What the cells say, in the order of the columns.
        tones: How the cells look.
    """

    id: str
    type: str
    reference: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    tones: tuple[CellTone, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plain:
    """A record read by itself, as a row is made of it."""

    id: str
    type: str
    reference: str
    values: Mapping[str, Value]
    titles: Mapping[str, str]


class Presenter:
    """Puts entries into rows; made on the UI thread, used in the reader's.

    Args:
        columns: What is shown, in order.
        texts: Of the person's language.
        field_of: Finds the fields of columns.
    """

    def __init__(self, columns: Sequence[Column], texts: Texts, field_of: FieldOf) -> None:
        self._columns, self._texts, self._field_of = tuple(columns), texts, field_of

    def of_records(self, reading: Reading, records: Sequence[Record]) -> list[Row]:
        """Return the rows of records that were read by themselves."""
        names = naming.linked(reading, records, self._texts.lang)
        return self.rows(
            reading,
            [_Plain(each.id, each.type, each.reference, each.values, names) for each in records],
        )

    def rows(self, reading: Reading, entries: Iterable[Entry]) -> list[Row]:
        """Return the rows of entries."""
        entries = list(entries)
        ids = [each.id for each in entries]
        extra = {
            column.key: column.compute(reading, ids, self._texts)
            for column in self._columns
            if column.compute is not None
        }
        today = reading.today()
        return [self._row(reading.catalogue, each, extra, today) for each in entries]

    def text(self, value_field: Field, value: Value, names: Mapping[str, str]) -> str:
        """Return what a cell of a field says."""
        shown = display.show(value_field, value, self._texts, naming.namer(names))
        return " ".join(shown.split("\n")) if value_field.kind is Kind.NOTE else shown

    def _row(
        self,
        catalogue: Catalogue,
        entry: Entry,
        extra: Mapping[str, Mapping[str, str]],
        today: dt.date,
    ) -> Row:
        shown: list[str] = []
        tones: list[CellTone] = []
        for column in self._columns:
            text = ""
            tone: CellTone = ""
            found = self._field_of(entry.type, column.key)
            if column.key in extra:
                text = extra[column.key].get(entry.id, "")
            elif column.key == REFERENCE:
                text = entry.reference
            elif column.key == TYPE:
                text = self._texts(catalogue[entry.type].label)
            elif found is not None:
                value = entry.values.get(found.key)
                text = self.text(found, value, entry.titles)
                tone = tone_of(str(value)) if column.look == "status" and value else ""
                if column.look == "due" and _is_late(entry, found.key, today):
                    text, tone = self._texts(_LATE, date=text), "danger"
            shown.append(text)
            tones.append(tone)
        return Row(
            entry.id,
            entry.type,
            entry.reference,
            entry.values,
            entry.titles,
            tuple(shown),
            tuple(tones),
        )


def own_fields(catalogue: Catalogue) -> FieldOf:
    """Return the look-up of the fields of record types, without computed ones."""

    def find(type_key: str, key: str) -> Field | None:
        return catalogue[type_key].by_key.get(key)

    return find


def _is_late(entry: Entry, key: str, today: dt.date) -> bool:
    match entry.type:
        case "follow_up":
            return key == "due_on" and is_overdue(Record("", "", values=entry.values), today)
        case "dispatch":
            due = entry.values.get("due_back")
            sent = entry.values.get("status") == "SENT"
            return key == "due_back" and sent and str(due or "9") < today.isoformat()
        case _:
            return False

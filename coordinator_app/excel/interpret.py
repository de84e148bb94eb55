"""What a cell says: the value it means, or why it means none, seen with what was sent there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coordinator_app.domain import parsing
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.folding import clean, fold
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.lookup import Candidate, Lookup
from coordinator_app.domain.reading import Parsed, Raw, Reading
from coordinator_app.domain.reading import written as written_out
from coordinator_app.domain.record import Record
from coordinator_app.domain.snapshot import Said
from coordinator_app.excel import written
from coordinator_app.excel.cells import SINCE_1904, Cell, CellKind
from coordinator_app.texts import N_, Texts

_BETWEEN = re.compile(r"[;\n]")
#: Kinds that name records.
LINKING = (Kind.LINK, Kind.LINKS, Kind.PARTY)
_CHOOSING = (Kind.CHOICE, Kind.CHOICES)
#: Kinds for which a cell says what a person sees there, not the value beneath.
_AS_SHOWN = (Kind.TEXT, Kind.NOTE, Kind.PHONE, Kind.PERCENT, Kind.EDTF)
_FIRST_1904_SERIAL = 2200  # smaller numbers are years


class Listing:
    """What the labels of one list stand for: codes or record ids.

    Args:
        entries: Label to what it stands for.
    """

    def __init__(self, entries: Mapping[str, str]) -> None:
        self.meanings = {fold(label): stands for label, stands in entries.items()}
        self.label = written.labels({stands: label for label, stands in entries.items()})


_NO_LIST = Listing({})


@dataclass(frozen=True)
class Context:
    """What is known while the cells of a file are read.

    Args:
        reading: Language, day and lookup for what is typed.
        texts: Of the language the file was sent in.
        lists: By type and field, what the labels of its list stand for.
        codes: Readable codes of the rows of this file, to their record ids.
        sent: By record, the values that were sent.
        from_1904: Numbers without a format count days from 1904.
        typed: Cells keep days and numbers apart from texts; a .csv file does not.
    """

    reading: Reading
    texts: Texts
    lists: Mapping[tuple[str, str], Listing] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    sent: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    from_1904: bool = False
    typed: bool = True


def say(
    context: Context, type_key: str, field_: Field, record: str, cell: Cell | None, place: Place
) -> Said:
    """Return what a cell says.

    Args:
        type_key, field_: What it is a cell of.
        record: Id of its row, "" when that is not known.
        cell: None when nothing stands there.
    """
    if cell is None:
        return Said(place=place)
    raw = _raw(cell)
    if cell.kind is CellKind.ERROR:
        return _wrong(
            N_("The cell shows an error ({value})."), N_("Write the value itself."), raw, place
        )
    if cell.kind is CellKind.NO_VALUE:
        return _wrong(
            N_("The formula in this cell has no saved result."),
            N_("Write the value itself."),
            raw,
            place,
        )
    listing = context.lists.get((type_key, field_.key), _NO_LIST)
    sent = context.sent.get(record)
    if sent is not None and field_.key in sent:
        was = written.content(field_, sent[field_.key], context.texts, listing.label)
        if was is not None and written.stands(was, cell.value):
            return Said(sent[field_.key], raw, place)
    parsed = _parsed(context, field_, _value(context, field_, cell), listing)
    if parsed.issue is not None:
        if not context.typed and sent and sent.get(field_.key) in parsed.issue.proposals:
            return Said(sent[field_.key], raw, place)  # a day, written in the order of a country
        return Said(None, raw, place, replace(parsed.issue, place=place))
    return Said(parsed.value, raw, place)


def _parsed(context: Context, field_: Field, value: Raw, listing: Listing) -> Parsed:
    reading = context.reading
    if field_.kind in _CHOOSING and isinstance(value, str):
        value = _as_codes(field_, value, listing)
    if field_.kind in LINKING:
        reading = replace(reading, lookup=_Listed(listing, context.codes, reading.lookup))
    return parsing.parse(field_, value, reading)


def _value(context: Context, field_: Field, cell: Cell) -> Raw:
    """Return the cell's value as the field's kind wants it."""
    value = cell.value
    if isinstance(value, str):
        return clean(value)
    if field_.kind in _AS_SHOWN and cell.shown:
        return cell.shown
    if isinstance(value, bool):
        return value if field_.kind is Kind.YES_NO else str(value).upper()
    number = isinstance(value, int | float) and cell.kind is CellKind.NUMBER
    dated = field_.kind is Kind.DATE or (
        field_.kind is Kind.EDTF and number and float(value or 0) > _FIRST_1904_SERIAL  # type: ignore[arg-type]  # number says so
    )
    if context.from_1904 and number and dated:
        return value + SINCE_1904  # type: ignore[operator]  # number says so
    return value


def _as_codes(field_: Field, text: str, listing: Listing) -> str:
    """Return the text with the labels of the file's own list replaced by their codes."""
    codes = listing.meanings
    if field_.kind is Kind.CHOICE or fold(text) in codes:
        return codes.get(fold(text), text)
    return "; ".join(codes.get(fold(part), part) for part in _BETWEEN.split(text) if part.strip())


def _raw(cell: Cell) -> str:
    value = cell.value
    if cell.shown:
        return cell.shown
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return written_out(value) if value is not None else ""


def _wrong(what: str, do: str, raw: str, place: Place) -> Said:
    return Said(None, raw, place, Issue(what, do, place, raw, params={"value": raw}))


class _Listed:
    """A lookup that knows first what the file's own lists and codes stand for."""

    def __init__(self, listing: Listing, codes: Mapping[str, str], lookup: Lookup) -> None:
        self._names = listing.meanings
        self._codes = codes
        self._lookup = lookup

    def find(self, text: str, targets: Sequence[str]) -> Sequence[Candidate]:
        """Return the record a label of the list stands for, else what the workbook finds."""
        wanted = fold(text)
        record = self._names.get(wanted)
        if record is None and wanted in self._codes:
            record = self._codes[wanted]
        if record is not None:
            return (Candidate(record, "", text),)
        return self._lookup.find(text, targets)

    def today(self) -> dt.date:
        """Return the day it is."""
        return self._lookup.today()

    def get(self, record_id: str) -> Record | None:
        """Return a record."""
        return self._lookup.get(record_id)

    def get_many(self, record_ids: Iterable[str]) -> Mapping[str, Record]:
        """Return records by id."""
        return self._lookup.get_many(record_ids)

    def children(self, parent_id: str, type_key: str = "") -> Sequence[Record]:
        """Return the rows a record owns."""
        return self._lookup.children(parent_id, type_key)

    def linked_from(self, record_id: str, type_key: str, field_key: str) -> Sequence[Record]:
        """Return the records that point at a record."""
        return self._lookup.linked_from(record_id, type_key, field_key)

    def living(self, type_key: str, without: str = "") -> Sequence[Record]:
        """Return the living records of a type, or those with nothing in a field."""
        return self._lookup.living(type_key, without)

    def states_of(self, record: Record) -> Sequence[str]:
        """Return the States of a record."""
        return self._lookup.states_of(record)

"""From what may be sent to sheets, columns, lines and lists in the recipient's language."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from coordinator_app.domain import display
from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.excel import manifest
from coordinator_app.excel.headers import CODE_HEADER, REMOVE_HEADER
from coordinator_app.excel.layouts import REFERENCE, REMOVE, Column, Line, Listing, SheetLayout
from coordinator_app.services import naming
from coordinator_app.services.exchange.selection import ChosenRow, ChosenSheet, Selection
from coordinator_app.texts import N_, Texts

#: A blank row's id and code: record id, record type, reference.
Promised = tuple[str, str, str]

_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_YES = "yes"

_HINTS = {
    Kind.DATE: N_("A day, such as 2025-03-07."),
    Kind.EDTF: N_("As exactly as it is known: 7 Mar 2025, Mar 2025 or 2025."),
    Kind.COUNT: N_("A number; over 25, about 15 and unknown are understood too."),
    Kind.PERCENT: N_("A number from 0 to 100."),
    Kind.WHOLE: N_("A whole number."),
    Kind.CHOICE: N_("Choose from the list."),
    Kind.CHOICES: N_("Several may be given, with a semicolon between them: {names}."),
    Kind.LINK: N_("Choose from the list, or write the name."),
    Kind.LINKS: N_("Several may be given, with a semicolon between them."),
    Kind.PARTY: N_("Choose from the list, or write the name."),
    Kind.YES_NO: N_("Yes or no."),
    Kind.TIME: N_("Such as 09:30."),
    Kind.AMOUNT: N_("With the currency: 1200.50 USD."),
}
_PARENT_HINT = N_("The code of the entry it belongs to, from the sheet “{sheet}”.")
_READ_HINT = N_("Only to be read.")
_REMOVE_HINT = N_("Write yes, or the reason, if this entry should be removed.")
_PROMISED_HINT = N_("Blank rows have their code already; it can be used on other sheets.")


class SheetMaker:
    """Makes the sheets of one file.

    Args:
        catalogue: The record types.
        selection: What may be sent.
        texts: Of the recipient's language.
        promised: Blank rows by record type.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        selection: Selection,
        texts: Texts,
        promised: Mapping[str, Sequence[Promised]],
    ) -> None:
        self._catalogue = catalogue
        self._selection = selection
        self._texts = texts
        self._promised = promised
        self.names = sheet_names(catalogue, selection, texts)
        self._listings: dict[str, Listing] = {}

    @property
    def listings(self) -> tuple[Listing, ...]:
        """Return the lists of the sheets made so far."""
        return tuple(self._listings.values())

    def sheet(self, chosen: ChosenSheet) -> SheetLayout:
        """Return the layout of one sheet."""
        type_key = chosen.profile.type
        columns = tuple(self._columns(chosen))
        given = filled(self._catalogue, chosen, self._promised)
        lines = [self._line(row) for row in chosen.rows]
        lines += [
            Line(record, reference=reference, values=given, spare=True)
            for record, _, reference in self._promised.get(type_key, ())
        ]
        return SheetLayout(type_key, self.names[type_key], columns, tuple(lines))

    def _line(self, row: ChosenRow) -> Line:
        record = row.record
        return Line(
            record.id,
            revision(record),
            record.reference,
            row.values,
            row.withheld,
            locked=row.shared,
        )

    def _columns(self, chosen: ChosenSheet) -> Iterable[Column]:
        type_key, taken = chosen.profile.type, Counter[str]()
        if self._catalogue[type_key].prefix:
            hint = self._texts(_PROMISED_HINT) if self._promised.get(type_key) else ""
            code = self._unique(self._texts(CODE_HEADER), taken)
            yield Column(REFERENCE, code, hint=hint, editable=False)
        for each in chosen.fields:
            editable = each.key in chosen.profile.editable
            listing = self._listing(type_key, each)
            yield Column(
                each.key,
                self._unique(self._texts(each.label), taken),
                each,
                self._hint(each, editable),
                editable,
                listing,
                each.kind in (Kind.CHOICE, Kind.YES_NO),
            )
        if chosen.profile.removable:
            self._list(manifest.listing_name(type_key, REMOVE), [(self._texts(display.YES), _YES)])
            yield Column(
                REMOVE,
                self._unique(self._texts(REMOVE_HEADER), taken),
                hint=self._texts(_REMOVE_HINT),
                listing=manifest.listing_name(type_key, REMOVE),
            )

    def _unique(self, header: str, taken: Counter[str]) -> str:
        """Return a header that no other column of the sheet has; tables insist on that."""
        taken[fold(header)] += 1
        number = taken[fold(header)]
        return header if number == 1 else f"{header} ({number})"

    def _hint(self, field: Field, editable: bool) -> str:
        if not editable:
            return self._texts(_READ_HINT)
        if field.key == PARENT:
            owner = next((each for each in field.targets if each in self.names), "")
            return self._texts(_PARENT_HINT, sheet=self.names.get(owner, ""))
        if field.hint:
            return self._texts(field.hint)
        names = ", ".join(self._texts(each.label) for each in field.choices)
        return self._texts(_HINTS[field.kind], names=names) if field.kind in _HINTS else ""

    def _listing(self, type_key: str, field: Field) -> str:
        name = manifest.listing_name(type_key, field.key)
        if field.kind in (Kind.CHOICE, Kind.CHOICES):
            entries = [(self._texts(each.label), each.code) for each in field.choices]
        elif field.kind is Kind.YES_NO:
            entries = [(self._texts(display.YES), _YES), (self._texts(display.NO), "no")]
        elif field.kind in (Kind.LINK, Kind.LINKS, Kind.PARTY):
            entries = self._entries(field)
        else:
            return ""
        self._list(name, entries)
        return name

    def _list(self, name: str, entries: Sequence[tuple[str, str]]) -> None:
        self._listings[name] = Listing(name, tuple(entries))

    def _entries(self, field: Field) -> list[tuple[str, str]]:
        """Return the records a cell may name: by codes for parents and owned rows, else by name."""
        records = [each for each in self._nameable() if self._catalogue.allows(field, each.type)]
        if field.key == PARENT:
            promised = [
                (reference, record)
                for owner in field.targets
                for record, _, reference in self._promised.get(owner, ())
            ]
            return [(each.reference, each.id) for each in records if each.reference] + promised
        named = [(self._called(each), each) for each in records]
        often = Counter(fold(name) for name, _ in named)
        labelled = [
            (f"{name} · {each.reference or each.id[-6:]}" if often[fold(name)] > 1 else name,
             each.id)
            for name, each in named
        ]  # fmt: skip
        return sorted(labelled, key=lambda entry: fold(entry[0]))

    def _nameable(self) -> list[Record]:
        own = [row.record for sheet in self._selection.sheets for row in sheet.rows]
        extent = self._selection.extent
        about = [*extent.states, *([extent.entry] if extent.entry is not None else [])]
        found = {each.id: each for each in (*about, *own)}
        return list({**found, **self._selection.linked}.values())

    def _called(self, record: Record) -> str:
        owned = self._catalogue[record.type].owned
        return record.reference if owned and record.reference else self._name(record)

    def _name(self, record: Record) -> str:
        # A semicolon stands between the entries of one cell.
        return naming.name(record, self._texts.lang).replace(";", ",") or record.reference


def filled(
    catalogue: Catalogue, chosen: ChosenSheet, promised: Mapping[str, Sequence[Promised]]
) -> dict[str, Value]:
    """Return what stands in the blank rows of a sheet: the entry it is about, new or on record."""
    given = dict(chosen.prefilled)
    if PARENT in chosen.profile.filled and PARENT not in given:
        parents = catalogue[chosen.profile.type].parents
        owners = [record for key in parents for record, _, _ in promised.get(key, ())]
        if len(owners) == 1:
            given[PARENT] = owners[0]
    return given


def sheet_names(catalogue: Catalogue, selection: Selection, texts: Texts) -> dict[str, str]:
    """Return a lawful, different name for the sheet of each record type."""
    names: dict[str, str] = {}
    for each in selection.sheets:
        record_type = catalogue[each.profile.type]
        single = record_type.state_path == "id" and selection.extent.one is not None
        common = record_type.label if single else record_type.plural
        label = texts(each.profile.label or common)
        name = " ".join(label.translate(_NOT_IN_SHEET_NAMES).split())[:_LONGEST_SHEET_NAME]
        while name.casefold() in {other.casefold() for other in names.values()}:
            name = f"{name[: _LONGEST_SHEET_NAME - 2]} 2"
        names[record_type.key] = name
    return names


def revision(record: Record) -> str:
    """Return a short digest of where the values of a record come from."""
    heads = {key: list(ids) for key, ids in sorted(record.heads.items())}
    text = json.dumps([record.made, heads], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:10]

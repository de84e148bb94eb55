"""A list of names from a clipboard: who of them is on record, who is new, who must be asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from coordinator_app.domain import parsing
from coordinator_app.domain.changes import ChangeSet, Create, Edit
from coordinator_app.domain.fields import Field, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.identity import uuid7
from coordinator_app.domain.record_type import PARENT
from coordinator_app.services import editing
from coordinator_app.services.pasted_text import table_of
from coordinator_app.services.pasting import names_of
from coordinator_app.services.roster_people import Match, People, Somebody
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts

_TYPE: Final = "participant"
_NAME, _FAMILY, _GIVEN = "person", "family_name", "given_names"
#: What columns are called beside the labels of their fields, folded.
_CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    _NAME: (
        "name", "full name", "participant", "participants", "nombre", "nombre completo",
        "nombre y apellido", "nombres y apellidos", "participante", "participantes",
        "apellidos y nombres",
    ),
    _FAMILY: ("surname", "last name", "family name", "apellido", "apellidos"),
    _GIVEN: ("first name", "given name", "given names", "forename", "nombres", "primer nombre"),
    "gender": ("sex", "sexo", "genero", "m f", "f m"),
    "country": ("country", "state", "pais", "estado", "estado miembro", "member state"),
    "institution": (
        "institution", "organisation", "organization", "agency", "ministry", "institucion",
        "organizacion", "entidad", "organismo", "dependencia",
    ),
    "position": ("position", "title", "post", "job title", "cargo", "puesto", "funcion"),
    "email": ("e mail", "email", "mail", "correo", "correo electronico"),
}  # fmt: skip
_NUMBERED: Final = re.compile(r"^\s*(?:\d{1,3}\s*[.)\-:]|[-•*·])\s*")
_GENDERS: Final = {
    "f": "F", "female": "F", "femenino": "F", "mujer": "F", "m": "M", "male": "M",
    "masculino": "M", "hombre": "M", "woman": "F", "man": "M", "w": "F", "h": "M",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of the list.

    Args:
        number: Its line, from 1.
        name: As written, without numbering.
        values: Further fields of the participant, in their stored shape.
        shown: Those fields as a person reads them.
        match: What was found.
        candidates: People it may be, most likely first.
        person: The contact it is: found, or chosen; "" for nobody on record.
        doubts: Cells that could not be read (English msgid, params); they stay empty.
    """

    number: int
    name: str
    values: Mapping[str, Value] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    match: Match = "new"
    candidates: tuple[Somebody, ...] = ()
    person: str = ""
    doubts: tuple[tuple[str, Mapping[str, str]], ...] = ()

    def decided(self, person: str) -> Row:
        """Return the row as a person decided: a contact, or "" for somebody new."""
        return replace(self, match="known" if person else "new", person=person)


def read(reading: Reading, training_id: str, text: str, texts: Texts) -> list[Row]:
    """Return the people of a pasted list, matched; nothing is written."""
    table = table_of(text)
    if not table:
        return []
    reader = parsing.Reading(texts.lang, reading.records, reading.today(), labels=True)
    columns, rows = _columns(table, reading, reader)
    people, listed = People(reading, texts), _Listed(reading, training_id)
    found: list[Row] = []
    for number, cells in enumerate(rows, start=1):
        row = _row(number, dict(zip(columns, cells, strict=False)), people, reader, texts)
        if row is not None:
            found.append(listed.marked(row))
    return found


def edits(rows: Iterable[Row], training_id: str, *, contacts: bool = False) -> list[Edit]:
    """Return the edits that put people on the list; undecided and listed ones are left out.

    Args:
        contacts: Record new people as contacts; otherwise their names are kept as words.
    """
    made: list[Edit] = []
    for row in rows:
        if row.match in ("doubtful", "listed"):
            continue
        person: dict[str, str] = {"id": row.person} if row.person else {"label": row.name}
        if contacts and not row.person:
            own = {
                key: row.values[key] for key in ("country", "email", "gender") if key in row.values
            }
            person = {"id": uuid7()}
            made.append(Create("contact", {"name": row.name, **own}, person["id"]))
        made.append(
            Create(_TYPE, {PARENT: training_id, _NAME: dict(person), **row.values}, uuid7())
        )
    return made


def record(
    session: Session, rows: Iterable[Row], training_id: str, *, contacts: bool = False
) -> ChangeSet | None:
    """Put people on the list of a training as one operation; None when there is nobody.

    Raises:
        UserError: A rule forbids it; nothing was written.
    """
    made = edits(rows, training_id, contacts=contacts)
    if not made:
        return None
    count = sum(isinstance(each, Create) and each.type == _TYPE for each in made)
    return editing.apply(
        session, made, N_("Paste {count} participants"), kind="bulk", count=str(count)
    )


# Columns ---------------------------------------------------------------------------------------


def _columns(
    table: Sequence[Sequence[str]], reading: Reading, reader: parsing.Reading
) -> tuple[list[str], Sequence[Sequence[str]]]:
    """Return what each column holds, and the rows beneath the headings if there are any."""
    record_type = reading.catalogue[_TYPE]
    known = {key: set(_CALLED.get(key, ())) for key in (*_CALLED, *record_type.by_key)}
    for key, field_ in record_type.by_key.items():
        known[key] |= names_of(field_)
    headed = [_named(fold(cell.rstrip(":")), known) for cell in table[0]]
    if _NAME in headed or _FAMILY in headed:
        return headed, table[1:]
    return _guessed(table, reading, reader), table


def _named(said: str, known: Mapping[str, set[str]]) -> str:
    return next((key for key, names in known.items() if said in names), "")


def _guessed(
    table: Sequence[Sequence[str]], reading: Reading, reader: parsing.Reading
) -> list[str]:
    free = [_NAME, "institution", "position"]
    guessed: list[str] = []
    for at in range(len(table[0])):
        cells = [row[at] for row in table if row[at]]
        key = _looks_like(cells, reading, reader)
        if not key and cells and free:
            key = free.pop(0)
        guessed.append("" if key in guessed else key)
    return guessed


def _looks_like(cells: Sequence[str], reading: Reading, reader: parsing.Reading) -> str:
    """Return what most cells of a column are, "" for plain words."""
    few = cells[:20]
    if not few:
        return ""
    most = len(few) * 0.6
    if sum(cell.isdigit() for cell in few) > most:
        return "-"  # a column of numbers counts the lines
    if sum("@" in cell for cell in few) > most:
        return "email"
    if sum(fold(cell) in _GENDERS for cell in few) > most:
        return "gender"
    country = reading.catalogue.field(_TYPE, "country")
    if sum(parsing.parse(country, cell, reader).issue is None for cell in few) > most:
        return "country"
    return ""


# Rows ------------------------------------------------------------------------------------------


def _row(
    number: int,
    cells: Mapping[str, str],
    people: People,
    reader: parsing.Reading,
    texts: Texts,
) -> Row | None:
    name = cells.get(_NAME) or " ".join(
        filter(None, (cells.get(_GIVEN, ""), cells.get(_FAMILY, "")))
    )
    name = " ".join(_NUMBERED.sub("", name).split())
    if not name:
        return None
    values: dict[str, Value] = {}
    shown: dict[str, str] = {}
    doubts: list[tuple[str, Mapping[str, str]]] = []
    for key, raw in cells.items():
        field_ = people.reading.catalogue[_TYPE].by_key.get(key)
        if field_ is None or key in (_NAME, PARENT) or not raw:
            continue
        value = _value(field_, raw, reader)
        if value is None:
            label = texts(field_.label)
            doubts.append(
                (N_("{field}: “{value}” was not understood"), {"field": label, "value": raw})
            )
        else:
            values[key], shown[key] = value, raw
    found = people.named(name, values)
    return Row(number, name, values, shown, *found, doubts=tuple(doubts))


def _value(field_: Field, raw: str, reader: parsing.Reading) -> Value:
    if field_.key == "gender" and fold(raw) in _GENDERS:
        return _GENDERS[fold(raw)]
    found = parsing.parse(field_, raw, reader)
    if found.issue is not None and field_.key == "institution":
        return {"label": " ".join(raw.split())}
    return found.value if found.issue is None else None


class _Listed:
    """Who is on the list already, and who stood further up in the same paste."""

    def __init__(self, reading: Reading, training_id: str) -> None:
        self._seen: set[str] = set()
        for each in reading.records.children(training_id, _TYPE):
            match each.get(_NAME):
                case {"id": str(person)}:
                    self._seen.add(person)
                case {"label": str(label)}:
                    self._seen.add(fold(label))
                case _:
                    pass

    def marked(self, row: Row) -> Row:
        """Return a row, marked if the same person came before."""
        key = row.person or fold(row.name)
        if key in self._seen and row.match != "doubtful":
            return replace(row, match="listed")
        self._seen.add(key)
        return row

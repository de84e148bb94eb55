"""Entries and operations as the JSON documents and lines that commands print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from coordinator_app.domain.changes import DELETED, LIFE, REFERENCE, Change
from coordinator_app.domain.display import show
from coordinator_app.domain.fields import Field, Value
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import RecordType
from coordinator_app.services import as_data, editing, naming
from coordinator_app.services.session import Reading
from coordinator_app.texts import LANGUAGES, Texts, load


def record_type(each: RecordType) -> dict[str, Any]:
    """Return a record type of the catalogue."""
    return {
        "key": each.key,
        "prefix": each.prefix,
        "parent": list(each.parents),
        "labels": _labels(each.label),
        "fields": [_field(field) for field in each.fields],
    }


def records(reading: Reading, found: Sequence[Record], texts: Texts) -> list[dict[str, Any]]:
    """Return entries; the same value always prints the same."""
    held = [(record, list(_held(reading, record))) for record in found]
    known = as_data.targets(reading, (each for _, values in held for each in values))
    return [
        {
            "id": record.id,
            "ref": record.reference,
            "type": record.type,
            "title": naming.name(record, texts.lang),
            "deleted": record.deleted,
            "fields": {
                field.key: as_data.value(field, value, known, texts.lang) for field, value in values
            },
        }
        for record, values in held
    ]


def one(reading: Reading, record: Record, texts: Texts) -> dict[str, Any]:
    """Return one entry."""
    return records(reading, [record], texts)[0]


def lines(reading: Reading, record: Record, texts: Texts) -> list[str]:
    """Return an entry's filled fields as lines a person reads."""
    names = naming.linked(reading, [record], texts.lang)
    title = naming.namer(names)
    shown = [
        (texts(field.label), show(field, record.get(field.key), texts, title))
        for field in reading.catalogue[record.type].fields
        if record.get(field.key) is not None and not field.inner
    ]
    width = max((len(label) for label, _ in shown), default=0)
    indent = "\n" + " " * (width + 4)
    return [f"  {label:<{width}}  {value.replace(chr(10), indent)}" for label, value in shown]


def remarks(reading: Reading, record: Record, texts: Texts) -> list[str]:
    """Return what is wrong with or missing from an entry as lines a person reads."""
    return [f"! {issue.sentence(texts)}" for issue in editing.issues(reading, record)]


def in_bin(record: Record, texts: Texts) -> list[str]:
    """Return a line that says where a deleted entry lies; none for one that is there."""
    if not record.deleted:
        return []
    return ["! " + texts("It is deleted and lies in the recycle bin; “undelete” brings it back.")]


def changes(reading: Reading, found: Sequence[Change], texts: Texts) -> list[dict[str, Any]]:
    """Return the fields that changes wrote, old and new."""
    written = [
        (each, key, _field_of(reading, each.type, key))
        for each in found
        for key in each.values
        if key != REFERENCE
    ]
    values = [
        (field, value)
        for each, key, field in written
        if field
        for value in (each.old.get(key), each.values[key])
    ]
    known = as_data.targets(reading, values)
    about = reading.records.get_many(each.record for each in found)

    def shown(field: Field | None, value: Value) -> Any:
        return as_data.value(field, value, known, texts.lang) if field else value

    return [
        {
            "type": each.type,
            "ref": _reference(about.get(each.record), each.record),
            "field": key,
            "old": shown(field, each.old.get(key)),
            "new": shown(field, each.values[key]),
        }
        for each, key, field in written
    ]


def change_lines(reading: Reading, each: Change, texts: Texts) -> Iterable[str]:
    """Yield the fields a change wrote as lines a person reads."""
    record = reading.records.get(each.record)
    called = _called(record)
    for key, value in each.values.items():
        if key == LIFE:
            life = texts("deleted") if value == DELETED else texts("restored")
            yield f"    {called}: {life}"
        field = _field_of(reading, each.type, key)
        if field is None or field.inner:
            continue
        known = as_data.targets(reading, ((field, value), (field, each.old.get(key))))
        named = naming.namer({id_: naming.name(at, texts.lang) for id_, at in known.items()})
        before = show(field, each.old.get(key), texts, named)
        after = show(field, value, texts, named)
        arrow = after if each.creates else f"{before or '—'} → {after or '—'}"
        yield f"    {called} · {texts(field.label)}: {arrow}"


def _held(reading: Reading, record: Record) -> Iterable[tuple[Field, Value]]:
    """Yield the filled fields of an entry, in the order people read them."""
    for field in reading.catalogue[record.type].fields:
        value = record.get(field.key)
        if value is not None:
            yield field, value


def _field_of(reading: Reading, type_key: str, key: str) -> Field | None:
    """Return a field, None for what is none: the life of an entry, what a newer version wrote."""
    known = reading.catalogue[type_key].by_key if type_key in reading.catalogue else {}
    return known.get(key)


def _reference(record: Record | None, otherwise: str) -> str:
    return (record.reference if record else "") or otherwise


def _called(record: Record | None) -> str:
    return (record.reference or record.title) if record else "?"


def _field(field: Field) -> dict[str, Any]:
    return {
        "key": field.key,
        "kind": field.kind.value,
        "labels": _labels(field.label),
        "choices": {each.code: _labels(each.label) for each in field.choices},
        "links": list(field.targets),
        "needed": field.needed,
        "sensitivity": field.sensitivity.name,
    }


def _labels(msgid: str) -> dict[str, str]:
    return {lang: load(lang)(msgid) for lang in LANGUAGES}

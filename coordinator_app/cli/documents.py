"""Entries and operations as the JSON documents and lines that commands print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from coordinator_app.domain.changes import LIFE, REFERENCE, Change
from coordinator_app.domain.display import show
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import RecordType
from coordinator_app.services import editing, naming
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
    targets = reading.records.get_many(
        target
        for record in found
        for field in reading.catalogue[record.type].fields
        if field.kind in (Kind.LINK, Kind.LINKS, Kind.PARTY)
        for target in record.ids(field.key)
    )
    return [_record(reading, record, targets, texts) for record in found]


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
        if record.get(field.key) is not None
    ]
    width = max((len(label) for label, _ in shown), default=0)
    indent = "\n" + " " * (width + 4)
    return [f"  {label:<{width}}  {value.replace(chr(10), indent)}" for label, value in shown]


def remarks(reading: Reading, record: Record, texts: Texts) -> list[str]:
    """Return what is wrong with or missing from an entry as lines a person reads."""
    return [f"! {issue.sentence(texts)}" for issue in editing.issues(reading, record)]


def change(reading: Reading, each: Change) -> list[dict[str, Any]]:
    """Return the fields a change wrote, old and new."""
    record = reading.records.get(each.record)
    reference = (record.reference if record else "") or each.record
    return [
        {"type": each.type, "ref": reference, "field": key, "old": each.old.get(key), "new": value}
        for key, value in each.values.items()
        if key != REFERENCE
    ]


def change_lines(reading: Reading, each: Change, texts: Texts) -> Iterable[str]:
    """Yield the fields a change wrote as lines a person reads."""
    record = reading.records.get(each.record)
    known = reading.catalogue[each.type].by_key if each.type in reading.catalogue else {}
    for key, value in each.values.items():
        if key == REFERENCE:
            continue
        if key == LIFE:
            yield f"    {_called(record)}: {texts('deleted') if value == 'deleted' else texts('restored')}"
            continue
        field = known.get(key)
        if field is None:
            continue
        named = naming.namer(naming.names(reading, _ids(value, each.old.get(key)), texts.lang))
        before = show(field, each.old.get(key), texts, named)
        after = show(field, value, texts, named)
        arrow = f"{before} → {after}" if not each.creates else after
        yield f"    {_called(record)} · {texts(field.label)}: {arrow}"


def _called(record: Record | None) -> str:
    return (record.reference or record.title) if record else "?"


def _ids(*values: Value) -> list[str]:
    probe = [Record("", "", values={"value": value}).ids("value") for value in values]
    return [each for ids in probe for each in ids]


def _record(
    reading: Reading, record: Record, targets: Mapping[str, Record], texts: Texts
) -> dict[str, Any]:
    return {
        "id": record.id,
        "ref": record.reference,
        "type": record.type,
        "title": naming.name(record, texts.lang),
        "deleted": record.deleted,
        "fields": {
            field.key: _value(field, record.get(field.key), targets, texts)
            for field in reading.catalogue[record.type].fields
            if record.get(field.key) is not None
        },
    }


def _value(field: Field, value: Value, targets: Mapping[str, Record], texts: Texts) -> Any:
    match field.kind, value:
        case Kind.LINK, str(target):
            return _link(target, targets, texts)
        case Kind.LINKS, list(several):
            return [_link(target, targets, texts) for target in several]
        case Kind.PARTY, {"id": str(target)}:
            return _link(target, targets, texts)
        case _:
            return value


def _link(target: str, targets: Mapping[str, Record], texts: Texts) -> dict[str, str]:
    record = targets.get(target)
    return {
        "id": target,
        "ref": record.reference if record else "",
        "title": naming.name(record, texts.lang) if record else "",
    }


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

"""New workbooks: empty, with the cited public facts, or with a clearly invented busy year."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from coordinator_app import paths
from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.changes import Create, Edit, Operation
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.fields import Kind, Value
from coordinator_app.domain.identity import uuid7
from coordinator_app.domain.record_type import PARENT
from coordinator_app.services import reference
from coordinator_app.services.session import DEMO, SAMPLE, Session
from coordinator_app.texts import N_


def new(path: Path, clock: Clock, actor: str) -> Session:
    """Create a workbook with the reference data and nothing else, and open it.

    Raises:
        UserError: The file exists or cannot be written.
    """
    return _laid(Session.create(path, clock, actor), ())


def new_sample(path: Path, clock: Clock, actor: str) -> Session:
    """Create a workbook with the cited public facts, marked as sample, and open it.

    Raises:
        UserError: The file exists or cannot be written.
    """
    text = (paths.resources() / "sample" / "sample.json").read_text(encoding="utf-8")
    # Facts are recorded as the sources give them: an activity without an end date is still
    # carried out, so the guards that ask a person for more do not apply here.
    edits = tuple(declared(json.loads(text)))
    laid = Operation(edits, "import", N_("Cited public facts"), source=SAMPLE)
    return _laid(Session.create(path, clock, actor, SAMPLE), (laid,))


def new_demo(path: Path, clock: Clock, actor: str) -> Session:
    """Create a workbook with a year of invented work around today, marked as demo.

    Raises:
        UserError: The file exists or cannot be written.
    """
    from coordinator_app.services.demo import entries  # noqa: PLC0415  only when asked for

    edits = tuple(declared(entries(clock.today())))
    laid = Operation(edits, "import", N_("Invented year"), source=DEMO)
    return _laid(Session.create(path, clock, actor, DEMO), (laid,))


def _laid(session: Session, operations: Iterable[Operation]) -> Session:
    """Fill a new workbook; when that fails nothing of it is left behind."""
    try:
        reference.lay(session)
        for operation in operations:
            session.commit(operation)
    except BaseException:  # whatever it was: it goes on, only the half-made file does not
        session.close()
        session.path.unlink(missing_ok=True)
        raise
    return session


def declared(entries: Iterable[Mapping[str, Any]]) -> Iterator[Edit]:
    """Yield the edits that make declared entries (form: resources/sample/README.md)."""
    listed = list(entries)
    ids = {entry["key"]: uuid7() for entry in _walk(listed) if "key" in entry}
    for entry in listed:
        yield from _entry(entry, "", ids)


def _walk(entries: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for entry in entries:
        yield entry
        yield from _walk(entry.get("children", ()))


def _entry(entry: Mapping[str, Any], parent: str, ids: Mapping[str, str]) -> Iterator[Edit]:
    record_id = ids.get(entry.get("key", "")) or uuid7()
    record_type = built_in()[entry["type"]]
    values = {
        key: _value(value, ids, record_type.by_key[key].kind)
        for key, value in entry["values"].items()
    }
    if parent:
        values[PARENT] = parent
    yield Create(entry["type"], values, record_id, entry.get("reference", ""))
    for code in entry.get("sources", ()):
        yield Create("source_link", {PARENT: record_id, "source": reference.source_id(code)})
    for child in entry.get("children", ()):
        yield from _entry(child, record_id, ids)


def _value(value: Any, ids: Mapping[str, str], kind: Kind) -> Value:
    """Return a declared value with its links resolved to record ids."""
    match value:
        case {"ref": str(key)}:
            found = ids[key]
        case {"country": str(code)}:
            found = reference.country_id(code)
        case {"organisation": str(code)}:
            found = reference.organisation_id(code)
        case {"theme": str(code)}:
            found = reference.theme_id(code)
        case {"source": str(code)}:
            found = reference.source_id(code)
        case list():
            return [str(_value(each, ids, Kind.LINK)) for each in value]
        case _:
            return value  # type: ignore[no-any-return]  # checked when it is committed
    return {"id": found} if kind is Kind.PARTY else found

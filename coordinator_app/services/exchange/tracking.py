"""The life of a sent file as replies are taken in and undone."""

from __future__ import annotations

from dataclasses import replace

from coordinator_app.domain.changes import Operation, Update
from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.services.session import Reading
from coordinator_app.store.dispatches import Dispatches

RETURNED, MERGED, UNDONE = "RETURNED", "MERGED", "UNDONE"


def taken_in(dispatch: Record, today: str, *, waiting: bool, again: bool) -> dict[str, Value]:
    """Return what a reply changes of the record that tracks the file.

    Args:
        waiting: Something of it still asks for a decision.
        again: The same bytes were taken in before.
    """
    changed: dict[str, Value] = {"status": RETURNED if waiting else MERGED}
    if not again:
        replies = dispatch.get("replies")
        changed["replies"] = (replies if isinstance(replies, int) else 0) + 1
        changed["returned_on"] = today
    return {key: value for key, value in changed.items() if dispatch.get(key) != value}


def undone(reading: Reading, operation: Operation) -> Operation:
    """Return the undo of an import so that the sent file keeps its history, marked as undone.

    Args:
        operation: What would put everything back, the tracking record included.
    """
    if operation.kind != "undo" or not operation.source:
        return operation
    dispatch = reading.records.get(operation.source)
    if dispatch is None or dispatch.type != "dispatch":
        return operation
    edits = tuple(
        edit
        for edit in operation.edits
        if not (isinstance(edit, Update) and edit.record == dispatch.id)
    )
    if not _others_stand(reading, dispatch.id, operation.undo_of) and not dispatch.deleted:
        edits = (*edits, Update(dispatch.id, {"status": UNDONE}))
    return replace(operation, edits=edits)


def _others_stand(reading: Reading, dispatch: str, operation: str) -> bool:
    """Say whether another reply to the same file stands."""
    kept = Dispatches(reading.book.connection, reading.catalogue, reading.log)
    others = {each.operation for each in kept.files(dispatch=dispatch)} - {operation, ""}
    entries = [reading.log.operation(each) for each in others]
    return any(entry is not None and not entry.undone_by for entry in entries)

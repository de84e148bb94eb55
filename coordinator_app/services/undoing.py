"""Undo and redo of whole operations, also long after they were made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.errors import UserError
from coordinator_app.services.exchange import tracking
from coordinator_app.services.session import Reading, Session
from coordinator_app.store.log import Entry, Kept
from coordinator_app.texts import N_

__all__ = ["Available", "Entry", "Kept", "Undone", "available", "redo", "undo"]


@dataclass(frozen=True)
class Undone:
    """What an undo or redo did.

    Args:
        operation: The operation that was undone (or redone).
        label: Its English msgid, {names} filled from params.
        undone: Record id and field of each value put back.
        kept: What was edited or linked since, and stays.
        impossible: What could not be put back, and why.
    """

    operation: str
    label: str
    params: Mapping[str, str]
    undone: tuple[tuple[str, str], ...]
    kept: tuple[Kept, ...]
    impossible: tuple[Kept, ...]
    change_set: ChangeSet


@dataclass(frozen=True)
class Available:
    """What Ctrl+Z and Ctrl+Y would do: English msgids with their params, "" for nothing."""

    undo: str = ""
    undo_params: Mapping[str, str] = field(default_factory=dict)
    redo: str = ""
    redo_params: Mapping[str, str] = field(default_factory=dict)


def available(reading: Reading, actor: str) -> Available:
    """Return what this person could undo and redo now."""
    undoable, redoable = reading.log.latest_to_undo(actor), reading.log.latest_to_redo(actor)
    return Available(
        (undoable.label or "…") if undoable else "",
        undoable.params if undoable else {},
        (redoable.params.get("label") or "…") if redoable else "",
        redoable.params if redoable else {},
    )


def undo(session: Session, operation: str = "") -> Undone:
    """Undo an operation, by default this person's latest.

    Raises:
        UserError: There is nothing to undo, or it is undone already.
    """
    entry = session.log.entry(operation) if operation else session.log.latest_to_undo(session.actor)
    if entry is None:
        if operation:
            raise UserError(
                N_("There is no operation {id}."), do=N_("See the change log."), id=operation
            )
        raise UserError(N_("There is nothing to undo."))
    if entry.undone_by:
        raise UserError(N_("That operation is undone already."), do=N_("Redo brings it back."))
    return _take_back(session, entry, "undo")


def redo(session: Session) -> Undone:
    """Redo what was undone last.

    Raises:
        UserError: There is nothing to redo.
    """
    entry = session.log.latest_to_redo(session.actor)
    if entry is None:
        raise UserError(N_("There is nothing to redo."))
    return _take_back(session, entry, "redo")


def _take_back(session: Session, entry: Entry, kind: str) -> Undone:
    plan = session.log.plan_undo(entry.operation, kind)
    change_set = session.commit(tracking.undone(session, plan.operation))
    # A redo takes an undo back: people know it by the name of what is done again.
    label = entry.params.get("label", entry.label) if kind == "redo" else entry.label
    # The record of a sent file keeps its history: it is neither put back nor kept from it.
    undone = tuple(each for each in plan.undone if each[0] != entry.source)
    kept = tuple(each for each in plan.kept if each.record != entry.source)
    return Undone(entry.operation, label, entry.params, undone, kept, plan.impossible, change_set)

"""Undo and redo of whole operations, also long after they were made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.errors import UserError
from coordinator_app.services.collecting import uncollected
from coordinator_app.services.exchange import tracking
from coordinator_app.services.session import Reading, Session
from coordinator_app.store.log import Entry, Kept, Logged, UndoPlan
from coordinator_app.texts import N_

__all__ = ["Available", "Entry", "Kept", "Undone", "available", "redo", "undo"]

#: An operation that touched more is offered without looking whether all of it changed since.
_LOOKED_AT = 200


@dataclass(frozen=True)
class Undone:
    """What an undo or redo did.

    Args:
        operation: The operation that was undone (or redone).
        label: Its English msgid, {names} filled from params.
        undone: Record id and field of each value put back.
        kept: What was edited or linked since, and stays.
        impossible: What could not be put back, and why.
        skipped: Later operations (label, params) of which nothing could be put back.
    """

    operation: str
    label: str
    params: Mapping[str, str]
    undone: tuple[tuple[str, str], ...]
    kept: tuple[Kept, ...]
    impossible: tuple[Kept, ...]
    change_set: ChangeSet
    skipped: tuple[tuple[str, Mapping[str, str]], ...] = ()


@dataclass(frozen=True)
class Available:
    """What Ctrl+Z and Ctrl+Y would do: English msgids with their params, "" for nothing."""

    undo: str = ""
    undo_params: Mapping[str, str] = field(default_factory=dict)
    redo: str = ""
    redo_params: Mapping[str, str] = field(default_factory=dict)


def available(reading: Reading, actor: str) -> Available:
    """Return what this person could undo and redo now."""
    undoable = next((each for each in reading.log.undoable(actor) if _offered(reading, each)), None)
    redoable = reading.log.latest_to_redo(actor)
    return Available(
        (undoable.label or "…") if undoable else "",
        undoable.params if undoable else {},
        (redoable.params.get("label") or "…") if redoable else "",
        redoable.params if redoable else {},
    )


@uncollected()
def undo(session: Session, operation: str = "") -> Undone:
    """Undo an operation, by default this person's latest of which anything can be put back.

    Raises:
        UserError: There is nothing to undo, or it is undone already.
    """
    if not operation:
        return _undo_latest(session)
    logged = session.log.operation(operation)
    if logged is None:
        raise UserError(
            N_("There is no operation {id}."), do=N_("See the change log."), id=operation
        )
    if logged.undone_by:
        raise UserError(N_("That operation is undone already."), do=N_("Redo brings it back."))
    return _take_back(session, logged, session.log.plan_undo(operation))


def _undo_latest(session: Session) -> Undone:
    skipped: list[tuple[str, Mapping[str, str]]] = []
    for logged in session.log.undoable(session.actor):
        plan = session.log.plan_undo(logged.operation)
        if plan.operation.edits:
            return _take_back(session, logged, plan, tuple(skipped))
        skipped.append((logged.label, logged.params))
    if skipped:
        raise UserError(
            N_("There is nothing to undo: all that you did was changed since."),
            do=N_("See the change log."),
        )
    raise UserError(N_("There is nothing to undo."))


@uncollected()
def redo(session: Session) -> Undone:
    """Redo what was undone last.

    Raises:
        UserError: There is nothing to redo.
    """
    entry = session.log.latest_to_redo(session.actor)
    if entry is None:
        raise UserError(N_("There is nothing to redo."))
    plan = session.log.plan_undo(entry.operation, "redo")
    if not plan.operation.edits:
        raise UserError(
            N_("There is nothing to redo: what was undone was changed since."),
            do=N_("See the change log."),
        )
    return _take_back(session, entry, plan)


def _offered(reading: Reading, logged: Logged) -> bool:
    """Say whether anything of an operation can be put back; a long one is taken for granted."""
    if logged.touched > _LOOKED_AT:
        return True
    return bool(reading.log.plan_undo(logged.operation).operation.edits)


def _take_back(
    session: Session,
    entry: Logged,
    plan: UndoPlan,
    skipped: tuple[tuple[str, Mapping[str, str]], ...] = (),
) -> Undone:
    change_set = session.commit(tracking.undone(session, plan.operation))
    # A redo takes an undo back: people know it by the name of what is done again.
    redone = plan.operation.kind == "redo"
    label = entry.params.get("label", entry.label) if redone else entry.label
    # The record of a sent file keeps its history: it is neither put back nor kept from it.
    undone = tuple(each for each in plan.undone if each[0] != entry.source)
    kept = tuple(each for each in plan.kept if each.record != entry.source)
    return Undone(
        entry.operation, label, entry.params, undone, kept, plan.impossible, change_set, skipped
    )

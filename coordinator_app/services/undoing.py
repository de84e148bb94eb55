"""Undo and redo of whole operations, also long after they were made."""

from __future__ import annotations

from dataclasses import dataclass

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.errors import UserError
from coordinator_app.services.session import Session
from coordinator_app.store.log import Kept
from coordinator_app.texts import N_


@dataclass(frozen=True)
class Undone:
    """What an undo or redo did.

    Args:
        operation: The operation that was undone (or redone).
        label: Its English msgid.
        undone: Record id and field of each value put back.
        kept: What was edited or linked since, and stays.
        impossible: What could not be put back, and why.
    """

    operation: str
    label: str
    undone: tuple[tuple[str, str], ...]
    kept: tuple[Kept, ...]
    impossible: tuple[Kept, ...]
    change_set: ChangeSet


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
    return _take_back(session, entry.operation, entry.label, "undo")


def redo(session: Session) -> Undone:
    """Redo what was undone last.

    Raises:
        UserError: There is nothing to redo.
    """
    entry = session.log.latest_to_redo(session.actor)
    if entry is None:
        raise UserError(N_("There is nothing to redo."))
    return _take_back(session, entry.operation, entry.label, "redo")


def _take_back(session: Session, operation: str, label: str, kind: str) -> Undone:
    plan = session.log.plan_undo(operation, kind)
    change_set = session.commit(plan.operation)
    return Undone(operation, label, plan.undone, plan.kept, plan.impossible, change_set)

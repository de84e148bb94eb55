"""*Replaced by…*: one person's roles and open follow-ups pass to a successor, in one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coordinator_app.domain.changes import ChangeSet, Create, Edit, Update
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.identity import uuid7
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.domain.records.follow_up import is_open
from coordinator_app.services import editing
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_

#: What a successor's role takes over from the one before.
_KEPT = ("institution", "position", "role", "level", "is_primary")


@dataclass(frozen=True)
class Handover:
    """What would pass on: roles that are held, and open follow-ups."""

    roles: tuple[Record, ...]
    follow_ups: tuple[Record, ...]


def handover(reading: Reading, contact_id: str) -> Handover:
    """Return what a successor of a contact would take over."""
    roles = tuple(
        role
        for role in reading.records.children(contact_id, "contact_role")
        if role.get("status") != "ENDED"
    )
    follow_ups = tuple(
        each
        for each in reading.records.linked_from(contact_id, "follow_up", "owner")
        if is_open(each)
    )
    return Handover(roles, follow_ups)


def replace(
    session: Session,
    contact_id: str,
    successor: str | Mapping[str, Value],
    ended_on: str,
) -> ChangeSet:
    """End a contact's roles and give them, with the open follow-ups, to a successor.

    Args:
        successor: Id of a contact on record, or values of a new one (name at least).
        ended_on: Day or partial date (EDTF) on which the roles ended.

    Raises:
        UserError: It is the same person, or a value does not fit; nothing was changed.
    """
    before = session.records.get(contact_id)
    if before is None or before.type != "contact":
        raise UserError(N_("Choose the contact who is replaced."))
    if successor == contact_id:
        raise UserError(
            N_("A person cannot be replaced by the same person."),
            do=N_("Choose or name the successor."),
        )
    passes = handover(session, contact_id)
    edits: list[Edit] = []
    if isinstance(successor, str):
        successor_id = successor
    else:
        successor_id = uuid7()
        edits.append(
            Create("contact", {"country": before.get("country"), **successor}, successor_id)
        )
    holds = {_what(role) for role in handover(session, successor_id).roles}
    for role in passes.roles:
        if _what(role) not in holds:
            taken = {key: role.get(key) for key in _KEPT}
            started: dict[str, Value] = {"valid_from": ended_on, "status": _begins(role)}
            edits.append(Create("contact_role", {**taken, **started, PARENT: successor_id}))
        edits.append(Update(role.id, {"status": "ENDED", "valid_to": ended_on}))
    edits += [Update(each.id, {"owner": {"id": successor_id}}) for each in passes.follow_ups]
    return editing.apply(session, edits, N_("Successor of {title}"), title=before.title)


def _what(role: Record) -> tuple[str, tuple[str, ...]]:
    """Return what tells a role from others of the same person."""
    return role.text("role"), role.ids("institution")


def _begins(role: Record) -> str:
    """Return the status of the successor's role: nobody has verified the new person yet."""
    return "PROPOSED" if role.get("status") == "PROPOSED" else "NOTIFIED"

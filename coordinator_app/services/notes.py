"""The four-line note: what was said, and the promise in it, as one operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coordinator_app.domain.changes import ChangeSet, Create, Edit
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.identity import uuid7
from coordinator_app.services import editing, viewing
from coordinator_app.services.session import Reading, Session
from coordinator_app.store.settings import Draft, Drafts
from coordinator_app.texts import N_

#: Under which the one note that was begun is kept.
_DRAFT = "note"


@dataclass(frozen=True)
class Note:
    """What a person jots down.

    Args:
        text: What was said.
        states: Ids of the States.
        person: Party ({"id": ...} or {"label": ...}) it was said by or to, or None.
        promise: What was promised, "" for nothing.
        due: When, as EDTF, "" when no date was given.
        channel: Code of how (CALL, EMAIL ...).
        about: Id of the entry the note is about.
        ours: The promise is ours to them.
    """

    text: str
    states: Sequence[str] = ()
    person: Value = None
    promise: str = ""
    due: str = ""
    channel: str = "CALL"
    about: str = ""
    ours: bool = False


def record(session: Session, note: Note) -> ChangeSet:
    """Record a note, and its promise as a follow-up that comes from it.

    Raises:
        UserError: There is neither text nor promise, or a value does not fit.
    """
    if not note.text.strip() and not note.promise.strip():
        raise UserError(N_("The note is empty."), do=N_("Write what was said."))
    today = session.today().isoformat()
    note_id = uuid7()
    edits: list[Edit] = [
        Create(
            "interaction",
            {
                "text": note.text.strip() or note.promise,
                "countries": list(note.states),
                "person": note.person,
                "held_on": today,
                "channel": note.channel,
                "about": note.about or None,
            },
            note_id,
        )
    ]
    if note.promise.strip():
        edits.append(Create("follow_up", _promise(session, note, note_id, today)))
    change_set = editing.apply(session, edits, N_("Note"))
    keep(session, {})
    return change_set


def keep(session: Session, values: Mapping[str, Value]) -> None:
    """Keep a note that is not recorded yet, promise and all; nothing forgets it."""
    if session.read_only:
        return
    drafts = Drafts(session.book.connection)
    held = {key: value for key, value in values.items() if value is not None}
    if held:
        drafts.save(Draft(_DRAFT, "interaction", held, session.clock.now().isoformat()))
    else:
        drafts.remove(_DRAFT)


def begun(reading: Reading) -> Mapping[str, Value]:
    """Return the note that was begun and not recorded, {} when there is none."""
    found = Drafts(reading.book.connection).load(_DRAFT)
    return dict(found.content) if found is not None else {}


def _promise(session: Session, note: Note, note_id: str, today: str) -> Mapping[str, Value]:
    me = viewing.me(session, session.actor)
    owner = note.person
    if note.ours:
        owner = {"id": me} if me else {"label": session.actor}
    elif owner is None and len(note.states) == 1:
        owner = {"id": note.states[0]}
    return {
        "title": note.promise.strip(),
        "countries": list(note.states),
        "owner": owner,
        "direction": "OURS" if note.ours else "THEIRS",
        "watcher": me or None,
        "agreed_on": today,
        "due_on": note.due or None,
        "origin_type": "INTERACTION",
        "origin": note_id,
        "origin_quote": note.text.strip() or None,
    }

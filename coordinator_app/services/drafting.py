"""Entries begun and not yet recorded: kept as they are typed, so that a crash loses nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coordinator_app.domain import display
from coordinator_app.domain.clock import utc_now
from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.activity import ACTIVITIES
from coordinator_app.services import editing, naming, viewing
from coordinator_app.services.session import Reading, Session
from coordinator_app.store.settings import Draft, Drafts
from coordinator_app.texts import Texts

_NAMED_STATES = 3


def keep(session: Session, draft_id: str, type_key: str, values: Mapping[str, Value]) -> None:
    """Keep what is typed so far; with nothing typed the draft is forgotten."""
    if session.read_only:
        return
    drafts = Drafts(session.book.connection)
    held = {key: value for key, value in values.items() if value is not None}
    if held:
        drafts.save(Draft(draft_id, type_key, held, utc_now().isoformat()))
    else:
        drafts.remove(draft_id)


def load(reading: Reading, draft_id: str, type_key: str) -> Mapping[str, Value]:
    """Return what was typed into a draft and never recorded, {} when there is none."""
    found = Drafts(reading.book.connection).load(draft_id)
    known = reading.catalogue[type_key].by_key
    if found is None or found.type != type_key:
        return {}
    return {key: value for key, value in found.content.items() if key in known}


def forget(session: Session, draft_id: str) -> None:
    """Throw a draft away."""
    if not session.read_only:
        Drafts(session.book.connection).remove(draft_id)


def record(session: Session, draft_id: str, type_key: str, values: Mapping[str, Value]) -> Record:
    """Record the entry that a draft has become, and forget the draft.

    Raises:
        UserError: A value does not fit or something needed is missing; the draft stays.
    """
    made = editing.create(session, type_key, values)
    if draft_id:
        Drafts(session.book.connection).remove(draft_id)
    return made


def starting(reading: Reading, type_key: str, actor: str) -> dict[str, Value]:
    """Return what a new entry of a type starts with, beside the defaults of its fields."""
    if type_key == "follow_up":
        return {
            "watcher": viewing.me(reading, actor) or None,
            "agreed_on": reading.today().isoformat(),
        }
    if type_key == "assistance_offer":
        return {"offered_on": reading.today().isoformat()}
    if type_key == "interaction":
        return {"held_on": reading.today().isoformat()}
    return {}


def proposed_title(
    reading: Reading, type_key: str, values: Mapping[str, Value], texts: Texts
) -> str:
    """Return the title of an activity that was given none ("Workshop: Belize"), "" otherwise."""
    if type_key not in ACTIVITIES:
        return ""
    kind = reading.catalogue.field(type_key, f"{type_key}_type")
    label = display.label(kind, values.get(kind.key) or kind.default, texts)
    states = _states(values)
    found = naming.names(reading, states[:_NAMED_STATES], texts.lang)
    if not found:
        return ""
    more = " …" if len(states) > _NAMED_STATES else ""
    return f"{label}: {', '.join(found.values())}{more}"


def _states(values: Mapping[str, Value]) -> Sequence[str]:
    match values.get("country") or values.get("countries"):
        case str(one):
            return [one]
        case list(many):
            return many
        case _:
            return []

"""What was promised at an activity, or about a request: follow-ups that come from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from coordinator_app.domain import edtf
from coordinator_app.domain.changes import Create
from coordinator_app.domain.fields import Value
from coordinator_app.domain.identity import uuid7
from coordinator_app.domain.record import Record
from coordinator_app.services import editing, viewing
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_

#: How an origin of a type is called in a follow-up.
_ORIGINS: Final[Mapping[str, str]] = {
    "visit": "VISIT",
    "visit_meeting": "MEETING",
    "training": "TRAINING",
    "event": "EVENT",
    "outcome": "OUTCOME",
    "interaction": "INTERACTION",
    "assistance_request": "REQUEST",
    "assistance_item": "REQUEST_ITEM",
    "assistance_offer": "OFFER",
    "source": "DOCUMENT",
}
#: What is promised about these is agreed when it is recorded, whenever they were made.
_ASKED: Final = ("assistance_request", "assistance_item", "assistance_offer")
_LONGEST_TITLE: Final = 200


def of_entry(reading: Reading, entry_id: str) -> list[Record]:
    """Return the follow-ups that come from an entry or a row it owns, oldest first."""
    origins = [entry_id, *(row.id for row in reading.records.children(entry_id))]
    found = {
        each.id: each
        for origin in origins
        for each in reading.records.linked_from(origin, "follow_up", "origin")
    }
    return sorted(found.values(), key=_made)


def defaults(reading: Reading, origin_id: str, actor: str) -> dict[str, Value]:
    """Return what a follow-up that comes from an entry starts with.

    Args:
        origin_id: The entry, or a row it owns.
        actor: Name of the person who records it; they watch it.
    """
    origin = reading.records.get(origin_id)
    if origin is None:
        return {}
    return {
        "countries": list(reading.records.states_of(origin)) or None,
        "origin": origin.id,
        "origin_type": _ORIGINS.get(origin.type, "SELF"),
        "agreed_on": _agreed_on(reading, origin),
        "watcher": viewing.me(reading, actor) or None,
    }


def record(
    session: Session,
    origin_id: str,
    values: Mapping[str, Value],
    *,
    record_id: str = "",
    quote: str = "",
) -> str:
    """Record a follow-up that comes from an entry; return its id.

    Args:
        values: What is known of it, over the defaults; its `origin` may be another row.
        record_id: Id it is to have.
        quote: Words of the source it is made of; also its title where there is none.

    Raises:
        UserError: A value does not fit.
    """
    origin = values.get("origin")
    start = defaults(session, origin if isinstance(origin, str) else origin_id, session.actor)
    whole: dict[str, Value] = {**start, **values}
    if quote:
        whole.setdefault("title", _title(quote))
        whole["origin_quote"] = quote
    if "direction" not in values and _is_ours(session, whole.get("owner")):
        whole["direction"] = "OURS"
    made = record_id or uuid7()
    editing.apply(
        session, [Create("follow_up", whole, made)], N_("New: {type}"), type=N_("Follow-up")
    )
    return made


def of_outcome(session: Session, outcome_id: str) -> str:
    """Record the follow-up that an outcome of an event asks for; return its id.

    Raises:
        UserError: A value does not fit.
    """
    outcome = session.one(outcome_id)
    values: dict[str, Value] = {"origin": outcome.id, "title": _title(outcome.text("text"))}
    if outcome.get("who"):
        values["owner"] = outcome.get("who")
    quote = outcome.text("quote") or outcome.text("text")
    return record(session, outcome.id, values, quote=quote)


def move(session: Session, follow_up_id: str, origin_id: str) -> None:
    """Say that a follow-up comes from another entry or row."""
    origin = session.records.get(origin_id)
    if origin is not None:
        values: dict[str, Value] = {
            "origin": origin.id,
            "origin_type": _ORIGINS.get(origin.type, "SELF"),
        }
        editing.update(session, follow_up_id, values)


def _agreed_on(reading: Reading, origin: Record) -> Value:
    """Return the last day of the activity (of the meeting, where it has a day), or today."""
    for record in () if origin.type in _ASKED else _upwards(reading, origin):
        key = reading.catalogue[record.type].date_field
        last = edtf.bounds(record.text(key))[1] if key and record.get(key) else None
        if last is not None:
            return min(last, reading.today()).isoformat()
    return reading.today().isoformat()


def _upwards(reading: Reading, record: Record) -> Sequence[Record]:
    found = [record]
    for parent in record.ids("parent"):
        above = reading.records.get(parent)
        if above is not None:
            found.append(above)
    return found


def _title(quote: str) -> str:
    """Return a sentence as the title of what it promises."""
    said = " ".join(quote.split()).strip("-–•* ").rstrip(".;,")
    if len(said) > _LONGEST_TITLE:
        said = said[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return said[:1].upper() + said[1:]


def _is_ours(reading: Reading, owner: Value) -> bool:
    found = owner.get("id") if isinstance(owner, dict) else None
    return isinstance(found, str) and reading.records.types_of([found]).get(found) == (
        "office_member"
    )


def _made(record: Record) -> str:
    return record.id  # UUIDv7: the order of making

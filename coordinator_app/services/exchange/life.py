"""The life of a sent file, told from what was recorded of it: sent, reminded, answered, closed."""

from __future__ import annotations

from collections.abc import Iterator

from coordinator_app.domain.changes import Change
from coordinator_app.domain.edtf import display_day
from coordinator_app.domain.fields import Value
from coordinator_app.services.exchange.sent_files import Step
from coordinator_app.services.session import Reading
from coordinator_app.store.dispatches import Dispatches
from coordinator_app.texts import N_, Texts

_STATUS_WORDS = {
    "SENT": N_("Open again"),
    "MERGED": N_("All that was open is decided"),
    "UNDONE": N_("Taking in was undone"),
    "CLOSED": N_("Closed"),
    "LAPSED": N_("Closed without reply"),
    "WITHDRAWN": N_("Withdrawn"),
}


def life(reading: Reading, dispatch: str, texts: Texts) -> list[Step]:
    """Return the life of a sent file, latest first."""
    changes = reading.log.changes_of(dispatch)
    authors = reading.log.authors(each.id for each in changes)
    told = [
        (day or at, texts(said, **params), actor)
        for change in changes
        if change.id in authors
        for actor, at in [authors[change.id]]
        for day, said, params in _said(change, texts)
    ]
    kept = Dispatches(reading.book.connection, reading.catalogue, reading.log)
    told += [
        (each.at, texts("Reply “{file}” taken in", file=each.name), "")
        for each in kept.files(dispatch=dispatch)
    ]
    told.reverse()  # what happened in the same second stays in its order
    told.sort(key=_at, reverse=True)
    return [Step(display_day(at[:10], texts.lang), said, who) for at, said, who in told]


def _at(told: tuple[str, str, str]) -> str:
    return told[0]


def _said(change: Change, texts: Texts) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield what one change says of the file: day ("" as recorded), English msgid, its params."""
    values = change.values
    status = str(values.get("status") or "")
    if change.creates:
        sent = N_("Prepared") if status == "PREPARED" else N_("Sent")
        yield str(values.get("sent_on") or ""), sent, {}
    elif values.get("due_back"):
        day = display_day(str(values["due_back"]), texts.lang)
        yield "", N_("Reply asked for by {day}"), {"day": day}
    if "reminders" in values:
        before, now = _number(change.old.get("reminders")), _number(values["reminders"])
        more = N_("Reminded, no. {number}") if now > before else N_("The reminder was taken back")
        yield str(values.get("reminded_on") or ""), more, {"number": str(now)}
    if change.creates and values.get("returned_on"):
        yield str(values["returned_on"]), N_("Reply received"), {}
    if not change.creates and (values.get("file_name") or values.get("sha256")):
        yield "", N_("Written again"), {}
    # What a reply changes by itself is told by the reply; what a file began with, by its day.
    if status in _STATUS_WORDS and not values.get("replies") and not change.creates:
        yield "", _STATUS_WORDS[status], {}


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0

"""What follows from an edit and is recorded with it, in the same operation (domain 4).

Never run when workbooks are merged: the other workbook has recorded its own consequences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coordinator_app.domain import committee_clock, edtf
from coordinator_app.domain.changes import Create, Edit, Update
from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.activity import CARRIED_OUT
from coordinator_app.domain.records.people import valid_on
from coordinator_app.domain.working_days import working_days_after
from coordinator_app.services.session import Reading

#: Working days after the end of an activity within which its report is due (domain 4.6).
REPORT_WITHIN = 10


def consequences(reading: Reading, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the further edits that a list of edits brings with it."""
    return tuple(more for edit in edits for more in _of_one(reading, edit, edits))


def _of_one(reading: Reading, edit: Edit, edits: Sequence[Edit]) -> Iterator[Edit]:
    if isinstance(edit, Update):
        before = reading.records.get(edit.record)
        if before is None:
            return
        if before.type == "follow_up" and "due_on" in edit.values:
            yield from _rescheduled(before, edit)
        if before.type == "contact_role":
            yield from _point_of_contact_gone(reading, before, edit, edits)
        if before.type in ("visit", "training", "event"):
            yield from _report_due(before, edit)
        if before.type == "follow_up" and edit.values.get("status") == "VERIFIED":
            yield from _verified(reading, before, edit)
        if before.type == "assistance_request":
            yield from _next_check(edit.record, before.values, edit.values)
    if isinstance(edit, Create) and edit.type == "assistance_request" and edit.id:
        defaults = reading.catalogue[edit.type].defaults
        yield from _next_check(edit.id, {}, {**defaults, **edit.values})


def _rescheduled(before: Record, edit: Update) -> Iterator[Edit]:
    """Keep the date first agreed, and count how often it moved."""
    if not before.get("due_on") or before.get("due_on") == edit.values["due_on"]:
        return
    times = before.get("times_rescheduled")
    kept: dict[str, Value] = {"times_rescheduled": (times if isinstance(times, int) else 0) + 1}
    if not before.get("original_due_on"):
        kept["original_due_on"] = before.get("due_on")
    yield Update(before.id, {k: v for k, v in kept.items() if k not in edit.values})


def _verified(reading: Reading, before: Record, edit: Update) -> Iterator[Edit]:
    if not before.get("verified_on") and "verified_on" not in edit.values:
        yield Update(before.id, {"verified_on": reading.today().isoformat()})


def _report_due(before: Record, edit: Update) -> Iterator[Edit]:
    became = edit.values.get("status")
    if became not in CARRIED_OUT or before.get("status") in CARRIED_OUT:
        return
    if before.get("report_due_on") or "report_due_on" in edit.values:
        return
    dates = edit.values.get("dates", before.get("dates"))
    last = edtf.bounds(dates)[1] if isinstance(dates, str) else None
    if last is not None:
        due = working_days_after(last, REPORT_WITHIN)
        yield Update(before.id, {"report_due_on": due.isoformat()})


def _next_check(
    request: str, before: Mapping[str, Value], values: Mapping[str, Value]
) -> Iterator[Edit]:
    """Move the day on which to ask next; one that a person chose stays (domain 3.4)."""
    held = before.get("next_check_on")
    if "next_check_on" in values or held not in (None, committee_clock.next_check(before)):
        return
    wanted = committee_clock.next_check({**before, **values})
    if wanted != held:
        yield Update(request, {"next_check_on": wanted})


def _point_of_contact_gone(
    reading: Reading, before: Record, edit: Update, edits: Sequence[Edit]
) -> Iterator[Edit]:
    """Ask for a new point of contact when the last one of a State ends (domain 4.5)."""
    ends = edit.values.get("status") == "ENDED" and before.get("status") != "ENDED"
    if not ends or before.get("role") != "POC_1540":
        return
    states = reading.records.states_of(before)
    if not states or any(
        isinstance(other, Create) and other.values.get("role") == "POC_1540" for other in edits
    ):
        return
    today = reading.today()
    for contact in reading.records.linked_from(states[0], "contact", "country"):
        for role in reading.records.children(contact.id, "contact_role"):
            held = role.id != before.id and role.get("role") == "POC_1540"
            if held and role.get("status") in ("NOTIFIED", "VERIFIED") and valid_on(role, today):
                return
    state = reading.records.get(states[0])
    yield Create(
        "follow_up",
        {
            "title": f"New point of contact needed: {state.title if state else ''}".strip(),
            "countries": [states[0]],
            "owner": {"id": states[0]},
            "kind": "NOMINATE",
            "priority": "HIGH",
            "agreed_on": today.isoformat(),
            "no_due_reason": "to be agreed with the State",
            "origin_type": "SELF",
            "origin": before.ids("parent")[0],
        },
    )

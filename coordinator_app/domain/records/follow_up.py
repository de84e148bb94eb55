"""Follow-ups: what was promised, by whom, by when, and what became of it (domain 4.9)."""

from __future__ import annotations

import datetime as dt

from coordinator_app.domain import edtf, fields
from coordinator_app.domain.fields import Choice
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.lookup import Lookup
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import LifeCycle, RecordType
from coordinator_app.domain.records import code_lists
from coordinator_app.texts import N_, P_

#: Statuses in which something is still expected of somebody.
OPEN_STATUSES = ("OPEN", "IN_PROGRESS", "WAITING", "BLOCKED")
STALE_AFTER_DAYS = 30

KINDS = (
    Choice("SEND_DOCUMENT", N_("Send a document")),
    Choice("COMMENT_ON_DRAFT", N_("Comment on a draft")),
    Choice("NOMINATE", N_("Nominate")),
    Choice("VERIFY", P_("kind", "Verify")),
    Choice("DRAFT_LAW", N_("Draft a law")),
    Choice("ADOPT", P_("kind", "Adopt")),
    Choice("SUBMIT_TO_COMMITTEE", N_("Submit to the Committee")),
    Choice("ORGANISE", P_("kind", "Organise")),
    Choice("PROCURE", P_("kind", "Procure")),
    Choice("PAY", P_("kind", "Pay")),
    Choice("MEET", P_("kind", "Meet")),
    Choice("DECIDE", P_("kind", "Decide")),
    Choice("REPORT", P_("kind", "Report")),
    Choice("OTHER", P_("kind", "Other")),
)
STATUSES = (
    Choice("OPEN", P_("status", "Open")),
    Choice("IN_PROGRESS", P_("status", "In progress")),
    Choice("WAITING", P_("status", "Waiting")),
    Choice("BLOCKED", P_("status", "Blocked")),
    Choice("DONE", P_("status", "Done")),
    Choice("VERIFIED", P_("status", "Done and verified")),
    Choice("CANCELLED", P_("status", "Cancelled")),
)
ORIGINS = (
    Choice("VISIT", P_("origin", "Visit")),
    Choice("MEETING", P_("origin", "Meeting")),
    Choice("TRAINING", P_("origin", "Training")),
    Choice("EVENT", P_("origin", "Event")),
    Choice("OUTCOME", P_("origin", "Outcome")),
    Choice("INTERACTION", P_("origin", "Note or call")),
    Choice("REQUEST", P_("origin", "Request for assistance")),
    Choice("REQUEST_ITEM", P_("origin", "Item requested")),
    Choice("OFFER", P_("origin", "Offer of assistance")),
    Choice("DOCUMENT", P_("origin", "Document")),
    Choice("SELF", P_("origin", "My own")),
)
DIRECTIONS = (
    Choice("THEIRS", P_("direction", "Theirs to us")),
    Choice("OURS", P_("direction", "Ours to them")),
)


def due_day(record: Record, key: str = "due_on") -> dt.date | None:
    """Return the last day on which it is still in time (a month is due on its last day)."""
    return edtf.bounds(record.text(key))[1] if record.get(key) else None


def is_open(record: Record) -> bool:
    """Say whether something is still expected."""
    return record.get("status") in OPEN_STATUSES


def is_overdue(record: Record, today: dt.date) -> bool:
    """Say whether it is open and its due day has passed; computed, never stored."""
    due = due_day(record)
    return is_open(record) and due is not None and due < today


def _asks(record: Record, key: str, what: str, do: str) -> list[Issue]:
    if record.get(key):
        return []
    return [Issue(what, do, Place(record.id, key), blocks=True)]


def _waits_on(record: Record, lookup: Lookup) -> list[Issue]:
    return _asks(
        record,
        "waiting_on",
        N_("It does not say who or what it waits for."),
        N_("Fill in “Waiting on”."),
    )


def _says_why_blocked(record: Record, lookup: Lookup) -> list[Issue]:
    return _asks(
        record, "blocked_reason", N_("It does not say what blocks it."), N_("Fill in “Blocked by”.")
    )


def _has_done_day(record: Record, lookup: Lookup) -> list[Issue]:
    return _asks(record, "done_on", N_("It does not say when it was done."), N_("Give the day."))


def _has_reason(record: Record, lookup: Lookup) -> list[Issue]:
    return _asks(
        record,
        "cancelled_reason",
        N_("It does not say why it was cancelled."),
        N_("Give the reason."),
    )


def _has_evidence(record: Record, lookup: Lookup) -> list[Issue]:
    if record.get("evidence") or record.get("evidence_waiver"):
        return []
    if lookup.linked_from(record.id, "attachment", "parent"):
        return []
    return [
        Issue(
            N_("Nothing shows yet that it was done."),
            N_("Attach or name the supporting document, or give the reason for none."),
            Place(record.id, "evidence"),
            blocks=True,
        )
    ]


def _due_or_reason(record: Record, lookup: Lookup) -> list[Issue]:
    if record.get("due_on") or record.get("no_due_reason") or not is_open(record):
        return []
    return [
        Issue(
            N_("It has no due date."),
            N_("Give a date, or the reason for none."),
            Place(record.id, "due_on"),
        )
    ]


def _somebody_responsible(record: Record, lookup: Lookup) -> list[Issue]:
    if record.get("owner") or not is_open(record):
        return []
    return [
        Issue(
            N_("Nobody is responsible for it yet."),
            N_("Say who does it."),
            Place(record.id, "owner"),
        )
    ]


FOLLOW_UP = RecordType(
    key="follow_up",
    label=N_("Follow-up"),
    plural=N_("Follow-ups"),
    icon="follow_up",
    prefix="FU",
    fields=(
        fields.text(
            "title",
            N_("What"),
            needed=True,
            identifying=True,
            hint=N_("Begin with a verb: “Send the draft control list”."),
        ),
        fields.note("description", N_("Description")),
        fields.links("countries", N_("State"), targets=("country",), identifying=True),
        fields.party(
            "owner",
            N_("Who"),
            targets=("contact", "institution", "country", "office_member"),
            identifying=True,
        ),
        fields.choice("direction", N_("Direction"), choices=DIRECTIONS, default="THEIRS"),
        fields.links(
            "supporting", N_("Supported by"), targets=("contact", "institution", "office_member")
        ),
        fields.link("watcher", N_("Watched by"), targets=("office_member",)),
        fields.choice("kind", N_("Kind"), choices=KINDS, default="OTHER"),
        fields.choice("priority", N_("Priority"), choices=code_lists.PRIORITIES, default="NORMAL"),
        fields.edtf("agreed_on", N_("Agreed on")),
        fields.edtf("start_on", N_("Start on")),
        fields.edtf("due_on", N_("Due"), group="due", identifying=True),
        fields.text("no_due_reason", N_("Reason for no date"), group="due"),
        fields.edtf("original_due_on", N_("First due"), group="due"),
        fields.whole("times_rescheduled", N_("Times rescheduled"), group="due", default=0),
        fields.choice("status", N_("Status"), choices=STATUSES, default="OPEN", group="status"),
        fields.text("waiting_on", N_("Waiting on"), needed_for=("WAITING",), group="status"),
        fields.text("blocked_reason", N_("Blocked by"), needed_for=("BLOCKED",), group="status"),
        fields.text("next_step", N_("Next step")),
        fields.date("next_contact_on", N_("Next contact on")),
        fields.percent("progress", N_("Progress (%)")),
        fields.date("done_on", N_("Done on"), needed_for=("DONE", "VERIFIED"), group="status"),
        fields.date("verified_on", N_("Verified on"), group="status"),
        fields.text("verified_by", N_("Verified by"), group="status"),
        fields.text("evidence", N_("Supporting document"), group="status"),
        fields.text("evidence_waiver", N_("Reason for none"), group="status"),
        fields.note("result", N_("Result")),
        fields.text(
            "cancelled_reason",
            N_("Reason for cancelling"),
            needed_for=("CANCELLED",),
            group="status",
        ),
        fields.choice("origin_type", N_("Origin"), choices=ORIGINS, default="SELF", group="origin"),
        fields.link("origin", N_("Comes from"), group="origin"),
        fields.note("origin_quote", N_("Words of the source"), group="origin"),
        fields.choices("obligations", N_("Obligations"), choices=code_lists.OBLIGATIONS),
        fields.links("themes", N_("Priorities of the State (dual benefit)"), targets=("theme",)),
        fields.yes_no("derived", N_("Derived, not stated in the source")),
        fields.text("lang", N_("Language of the texts")),
        fields.sensitivity_field(),
        fields.notes_field(),
    ),
    natural_keys=(("countries", "title"), ("title",)),
    state_path="countries",
    date_field="agreed_on",
    life=LifeCycle(
        field="status",
        initial="OPEN",
        transitions={
            "OPEN": ("IN_PROGRESS", "WAITING", "BLOCKED", "DONE", "CANCELLED"),
            "IN_PROGRESS": ("WAITING", "BLOCKED", "DONE", "CANCELLED", "OPEN"),
            "WAITING": ("OPEN", "IN_PROGRESS", "BLOCKED", "DONE", "CANCELLED"),
            "BLOCKED": ("OPEN", "IN_PROGRESS", "WAITING", "DONE", "CANCELLED"),
            "DONE": ("VERIFIED", "IN_PROGRESS"),
            "VERIFIED": ("IN_PROGRESS",),
            "CANCELLED": ("OPEN",),
        },
        guards={
            "WAITING": (_waits_on,),
            "BLOCKED": (_says_why_blocked,),
            "DONE": (_has_done_day,),
            "VERIFIED": (_has_done_day, _has_evidence),
            "CANCELLED": (_has_reason,),
        },
        final=("VERIFIED", "CANCELLED"),
    ),
    marks=(_due_or_reason, _somebody_responsible),
)

UPDATE = RecordType(
    key="follow_up_update",
    label=N_("News"),
    plural=N_("News"),
    icon="note",
    parents=("follow_up",),
    fields=(
        fields.link("parent", N_("Follow-up"), needed=True, targets=("follow_up",)),
        fields.date("noted_on", N_("Day"), identifying=True),
        fields.text("author", N_("Author")),
        fields.choice("channel", N_("Channel"), choices=code_lists.CHANNELS),
        fields.note("text", N_("Text"), needed=True, identifying=True),
        fields.choice("new_status", N_("New status"), choices=STATUSES),
    ),
    title=("text",),
    natural_keys=(("parent", "noted_on", "text"),),
    state_path="parent",
    date_field="noted_on",
)

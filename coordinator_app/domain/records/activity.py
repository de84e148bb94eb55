"""The block that visits, trainings and events share (domain 4.6), composed, not inherited."""

from __future__ import annotations

import datetime as dt

from coordinator_app.domain import edtf, fields
from coordinator_app.domain.fields import Field, Sensitivity
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.lookup import Lookup
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import LifeCycle, RecordType
from coordinator_app.domain.records import code_lists
from coordinator_app.texts import N_

#: Record types that are activities.
ACTIVITIES = ("visit", "training", "event")
#: States in which an activity counts as carried out (domain 5.1).
CARRIED_OUT = ("COMPLETED", "REPORTED", "CLOSED")
_LIVE = ("IDEA", "PLANNED", "CONFIRMED", "ONGOING")


def opening(states: Field) -> tuple[Field, ...]:
    """Return the fields that say what, where and when; states links its State or States."""
    return (
        fields.text("title", N_("Title"), needed=True, identifying=True),
        fields.text("title_alt", N_("Title in the other language")),
        states,
        fields.edtf("dates", N_("Dates"), needed_for=CARRIED_OUT, group="when", identifying=True),
        fields.time("start_time", N_("Start time"), group="when"),
        fields.choice("mode", N_("Mode"), choices=code_lists.MODES, default="IN_PERSON"),
        fields.text("city", N_("City"), group="where"),
        fields.text("venue", N_("Venue"), group="where"),
        fields.link("host_country", N_("Host State"), targets=("country",), group="where"),
        fields.choice("scope", N_("Scope"), choices=code_lists.ACTIVITY_SCOPES),
        fields.choice(
            "status",
            N_("Status"),
            choices=code_lists.ACTIVITY_STATUSES,
            default="PLANNED",
            group="status",
        ),
    )


def head_counts() -> tuple[Field, ...]:
    """Return the aggregate counts; a complete roster overrides them, they are never added up."""
    return (
        fields.count("participants", N_("Participants"), group="counts"),
        fields.count("women", N_("Women"), group="counts"),
        fields.count("men", N_("Men"), group="counts"),
        fields.count("institutions_count", N_("Institutions (number)"), group="counts"),
        fields.count("countries_count", N_("States (number)"), group="counts"),
    )


def closing() -> tuple[Field, ...]:
    """Return the substance, reporting and money fields."""
    return (
        fields.choices("obligations", N_("Obligations"), choices=code_lists.OBLIGATIONS),
        fields.choices("domains", N_("Nuclear, chemical, biological"), choices=code_lists.DOMAINS),
        fields.links("themes", N_("Priorities of the State (dual benefit)"), targets=("theme",)),
        fields.note("benefit", N_("Benefit to the State")),
        fields.note("objectives", N_("Objectives")),
        fields.note("summary", N_("Summary")),
        fields.note("results", N_("Results")),
        fields.note("lessons", N_("Lessons")),
        fields.note("next_steps", N_("Next steps")),
        fields.date("report_due_on", N_("Report due on")),
        fields.date("reported_on", N_("Reported on")),
        fields.note("report_text", N_("Report"), sensitivity=Sensitivity.CONFIDENTIAL),
        fields.amount("planned_cost", N_("Planned cost")),
        fields.amount("actual_cost", N_("Actual cost")),
        fields.link("previous_activity", N_("Follows"), targets=ACTIVITIES),
        fields.text("series", N_("Series")),
        fields.text("lang", N_("Language of the texts")),
        fields.sensitivity_field(),
        fields.notes_field(),
    )


def _carried_out(record: Record, lookup: Lookup) -> list[Issue]:
    last = edtf.bounds(record.text("dates"))[1] if record.get("dates") else None
    issues = []
    if last is None:
        issues.append(
            Issue(
                N_("It has no end date."),
                N_("Give the dates before saying that it was carried out."),
                Place(record.id, "dates"),
                blocks=True,
            )
        )
    elif last > lookup.today():
        issues.append(
            Issue(
                N_("It ends in the future, on {day}."),
                N_("Correct the dates, or leave it as planned until then."),
                Place(record.id, "dates"),
                blocks=True,
                params={"day": edtf.Day(last.isoformat())},
            )
        )
    if not record.ids("country") and not record.ids("countries"):
        issues.append(
            Issue(
                N_("It names no State."),
                N_("Choose at least one State."),
                Place(record.id, "countries"),
                blocks=True,
            )
        )
    return issues


def _reported(record: Record, lookup: Lookup) -> list[Issue]:
    if record.get("report_text") or record.get("summary"):
        return []
    if lookup.linked_from(record.id, "attachment", "parent"):
        return []
    return [
        Issue(
            N_("There is no report yet."),
            N_("Write the report or a summary, or attach the document."),
            Place(record.id, "report_text"),
            blocks=True,
        )
    ]


def _closed(record: Record, lookup: Lookup) -> list[Issue]:
    loose = [
        follow_up
        for follow_up in lookup.linked_from(record.id, "follow_up", "origin")
        if not follow_up.get("owner")
        or not (follow_up.get("due_on") or follow_up.get("no_due_reason"))
    ]
    if not loose:
        return []
    return [
        Issue(
            N_("Follow-up {ref} has nobody responsible or no due date."),
            N_("Say who does it by when (or why there is no date) before closing."),
            Place(record.id, "status"),
            blocks=True,
            params={"ref": loose[0].reference or loose[0].title},
        )
    ]


def _report_default(record: Record, lookup: Lookup) -> list[Issue]:
    """Mark an activity whose report is late; nothing is blocked."""
    due = record.text("report_due_on")
    late = due and not record.get("reported_on") and dt.date.fromisoformat(due) < lookup.today()
    if not late or record.get("status") not in CARRIED_OUT:
        return []
    return [
        Issue(
            N_("The report was due on {day}."),
            place=Place(record.id, "report_due_on"),
            params={"day": due},
        )
    ]


MARKS = (_report_default,)

LIFE = LifeCycle(
    field="status",
    initial="PLANNED",
    transitions={
        "IDEA": ("PLANNED", "CONFIRMED", "POSTPONED", "CANCELLED"),
        "PLANNED": ("CONFIRMED", "ONGOING", "COMPLETED", "POSTPONED", "CANCELLED"),
        "CONFIRMED": ("ONGOING", "COMPLETED", "POSTPONED", "CANCELLED"),
        "ONGOING": ("COMPLETED", "POSTPONED", "CANCELLED"),
        "COMPLETED": ("REPORTED", "CLOSED"),
        "REPORTED": ("CLOSED", "COMPLETED"),
        "CLOSED": ("REPORTED",),
        "POSTPONED": ("PLANNED", "CANCELLED"),
        "CANCELLED": ("PLANNED",),
    },
    guards={
        "COMPLETED": (_carried_out,),
        "REPORTED": (_carried_out, _reported),
        "CLOSED": (_carried_out, _closed),
    },
    final=("CLOSED", "CANCELLED"),
)

PARTNER = RecordType(
    key="activity_partner",
    label=N_("Partner"),
    plural=N_("Partners"),
    icon="partner",
    parents=ACTIVITIES,
    fields=(
        fields.link("parent", N_("Activity"), needed=True, targets=ACTIVITIES),
        fields.party(
            "party",
            N_("Partner"),
            needed=True,
            identifying=True,
            targets=("institution", "country"),
        ),
        fields.choice("role", N_("Role"), choices=code_lists.PARTNER_ROLES, identifying=True),
        fields.percent("share", N_("Share (%)")),
        fields.amount("amount", N_("Amount")),
        fields.yes_no("partial", N_("In part")),
        fields.text("remarks", N_("Remarks")),
    ),
    title=("party", "role"),
    natural_keys=(("parent", "party", "role"),),
    state_path="parent",
)

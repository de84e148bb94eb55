"""Technical assistance: what States ask for, item by item (domain 4.11)."""

from __future__ import annotations

from coordinator_app.domain import fields
from coordinator_app.domain.fields import Choice, Sensitivity
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.lookup import Lookup
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import LifeCycle, RecordType
from coordinator_app.domain.records import code_lists
from coordinator_app.texts import N_, P_

_CONFIDENTIAL = Sensitivity.CONFIDENTIAL
#: Statuses in which a request was made.
_MADE = (
    "SUBMITTED", "ACKNOWLEDGED", "CIRCULATED", "PUBLISHED", "MATCHING", "IN_DELIVERY",
    "FULFILLED", "PARTLY_FULFILLED", "FEEDBACK_SENT", "CLOSED",
)  # fmt: skip
_ASIDE = ("RETURNED", "WITHDRAWN", "LAPSED", "SUPERSEDED")
_ENDED = ("FEEDBACK_SENT", "CLOSED", "LAPSED")
_NOT = ("NOT_MET", "DROPPED")
#: Statuses in which something is still expected (domain 5.2, I-A1).
OPEN_REQUESTS = (*_MADE[:-1], "RETURNED")
#: Statuses in which somebody may still offer to meet an item.
OPEN_ITEMS = ("OPEN", "INTEREST", "OFFERED")

_CHANNELS = (
    Choice("COMMITTEE", P_("channel", "1540 Committee")),
    Choice("DIRECT_TO_PROVIDER", P_("channel", "Directly to a provider")),
    Choice("VIA_COORDINATOR", P_("channel", "Through the coordinator")),
    Choice("IN_NATIONAL_REPORT", P_("channel", "In the national report")),
    Choice("VERBAL", P_("channel", "By word of mouth")),
)
REQUEST_STATUSES = (
    Choice("DRAFT", P_("request", "Draft")),
    Choice("SUBMITTED", P_("request", "Submitted")),
    Choice("ACKNOWLEDGED", P_("request", "Acknowledged")),
    Choice("CIRCULATED", P_("request", "Circulated to providers")),
    Choice("PUBLISHED", P_("request", "Summary published")),
    Choice("MATCHING", P_("request", "Seeking providers")),
    Choice("IN_DELIVERY", P_("request", "Being delivered")),
    Choice("FULFILLED", P_("request", "Met")),
    Choice("PARTLY_FULFILLED", P_("request", "Met in part")),
    Choice("FEEDBACK_SENT", P_("request", "Feedback given")),
    Choice("CLOSED", P_("request", "Closed")),
    Choice("RETURNED", P_("request", "Returned for completion")),
    Choice("WITHDRAWN", P_("request", "Withdrawn")),
    Choice("LAPSED", P_("request", "Lapsed")),
    Choice("SUPERSEDED", P_("request", "Replaced by another")),
)
ITEM_STATUSES = (
    Choice("OPEN", P_("item", "Open")),
    Choice("INTEREST", P_("item", "Interest expressed")),
    Choice("OFFERED", P_("item", "Offer made")),
    Choice("ACCEPTED", P_("item", "Offer accepted")),
    Choice("IN_DELIVERY", P_("item", "Being delivered")),
    Choice("DELIVERED", P_("item", "Delivered")),
    Choice("NOT_MET", P_("item", "Not met")),
    Choice("DROPPED", P_("item", "Dropped")),
)
ASSISTANCE_TYPES = (
    Choice("LEGAL_DRAFTING", P_("assistance", "Legal drafting")),
    Choice("LEGAL_REVIEW", P_("assistance", "Legal review")),
    Choice("REPORTING", P_("assistance", "Reporting")),
    Choice("NAP_SUPPORT", P_("assistance", "National action plan")),
    Choice("TRAINING", P_("assistance", "Training")),
    Choice("EQUIPMENT", P_("assistance", "Equipment")),
    Choice("EXPERT_ADVICE", P_("assistance", "Expert advice")),
    Choice("LAB_SUPPORT", P_("assistance", "Laboratories")),
    Choice("EXERCISE", P_("assistance", "Exercise")),
    Choice("IT_SYSTEM", P_("assistance", "IT system")),
    Choice("INFRASTRUCTURE", P_("assistance", "Infrastructure")),
    Choice("FUNDING", P_("assistance", "Funding")),
    Choice("OUTREACH", P_("assistance", "Outreach")),
    Choice("TRANSLATION", P_("assistance", "Translation")),
    Choice("OTHER", P_("assistance", "Other")),
)
#: What the Committee's lists of offers distinguish.
COMMITTEE_TYPES = (
    Choice("EXPERTISE", P_("assistance", "Expertise")),
    Choice("TRAINING", P_("assistance", "Training")),
    Choice("RESOURCES", P_("assistance", "Resources")),
)


def may_circulate(request: Record) -> bool:
    """Say whether providers may be told of a request: only where the State has said so."""
    return request.get("circulate_ok") is True


def _somebody_asks(record: Record, lookup: Lookup) -> list[Issue]:
    if record.ids("countries") or record.get("requester"):
        return []
    return [
        Issue(
            N_("It does not say who asks."),
            N_("Choose the State, or the institution that asks."),
            Place(record.id, "countries"),
        )
    ]


def _asks_for_something(record: Record, lookup: Lookup) -> list[Issue]:
    if record.get("status") not in OPEN_REQUESTS or lookup.children(record.id, "assistance_item"):
        return []
    return [
        Issue(
            N_("It has no items yet."),
            N_("Say one by one what is asked for: each item is met on its own."),
            Place(record.id),
        )
    ]


def _kept_from_providers(record: Record, lookup: Lookup) -> list[Issue]:
    """Tell why a request that may be circulated still stays out of the files for donors."""
    closed = ("CONFIDENTIAL", "STRICT")
    if not may_circulate(record) or record.get("sensitivity") not in closed:
        return []
    return [
        Issue(
            N_("It may be circulated to providers, yet it is marked as confidential."),
            N_("Lower the sensitivity, or files for donors leave it out."),
            Place(record.id, "sensitivity"),
        )
    ]


def _may_be_circulated(record: Record, lookup: Lookup) -> list[Issue]:
    if record.get("circulate_ok") is not False:
        return []
    return [
        Issue(
            N_("The State does not want it circulated to providers."),
            N_("Ask the State, and record its answer first."),
            Place(record.id, "circulate_ok"),
            blocks=True,
        )
    ]


def _may_be_published(record: Record, lookup: Lookup) -> list[Issue]:
    if record.get("publish_ok") is not False:
        return []
    return [
        Issue(
            N_("The State does not want a summary published."),
            N_("Ask the State, and record its answer first."),
            Place(record.id, "publish_ok"),
            blocks=True,
        )
    ]


REQUEST = RecordType(
    key="assistance_request",
    label=N_("Request for assistance"),
    plural=N_("Requests for assistance"),
    icon="assistance_request",
    prefix="REQ",
    fields=(
        fields.text("title", N_("Title"), needed=True, identifying=True),
        fields.links("countries", N_("States"), targets=("country",), identifying=True),
        fields.link(
            "requester",
            N_("Requesting institution"),
            targets=("institution",),
            identifying=True,
            hint=N_("The ministry that asks, or the regional organisation that asks itself."),
        ),
        fields.edtf("submitted_on", N_("Submitted on"), needed_for=_MADE, identifying=True),
        fields.choice("channel", N_("Channel"), choices=_CHANNELS, default="COMMITTEE"),
        fields.text("note_verbale", N_("Note verbale")),
        fields.choice("language", N_("Language"), choices=code_lists.LANGUAGES),
        fields.choice(
            "status", N_("Status"), choices=REQUEST_STATUSES, default="DRAFT", group="status"
        ),
        fields.date("next_check_on", N_("Next check on"), group="status"),
        fields.choices("obligations", N_("Obligations"), choices=code_lists.OBLIGATIONS),
        fields.choices("domains", N_("Nuclear, chemical, biological"), choices=code_lists.DOMAINS),
        fields.party(
            "contact",
            N_("Contact"),
            targets=("contact",),
            sensitivity=_CONFIDENTIAL,
            personal=True,
        ),
        fields.note("situation", N_("Present situation and gap"), sensitivity=_CONFIDENTIAL),
        fields.note("objective", N_("Objective and expected result")),
        fields.text("time_frame", N_("Time frame")),
        fields.choice("urgency", N_("Urgency"), choices=code_lists.PRIORITIES, default="NORMAL"),
        fields.note(
            "previous_assistance",
            N_("Assistance received, under way or sought elsewhere"),
            sensitivity=_CONFIDENTIAL,
        ),
        fields.note("national_contribution", N_("National contribution")),
        fields.yes_no("publish_ok", N_("A summary may be published")),
        fields.yes_no("circulate_ok", N_("May be circulated to all providers")),
        fields.sensitivity_field("CONFIDENTIAL"),
        fields.notes_field(),
    ),
    natural_keys=(("countries", "title"), ("requester", "title"), ("title",)),
    state_path="countries",
    date_field="submitted_on",
    life=LifeCycle(
        field="status",
        initial="DRAFT",
        transitions={
            "DRAFT": ("SUBMITTED", "WITHDRAWN"),
            "SUBMITTED": ("ACKNOWLEDGED", "CIRCULATED", "MATCHING", *_ASIDE),
            "ACKNOWLEDGED": ("CIRCULATED", "PUBLISHED", "MATCHING", *_ASIDE),
            "CIRCULATED": ("PUBLISHED", "MATCHING", "IN_DELIVERY", *_ASIDE),
            "PUBLISHED": ("MATCHING", "IN_DELIVERY", *_ASIDE),
            "MATCHING": ("PUBLISHED", "IN_DELIVERY", "PARTLY_FULFILLED", "FULFILLED", *_ASIDE),
            "IN_DELIVERY": ("MATCHING", "PARTLY_FULFILLED", "FULFILLED", *_ASIDE),
            "PARTLY_FULFILLED": ("MATCHING", "IN_DELIVERY", "FULFILLED", *_ENDED),
            "FULFILLED": ("IN_DELIVERY", *_ENDED),
            "FEEDBACK_SENT": ("CLOSED", "MATCHING"),
            "CLOSED": ("MATCHING", "FEEDBACK_SENT"),
            "RETURNED": ("DRAFT", "SUBMITTED", *_ASIDE[1:]),
            "WITHDRAWN": ("DRAFT", "SUBMITTED"),
            "LAPSED": ("SUBMITTED", "MATCHING"),
            "SUPERSEDED": ("SUBMITTED", "MATCHING"),
        },
        guards={"CIRCULATED": (_may_be_circulated,), "PUBLISHED": (_may_be_published,)},
        final=("CLOSED", "WITHDRAWN", "LAPSED", "SUPERSEDED"),
    ),
    marks=(_somebody_asks, _asks_for_something, _kept_from_providers),
)

ITEM = RecordType(
    key="assistance_item",
    label=N_("Item requested"),
    plural=N_("Items requested"),
    icon="assistance_item",
    prefix="ITM",
    parents=("assistance_request",),
    fields=(
        fields.link(
            "parent", N_("Request for assistance"), needed=True, targets=("assistance_request",)
        ),
        fields.whole("number", N_("No.")),
        fields.note("text", N_("What is asked for"), needed=True, identifying=True),
        fields.choice(
            "assist_type", N_("Type of assistance"), choices=ASSISTANCE_TYPES, identifying=True
        ),
        fields.choice(
            "committee_type", N_("Type in the Committee's lists"), choices=COMMITTEE_TYPES
        ),
        fields.choices("obligations", N_("Obligations"), choices=code_lists.OBLIGATIONS),
        fields.choices("domains", N_("Nuclear, chemical, biological"), choices=code_lists.DOMAINS),
        fields.links("beneficiaries", N_("Beneficiary institutions"), targets=("institution",)),
        fields.text("quantity", N_("Quantity or people")),
        fields.text("place", N_("Place")),
        fields.amount("estimated_cost", N_("Estimated cost")),
        fields.links("themes", N_("Priorities of the State (dual benefit)"), targets=("theme",)),
        fields.choice("priority", N_("Priority"), choices=code_lists.PRIORITIES, default="NORMAL"),
        fields.choice(
            "status", N_("Status"), choices=ITEM_STATUSES, default="OPEN", group="status"
        ),
        fields.edtf("delivered_on", N_("Delivered on"), needed_for=("DELIVERED",), group="status"),
        fields.note("remarks", N_("Remarks"), sensitivity=_CONFIDENTIAL),
    ),
    title=("text",),
    natural_keys=(("parent", "number"), ("parent", "text")),
    state_path="parent",
    life=LifeCycle(
        field="status",
        initial="OPEN",
        transitions={
            "OPEN": ("INTEREST", "OFFERED", "ACCEPTED", "IN_DELIVERY", "DELIVERED", *_NOT),
            "INTEREST": ("OFFERED", "ACCEPTED", "OPEN", *_NOT),
            "OFFERED": ("ACCEPTED", "INTEREST", "OPEN", *_NOT),
            "ACCEPTED": ("IN_DELIVERY", "DELIVERED", "OPEN", *_NOT),
            "IN_DELIVERY": ("DELIVERED", "ACCEPTED", "OPEN", *_NOT),
            "DELIVERED": ("IN_DELIVERY",),
            "NOT_MET": ("OPEN",),
            "DROPPED": ("OPEN",),
        },
        final=("DELIVERED", "NOT_MET", "DROPPED"),
    ),
)

"""Events and conferences with delegations, agenda and outcomes (domain 4.10)."""

from __future__ import annotations

from coordinator_app.domain import fields
from coordinator_app.domain.fields import Choice
from coordinator_app.domain.record_type import RecordType
from coordinator_app.domain.records import activity, code_lists
from coordinator_app.texts import N_, P_

EVENT_TYPES = (
    Choice("CONFERENCE", N_("Conference")),
    Choice("REGIONAL_SEMINAR", N_("Regional seminar")),
    Choice("SUBREGIONAL_MEETING", N_("Subregional meeting")),
    Choice("SIDE_EVENT", N_("Side event")),
    Choice("DONOR_MEETING", N_("Donor meeting")),
    Choice("COORDINATION_MEETING", N_("Coordination meeting")),
    Choice("PARLIAMENTARY_WORKSHOP", N_("Parliamentary workshop")),
    Choice("INDUSTRY_OUTREACH", N_("Industry outreach")),
    Choice("PEER_REVIEW_SESSION", N_("Peer review session")),
)
_DELEGATION_KINDS = (
    Choice("STATE", P_("delegation", "State")),
    Choice("IGO", P_("delegation", "International organisation")),
    Choice("REGIONAL_BODY", P_("delegation", "Regional body")),
    Choice("NGO", P_("delegation", "Civil society")),
    Choice("PRIVATE", P_("delegation", "Private sector")),
    Choice("ACADEMIA", P_("delegation", "Academia")),
    Choice("COMMITTEE_1540", P_("delegation", "1540 Committee")),
)
_OUTCOMES = (
    Choice("DECLARATION", P_("outcome", "Declaration")),
    Choice("COMMITMENT", P_("outcome", "Commitment")),
    Choice("INTEREST_EXPRESSED", P_("outcome", "Interest expressed")),
    Choice("OFFER", P_("outcome", "Offer")),
    Choice("REQUEST", P_("outcome", "Request")),
    Choice("RECOMMENDATION", P_("outcome", "Recommendation")),
    Choice("DECISION", P_("outcome", "Decision")),
    Choice("PUBLICATION", P_("outcome", "Publication")),
    Choice("NETWORK", P_("outcome", "Network")),
)
_CERTAINTY = (
    Choice("STATED", P_("certainty", "Stated")),
    Choice("INFERRED", P_("certainty", "Inferred")),
    Choice("ESTIMATED", P_("certainty", "Estimated")),
)

EVENT = RecordType(
    key="event",
    label=N_("Event"),
    plural=N_("Events"),
    icon="event",
    prefix="EVT",
    fields=(
        *activity.opening(
            fields.links("countries", N_("States"), targets=("country",), identifying=True)
        ),
        fields.choice(
            "event_type",
            N_("Type of event"),
            choices=EVENT_TYPES,
            default="CONFERENCE",
            identifying=True,
        ),
        *activity.head_counts(),
        fields.text("mandates", N_("Mandates")),
        *activity.closing(),
    ),
    natural_keys=(("dates", "title"), ("title",)),
    state_path="countries",
    date_field="dates",
    life=activity.LIFE,
    marks=activity.MARKS,
)

DELEGATION = RecordType(
    key="delegation",
    label=N_("Delegation"),
    plural=N_("Delegations"),
    icon="group",
    parents=("event",),
    fields=(
        fields.link("parent", N_("Event"), needed=True, targets=("event",)),
        fields.party(
            "party",
            N_("Delegation"),
            needed=True,
            identifying=True,
            targets=("country", "institution"),
        ),
        fields.choice("kind", N_("Kind"), choices=_DELEGATION_KINDS, default="STATE"),
        fields.choice(
            "level", N_("Level"), choices=code_lists.DELEGATION_LEVELS, default="UNSTATED"
        ),
        fields.text("head", N_("Head of delegation"), personal=True),
        fields.count("people", N_("People")),
        fields.count("women", N_("Women")),
        fields.text("listed_as", N_("Listed as"), identifying=True),
    ),
    title=("party",),
    natural_keys=(("parent", "party"), ("parent", "listed_as")),
    state_path="party",
)

AGENDA_ITEM = RecordType(
    key="agenda_item",
    label=N_("Agenda item"),
    plural=N_("Agenda"),
    icon="session",
    parents=("event",),
    fields=(
        fields.link("parent", N_("Event"), needed=True, targets=("event",)),
        fields.whole("number", N_("No.")),
        fields.edtf("held_on", N_("Day")),
        fields.time("starts", N_("Time")),
        fields.text("title", N_("Title"), needed=True, identifying=True),
        fields.text("speakers", N_("Speakers"), personal=True),
        fields.text("chair", N_("Chair"), personal=True),
        fields.text("paper", N_("Paper")),
    ),
    natural_keys=(("parent", "title"),),
    state_path="parent",
    date_field="held_on",
)

OUTCOME = RecordType(
    key="outcome",
    label=N_("Outcome"),
    plural=N_("Outcomes"),
    icon="outcome",
    parents=("event",),
    fields=(
        fields.link("parent", N_("Event"), needed=True, targets=("event",)),
        fields.whole("number", N_("No.")),
        fields.choice("outcome_type", N_("Type of outcome"), choices=_OUTCOMES, identifying=True),
        fields.note("text", N_("Text"), needed=True, identifying=True),
        fields.party("who", N_("Who"), targets=("country", "institution"), identifying=True),
        fields.party("addressed_to", N_("Addressed to"), targets=("country", "institution")),
        fields.choice("certainty", N_("Certainty"), choices=_CERTAINTY, default="STATED"),
        fields.note("quote", N_("Words of the source")),
    ),
    title=("text",),
    natural_keys=(("parent", "number"), ("parent", "text")),
    state_path="who",
)

"""Visits to a State with their meetings, delegates and sites (domain 4.7)."""

from __future__ import annotations

from coordinator_app.domain import fields
from coordinator_app.domain.fields import Choice, Sensitivity
from coordinator_app.domain.record_type import RecordType
from coordinator_app.domain.records import activity, code_lists
from coordinator_app.texts import N_, P_

_CONFIDENTIAL = Sensitivity.CONFIDENTIAL

VISIT_TYPES = (
    Choice("COMMITTEE_VISIT", N_("Committee visit")),
    Choice("GOE_VISIT", N_("Visit of the Group of Experts")),
    Choice("COORDINATOR_MISSION", N_("Coordinator's mission")),
    Choice("HIGH_LEVEL_MEETING", N_("High-level meeting")),
    Choice("NATIONAL_ROUNDTABLE", N_("National round table")),
    Choice("LEGISLATIVE_ASSISTANCE", N_("Legislative assistance")),
    Choice("NAP_DRAFTING", N_("Action plan: drafting")),
    Choice("NAP_FINALISATION", N_("Action plan: finalisation")),
    Choice("PLANNING_MISSION", N_("Planning mission")),
    Choice("PEER_REVIEW", N_("Peer review")),
    Choice("STUDY_VISIT_OUT", N_("Study visit abroad")),
    Choice("REMOTE_CONSULTATION", N_("Remote consultation")),
    Choice("TECHNICAL_ASSESSMENT", N_("Technical assessment")),
)
#: Types that count as a visit in the indicators (domain 5.1, set V).
COUNTED_TYPES = tuple(
    choice.code
    for choice in VISIT_TYPES
    if choice.code not in ("STUDY_VISIT_OUT", "REMOTE_CONSULTATION")
)

_INVITATIONS = (
    Choice("NOT_NEEDED", P_("invitation", "Not needed")),
    Choice("SOUGHT", P_("invitation", "Sought")),
    Choice("RECEIVED", P_("invitation", "Received")),
    Choice("DECLINED", P_("invitation", "Declined")),
)
_MEETING_LEVELS = (
    Choice("MINISTER", P_("level", "Minister")),
    Choice("VICE", P_("level", "Vice-minister")),
    Choice("DIRECTOR", P_("level", "Director")),
    Choice("TECHNICAL", P_("level", "Technical")),
)
_FUNCTIONS = (
    Choice("HEAD", P_("function", "Head")),
    Choice("MEMBER", P_("function", "Member")),
    Choice("EXPERT", P_("function", "Expert")),
    Choice("INTERPRETER", P_("function", "Interpreter")),
    Choice("ESCORT", P_("function", "Escort")),
)
_SITES = (
    Choice("PORT", P_("site", "Port")),
    Choice("AIRPORT", P_("site", "Airport")),
    Choice("BORDER_POST", P_("site", "Border post")),
    Choice("LABORATORY", P_("site", "Laboratory")),
    Choice("INDUSTRY", P_("site", "Industrial site")),
    Choice("OTHER", P_("site", "Other")),
)

VISIT = RecordType(
    key="visit",
    label=N_("Visit"),
    plural=N_("Visits"),
    icon="visit",
    prefix="VIS",
    fields=(
        *activity.opening(
            fields.link("country", N_("State"), targets=("country",), needed=True, identifying=True)
        ),
        fields.choice(
            "visit_type",
            N_("Type of visit"),
            choices=VISIT_TYPES,
            default="COORDINATOR_MISSION",
            identifying=True,
        ),
        fields.choice("invitation_status", N_("Invitation"), choices=_INVITATIONS),
        fields.text("invitation_ref", N_("Invitation (note verbale)")),
        fields.date("invited_on", N_("Invited on")),
        *activity.head_counts(),
        fields.choice(
            "stage_before", N_("Stage before"), choices=code_lists.STAGES, sensitivity=_CONFIDENTIAL
        ),
        fields.choice(
            "stage_after", N_("Stage after"), choices=code_lists.STAGES, sensitivity=_CONFIDENTIAL
        ),
        fields.note("findings", N_("Findings"), sensitivity=_CONFIDENTIAL),
        fields.note("needs", N_("Needs identified"), sensitivity=_CONFIDENTIAL),
        fields.note("good_practices", N_("Good practices")),
        fields.date("cleared_by_state_on", N_("Cleared by the State on")),
        *activity.closing(),
    ),
    natural_keys=(("country", "dates", "visit_type"), ("country", "title")),
    state_path="country",
    date_field="dates",
    life=activity.LIFE,
    marks=activity.MARKS,
)

MEETING = RecordType(
    key="visit_meeting",
    label=N_("Meeting"),
    plural=N_("Meetings"),
    icon="meeting",
    parents=("visit",),
    fields=(
        fields.link("parent", N_("Visit"), needed=True, targets=("visit",)),
        fields.edtf("held_on", N_("Day"), identifying=True),
        fields.time("held_at", N_("Time")),
        fields.party("institution", N_("Institution"), targets=("institution",), identifying=True),
        fields.links("people", N_("People met"), targets=("contact",), personal=True),
        fields.text("people_text", N_("Others met"), personal=True),
        fields.choice("level", N_("Level"), choices=_MEETING_LEVELS),
        fields.text("topic", N_("Topic"), identifying=True),
        fields.note("points", N_("Notes"), sensitivity=_CONFIDENTIAL),
        fields.sensitivity_field("CONFIDENTIAL"),
    ),
    title=("institution", "topic"),
    natural_keys=(("parent", "held_on", "institution", "topic"),),
    state_path="parent",
    date_field="held_on",
)

DELEGATE = RecordType(
    key="visit_delegate",
    label=N_("Delegate"),
    plural=N_("Team"),
    icon="contact",
    parents=("visit",),
    fields=(
        fields.link("parent", N_("Visit"), needed=True, targets=("visit",)),
        fields.party(
            "person",
            N_("Person"),
            needed=True,
            targets=("contact", "office_member"),
            personal=True,
            identifying=True,
        ),
        fields.party("institution", N_("Institution"), targets=("institution", "country")),
        fields.choice("function", N_("Function"), choices=_FUNCTIONS, default="MEMBER"),
    ),
    title=("person", "function"),
    natural_keys=(("parent", "person"),),
    state_path="parent",
)

SITE = RecordType(
    key="visit_site",
    label=N_("Site visited"),
    plural=N_("Sites visited"),
    icon="place",
    parents=("visit",),
    fields=(
        fields.link("parent", N_("Visit"), needed=True, targets=("visit",)),
        fields.text("name", N_("Name"), needed=True, identifying=True),
        fields.choice("site_type", N_("Type"), choices=_SITES, default="OTHER"),
        fields.edtf("seen_on", N_("Day")),
        fields.party("institution", N_("Institution"), targets=("institution",)),
        fields.note("remarks", N_("Remarks"), sensitivity=_CONFIDENTIAL),
    ),
    title=("name",),
    natural_keys=(("parent", "name"),),
    state_path="parent",
)

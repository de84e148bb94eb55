"""Trainings with their sessions and roster (domain 4.8)."""

from __future__ import annotations

from coordinator_app.domain import fields
from coordinator_app.domain.fields import Choice, Sensitivity
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.lookup import Lookup
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import RecordType
from coordinator_app.domain.records import activity, code_lists
from coordinator_app.texts import N_, P_

_CONFIDENTIAL = Sensitivity.CONFIDENTIAL
#: Roster rows that count as trained people (domain 4.8).
TRAINED = ("ATTENDED", "PARTIAL")

TRAINING_TYPES = (
    Choice("WORKSHOP", N_("Workshop")),
    Choice("COURSE", N_("Course")),
    Choice("POC_COURSE", N_("Course for points of contact")),
    Choice("TRAIN_THE_TRAINERS", N_("Training of trainers")),
    Choice("TABLETOP_EXERCISE", N_("Table-top exercise")),
    Choice("FIELD_EXERCISE", N_("Field exercise")),
    Choice("SEMINAR", N_("Seminar")),
    Choice("WEBINAR", N_("Webinar")),
    Choice("E_LEARNING", N_("E-learning")),
    Choice("STUDY_VISIT", N_("Study visit")),
    Choice("MENTORING", N_("Mentoring")),
    Choice("LEGAL_DRAFTING_SESSION", N_("Legal drafting session")),
)
_LEVELS = (
    Choice("BASIC", P_("level", "Basic")),
    Choice("INTERMEDIATE", P_("level", "Intermediate")),
    Choice("ADVANCED", P_("level", "Advanced")),
)
ATTENDANCE = (
    Choice("NOMINATED", P_("attendance", "Nominated")),
    Choice("ACCEPTED", P_("attendance", "Accepted")),
    Choice("WAITLIST", P_("attendance", "Waiting list")),
    Choice("DECLINED", P_("attendance", "Declined")),
    Choice("ATTENDED", P_("attendance", "Attended")),
    Choice("PARTIAL", P_("attendance", "Attended in part")),
    Choice("NO_SHOW", P_("attendance", "Did not come")),
)
_ROSTER_ROLES = (
    Choice("TRAINEE", P_("role", "Trainee")),
    Choice("TRAINER", P_("role", "Trainer")),
    Choice("OBSERVER", P_("role", "Observer")),
    Choice("ORGANISER", P_("role", "Organiser")),
)


def _scores_fit(record: Record, lookup: Lookup) -> list[Issue]:
    top = record.get("max_score")
    issues = []
    for key in ("pre_score", "post_score"):
        score = record.get(key)
        if isinstance(score, int) and isinstance(top, int) and not 0 <= score <= top:
            issues.append(
                Issue(
                    N_("The score {score} is not between 0 and {top}."),
                    N_("Correct the score or the highest score."),
                    Place(record.id, key),
                    blocks=True,
                    params={"score": score, "top": top},
                )
            )
    return issues


TRAINING = RecordType(
    key="training",
    label=N_("Training"),
    plural=N_("Trainings"),
    icon="training",
    prefix="TRN",
    fields=(
        *activity.opening(
            fields.links(
                "countries",
                N_("States"),
                targets=("country",),
                identifying=True,
                needed_for=activity.CARRIED_OUT,
            )
        ),
        fields.choice(
            "training_type",
            N_("Type of training"),
            choices=TRAINING_TYPES,
            default="WORKSHOP",
            identifying=True,
        ),
        fields.choice("level", N_("Level"), choices=_LEVELS),
        fields.choices("audience", N_("Audience"), choices=code_lists.SECTORS),
        fields.choices("languages", N_("Languages"), choices=code_lists.LANGUAGES),
        fields.yes_no("interpretation", N_("Interpretation")),
        fields.whole("days", N_("Days")),
        fields.whole("hours", N_("Hours")),
        fields.whole("seats", N_("Seats")),
        fields.date("nomination_deadline", N_("Nominations until")),
        fields.text("selection_rule", N_("Selection rule")),
        *activity.head_counts(),
        fields.yes_no(
            "roster_complete",
            N_("The list of participants is complete"),
            hint=N_("When it is, numbers are counted from the list."),
            group="counts",
        ),
        fields.note("learning_objectives", N_("Learning objectives")),
        fields.note("curriculum", N_("Programme")),
        fields.percent("satisfaction", N_("Satisfaction (%)")),
        *activity.closing(),
    ),
    natural_keys=(("dates", "title"), ("title",)),
    state_path="countries",
    date_field="dates",
    life=activity.LIFE,
    marks=activity.MARKS,
)

SESSION = RecordType(
    key="training_session",
    label=N_("Session"),
    plural=N_("Programme"),
    icon="session",
    parents=("training",),
    fields=(
        fields.link("parent", N_("Training"), needed=True, targets=("training",)),
        fields.whole("number", N_("No.")),
        fields.date("held_on", N_("Day")),
        fields.time("starts", N_("From")),
        fields.time("ends", N_("Until")),
        fields.text("title", N_("Title"), needed=True, identifying=True),
        fields.text("topic", N_("Topic")),
        fields.text("trainers", N_("Trainers"), personal=True),
        fields.choices("obligations", N_("Obligations"), choices=code_lists.OBLIGATIONS),
    ),
    natural_keys=(("parent", "title"),),
    state_path="parent",
    date_field="held_on",
)

PARTICIPANT = RecordType(
    key="participant",
    label=N_("Participant"),
    plural=N_("Participants"),
    icon="contact",
    parents=("training",),
    fields=(
        fields.link("parent", N_("Training"), needed=True, targets=("training",)),
        fields.party(
            "person", N_("Name"), needed=True, targets=("contact",), personal=True, identifying=True
        ),
        fields.choice("gender", N_("Gender"), choices=code_lists.GENDERS, personal=True),
        fields.link("country", N_("State"), targets=("country",), identifying=True),
        fields.party("institution", N_("Institution"), targets=("institution",)),
        fields.text("position", N_("Position"), personal=True),
        fields.email("email", N_("E-mail"), sensitivity=_CONFIDENTIAL, personal=True),
        fields.choice("role", N_("Role"), choices=_ROSTER_ROLES, default="TRAINEE"),
        fields.choice("attendance", N_("Attendance"), choices=ATTENDANCE, default="NOMINATED"),
        fields.text("sessions_attended", N_("Sessions attended")),
        fields.whole("pre_score", N_("Score before"), sensitivity=_CONFIDENTIAL, personal=True),
        fields.whole("post_score", N_("Score after"), sensitivity=_CONFIDENTIAL, personal=True),
        fields.whole("max_score", N_("Highest score"), sensitivity=_CONFIDENTIAL),
        fields.text("certificate", N_("Certificate no.")),
        fields.date("certificate_on", N_("Certificate issued on")),
        fields.note("action_plan", N_("Own action plan")),
        fields.note("remarks", N_("Remarks"), sensitivity=_CONFIDENTIAL),
    ),
    title=("person",),
    natural_keys=(("parent", "person"), ("parent", "email")),
    state_path="country",
    rules=(_scores_fit,),
)

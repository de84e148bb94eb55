"""Reports as Excel files: for donors and for the secretariat; they go out and do not come back."""

from __future__ import annotations

from coordinator_app.domain.fields import Sensitivity
from coordinator_app.excel.profiles.kinds import Direction, PageKind, PageProfile, Profile, Scope
from coordinator_app.texts import N_

_INDICATORS = N_("Indicators")
_DEFINITIONS = PageProfile(
    PageKind.DEFINITIONS,
    N_("Definitions"),
    N_("What each number counts, and what was left out of it."),
)

_SUMMARY = PageProfile(
    PageKind.SUMMARY, N_("Summary"), N_("The period in a few lines."), written="summary"
)

DONOR_REPORT = Profile(
    key="DONOR_REPORT",
    label=N_("Report for a donor"),
    purpose=N_(
        "This report says what was done in the period, in numbers. It holds no data about people"
        " and no assessment of any State."
    ),
    direction=Direction.OUT,
    scope=Scope.STATES,
    by_period=True,
    numbers=True,
    pages=(
        _SUMMARY,
        PageProfile(
            PageKind.WORDS,
            N_("Narrative"),
            N_("What was achieved, by objective, and what comes next."),
            written="narrative",
        ),
        PageProfile(
            PageKind.ACTIVITIES,
            N_("Activities"),
            N_("Visits, trainings and events carried out in the period."),
            ("kind", "title", "dates", "city", "host_country", "states", "status"),
        ),
        PageProfile(
            PageKind.PARTICIPANTS,
            N_("Participants"),
            N_("How many took part; numbers below five are not split."),
        ),
        PageProfile(
            PageKind.FOLLOW_UPS,
            N_("Follow-ups"),
            N_("What was agreed, and how far it is."),
            ("title", "status"),
        ),
        PageProfile(PageKind.INDICATORS, _INDICATORS, N_("The numbers of the period.")),
        _DEFINITIONS,
    ),
)

SECRETARIAT_QUARTER = Profile(
    key="SECRETARIAT_QUARTER",
    label=N_("Quarterly report to the secretariat"),
    purpose=N_("This report covers one quarter: what was done, where things stand, what is next."),
    direction=Direction.OUT,
    scope=Scope.STATES,
    by_period=True,
    numbers=True,
    pages=(
        _SUMMARY,
        PageProfile(
            PageKind.INDICATORS,
            _INDICATORS,
            N_("This quarter, the one before, and the year to date."),
            ("before", "year"),
        ),
        PageProfile(
            PageKind.ACTIVITIES,
            N_("Activities"),
            N_("Visits, trainings and events carried out in the period."),
            ("reference", "kind", "title", "dates", "city", "states", "participants", "status"),
        ),
        PageProfile(
            PageKind.STATES,
            N_("States"),
            N_("Where each State stands: stage, last contact, open and late promises."),
            ceiling=Sensitivity.CONFIDENTIAL,
        ),
        PageProfile(
            PageKind.FOLLOW_UPS,
            N_("Follow-ups"),
            N_("Opened or closed in the period, and all that are open."),
            ("reference", "title", "states", "agreed_on", "due_on", "done_on", "status", "late"),
        ),
        PageProfile(
            PageKind.ASSISTANCE,
            N_("Assistance"),
            N_("What States asked for, item by item, and how far it is."),
            ceiling=Sensitivity.CONFIDENTIAL,
        ),
        PageProfile(
            PageKind.WORDS,
            N_("Dual benefits"),
            N_("What the work gave beyond resolution 1540."),
            written="highlights",
        ),
        PageProfile(
            PageKind.WORDS,
            N_("Risks and decisions"),
            N_("What may go wrong, and what is asked of the secretariat."),
            written="risks",
        ),
        PageProfile(
            PageKind.PLAN,
            N_("Plan"),
            N_("What is planned for the months to come."),
            ("reference", "kind", "title", "dates", "city", "states", "status"),
        ),
        _DEFINITIONS,
    ),
)

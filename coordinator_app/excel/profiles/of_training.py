"""Files about one training: who is nominated, who came and how they did."""

from __future__ import annotations

from coordinator_app.domain.fields import Sensitivity
from coordinator_app.excel.profiles.kinds import Profile, Scope, sheet
from coordinator_app.texts import N_

_TRAINING = (
    "(title) (dates) (training_type) (mode) (level) (city) (venue) (host_country) (countries)"
    " (languages) (days) (seats) (nomination_deadline) (selection_rule) (learning_objectives)"
)
_ABOUT = N_("The facts of the training, only to be read.")

TRAINING_NOMINATION = Profile(
    key="TRAINING_NOMINATION",
    label=N_("Nomination form"),
    purpose=N_(
        "Please nominate the people whom your State wishes to send to this training. Stating the"
        " gender is voluntary; it is used for numbers only."
    ),
    scope=Scope.TRAINING,
    names_people=True,
    sheets=(
        sheet("training", _TRAINING, _ABOUT),
        sheet(
            "participant",
            "(parent) person gender institution position email",
            N_("One row for each person; there are as many blank rows as there are seats."),
            spare=10,
            filled=("parent",),
            seats=True,
            asks_people=True,
            ceiling=Sensitivity.CONFIDENTIAL,
            removable=True,
        ),
    ),
)

ROSTER = Profile(
    key="ROSTER",
    label=N_("List of participants"),
    purpose=N_(
        "Please complete the list of participants of this training: who came, to which sessions,"
        " and the scores before and after."
    ),
    scope=Scope.TRAINING,
    names_people=True,
    sheets=(
        sheet("training", _TRAINING, _ABOUT),
        sheet(
            "participant",
            "(parent) person gender country institution position email role attendance"
            " sessions_attended pre_score post_score max_score certificate certificate_on",
            N_("One row for each person, with attendance and scores; add those who are missing."),
            spare=15,
            filled=("parent",),
            asks_people=True,
            ceiling=Sensitivity.CONFIDENTIAL,
        ),
    ),
)

"""Files about technical assistance: what a State asks for, and what a donor can offer."""

from __future__ import annotations

from coordinator_app.domain.fields import Sensitivity
from coordinator_app.excel.profiles.kinds import Profile, Scope, sheet
from coordinator_app.texts import N_

ASSISTANCE_FORM = Profile(
    key="ASSISTANCE_FORM",
    label=N_("Assistance form"),
    purpose=N_(
        "Please say what assistance your State asks for, and why. One file is about one subject"
        " area, as the 1540 Committee wishes; number what is asked for, since each item is met on"
        " its own. Nothing is passed on to providers before your State has said that it may be."
    ),
    scope=Scope.REQUEST,
    names_people=True,
    lists=("institution",),
    sheets=(
        sheet(
            "assistance_request",
            "title requester submitted_on note_verbale language obligations domains contact"
            " situation objective time_frame urgency previous_assistance national_contribution"
            " publish_ok circulate_ok (status)",
            N_("One row: the request as a whole. Say at its end what may be passed on."),
            label=N_("Request"),
            spare=1,
            spare_when_blank=True,
            ceiling=Sensitivity.CONFIDENTIAL,
        ),
        sheet(
            "assistance_item",
            "(parent) number text assist_type committee_type obligations domains beneficiaries"
            " quantity place estimated_cost themes priority (status) (delivered_on)",
            N_("One row for each thing asked for; say how many, for whom and where."),
            label=N_("Items"),
            spare=10,
            filled=("parent",),
            removable=True,
        ),
    ),
)

DONOR_OFFER = Profile(
    key="DONOR_OFFER",
    label=N_("Form for offers"),
    purpose=N_(
        "This file lists what States of the region ask for and have agreed to share with providers."
        " Please say what you can offer: each offer may answer one item or several, named by their"
        " codes, or none in particular. An offer binds nobody before it is accepted."
    ),
    scope=Scope.PROVIDER,
    sheets=(
        sheet(
            "institution",
            "(name) (acronym) website address city",
            N_("Your institution; correct what has changed."),
            label=N_("Provider"),
        ),
        sheet(
            "assistance_request",
            "(title) (countries) (requester) (submitted_on) (obligations) (domains) (objective)"
            " (time_frame) (urgency)",
            N_("Who asks for what; only to be read."),
            label=N_("Requests"),
            circulated=True,
        ),
        sheet(
            "assistance_item",
            "(parent) (number) (text) (assist_type) (committee_type) (obligations) (domains)"
            " (quantity) (priority) (status)",
            N_("What is asked for, item by item; offers name items by these codes."),
            label=N_("Open items"),
        ),
        sheet(
            "assistance_offer",
            "(provider) title items description assist_types committee_types direct scopes subjects"
            " countries conditions offered_on valid_from valid_to contact status",
            N_("Your offers: correct those made before, write new ones in the blank rows."),
            label=N_("Offers"),
            spare=10,
            filled=("provider",),
            ceiling=Sensitivity.CONFIDENTIAL,
        ),
    ),
)

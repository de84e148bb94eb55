"""The form a State updates: what is on record about its work, to be confirmed and completed."""

from __future__ import annotations

from coordinator_app.excel.profiles.kinds import PEOPLE, Profile, sheet
from coordinator_app.texts import N_

COUNTRY_RETURN = Profile(
    key="COUNTRY_RETURN",
    label=N_("State update form"),
    purpose=N_(
        "This file holds what we have on record about your State's work under resolution 1540"
        " (2004). Please confirm what is right, correct what is not, and add what is missing."
    ),
    sheets=(
        sheet(
            "country",
            "(name_en) (name_es) capital currency (un_member) priorities priorities_text",
            N_("Correct the facts; write the national priorities in your own words."),
        ),
        sheet(
            "country_profile",
            "as_of mechanism mechanism_name mechanism_basis mechanism_chair chemical_industry"
            " bsl3 radioactive reactor free_zones ports",
            N_("Use a new row for what has changed, with the date as of which it holds."),
            spare=2,
            removable=True,
        ),
        sheet(
            "institution",
            "name name_alt acronym sector roles_1540 parent_institution city address website"
            " language status valid_from valid_to mandate",
            N_("Correct names and functions; add institutions that are missing."),
            spare=6,
            removable=True,
        ),
        sheet(
            "contact",
            "name honorific family_name given_names gender email email_other phone mobile"
            " languages",
            N_("Correct names, telephones and e-mail addresses; add new people."),
            spare=6,
            **PEOPLE,
        ),
        sheet(
            "contact_role",
            "parent role institution position level is_primary status valid_from valid_to"
            " note_verbale",
            N_("One row for each function of a person; name the person by the code."),
            spare=6,
            **PEOPLE,
        ),
        sheet(
            "visit",
            "title dates visit_type (status) mode city venue participants women men objectives"
            " summary results next_steps",
            N_("Confirm or correct the visits to your State."),
        ),
        sheet(
            "training",
            "title dates training_type (status) (countries) level city venue participants women"
            " men learning_objectives summary results next_steps",
            N_("Confirm or correct; trainings of several States are only to be read."),
        ),
        sheet(
            "training_session",
            "(parent) number held_on starts ends title topic trainers obligations",
            N_("Confirm or correct the programme of the trainings."),
        ),
        sheet(
            "participant",
            "parent person gender institution position email role attendance certificate"
            " certificate_on",
            N_("Complete the list of people of your State; name the training by its code."),
            spare=15,
            **PEOPLE,
        ),
        sheet(
            "follow_up",
            "title description owner (direction) kind priority (agreed_on) due_on no_due_reason"
            " status waiting_on blocked_reason next_step progress done_on evidence"
            " evidence_waiver result cancelled_reason (countries)",
            N_("Say how far each commitment is; add commitments that are missing."),
            spare=6,
        ),
    ),
)

"""Kinds of files that are sent, declared as data: sheets, fields, who may change what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Sensitivity
from coordinator_app.texts import N_


@dataclass(frozen=True)
class SheetProfile:
    """One sheet of a kind of file: the records of one type that belong to the State.

    Args:
        type: Record type.
        fields: All fields shown, in order; those not in `editable` are only to be read.
        editable: Fields the recipient is asked for.
        task: English msgid: what the recipient does there.
        spare: Blank rows to be filled in.
        personal: The sheet is about people; it is there only when personal data are ticked.
        ceiling: The most sensitive value or entry it may carry.
        removable: Removal may be proposed.
    """

    type: str
    fields: tuple[str, ...]
    editable: frozenset[str]
    task: str
    spare: int = 0
    personal: bool = False
    ceiling: Sensitivity = Sensitivity.INTERNAL
    removable: bool = False


@dataclass(frozen=True)
class Profile:
    """One kind of file.

    Args:
        key: Stable name, in files and on the command line.
        label: English msgid.
        purpose: English msgid: what is asked of the recipient, for the first page.
        sheets: In order.
    """

    key: str
    label: str
    purpose: str
    sheets: tuple[SheetProfile, ...]


def _sheet(type_key: str, fields: str, task: str, **facts: Any) -> SheetProfile:
    """Return a sheet; fields in brackets are shown to be read, the others are asked for."""
    named = fields.split()
    return SheetProfile(
        type_key,
        tuple(each.strip("()") for each in named),
        frozenset(each for each in named if not each.startswith("(")),
        task,
        **facts,
    )


#: People's own data go to their own State, and only when ticked; scores never do.
_PEOPLE = {"personal": True, "ceiling": Sensitivity.CONFIDENTIAL, "removable": True}

COUNTRY_RETURN = Profile(
    key="COUNTRY_RETURN",
    label=N_("State update form"),
    purpose=N_(
        "This file holds what we have on record about your State's work under resolution 1540"
        " (2004). Please confirm what is right, correct what is not, and add what is missing."
    ),
    sheets=(
        _sheet(
            "country",
            "(name_en) (name_es) capital languages currency (un_member) priorities priorities_text",
            N_("Correct the facts; write the national priorities in your own words."),
        ),
        _sheet(
            "country_profile",
            "as_of mechanism mechanism_name mechanism_basis mechanism_chair chemical_industry"
            " bsl3 radioactive reactor free_zones ports",
            N_("Use a new row for what has changed, with the date as of which it holds."),
            spare=2,
            removable=True,
        ),
        _sheet(
            "institution",
            "name name_alt acronym sector roles_1540 parent_institution city address website"
            " language status valid_from valid_to mandate",
            N_("Correct names and functions; add institutions that are missing."),
            spare=6,
            removable=True,
        ),
        _sheet(
            "contact",
            "name honorific family_name given_names gender email email_other phone mobile"
            " languages",
            N_("Correct names, telephones and e-mail addresses; add new people."),
            spare=6,
            **_PEOPLE,
        ),
        _sheet(
            "contact_role",
            "parent role institution position level is_primary status valid_from valid_to"
            " note_verbale",
            N_("One row for each function of a person; name the person by the code."),
            spare=6,
            **_PEOPLE,
        ),
        _sheet(
            "visit",
            "title dates visit_type (status) mode city venue participants women men objectives"
            " summary results next_steps",
            N_("Confirm or correct the visits to your State."),
        ),
        _sheet(
            "training",
            "title dates training_type (status) (countries) level city venue participants women"
            " men learning_objectives summary results next_steps",
            N_("Confirm or correct; trainings of several States are only to be read."),
        ),
        _sheet(
            "training_session",
            "(parent) number held_on starts ends title topic trainers obligations",
            N_("Confirm or correct the programme of the trainings."),
        ),
        _sheet(
            "participant",
            "parent person gender institution position email role attendance certificate"
            " certificate_on",
            N_("Complete the list of people of your State; name the training by its code."),
            spare=15,
            **_PEOPLE,
        ),
        _sheet(
            "follow_up",
            "title description owner (direction) kind priority (agreed_on) due_on no_due_reason"
            " status waiting_on blocked_reason next_step progress done_on evidence"
            " evidence_waiver result cancelled_reason (countries)",
            N_("Say how far each commitment is; add commitments that are missing."),
            spare=6,
        ),
    ),
)

PROFILES = (COUNTRY_RETURN,)


def profile(key: str) -> Profile:
    """Return a kind of file.

    Raises:
        UserError: There is none of that name.
    """
    for each in PROFILES:
        if each.key == key:
            return each
    raise UserError(
        N_("There is no kind of file called “{name}”."),
        do=N_("The kinds are: {names}."),
        name=key,
        names=", ".join(each.key for each in PROFILES),
    )

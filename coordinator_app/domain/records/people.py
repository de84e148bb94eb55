"""Institutions, contacts and their dated roles (domain 4.4 and 4.5)."""

from __future__ import annotations

import datetime as dt

from coordinator_app.domain import edtf, fields
from coordinator_app.domain.fields import Choice, Sensitivity
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.lookup import Lookup
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import LifeCycle, RecordType
from coordinator_app.domain.records import code_lists
from coordinator_app.texts import N_, P_

_CONFIDENTIAL = Sensitivity.CONFIDENTIAL
#: Months without a word after which a verified role is stale (domain 4.5).
STALE_AFTER_DAYS = 365

SCOPES = (
    Choice("NATIONAL", P_("scope", "National")),
    Choice("SUBREGIONAL", P_("scope", "Subregional")),
    Choice("REGIONAL", P_("scope", "Regional")),
    Choice("INTERNATIONAL", P_("scope", "International")),
    Choice("DONOR_GOV", P_("scope", "Donor government")),
    Choice("NGO", P_("scope", "Civil society")),
    Choice("ACADEMIA", P_("scope", "Academia")),
    Choice("PRIVATE", P_("scope", "Private sector")),
    Choice("PARLIAMENT", P_("scope", "Parliament")),
)
_ROLES_1540 = (
    Choice("NATIONAL_1540_LEAD", N_("National lead on 1540")),
    Choice("CWC_NATIONAL_AUTHORITY", N_("CWC national authority")),
    Choice("BWC_CONTACT", N_("BWC contact")),
    Choice("IAEA_LIAISON", N_("IAEA liaison")),
    Choice("LICENSING_AUTHORITY", N_("Licensing authority")),
    Choice("ENFORCEMENT", N_("Enforcement")),
    Choice("DRAFTING", N_("Legal drafting")),
    Choice("TRAINING_PROVIDER", N_("Training provider")),
    Choice("LAB", N_("Laboratory")),
    Choice("DONOR", N_("Donor")),
    Choice("IMPLEMENTER", N_("Implementer")),
)
_INSTITUTION_STATUSES = (
    Choice("ACTIVE", P_("institution", "Active")),
    Choice("RENAMED", P_("institution", "Renamed")),
    Choice("MERGED", P_("institution", "Merged")),
    Choice("CLOSED", P_("institution", "Closed")),
)


def _national_has_state(record: Record, lookup: Lookup) -> list[Issue]:
    if record.get("scope") != "NATIONAL" or record.get("country"):
        return []
    return [
        Issue(
            N_("A national institution needs its State."),
            N_("Choose the State."),
            Place(record.id, "country"),
        )
    ]


INSTITUTION = RecordType(
    key="institution",
    label=N_("Institution"),
    plural=N_("Institutions"),
    icon="institution",
    prefix="INS",
    fields=(
        fields.text("name", N_("Name"), needed=True, identifying=True),
        fields.text("name_alt", N_("Name in another language"), identifying=True),
        fields.text("acronym", N_("Acronym"), identifying=True),
        fields.choice("scope", N_("Scope"), choices=SCOPES, default="NATIONAL"),
        fields.link("country", N_("State"), targets=("country",), identifying=True),
        fields.choice("sector", N_("Sector"), choices=code_lists.SECTORS),
        fields.choices("roles_1540", N_("Roles under 1540"), choices=_ROLES_1540),
        fields.link("parent_institution", N_("Part of"), targets=("institution",)),
        fields.text("city", N_("City")),
        fields.note("address", N_("Address")),
        fields.phone("phone", N_("Telephone"), sensitivity=_CONFIDENTIAL),
        fields.email("email", N_("E-mail"), sensitivity=_CONFIDENTIAL),
        fields.url("website", N_("Website"), sensitivity=Sensitivity.PUBLIC),
        fields.choice("language", N_("Language"), choices=code_lists.LANGUAGES),
        fields.choice("status", N_("Status"), choices=_INSTITUTION_STATUSES, default="ACTIVE"),
        fields.edtf("valid_from", N_("From")),
        fields.edtf("valid_to", N_("Until")),
        fields.link("successor", N_("Successor"), targets=("institution",)),
        fields.text("code", N_("Code")),
        fields.note("mandate", N_("What it does")),
        fields.sensitivity_field(),
        fields.notes_field(),
    ),
    title=("name",),
    natural_keys=(("code",), ("country", "name"), ("name",), ("acronym",)),
    state_path="country",
    marks=(_national_has_state,),
)

_BASES = (
    Choice("OFFICIAL_FUNCTION", N_("Official function")),
    Choice("CONSENT", N_("Consent")),
    Choice("CONTRACT", N_("Contract")),
    Choice("OTHER", P_("basis", "Other")),
)

CONTACT = RecordType(
    key="contact",
    label=N_("Contact"),
    plural=N_("Contacts"),
    icon="contact",
    prefix="CON",
    fields=(
        fields.text("name", N_("Name"), needed=True, identifying=True, personal=True),
        fields.text("honorific", N_("Form of address"), personal=True),
        fields.text("family_name", N_("Family name"), personal=True),
        fields.text("given_names", N_("Given names"), personal=True),
        fields.link("country", N_("State"), targets=("country",), identifying=True),
        fields.choice(
            "gender", N_("Gender"), choices=code_lists.GENDERS, default="U", personal=True
        ),
        fields.email(
            "email", N_("E-mail"), sensitivity=_CONFIDENTIAL, personal=True, identifying=True
        ),
        fields.email("email_other", N_("Other e-mail"), sensitivity=_CONFIDENTIAL, personal=True),
        fields.phone("phone", N_("Telephone"), sensitivity=_CONFIDENTIAL, personal=True),
        fields.phone("mobile", N_("Mobile"), sensitivity=_CONFIDENTIAL, personal=True),
        fields.text("messaging", N_("Messaging"), sensitivity=_CONFIDENTIAL, personal=True),
        fields.text("assistant", N_("Assistant"), sensitivity=_CONFIDENTIAL, personal=True),
        fields.choices("languages", N_("Languages"), choices=code_lists.LANGUAGES),
        fields.choice(
            "lawful_basis", N_("Lawful basis"), choices=_BASES, default="OFFICIAL_FUNCTION"
        ),
        fields.date("consent_on", N_("Consent on")),
        fields.text("consent_scope", N_("Scope of the consent")),
        fields.date("keep_until", N_("Keep until")),
        fields.sensitivity_field("CONFIDENTIAL"),
        fields.notes_field(),
    ),
    title=("name",),
    natural_keys=(("email",), ("name", "country"), ("name",)),
    state_path="country",
)

_ROLES = (
    Choice("POC_1540", N_("Point of contact for 1540")),
    Choice("POC_1540_ALTERNATE", N_("Alternate point of contact for 1540")),
    Choice("CWC_NA", N_("CWC national authority")),
    Choice("BWC_NCP", N_("BWC national contact point")),
    Choice("IAEA_INSSP_POC", N_("INSSP point of contact (IAEA)")),
    Choice("CUSTOMS_STC", N_("Strategic trade control, customs")),
    Choice("LEGAL_DRAFTER", N_("Legal drafter")),
    Choice("FIU", N_("Financial intelligence")),
    Choice("LAB", N_("Laboratory")),
    Choice("TRAINER", P_("role", "Trainer")),
    Choice("EXPERT", P_("role", "Expert")),
    Choice("DONOR_OFFICER", N_("Donor officer")),
    Choice("SECRETARIAT", N_("Secretariat")),
    Choice("PARLIAMENTARIAN", N_("Parliamentarian")),
    Choice("PRESS", N_("Press")),
    Choice("OTHER", P_("role", "Other")),
)
_LEVELS = (
    Choice("CAPITAL", N_("Capital")),
    Choice("MISSION_NY", N_("Mission in New York")),
    Choice("MISSION_WASHINGTON", N_("Mission in Washington")),
    Choice("REGIONAL", P_("level", "Regional")),
    Choice("HQ", N_("Headquarters")),
)
_ROLE_STATUSES = (
    Choice("PROPOSED", P_("status", "Proposed")),
    Choice("NOTIFIED", P_("status", "Notified")),
    Choice("VERIFIED", P_("status", "Verified")),
    Choice("ENDED", P_("status", "Ended")),
)


def valid_on(role: Record, day: dt.date) -> bool:
    """Say whether a role is held on a day (unknown bounds do not exclude it)."""
    start = edtf.bounds(role.text("valid_from"))[0] if role.get("valid_from") else None
    end = edtf.bounds(role.text("valid_to"))[1] if role.get("valid_to") else None
    return (start is None or start <= day) and (end is None or day <= end)


def is_stale(role: Record, today: dt.date) -> bool:
    """Say whether a valid role was not verified in the last twelve months; computed, not stored."""
    if role.get("status") not in ("NOTIFIED", "VERIFIED"):
        return False
    seen = role.text("last_verified_on")
    return not seen or (today - dt.date.fromisoformat(seen)).days > STALE_AFTER_DAYS


def _ended_has_date(record: Record, lookup: Lookup) -> list[Issue]:
    if record.get("valid_to"):
        return []
    return [
        Issue(
            N_("The role has no end date."),
            N_("Give the day it ended."),
            Place(record.id, "valid_to"),
            blocks=True,
        )
    ]


CONTACT_ROLE = RecordType(
    key="contact_role",
    label=N_("Role"),
    plural=N_("Roles"),
    icon="role",
    parents=("contact",),
    fields=(
        fields.link("parent", N_("Contact"), needed=True, targets=("contact",), identifying=True),
        fields.link("institution", N_("Institution"), targets=("institution",)),
        fields.text("position", N_("Position")),
        fields.choice("role", N_("Role"), choices=_ROLES, needed=True, identifying=True),
        fields.choice("level", N_("Level"), choices=_LEVELS, default="CAPITAL"),
        fields.yes_no("is_primary", N_("Primary")),
        fields.choice("status", N_("Status"), choices=_ROLE_STATUSES, default="NOTIFIED"),
        fields.edtf("valid_from", N_("From")),
        fields.edtf("valid_to", N_("Until")),
        fields.date("notified_on", N_("Notified to the Committee on")),
        fields.text("note_verbale", N_("Note verbale")),
        fields.date("last_verified_on", N_("Last verified on")),
        fields.text("verified_how", N_("How it was verified")),
    ),
    title=("parent", "role"),
    natural_keys=(("parent", "role", "institution"),),
    state_path="parent",
    life=LifeCycle(
        field="status",
        initial="NOTIFIED",
        transitions={
            "PROPOSED": ("NOTIFIED", "ENDED"),
            "NOTIFIED": ("VERIFIED", "ENDED"),
            "VERIFIED": ("NOTIFIED", "ENDED"),
            "ENDED": ("NOTIFIED",),
        },
        guards={"ENDED": (_ended_has_date,)},
        final=("ENDED",),
    ),
)

OFFICE_MEMBER = RecordType(
    key="office_member",
    label=N_("Member of my office"),
    plural=N_("My office"),
    icon="contact",
    fields=(
        fields.text("name", N_("Name"), needed=True, identifying=True, personal=True),
        fields.email("email", N_("E-mail"), personal=True),
        fields.text("position", N_("Position")),
    ),
    title=("name",),
    natural_keys=(("name",),),
    exported=False,
)

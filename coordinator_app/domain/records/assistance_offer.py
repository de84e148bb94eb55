"""Technical assistance: what providers offer, and which items it answers (domain 4.11)."""

from __future__ import annotations

from coordinator_app.domain import edtf, fields
from coordinator_app.domain.fields import Choice, Sensitivity
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.lookup import Lookup
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import LifeCycle, RecordType
from coordinator_app.domain.records.assistance import ASSISTANCE_TYPES, COMMITTEE_TYPES
from coordinator_app.texts import N_, P_

OFFER_STATUSES = (
    Choice("ACTIVE", P_("offer", "Valid")),
    Choice("EXPIRED", P_("offer", "Expired")),
    Choice("WITHDRAWN", P_("offer", "Withdrawn")),
)
_OFFER_SCOPES = (
    Choice("LEGAL", P_("assistance", "Legal")),
    Choice("IMPLEMENTATION", P_("assistance", "Implementation")),
)
SUBJECTS = (
    Choice("BIOLOGICAL", P_("subject", "Biological")),
    Choice("CHEMICAL", P_("subject", "Chemical")),
    Choice("NUCLEAR", P_("subject", "Nuclear")),
    Choice("RADIOLOGICAL", P_("subject", "Radiological")),
    Choice("MISSILE", P_("subject", "Missiles")),
    Choice("EXPORT_CONTROL", P_("subject", "Export controls")),
    Choice("BORDER", P_("subject", "Border controls")),
    Choice("LEGAL", P_("subject", "Legislation")),
    Choice("OUTREACH", P_("subject", "Outreach")),
)


def _ends_after_it_begins(record: Record, lookup: Lookup) -> list[Issue]:
    first = edtf.bounds(record.text("valid_from"))[0] if record.get("valid_from") else None
    last = edtf.bounds(record.text("valid_to"))[1] if record.get("valid_to") else None
    if first is None or last is None or first <= last:
        return []
    return [
        Issue(
            N_("The offer ends before it begins."),
            N_("Correct the dates."),
            Place(record.id, "valid_to"),
            blocks=True,
        )
    ]


OFFER = RecordType(
    key="assistance_offer",
    label=N_("Offer of assistance"),
    plural=N_("Offers of assistance"),
    icon="assistance_offer",
    prefix="OFF",
    fields=(
        fields.text("title", N_("Title"), needed=True, identifying=True),
        fields.link(
            "provider", N_("Provider"), needed=True, targets=("institution",), identifying=True
        ),
        fields.links(
            "items",
            N_("Answers the items"),
            targets=("assistance_item",),
            hint=N_("By their codes, with a semicolon between them; none for a general offer."),
        ),
        fields.edtf("offered_on", N_("Offered on"), identifying=True),
        fields.choice(
            "status", N_("Status"), choices=OFFER_STATUSES, default="ACTIVE", group="status"
        ),
        fields.yes_no("direct", N_("Direct assistance")),
        fields.choices("assist_types", N_("Types of assistance"), choices=ASSISTANCE_TYPES),
        fields.choices(
            "committee_types", N_("Types in the Committee's lists"), choices=COMMITTEE_TYPES
        ),
        fields.choices("scopes", N_("Scope"), choices=_OFFER_SCOPES),
        fields.choices("subjects", N_("Subjects"), choices=SUBJECTS),
        fields.links(
            "countries",
            N_("States covered"),
            targets=("country",),
            hint=N_("None stands for all."),
        ),
        fields.note("description", N_("Description")),
        fields.note("conditions", N_("Conditions")),
        fields.edtf("valid_from", N_("Valid from"), group="valid"),
        fields.edtf("valid_to", N_("Valid until"), group="valid"),
        fields.party(
            "contact",
            N_("Contact"),
            targets=("contact",),
            sensitivity=Sensitivity.CONFIDENTIAL,
            personal=True,
        ),
        fields.text("source", N_("Source"), hint=N_("Where it was said: a page, a letter.")),
        fields.sensitivity_field(),
        fields.notes_field(),
    ),
    natural_keys=(("provider", "title"), ("title",)),
    state_path="countries",
    date_field="offered_on",
    life=LifeCycle(
        field="status",
        initial="ACTIVE",
        transitions={
            "ACTIVE": ("EXPIRED", "WITHDRAWN"),
            "EXPIRED": ("ACTIVE",),
            "WITHDRAWN": ("ACTIVE",),
        },
        final=("EXPIRED", "WITHDRAWN"),
    ),
    rules=(_ends_after_it_begins,),
)

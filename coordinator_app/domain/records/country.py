"""States, groups of States and their dated facts (domain 1 and 4.3)."""

from __future__ import annotations

from coordinator_app.domain import fields
from coordinator_app.domain.fields import Choice, Sensitivity
from coordinator_app.domain.record_type import RecordType
from coordinator_app.domain.records import code_lists
from coordinator_app.texts import N_, P_

_MECHANISMS = (
    Choice("NONE", P_("mechanism", "None")),
    Choice("AD_HOC", P_("mechanism", "Ad hoc")),
    Choice("FORMAL", P_("mechanism", "Formal")),
)

COUNTRY = RecordType(
    key="country",
    label=N_("State"),
    plural=N_("States"),
    icon="state",
    fields=(
        fields.text("code", N_("ISO code"), needed=True, identifying=True),
        fields.text("iso2", N_("ISO code (2 letters)"), sensitivity=Sensitivity.PUBLIC),
        fields.text(
            "name_en",
            N_("Name in English"),
            needed=True,
            identifying=True,
            sensitivity=Sensitivity.PUBLIC,
        ),
        fields.text("name_es", N_("Name in Spanish"), sensitivity=Sensitivity.PUBLIC),
        fields.text("name_fr", N_("Name in French"), sensitivity=Sensitivity.PUBLIC),
        fields.text("name_nl", N_("Name in Dutch"), sensitivity=Sensitivity.PUBLIC),
        fields.text("name_pt", N_("Name in Portuguese"), sensitivity=Sensitivity.PUBLIC),
        fields.text("capital", N_("Capital"), sensitivity=Sensitivity.PUBLIC),
        fields.text("languages", N_("Languages"), sensitivity=Sensitivity.PUBLIC),
        fields.text("currency", N_("Currency"), sensitivity=Sensitivity.PUBLIC),
        fields.yes_no("un_member", N_("UN Member State"), sensitivity=Sensitivity.PUBLIC),
        fields.link("reporting_state", N_("Reports covered by"), targets=("country",)),
        fields.yes_no("in_scope", N_("In my region")),
        fields.text("lead_coordinator", N_("Lead coordinator")),
        fields.text("co_coordinators", N_("Co-coordinators")),
        fields.links("priorities", N_("National priorities"), targets=("theme",)),
        fields.note("priorities_text", N_("National priorities in words")),
        fields.note("travel_notes", N_("Travel notes (visa, holidays, security, per diem)")),
        fields.sensitivity_field(),
        fields.notes_field(),
    ),
    title=("name_en",),
    natural_keys=(("code",), ("name_en",)),
    state_path="id",
    reference_data=True,
)

PROFILE = RecordType(
    key="country_profile",
    label=N_("Dated fact"),
    plural=N_("Dated facts"),
    icon="profile",
    parents=("country",),
    fields=(
        fields.link("parent", N_("State"), needed=True, targets=("country",)),
        fields.edtf("as_of", N_("As of"), identifying=True),
        fields.choice(
            "stage",
            N_("Engagement stage"),
            choices=code_lists.STAGES,
            sensitivity=Sensitivity.CONFIDENTIAL,
            identifying=True,
        ),
        fields.choice("mechanism", N_("Inter-agency mechanism"), choices=_MECHANISMS),
        fields.text("mechanism_name", N_("Name of the mechanism")),
        fields.text("mechanism_basis", N_("Legal basis")),
        fields.party("mechanism_chair", N_("Chair institution"), targets=("institution",)),
        fields.choice("chemical_industry", N_("Chemical industry"), choices=code_lists.PRESENCE),
        fields.choice("bsl3", N_("BSL-3 laboratories"), choices=code_lists.PRESENCE),
        fields.choice("radioactive", N_("Radioactive sources"), choices=code_lists.PRESENCE),
        fields.choice("reactor", N_("Research reactor"), choices=code_lists.PRESENCE),
        fields.choice("free_zones", N_("Free zones"), choices=code_lists.PRESENCE),
        fields.text("ports", N_("Main ports")),
        fields.note("remarks", N_("Remarks"), sensitivity=Sensitivity.CONFIDENTIAL),
    ),
    title=("as_of", "stage"),
    natural_keys=(("parent", "as_of"),),
    state_path="parent",
    date_field="as_of",
)

GROUP = RecordType(
    key="country_group",
    label=N_("Group of States"),
    plural=N_("Groups of States"),
    icon="group",
    fields=(
        fields.text("code", N_("Code"), needed=True, identifying=True),
        fields.text("name_en", N_("Name in English"), needed=True, identifying=True),
        fields.text("name_es", N_("Name in Spanish")),
        fields.text("group_type", N_("Type")),
        fields.text("seat", N_("Seat")),
        fields.text("languages", N_("Languages")),
        fields.note("remarks", N_("Remarks")),
    ),
    title=("code",),
    natural_keys=(("code",),),
    reference_data=True,
)

_MEMBERSHIPS = (
    Choice("FULL", P_("membership", "Full member")),
    Choice("ASSOCIATE", P_("membership", "Associate member")),
    Choice("ASSOCIATE_PENDING", P_("membership", "Associate, ratification pending")),
    Choice("OBSERVER", P_("membership", "Observer")),
    Choice("FORMER", P_("membership", "Former member")),
    Choice("ANALYTIC", P_("membership", "For analysis only")),
)

MEMBERSHIP = RecordType(
    key="group_membership",
    label=N_("Membership"),
    plural=N_("Memberships"),
    icon="group",
    parents=("country_group",),
    fields=(
        fields.link("parent", N_("Group"), needed=True, targets=("country_group",)),
        fields.link("country", N_("State"), needed=True, targets=("country",), identifying=True),
        fields.choice(
            "status", N_("Status"), choices=_MEMBERSHIPS, default="FULL", identifying=True
        ),
        fields.edtf("valid_from", N_("From")),
        fields.edtf("valid_to", N_("Until")),
        fields.text("source_note", N_("Source")),
        fields.text("remarks", N_("Remarks")),
    ),
    title=("parent", "country"),
    natural_keys=(("parent", "country", "valid_from"),),
    state_path="country",
    reference_data=True,
)

THEME = RecordType(
    key="theme",
    label=N_("Priority theme"),
    plural=N_("Priority themes"),
    icon="theme",
    fields=(
        fields.text("code", N_("Code"), needed=True, identifying=True),
        fields.text("label_en", N_("Name in English"), needed=True, identifying=True),
        fields.text("label_es", N_("Name in Spanish")),
        fields.text("typical_link", N_("Typical obligations")),
    ),
    title=("label_en",),
    natural_keys=(("code",), ("label_en",)),
    reference_data=True,
)

"""Notes and calls, sources, attachments and sent files (domain 4.1, 4.2, exchange 1)."""

from __future__ import annotations

from coordinator_app.domain import fields
from coordinator_app.domain.fields import Choice, Sensitivity
from coordinator_app.domain.record_type import LifeCycle, RecordType
from coordinator_app.domain.records import code_lists
from coordinator_app.texts import N_, P_

INTERACTION = RecordType(
    key="interaction",
    label=N_("Note or call"),
    plural=N_("Notes and calls"),
    icon="note",
    prefix="LOG",
    fields=(
        fields.note(
            "text",
            N_("What was said"),
            needed=True,
            identifying=True,
            sensitivity=Sensitivity.CONFIDENTIAL,
        ),
        fields.links("countries", N_("State"), targets=("country",), identifying=True),
        fields.party(
            "person",
            N_("Person"),
            targets=("contact", "institution"),
            personal=True,
            identifying=True,
        ),
        fields.date("held_on", N_("Day"), identifying=True),
        fields.choice("channel", N_("Channel"), choices=code_lists.CHANNELS, default="CALL"),
        fields.link("about", N_("About")),
        fields.sensitivity_field("CONFIDENTIAL"),
    ),
    title=("text",),
    natural_keys=(("held_on", "text"),),
    state_path="countries",
    date_field="held_on",
)

_RELIABILITY = (
    Choice("OFFICIAL", P_("source", "Official")),
    Choice("PARTNER", P_("source", "Partner")),
    Choice("PRESS", P_("source", "Press")),
    Choice("OWN_NOTE", P_("source", "Own note")),
    Choice("UNSOURCED", P_("source", "Without source")),
)

#: How sure it is that a source says so (domain 4.1).
_CERTAINTIES = (
    Choice("STATED", P_("certainty", "Stated")),
    Choice("INFERRED", P_("certainty", "Inferred")),
    Choice("ESTIMATED", P_("certainty", "Estimated")),
    Choice("DERIVED", P_("certainty", "Derived")),
)

SOURCE = RecordType(
    key="source",
    label=N_("Source"),
    plural=N_("Sources"),
    icon="source",
    prefix="SRC",
    fields=(
        fields.text("title", N_("Title"), needed=True, identifying=True),
        fields.text("code", N_("Code"), identifying=True),
        fields.text("publisher", N_("Publisher")),
        fields.text("address", N_("Address or reference")),
        fields.edtf("doc_date", N_("Date of the document")),
        fields.date("accessed_on", N_("Read on")),
        fields.choice("language", N_("Language"), choices=code_lists.LANGUAGES),
        fields.choice("reliability", N_("Reliability"), choices=_RELIABILITY, default="PARTNER"),
        fields.sensitivity_field("PUBLIC"),
        fields.notes_field(),
    ),
    natural_keys=(("code",), ("title",)),
    date_field="doc_date",
)

SOURCE_LINK = RecordType(
    key="source_link",
    label=N_("Source of a fact"),
    plural=N_("Sources of facts"),
    icon="source",
    parents=("*",),
    fields=(
        fields.link("parent", N_("Entry"), needed=True),
        fields.link("source", N_("Source"), needed=True, targets=("source",), identifying=True),
        fields.text("field_key", N_("Field")),
        fields.text("quote", N_("Quotation")),
        fields.text("certainty", N_("Certainty"), called=_CERTAINTIES),
    ),
    title=("source",),
    natural_keys=(("parent", "source", "field_key"),),
    state_path="parent",
)

ATTACHMENT = RecordType(
    key="attachment",
    label=N_("Attached file"),
    plural=N_("Attached files"),
    icon="attachment",
    parents=("*",),
    fields=(
        fields.link("parent", N_("Entry"), needed=True),
        fields.file("file", N_("File"), needed=True, identifying=True),
        fields.text("title", N_("Title"), identifying=True),
        fields.choice("language", N_("Language"), choices=code_lists.LANGUAGES),
        fields.sensitivity_field("CONFIDENTIAL"),
    ),
    title=("title", "file"),
    natural_keys=(("parent", "file"),),
    state_path="parent",
    exported=False,
)

#: What kinds of file are called; `excel.profiles` says what they hold, and may know more.
KINDS_OF_FILE = (
    Choice("COUNTRY_RETURN", N_("State update form")),
    Choice("TRAINING_NOMINATION", N_("Nomination form")),
    Choice("ROSTER", N_("List of participants")),
    Choice("ASSISTANCE_FORM", N_("Assistance form")),
    Choice("DONOR_OFFER", N_("Form for offers")),
    Choice("DONOR_REPORT", N_("Report for a donor")),
    Choice("SECRETARIAT_QUARTER", N_("Quarterly report to the secretariat")),
    Choice("FULL_BACKUP", N_("Copy of everything")),
    Choice("MERGE", N_("Changes for another coordinator")),
)

#: Life of a sent file (exchange 1).
SITUATIONS = (
    Choice("PREPARED", P_("sent file", "Prepared")),
    Choice("SENT", P_("sent file", "Sent, waiting")),
    Choice("RETURNED", P_("sent file", "Reply to check")),
    Choice("MERGED", P_("sent file", "Taken in")),
    Choice("UNDONE", P_("sent file", "Taken in and undone")),
    Choice("CLOSED", P_("sent file", "Closed")),
    Choice("LAPSED", P_("sent file", "Closed without reply")),
    Choice("WITHDRAWN", P_("sent file", "Withdrawn")),
)

DISPATCH = RecordType(
    key="dispatch",
    label=N_("Sent file"),
    plural=N_("Sent files"),
    icon="send",
    prefix="DSP",
    fields=(
        fields.text("title", N_("What"), needed=True, identifying=True),
        fields.text("profile", N_("Kind of file"), called=KINDS_OF_FILE),
        fields.links("countries", N_("State"), targets=("country",), identifying=True),
        fields.party(
            "recipient", N_("Recipient"), targets=("contact", "institution"), identifying=True
        ),
        fields.choice("language", N_("Language"), choices=code_lists.LANGUAGES, default="en"),
        fields.date("sent_on", N_("Sent on")),
        fields.date("due_back", N_("Reply by")),
        fields.choice("status", N_("Status"), choices=SITUATIONS, default="SENT"),
        fields.date("reminded_on", N_("Reminded on")),
        fields.whole("reminders", N_("Reminders")),
        fields.date("returned_on", N_("Reply received on")),
        fields.whole("replies", N_("Replies")),
        fields.text("file_name", N_("File name")),
        fields.text("sha256", N_("Digest of the file"), inner=True),
        fields.text("columns", N_("Fields sent"), inner=True),
        fields.whole("catalogue_version", N_("Catalogue version"), inner=True),
        fields.text("revision", N_("Revision of my file"), inner=True),
        fields.choice("ceiling", N_("Sensitivity"), choices=fields.SENSITIVITIES),
        fields.yes_no("personal_data", N_("Personal data")),
        fields.note("note", N_("Note to the recipient")),
        fields.note("remarks", N_("Remarks")),
    ),
    state_path="countries",
    date_field="sent_on",
    life=LifeCycle(
        field="status",
        initial="SENT",
        transitions={
            "PREPARED": ("SENT", "WITHDRAWN"),
            "SENT": ("RETURNED", "MERGED", "LAPSED", "WITHDRAWN"),
            "RETURNED": ("MERGED", "SENT", "CLOSED"),
            "MERGED": ("CLOSED", "RETURNED", "UNDONE"),
            "UNDONE": ("MERGED", "RETURNED", "CLOSED"),
            "CLOSED": ("RETURNED", "MERGED"),
            "LAPSED": ("RETURNED", "SENT", "MERGED"),
            "WITHDRAWN": ("RETURNED", "SENT", "MERGED"),
        },
        final=("CLOSED", "LAPSED", "WITHDRAWN"),
    ),
    exported=False,
)

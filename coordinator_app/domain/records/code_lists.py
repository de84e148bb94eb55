"""Lists of allowed values that several record types share (domain 1 to 4)."""

from coordinator_app.domain.fields import Choice
from coordinator_app.texts import N_, P_

#: Kinds of weapon a record concerns.
DOMAINS = (
    Choice("N", P_("domain", "Nuclear")),
    Choice("C", P_("domain", "Chemical")),
    Choice("B", P_("domain", "Biological")),
    Choice("R", P_("domain", "Radiological")),
    Choice("X", P_("domain", "Cross-cutting")),
)

#: Operative paragraphs of resolution 1540 (2004).
OBLIGATIONS = (
    Choice("OP1", N_("OP1 No support to non-State actors")),
    Choice("OP2", N_("OP2 Prohibiting laws")),
    Choice("OP3a", N_("OP3(a) Account for and secure")),
    Choice("OP3b", N_("OP3(b) Physical protection")),
    Choice("OP3c", N_("OP3(c) Border controls and law enforcement")),
    Choice("OP3d", N_("OP3(d) Export and trans-shipment controls")),
    Choice("OP4", N_("OP4 Reporting")),
    Choice("OP6", N_("OP6 Control lists")),
    Choice("OP7", N_("OP7 Assistance")),
    Choice("OP8a", N_("OP8(a) Treaties")),
    Choice("OP8b", N_("OP8(b) National rules under treaties")),
    Choice("OP8c", N_("OP8(c) Multilateral cooperation")),
    Choice("OP8d", N_("OP8(d) Industry and the public")),
    Choice("OP9", N_("OP9 Dialogue")),
    Choice("OP10", N_("OP10 Cooperative action")),
)

#: Engagement stages (domain 4.3).
STAGES = (
    Choice("E0", P_("stage", "E0 No contact yet")),
    Choice("E1", P_("stage", "E1 Point of contact known")),
    Choice("E2", P_("stage", "E2 First mission or round table")),
    Choice("E3", P_("stage", "E3 Legal study or gap analysis")),
    Choice("E4", P_("stage", "E4 Action plan being drafted")),
    Choice("E5", P_("stage", "E5 Action plan submitted")),
    Choice("E6", P_("stage", "E6 Implementing")),
    Choice("E7", P_("stage", "E7 Review or update")),
)

#: Sectors of institutions.
SECTORS = (
    Choice("FOREIGN_AFFAIRS", P_("sector", "Foreign affairs")),
    Choice("DEFENCE", P_("sector", "Defence")),
    Choice("INTERIOR_SECURITY", P_("sector", "Interior and security")),
    Choice("POLICE", P_("sector", "Police")),
    Choice("CUSTOMS", P_("sector", "Customs")),
    Choice("REVENUE", P_("sector", "Revenue")),
    Choice("COAST_GUARD", P_("sector", "Coast guard")),
    Choice("PORT", P_("sector", "Ports")),
    Choice("IMMIGRATION", P_("sector", "Immigration")),
    Choice("AVIATION", P_("sector", "Aviation")),
    Choice("HEALTH", P_("sector", "Health")),
    Choice("AGRICULTURE", P_("sector", "Agriculture")),
    Choice("ENVIRONMENT", P_("sector", "Environment")),
    Choice("JUSTICE_AG", P_("sector", "Justice and attorney general")),
    Choice("FINANCE", P_("sector", "Finance")),
    Choice("CENTRAL_BANK", P_("sector", "Central bank")),
    Choice("FIU", P_("sector", "Financial intelligence unit")),
    Choice("NUCLEAR_REGULATOR", P_("sector", "Nuclear regulator")),
    Choice("CHEM_AUTHORITY", P_("sector", "Chemical authority")),
    Choice("BIO_AUTHORITY", P_("sector", "Biological authority")),
    Choice("LAB_SCIENCE", P_("sector", "Laboratories and science")),
    Choice("TRADE_INDUSTRY", P_("sector", "Trade and industry")),
    Choice("ENERGY_MINES", P_("sector", "Energy and mines")),
    Choice("DISASTER", P_("sector", "Disaster management")),
    Choice("PROSECUTION", P_("sector", "Prosecution")),
    Choice("INTELLIGENCE", P_("sector", "Intelligence")),
    Choice("PARLIAMENT", P_("sector", "Parliament")),
    Choice("ACADEMIA", P_("sector", "Academia")),
    Choice("INDUSTRY", P_("sector", "Industry")),
    Choice("OTHER", P_("sector", "Other")),
)

#: How people met.
MODES = (
    Choice("IN_PERSON", P_("mode", "In person")),
    Choice("ONLINE", P_("mode", "Online")),
    Choice("HYBRID", P_("mode", "Hybrid")),
)

#: How wide an activity is.
ACTIVITY_SCOPES = (
    Choice("NATIONAL", P_("scope", "National")),
    Choice("BILATERAL", P_("scope", "Bilateral")),
    Choice("SUBREGIONAL", P_("scope", "Subregional")),
    Choice("REGIONAL", P_("scope", "Regional")),
    Choice("GLOBAL", P_("scope", "Global")),
)

#: Life of an activity (domain 4.6).
ACTIVITY_STATUSES = (
    Choice("IDEA", P_("status", "Idea")),
    Choice("PLANNED", P_("status", "Planned")),
    Choice("CONFIRMED", P_("status", "Confirmed")),
    Choice("ONGOING", P_("status", "Under way")),
    Choice("COMPLETED", P_("status", "Carried out")),
    Choice("REPORTED", P_("status", "Reported")),
    Choice("CLOSED", P_("status", "Closed")),
    Choice("POSTPONED", P_("status", "Postponed")),
    Choice("CANCELLED", P_("status", "Cancelled")),
)

#: What a partner does in an activity.
PARTNER_ROLES = (
    Choice("HOST", P_("role", "Host")),
    Choice("CO_HOST", P_("role", "Co-host")),
    Choice("CO_ORGANISER", P_("role", "Co-organiser")),
    Choice("SUPPORTER", P_("role", "Supporter")),
    Choice("FUNDER", P_("role", "Funder")),
    Choice("IMPLEMENTER", P_("role", "Implementer")),
    Choice("FACILITATOR", P_("role", "Facilitator")),
    Choice("SPEAKER_ORG", P_("role", "Speaker")),
    Choice("PARTICIPANT", P_("role", "Participant")),
    Choice("OBSERVER", P_("role", "Observer")),
)

#: Languages of the work.
LANGUAGES = (
    Choice("en", N_("English")),
    Choice("es", N_("Spanish")),
    Choice("fr", N_("French")),
    Choice("nl", N_("Dutch")),
    Choice("pt", N_("Portuguese")),
    Choice("ht", N_("Haitian Creole")),
)

#: Gender as a person states it.
GENDERS = (
    Choice("F", P_("gender", "Female")),
    Choice("M", P_("gender", "Male")),
    Choice("X", P_("gender", "Other")),
    Choice("U", P_("gender", "Not stated")),
)

#: How contact took place.
CHANNELS = (
    Choice("MEETING", N_("Meeting")),
    Choice("CALL", N_("Call")),
    Choice("EMAIL", N_("E-mail")),
    Choice("MESSAGE", N_("Message")),
    Choice("LETTER", N_("Letter or note verbale")),
    Choice("FILE", N_("Returned file")),
    Choice("OTHER", N_("Other")),
)

#: How much something presses.
PRIORITIES = (
    Choice("URGENT", P_("priority", "Urgent")),
    Choice("HIGH", P_("priority", "High")),
    Choice("NORMAL", P_("priority", "Normal")),
    Choice("LOW", P_("priority", "Low")),
)

#: Whether a capacity exists.
PRESENCE = (
    Choice("PRESENT", P_("presence", "Present")),
    Choice("ABSENT", P_("presence", "Absent")),
    Choice("UNKNOWN", P_("presence", "Not known")),
)

#: Level of a delegation.
DELEGATION_LEVELS = (
    Choice("HEAD_OF_STATE", P_("level", "Head of State")),
    Choice("MINISTER", P_("level", "Minister")),
    Choice("VICE_MINISTER", P_("level", "Vice-minister")),
    Choice("AMBASSADOR", P_("level", "Ambassador")),
    Choice("SENIOR_OFFICIAL", P_("level", "Senior official")),
    Choice("TECHNICAL", P_("level", "Technical")),
    Choice("UNSTATED", P_("level", "Not stated")),
)

"""The invented institutions and people of the States, and an office of two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from coordinator_app.domain.folding import fold
from coordinator_app.services.demo.material import (
    Entry,
    Material,
    entry,
    invented,
    lang,
    ref,
    state,
)

#: One State has nobody to write to; a follow-up asks it to name somebody.
NO_CONTACT_POINT = "KNA"
#: States whose point of contact was last verified long ago.
_STALE = ("BHS", "HND", "VCT", "NIC")
#: States where the point of contact changed during the year.
_CHANGED = ("TTO", "GTM", "LCA", "ECU")
#: People without a contact entry: where a whole exercise is held in one State, more.
_OTHERS = {"TTO": 16}
#: States whose point of contact sits in the mission in New York.
_MISSION = ("ATG", "HTI", "BOL")
_OTHER_ROLES = {
    "CUSTOMS": "CUSTOMS_STC",
    "JUSTICE_AG": "LEGAL_DRAFTER",
    "LAB_SCIENCE": "LAB",
    "CHEM_AUTHORITY": "CWC_NA",
    "FIU": "FIU",
}


@dataclass(frozen=True)
class Person:
    """Somebody of the invented year.

    Args:
        key: Of the contact; empty for people known by name alone.
        institution: Key of their institution.
    """

    name: str
    gender: str
    state: str
    institution: str
    position: str
    email: str
    family: str
    key: str = ""

    @property
    def party(self) -> dict[str, str]:
        """The person as a party: the contact, or the name."""
        return ref(self.key) if self.key else {"label": self.name}


@dataclass
class Cast:
    """Who and what the later parts of the year refer to.

    Args:
        institutions: State to the keys of its institutions, that of foreign affairs first.
        contacts: State to its contacts, the point of contact first.
        others: State to people without a contact entry.
        activities: What follow-ups may come from.
        used: Names that are taken.
    """

    institutions: dict[str, list[str]] = field(default_factory=dict)
    sectors: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    contacts: dict[str, list[Person]] = field(default_factory=dict)
    others: dict[str, list[Person]] = field(default_factory=dict)
    activities: list[Activity] = field(default_factory=list)
    notes: dict[str, list[tuple[str, dt.date]]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def everybody(self, code: str) -> list[Person]:
        """Return the people of a State."""
        return self.contacts[code] + self.others[code]


@dataclass(frozen=True)
class Activity:
    """What later entries need to know of an activity."""

    key: str
    kind: str
    states: tuple[str, ...]
    first: dt.date
    last: dt.date
    status: str


def institutions_and_people(material: Material, cast: Cast) -> list[Entry]:
    """Return the office, institutions and contacts with their roles."""
    listed = [
        entry("office_member", values, f"OFF-{number}")
        for number, values in enumerate(material.people["office"], 1)
    ]
    for place, code in enumerate(material.states):
        material = material.drawing(code)
        listed += _institutions(material, cast, code, place)
        listed += _contacts(material, cast, code, place)
        cast.others[code] = [_person(material, cast, code) for _ in range(_OTHERS.get(code, 5))]
    return listed


def _institutions(material: Material, cast: Cast, code: str, place: int) -> Iterator[Entry]:
    kinds = material.people["institutions"]
    chosen = [kinds[0], kinds[1 + place % 8]]
    if place % 4 != 3:
        chosen.append(kinds[1 + (place + 3) % 8])
    facts = material.people["states"][code]
    for number, kind in enumerate(chosen, 1):
        key = f"INS-{code}-{number}"
        local = kind[facts["names"]]
        cast.institutions.setdefault(code, []).append(key)
        cast.sectors[key], cast.names[key] = kind["sector"], local
        yield entry(
            "institution",
            {
                "name": local,
                "name_alt": kind["en"] if local != kind["en"] else None,
                "scope": "NATIONAL",
                "country": state(code),
                "sector": kind["sector"],
                "roles_1540": kind["roles"],
                "phone": _phone(material, code),
                "email": f"registry.{kind['sector'].lower().replace('_', '-')}@{code.lower()}.example.org",
                "website": f"https://{code.lower()}.example.org",
                "language": facts["names"],
                "notes": invented(lang(code)),
            },
            key,
        )


def _contacts(material: Material, cast: Cast, code: str, place: int) -> Iterator[Entry]:
    homes = cast.institutions[code]
    people = [_person(material, cast, code, homes[0], f"CON-{code}-1")]
    people += [
        _person(material, cast, code, homes[(number - 1) % len(homes)], f"CON-{code}-{number}")
        for number in range(2, 3 + place % 3)
    ]
    cast.contacts[code] = people
    notes = material.people["contact_notes"][lang(code)]
    for number, person in enumerate(people):
        facts = material.people["states"][code]
        spoken = {"fr": ["fr", "ht"], "nl": ["nl", "en"], "es": ["es"]}.get(facts["names"], ["en"])
        yield entry(
            "contact",
            {
                "name": person.name,
                "honorific": _honorific(material, person, place + number),
                "family_name": person.family,
                "given_names": person.name.removesuffix(f" {person.family}"),
                "country": state(code),
                "gender": person.gender if number != 2 else "U",
                "email": person.email,
                "phone": _phone(material, code),
                "mobile": _phone(material, code) if material.often(0.4) else None,
                "languages": sorted({*spoken, "en"}) if material.often(0.5) else spoken,
                "notes": material.pick(notes) if material.often(0.35) else None,
            },
            person.key,
            list(_roles(material, cast, person, number)),
        )


def _roles(material: Material, cast: Cast, person: Person, number: int) -> Iterator[Entry]:
    base: dict[str, Any] = {
        "institution": ref(person.institution),
        "position": person.position,
        "valid_from": material.iso(-material.between(430, 1500))[:7],
    }
    code = person.state
    changed = code in _CHANGED
    if number == 0 and code == NO_CONTACT_POINT:
        yield entry(
            "contact_role",
            {**base, "role": "POC_1540", "status": "ENDED", "valid_to": material.iso(-74)},
        )
    elif number == 0:
        yield _contact_point(material, code, base, changed)
    elif number == 1 and changed:
        yield entry(
            "contact_role",
            {**base, "role": "POC_1540", "status": "ENDED", "valid_to": material.iso(-130)},
        )
    elif number == 1 and code != NO_CONTACT_POINT and material.often(0.6):
        yield entry("contact_role", {**base, "role": "POC_1540_ALTERNATE", "status": "NOTIFIED"})
    else:
        role = _OTHER_ROLES.get(cast.sectors[person.institution], "OTHER")
        verified = material.iso(-material.between(20, 300)) if material.often(0.7) else None
        yield entry(
            "contact_role",
            {
                **base,
                "role": role,
                "status": "VERIFIED" if verified else "NOTIFIED",
                "last_verified_on": verified,
            },
        )


def _contact_point(material: Material, code: str, base: dict[str, Any], changed: bool) -> Entry:
    level = "MISSION_NY" if code in _MISSION else "CAPITAL"
    seen = -material.between(380, 700) if code in _STALE else -material.between(5, 320)
    if changed:
        seen = -material.between(5, 110)
        base = {**base, "valid_from": material.iso(-129)}
    return entry(
        "contact_role",
        {
            **base,
            "role": "POC_1540",
            "level": level,
            "is_primary": True,
            "status": "NOTIFIED" if changed else "VERIFIED",
            "notified_on": material.iso(seen - 10) if not changed else material.iso(-125),
            "note_verbale": f"NV/{material.between(11, 480)}/{material.today.year - 1}",
            "last_verified_on": material.iso(seen),
            "verified_how": "Verificado por llamada"
            if lang(code) == "es"
            else "Confirmed by telephone",
        },
    )


def _person(
    material: Material, cast: Cast, code: str, institution: str = "", key: str = ""
) -> Person:
    tongue = material.people["states"][code]["names"]
    names = material.people["names"][tongue]
    institution = institution or material.pick(cast.institutions[code])
    sector = cast.sectors[institution]
    while True:
        gender = "F" if material.often(0.46) else "M"
        family = material.pick(names["family"])
        second = material.pick(names["family"])
        if tongue == "es" and second != family:
            family = f"{family} {second}"
        full = f"{material.pick(names[gender])} {family}"
        if full not in cast.used:
            break
    cast.used.add(full)
    kind = next(each for each in material.people["institutions"] if each["sector"] == sector)
    address = ".".join(fold(full).replace("-", " ").split()[:3])
    return Person(
        full, gender, code, institution, material.pick(kind["positions"][lang(code)]),
        f"{address}@{code.lower()}.example.org", family, key,
    )  # fmt: skip


def _honorific(material: Material, person: Person, number: int) -> str | None:
    """Return how two in three are addressed."""
    forms = material.people["honorifics"][material.people["states"][person.state]["names"]]
    listed = forms[person.gender]
    return listed[number % len(listed)] if number % 3 else None


def _phone(material: Material, code: str) -> str:
    # Numbers 555-0100 to 555-0199 are kept free for fiction in the North American plan.
    return f"+1 {material.people['states'][code]['area']} 555 01{material.between(0, 99):02d}"

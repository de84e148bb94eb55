"""Whom a file for a State goes to, and in which language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.services import naming
from coordinator_app.services.contact_dates import in_my_region
from coordinator_app.services.session import Reading
from coordinator_app.services.states import PointOfContact, point_of_contact
from coordinator_app.texts import LANGUAGES

_SEPARATOR = ";"


@dataclass(frozen=True)
class Addressee:
    """Who speaks for a State.

    Args:
        state: The State.
        contact: Its point of contact, None when none is on record.
        lang: Language to write in, one of those that files are made in.
    """

    state: Record
    contact: PointOfContact | None
    lang: str

    @property
    def party(self) -> Value:
        """Return the recipient as a sent file names it."""
        return {"id": self.contact.contact.id} if self.contact else None

    @property
    def called(self) -> str:
        """Return the name of the point of contact, "" when there is none."""
        return self.contact.contact.title if self.contact else ""

    def name(self, lang: str = "") -> str:
        """Return what the State is called, in its own language by default."""
        return naming.name(self.state, lang or self.lang)


def addressee(reading: Reading, state: Record, lang: str = "en") -> Addressee:
    """Return who speaks for a State.

    Args:
        lang: Used when neither the person nor the State speaks a language files are made in.
    """
    found = point_of_contact(reading, state)
    own = state.text("languages").split(_SEPARATOR)
    theirs = found.contact.get("languages") if found else None
    spoken = [str(each) for each in theirs] if isinstance(theirs, list) else []
    return Addressee(state, found, _language(spoken, own, lang))


def addressees(reading: Reading, states: Sequence[str] = (), lang: str = "en") -> list[Addressee]:
    """Return who speaks for some States, for all UN Member States of my region if none are given.

    Args:
        states: Record ids.
        lang: Used when neither the person nor the State speaks a language files are made in.
    """
    found: Iterable[Record] = reading.records.get_many(states).values()
    if not states:
        found = (each for each in in_my_region(reading) if each.get("un_member"))
    return [addressee(reading, each, lang) for each in found if each.type == "country"]


def _language(spoken: Sequence[str], own: Sequence[str], otherwise: str) -> str:
    """Return the language of a person: of those they speak the one their State speaks first."""
    first = [each.strip() for each in own]
    both = [each for each in first if each in spoken]
    for each in (*both, *spoken, *first):
        if each in LANGUAGES:
            return each
    return otherwise if otherwise in LANGUAGES else LANGUAGES[0]

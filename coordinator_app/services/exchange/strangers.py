"""Who of other States is named in the words of an entry that several States share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from coordinator_app.domain.fields import Field, Kind
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record import Record
from coordinator_app.services.exchange.extent import Extent
from coordinator_app.services.session import Reading

_WRITTEN: Final = (Kind.TEXT, Kind.NOTE)
_NAMES: Final = {
    "country": tuple(f"name_{lang}" for lang in ("en", "es", "fr", "nl", "pt")),
    "institution": ("name", "name_alt", "acronym"),
    "contact": ("name",),
}
#: "Ana Pérez's office" names Ana Pérez.
_POSSESSIVE: Final = re.compile(r"['’]s\b", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")


class Strangers:
    """The people of the States that a file is not about.

    Args:
        reading: The workbook.
        extent: What the file is about.
    """

    def __init__(self, reading: Reading, extent: Extent) -> None:
        self._records = reading.records
        self._catalogue = reading.catalogue
        self._extent = extent

    def are_in(self, record: Record, field: Field) -> bool:
        """Say whether a text of a shared entry names one of them."""
        value = record.get(field.key)
        if field.kind not in _WRITTEN or not isinstance(value, str):
            return False
        said = fold(_POSSESSIVE.sub(" ", value))
        here, elsewhere = self._contacts
        names = [*self._on_its_lists(record)]
        names += [name for word in set(_words(said)) for name in elsewhere.get(word, ())]
        # Names stand in a text as whole words.
        text = f" {' '.join(_words(said))} "
        return any(f" {' '.join(_words(name))} " in text for name in names if name not in here)

    def meant(self, label: str, field: Field) -> tuple[Record, ...]:
        """Return all that is called exactly as a party that was written as free text."""
        found = self._called.get(fold(label), ())
        return tuple(each for each in found if not field.targets or each.type in field.targets)

    @cached_property
    def _called(self) -> dict[str, list[Record]]:
        called = defaultdict(list)
        for type_key, keys in _NAMES.items():
            for each in self._records.all(type_key):
                for name in {fold(each.text(key)) for key in keys} - {""}:
                    called[name].append(each)
        return dict(called)

    @cached_property
    def _contacts(self) -> tuple[frozenset[str], dict[str, list[str]]]:
        """Names of people of the States it is about; those of others, by their first word."""
        here, elsewhere = set(), defaultdict(list)
        for each in self._records.all("contact"):
            name = fold(each.title)
            if self._extent.holds(self._records.states_of(each)):
                here.add(name)
            elif _whole(name):
                elsewhere[_words(name)[0]].append(name)
        return frozenset(here), dict(elsewhere)

    def _on_its_lists(self, record: Record) -> Iterator[str]:
        """Yield the people whom the lists of the entry name for other States."""
        for record_type in self._catalogue.children_of(record.type):
            parties = [each for each in record_type.fields if each.kind is Kind.PARTY]
            for row in self._records.children(record.id, record_type.key) if parties else ():
                if self._extent.holds(self._records.states_of(row)):
                    continue
                for party in parties:
                    match row.get(party.key):
                        case {"label": str(name)} if _whole(fold(name)):
                            yield fold(name)
                        case _:
                            continue


def _whole(name: str) -> bool:
    """Say whether a name is more than a word that may stand in any text."""
    return len(_words(name)) > 1


def _words(folded: str) -> list[str]:
    return _WORD.findall(folded)

"""Who a name on a list may be: contacts of that name, or of one that says less or more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from coordinator_app.domain.fields import Value
from coordinator_app.domain.lookup import Candidate
from coordinator_app.domain.person_names import bare, may_be_one, words
from coordinator_app.domain.record import Record
from coordinator_app.services import naming
from coordinator_app.services.session import Reading
from coordinator_app.texts import Texts

#: Known: on record beyond doubt. New: nobody on record resembles it. Doubtful: a person is to
#: say. Listed: on the list of this training already.
Match = Literal["known", "new", "doubtful", "listed"]

_CONTACT: Final = ("contact",)
#: So alike that another State does not make it another person.
_SAME_ALL_THE_SAME: Final = 0.95
#: A person is asked about so many at most.
_MOST: Final = 8


@dataclass(frozen=True)
class Somebody:
    """A person on record that a name may mean."""

    id: str
    title: str
    subtitle: str = ""


class People:
    """The contacts on record, asked for by the names on a list.

    Args:
        reading: The workbook.
        texts: In the language of what people read.
    """

    def __init__(self, reading: Reading, texts: Texts) -> None:
        self.reading = reading
        self._texts = texts

    def named(
        self, name: str, values: Mapping[str, Value]
    ) -> tuple[Match, tuple[Somebody, ...], str]:
        """Return what a name comes to, whom it may mean, and the contact it is beyond doubt.

        Args:
            name: As written.
            values: Further fields of the person: State, e-mail.
        """
        records = self.reading.records
        address = values.get("email")
        if isinstance(address, str):
            same = [each for each in records.find(address, _CONTACT) if each.score >= 1.0]
            if len(same) == 1:
                return "known", self._shown([same[0].id]), same[0].id
        candidates = records.find(bare(name), _CONTACT)
        found = records.get_many(each.id for each in candidates)
        likely = [each for each in candidates if _may_be(each, found.get(each.id), values)]
        exact = [each.id for each in likely if each.score >= 1.0]
        if len(exact) == 1 and len(likely) == 1 and _agrees(found[exact[0]], values):
            return "known", self._shown(exact), exact[0]
        ids = [each.id for each in likely]
        ids += [each for each in self._written_otherwise(name, values) if each not in ids]
        return ("doubtful" if ids else "new"), self._shown(ids[:_MOST]), ""

    def _written_otherwise(self, name: str, values: Mapping[str, Value]) -> list[str]:
        """Return the contacts whose names it abbreviates, reverses, shortens or completes."""
        said = words(name)
        near = {record.id: record for word in said for record in self._by_word.get(word, ())}
        return [
            record.id
            for record in near.values()
            if may_be_one(said, words(record.text("name"))) and _agrees(record, values)
        ]

    @cached_property
    def _by_word(self) -> Mapping[str, list[Record]]:
        """The living contacts by the words of their names; read once for a list."""
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self.reading.records.living("contact"):
            for word in set(words(record.text("name"))):
                if len(word) > 1:
                    found[word].append(record)
        return found

    def _shown(self, ids: Iterable[str]) -> tuple[Somebody, ...]:
        records = self.reading.records.get_many(ids)
        names = naming.linked(self.reading, records.values(), self._texts.lang)
        return tuple(
            Somebody(
                each.id,
                each.title,
                " · ".join(
                    filter(
                        None,
                        (names.get(each.text("country"), ""), each.text("email"), each.reference),
                    )
                ),
            )
            for each in records.values()
        )


def _may_be(candidate: Candidate, record: Record | None, values: Mapping[str, Value]) -> bool:
    """Say whether somebody of that name may be meant: another State needs a very like name."""
    if record is None or record.deleted:
        return False
    return _agrees(record, values) or candidate.score >= _SAME_ALL_THE_SAME


def _agrees(record: Record, values: Mapping[str, Value]) -> bool:
    state, own = values.get("country"), record.get("country")
    return not state or not own or state == own

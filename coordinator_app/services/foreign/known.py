"""What is known while a foreign file is read, and what one of its texts means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.reading import Reading
from coordinator_app.domain.record import linked_ids
from coordinator_app.services.foreign.lookups import remembering_lookup
from coordinator_app.services.foreign.mapping import Meaning
from coordinator_app.texts import N_

_LINKING = (Kind.LINK, Kind.LINKS, Kind.PARTY)


@dataclass(frozen=True, slots=True)
class Heard:
    """What one text means.

    Args:
        value: In its stored shape; only when there is no issue.
        issue: Why it means nothing that can be used.
        more: What it says of other fields of the same row ("24 (10 women)").
        raw: The text it is about: of several in one cell, the one that is doubtful.
        create: Somebody said that the record it names shall be made.
    """

    value: Value = None
    issue: Issue | None = None
    more: Mapping[str, Value] | None = None
    raw: str = ""
    create: bool = False


NOTHING = Heard()


class Known:
    """What is known while a foreign file is read.

    Args:
        catalogue: The record types.
        reading: Language, day and lookup.
        meanings: What somebody decided for this file.
        remembered: What was decided for other files: by "type.field" and folded text.
        from_1904: Numbers without a format count days from 1904.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        reading: Reading,
        meanings: Sequence[Meaning] = (),
        remembered: Mapping[tuple[str, str], Value] | None = None,
        *,
        from_1904: bool = False,
    ) -> None:
        self.lookup = remembering_lookup(reading.lookup)
        self.reading = replace(reading, lookup=self.lookup)
        self.from_1904 = from_1904
        self._meanings = {each.key: each for each in meanings}
        #: Names mean the same in every field that may hold them.
        self._names = {
            (field.targets, fold(each.raw)): each
            for each in meanings
            if each.type in catalogue
            and (field := catalogue[each.type].by_key.get(each.field)) is not None
            and field.kind in _LINKING
        }
        self._remembered = remembered or {}

    def decides(self, type_key: str, field: Field) -> bool:
        """Say whether anything was decided about a field."""
        return (
            any(each[:2] == (type_key, field.key) for each in self._meanings)
            or any(targets == field.targets for targets, _ in self._names)
            or any(owner == f"{type_key}.{field.key}" for owner, _ in self._remembered)
        )

    def decided(self, type_key: str, field: Field, raw: str) -> Heard | None:
        """Return what somebody said that a text means."""
        folded = fold(raw)
        meaning = self._meanings.get((type_key, field.key, folded))
        if meaning is None and field.kind in _LINKING:
            meaning = self._names.get((field.targets, folded))
        if meaning is not None and meaning.action == "create":
            return Heard(None, Issue(N_("“{value}” is not on record."), value=raw,
                                     params={"value": raw}), raw=raw, create=True)  # fmt: skip
        if meaning is not None and meaning.action == "empty":
            return Heard(None, raw=raw)
        key = (f"{type_key}.{field.key}", folded)
        if meaning is None and key not in self._remembered:
            return None
        value = meaning.value if meaning is not None else self._remembered[key]
        shaped = _shaped(field, value)
        # What two States are cannot be the one State of a visit.
        return Heard(shaped, raw=raw) if shaped is not None or value is None else None


def _shaped(field: Field, value: Value) -> Value:
    """Return what a text means in the shape of a field; None where it does not fit."""
    if field.kind is Kind.CHOICES:
        return [value] if isinstance(value, str) else value
    if field.kind not in _LINKING:
        return value
    ids = linked_ids(value)
    match field.kind:
        case Kind.LINKS:
            return sorted(ids) or None
        case Kind.LINK:
            return ids[0] if len(ids) == 1 else None
        case _ if isinstance(value, dict):
            return value
        case _:
            return {"id": ids[0]} if len(ids) == 1 else None

"""Which field a column holds: by what stands above it, and by what stands in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Field, Kind
from coordinator_app.domain.folding import fold
from coordinator_app.domain.reading_names import read_yes_no
from coordinator_app.excel.cells import Value
from coordinator_app.services.foreign import vocabulary
from coordinator_app.services.foreign.known import Known
from coordinator_app.services.foreign.looked import FieldProposal
from coordinator_app.services.foreign.mapping import ColumnMapping
from coordinator_app.services.foreign.names import FAMILY, GIVEN, NAME
from coordinator_app.services.foreign.values import ColumnReader

#: Kinds whose texts look like nothing else.
_TELLING = (
    Kind.EMAIL, Kind.URL, Kind.CHOICE, Kind.LINK, Kind.LINKS, Kind.DATE, Kind.EDTF,
)  # fmt: skip
#: Kinds that hold any text.
_ANYTHING = (Kind.TEXT, Kind.NOTE)
#: Record types whose names people know a column by.
_NAMED = ("country", "institution", "contact")
#: Texts read of a column; of one whose first mean nothing, no more.
_FIRST = 4
_READ = 12
_FITS = 0.8
#: What content alone counts, and how far it weighs on what the header says.
_BY_CONTENT, _WEIGHT = 0.6, 0.3
#: What a header counts that is a text's, over a column of yes and no.
_OF_MARKS = 0.4
#: Below this a header is not followed without a person.
ENOUGH = 0.6


@dataclass(frozen=True)
class Column:
    """A column with what stands in it.

    Args:
        column: Its number.
        header: What stands above it.
        values: Different values of its cells, as many as are looked at.
        filled: How many rows have something there.
    """

    column: int
    header: str
    values: tuple[Value, ...] = ()
    filled: int = 0


class Matching:
    """Proposes fields for columns; what stands in the columns is read once.

    Args:
        catalogue: The record types.
        known: Lookup, to recognise names.
    """

    def __init__(self, catalogue: Catalogue, known: Known) -> None:
        self._catalogue = catalogue
        self._known = known
        self._fits: dict[tuple[int, str, str], float] = {}

    def proposals(
        self, type_key: str, column: Column, *, content: bool = True
    ) -> list[FieldProposal]:
        """Return the fields of a type that a column may hold, the likeliest first.

        Args:
            content: Look at what stands in the column, too.
        """
        found = vocabulary.proposals(self._catalogue, type_key, column.header)
        if not content:
            return found
        found = [self._weighed(type_key, column, each) for each in found]
        there = {each.field for each in found}
        if not any(each.score >= ENOUGH for each in found):
            found += [
                each for each in self._by_content(type_key, column) if each.field not in there
            ]
        return sorted(found, key=_by_score)

    def assigned(
        self, type_key: str, columns: Sequence[Column], *, content: bool = True
    ) -> dict[int, FieldProposal]:
        """Return the field of each column, each field once, the surest first."""
        listed = {each.column: self.proposals(type_key, each, content=content) for each in columns}
        every = sorted(
            (
                (each, column, rank)
                for column, proposed in listed.items()
                for rank, each in enumerate(proposed)
                if each.score >= ENOUGH * 0.75
            ),
            key=_by_sureness,
        )
        found: dict[int, FieldProposal] = {}
        taken: set[str] = set()
        for each, column, _ in every:
            if column not in found and each.field not in taken:
                found[column] = each
                taken.add(each.field)
        found = self._with_its_name(type_key, columns, found)
        return _with_names_apart(columns, found)

    def score(self, type_key: str, assigned: Mapping[int, FieldProposal]) -> float:
        """Return how well columns fit a type."""
        record_type = self._catalogue[type_key]
        telling = sum(
            each.score for each in assigned.values() if each.why != "content"
        ) + 0.3 * sum(each.score for each in assigned.values() if each.why == "content")
        held = {each.field for each in assigned.values()}
        lacking = sum(
            field.needed and field.key not in held and field.key not in record_type.defaults
            for field in record_type.fields
            if not (field.key == NAME and FAMILY in held)
        )
        return telling - 0.6 * lacking

    def _with_its_name(
        self, type_key: str, columns: Sequence[Column], found: dict[int, FieldProposal]
    ) -> dict[int, FieldProposal]:
        """Return the fields with a column for the needed text, where one is left that may be it."""
        held = {each.field for each in found.values()}
        lacking = [
            field
            for field in self._catalogue[type_key].fields
            if field.needed
            and field.key not in held
            and field.kind in (Kind.TEXT, Kind.NOTE)
            and not (field.key == NAME and FAMILY in held)
        ]
        free = [each for each in columns if each.column not in found and _is_wordy(each)]
        if lacking and not free:  # an entry without a title cannot be; one without a summary can
            by_key = self._catalogue[type_key].by_key
            free = [
                each
                for each in columns
                if _is_wordy(each)
                and (held_by := by_key.get(found[each.column].field)) is not None
                and held_by.kind in (Kind.TEXT, Kind.NOTE)
                and not held_by.needed
            ]
        if lacking and free:
            best = max(free, key=_filled)
            found[best.column] = FieldProposal(lacking[0].key, 0.5, "content")
        return found

    def _weighed(self, type_key: str, column: Column, each: FieldProposal) -> FieldProposal:
        target = vocabulary.target(self._catalogue, type_key, each.field)
        if target is None or target.field is None or not column.values:
            return each
        if target.field.kind in _ANYTHING:
            return replace(each, score=each.score * _OF_MARKS) if _is_marks(column) else each
        fit = self._fit(target.type, target.field, column)
        return replace(each, score=each.score * (1 - _WEIGHT + _WEIGHT * fit))

    def _by_content(self, type_key: str, column: Column) -> list[FieldProposal]:
        record_type = self._catalogue[type_key]
        if len(column.values) < 2 and all(len(str(each)) < 2 for each in column.values):
            return []  # a mark, which says nothing of what it marks
        found = []
        for field in record_type.fields:
            if field.kind not in _TELLING or not self._may_be(field, column):
                continue
            fit = self._fit(type_key, field, column)
            if fit >= _FITS:
                first = field.key in (record_type.date_field, record_type.state_path)
                score = _BY_CONTENT * fit + (0.1 if first else 0.0)
                found.append(FieldProposal(field.key, score, "content"))
        return sorted(found, key=_by_score)[:3]

    def _may_be(self, field: Field, column: Column) -> bool:
        values = column.values
        if field.kind in (Kind.LINK, Kind.LINKS):
            named = bool(field.targets) and {*field.targets} <= {*_NAMED}
            return named and all(isinstance(each, str) for each in values)
        if field.kind in (Kind.DATE, Kind.EDTF):
            return all(isinstance(each, str | dt.date) for each in values) and any(
                isinstance(each, dt.date) or any(map(str.isdecimal, str(each))) for each in values
            )
        return all(isinstance(each, str) for each in values)

    def _fit(self, type_key: str, field: Field, column: Column) -> float:
        """Return which part of the texts of a column are values of a field."""
        asked = column.column, type_key, field.key
        if asked not in self._fits:
            reader = ColumnReader(type_key, field, ColumnMapping(), self._known)
            heard = [reader.read(each) for each in column.values[:_FIRST]]
            if not heard or any(each.issue is None or each.issue.proposals for each in heard):
                heard += [reader.read(each) for each in column.values[_FIRST:_READ]]
            fit = sum(1.0 if each.issue is None else 0.5 if each.issue.proposals else 0.0
                      for each in heard)  # fmt: skip
            self._fits[asked] = fit / max(len(heard), 1)
        return self._fits[asked]


def _with_names_apart(
    columns: Sequence[Column], found: dict[int, FieldProposal]
) -> dict[int, FieldProposal]:
    """Return the fields with "name" as the given names where family names stand beside it.

    Where most family names stand in it as well it is the whole name.
    """
    at = {each.field: column for column, each in found.items()}
    if NAME not in at or FAMILY not in at or GIVEN in at:
        return found
    held = {each.column: each.values for each in columns}
    words = {word for each in held[at[NAME]] for word in fold(str(each)).split()}
    families = [fold(str(each)).split() for each in held[at[FAMILY]]]
    if sum(words.issuperset(each) for each in families) * 2 >= len(families):
        return found
    return {**found, at[NAME]: replace(found[at[NAME]], field=GIVEN)}


def _is_marks(column: Column) -> bool:
    """Say whether a column answers yes or no, which is nothing to be kept as words."""
    return all(
        isinstance(each, str | bool)
        and not str(each).isdecimal()
        and read_yes_no(each).issue is None
        for each in column.values
    )


def _is_wordy(column: Column) -> bool:
    texts = [each for each in column.values if isinstance(each, str)]
    return len(texts) == len(column.values) > 0 and sum(map(len, texts)) / len(texts) >= 8


def _filled(column: Column) -> tuple[int, float]:
    texts = [len(each) for each in column.values if isinstance(each, str)]
    return column.filled, sum(texts) / max(len(texts), 1)


def _by_score(each: FieldProposal) -> float:
    return -each.score


def _by_sureness(each: tuple[FieldProposal, int, int]) -> tuple[float, int, int]:
    proposal, column, rank = each
    return -proposal.score, rank, column

"""What somebody decided against: remembered with the sent file, forgotten when undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass

from coordinator_app.domain.fields import Value
from coordinator_app.services.session import Reading
from coordinator_app.store.settings import Settings


@dataclass(frozen=True)
class Settled:
    """A value of theirs that was looked at and not taken.

    Of a whole row the field is empty and the value what it says; of what cannot be read there is
    only the text that stood there.
    """

    operation: str
    record: str
    field: str
    value: Value
    raw: str = ""


def remembered(reading: Reading, dispatch: str) -> list[Settled]:
    """Return what was decided against in replies to a sent file, and still stands."""
    stored = Settings(reading.book.connection).get(_key(dispatch), [])
    found = [Settled(*each) for each in stored]
    operations = {each.operation for each in found if each.operation}
    undone = {
        operation
        for operation in operations
        if (entry := reading.log.operation(operation)) is not None and entry.undone_by
    }
    return [each for each in found if each.operation not in undone]


def remember(
    reading: Reading,
    dispatch: str,
    operation: str,
    decided: Iterable[tuple[str, str, Value, str]],
) -> None:
    """Keep what was decided against, in the transaction that is open."""
    new = [Settled(operation, *each) for each in decided]
    if not new:
        return
    latest = {(each.record, each.field): each for each in new}
    kept = [
        each
        for each in remembered(reading, dispatch)
        if (each.record, each.field) not in latest or each.operation != operation
    ]
    stored = [list(astuple(each)) for each in (*kept, *new)]
    Settings(reading.book.connection).put(_key(dispatch), stored)


def by_cell(found: Iterable[Settled]) -> Mapping[tuple[str, str], tuple[Value, ...]]:
    """Return the values decided against, by record and field."""
    cells: dict[tuple[str, str], tuple[Value, ...]] = {}
    for each in found:
        if not each.raw:
            cells[each.record, each.field] = (*cells.get((each.record, each.field), ()), each.value)
    return cells


def unread(found: Iterable[Settled]) -> frozenset[tuple[str, str, str]]:
    """Return the texts that cannot be read and were decided against: record, field, text."""
    return frozenset((each.record, each.field, each.raw) for each in found if each.raw)


def _key(dispatch: str) -> str:
    return f"settled:{dispatch}"

"""A new row laid beside the entries it resembles, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coordinator_app.domain.fields import Field, Value
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.domain.values import same
from coordinator_app.merge.planned import PlannedRow

#: So many entries have room beside a row.
MOST = 3

Show = Callable[[Field, Value], str]


@dataclass(frozen=True)
class Beside:
    """One field of a new row and of the entries it resembles.

    Args:
        label: Of the field.
        theirs: What the row says.
        mine: What each entry says.
        differs: Of each entry, whether it says something else than the row does.
    """

    label: str
    theirs: str
    mine: tuple[str, ...]
    differs: tuple[bool, ...]


def beside(
    row: PlannedRow,
    record_type: RecordType,
    others: Mapping[str, Mapping[str, Value]],
    label: Callable[[str], str],
    show: Show,
) -> tuple[Beside, ...]:
    """Return the fields of a row beside those of its candidates; what differs comes first.

    Args:
        others: Values of candidates that are rows of the same file, by id.
        label: Words a label.
        show: Words a value.
    """
    shown = row.candidates[:MOST]
    if not shown:
        return ()
    values = [row.beside.get(each.id) or others.get(each.id) or {} for each in shown]
    found: list[tuple[int, Beside]] = []
    for field in record_type.fields:
        said = row.values.get(field.key) if field.key in row.said else None
        theirs = [each.get(field.key) for each in values]
        if field.key == PARENT or (said is None and all(each is None for each in theirs)):
            continue
        differs = tuple(said is not None and not same(field, said, each) for each in theirs)
        rank = 0 if any(differs) else 1 if said is not None else 2
        mine = tuple(show(field, each) for each in theirs)
        found.append((rank, Beside(label(field.label), show(field, said), mine, differs)))
    return tuple(each for _, each in sorted(found, key=_rank))


def _rank(found: tuple[int, Beside]) -> int:
    return found[0]

"""What a field is worth: a pure function of the changes nobody superseded.

Nothing here looks at the order in which changes arrived. An incremental version diverges as
soon as two workbooks exchange changes out of order; this one cannot.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coordinator_app.domain.changes import DELETED, LIFE, LIVE, Change
from coordinator_app.domain.fields import Value

#: Fields whose values are sets and merge element by element.
Multi = frozenset[str]


@dataclass(frozen=True)
class Conflict:
    """A field several changes give different values to, none of them knowing the others."""

    field: str
    base: Value
    heads: Mapping[str, Value]


@dataclass(frozen=True)
class Folded:
    """A record as its changes make it."""

    made: str
    values: Mapping[str, Value]
    heads: Mapping[str, tuple[str, ...]]
    deleted: bool
    conflicts: tuple[Conflict, ...] = field(default_factory=tuple)

    def compact(self) -> dict[str, list[str]]:
        """Return only the heads that are not the creating change, as rows keep them."""
        return {
            key: list(heads) for key, heads in sorted(self.heads.items()) if heads != (self.made,)
        }


def fold(changes: Iterable[Change], multi: Multi = frozenset()) -> Folded:
    """Return the record that a set of changes makes, in whatever order they come.

    Args:
        changes: Every known change of one record.
        multi: Keys of its choices and links fields.

    Raises:
        ValueError: No change creates the record, or more than one does.
    """
    by_id = {change.id: change for change in changes}
    makers = [change.id for change in by_id.values() if change.creates]
    if len(makers) != 1:
        raise ValueError(f"{len(makers)} creating changes for one record")
    made = makers[0]
    keys = {key for change in by_id.values() for key in change.values} | {LIFE}
    values: dict[str, Value] = {}
    heads: dict[str, tuple[str, ...]] = {}
    conflicts: list[Conflict] = []
    for key in sorted(keys):
        found = heads_of(by_id, key, made)
        heads[key] = found
        value, conflict = resolve(by_id, key, found, made, key in multi)
        values[key] = value
        if conflict:
            conflicts.append(conflict)
    deleted = values.pop(LIFE) == DELETED
    return Folded(
        made,
        {key: value for key, value in values.items() if value is not None},
        heads,
        deleted,
        tuple(conflicts),
    )


def heads_of(by_id: Mapping[str, Change], key: str, made: str) -> tuple[str, ...]:
    """Return the changes of a field that no other supersedes, sorted by id."""
    touching = {change.id for change in by_id.values() if key in change.values} | {made}
    superseded = {
        parent
        for change in by_id.values()
        if key in change.values
        for parent in change.parents.get(key, ())
    }
    return tuple(sorted(touching - superseded))


def resolve(
    by_id: Mapping[str, Change], key: str, heads: Sequence[str], made: str, multi: bool
) -> tuple[Value, Conflict | None]:
    """Return the value of a field given its heads, and the conflict if they disagree.

    While a conflict is open the latest head stands provisionally, except that a record one
    side still uses stays alive.
    """
    said = {head: _value(by_id[head], key) for head in heads}
    distinct = {json.dumps(value, sort_keys=True): value for value in said.values()}
    if len(distinct) == 1:
        return next(iter(said.values())), None
    base = _common_base(by_id, key, heads, made)
    if multi:
        return merge_sets(base, list(said.values())), None
    latest = max(heads, key=lambda head: (by_id[head].hlc, head))
    value = LIVE if key == LIFE else said[latest]
    return value, Conflict(key, base, said)


def merge_sets(base: Value, sides: Sequence[Value]) -> Value:
    """Merge several versions of a set: what any side added is in, what any removed is out."""
    start = set(base) if isinstance(base, list) else set()
    versions = [set(side) if isinstance(side, list) else set() for side in sides]
    kept = start.intersection(*versions) if versions else start
    added = set().union(*(version - start for version in versions))
    return sorted(kept | added) or None


def _value(change: Change, key: str) -> Value:
    if key == LIFE:
        return change.values.get(LIFE, LIVE)
    return change.values.get(key)


def _ancestors(by_id: Mapping[str, Change], key: str, start: str, made: str) -> dict[str, int]:
    """Return the ancestors of a change for one field with their distance, itself included."""
    seen, queue = {start: 0}, [start]
    for each in queue:
        parents = by_id[each].parents.get(key, ()) if each in by_id else ()
        for parent in parents or ((made,) if each != made else ()):
            if parent in by_id and parent not in seen:
                seen[parent] = seen[each] + 1
                queue.append(parent)
    return seen


def _common_base(by_id: Mapping[str, Change], key: str, heads: Sequence[str], made: str) -> Value:
    """Return the value at the nearest common ancestor of the heads."""
    lines = [_ancestors(by_id, key, head, made) for head in heads]
    common = set(lines[0]).intersection(*lines[1:])
    if not common:
        return None
    nearest = min(common, key=lambda each: (max(line[each] for line in lines), each))
    return _value(by_id[nearest], key)

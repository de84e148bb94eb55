"""One cell in its three versions: as sent, as it is now, as it came back."""

from __future__ import annotations

from enum import StrEnum

from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.heads import merge_sets
from coordinator_app.domain.values import same

#: Kinds whose values are sets: they merge element by element and cannot conflict.
SETS = frozenset({Kind.CHOICES, Kind.LINKS})


class CellClass(StrEnum):
    """What happened to a cell while the file was away."""

    UNCHANGED = "unchanged"
    THEIRS_ONLY = "theirs_only"
    OURS_ONLY = "ours_only"
    SAME = "same"
    CONFLICT = "conflict"
    EMPTIED = "emptied"
    OUTSIDE = "outside"
    INVALID = "invalid"


def classify(field: Field, base: Value, ours: Value, theirs: Value) -> CellClass:
    """Return the class of a cell; OUTSIDE and INVALID are for the caller to say.

    Swapping ours and theirs swaps THEIRS_ONLY and OURS_ONLY and keeps UNCHANGED, SAME and
    CONFLICT. Two classes look at one side more than at the other, and are bound to:

    - EMPTIED is a blank of theirs over something that was sent and still stands here.
      A blank of ours is an ordinary change: seen from the other side the cell is OURS_ONLY, or a
      CONFLICT when they changed it as well.
    - A set to which each side did something the other did not is THEIRS_ONLY from both sides:
      each has something to take, and taking it loses nothing.
    """
    if same(field, base, theirs):
        return CellClass.UNCHANGED if same(field, base, ours) else CellClass.OURS_ONLY
    if same(field, ours, theirs):
        return CellClass.SAME
    if field.kind in SETS and same(field, ours, taken(field, base, ours, theirs)):
        return CellClass.OURS_ONLY
    if theirs is None:
        return CellClass.EMPTIED
    if field.kind in SETS or same(field, base, ours):
        return CellClass.THEIRS_ONLY
    return CellClass.CONFLICT


def taken(field: Field, base: Value, ours: Value, theirs: Value) -> Value:
    """Return what stands in the cell once theirs is taken; of a set, both sides' changes."""
    if field.kind in SETS:
        return merge_sets(base, [ours, theirs])
    return theirs

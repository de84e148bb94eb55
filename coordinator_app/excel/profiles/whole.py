"""Files that hold the workbook's own tables: a copy for ourselves, changes for a colleague."""

from __future__ import annotations

from collections.abc import Iterator

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.fields import Kind, Sensitivity
from coordinator_app.domain.record_type import PARENT
from coordinator_app.excel.profiles.kinds import (
    Direction,
    PageKind,
    PageProfile,
    Profile,
    Scope,
    SheetProfile,
    sheet,
)
from coordinator_app.texts import N_

#: Record types whose rows are about people.
_PEOPLE = frozenset({"contact", "contact_role", "participant", "visit_delegate"})
#: Record types in which a colleague finds blank rows.
_ADDED_TO = frozenset({"institution", "visit", "training", "follow_up", "contact"})


def _copy() -> Iterator[SheetProfile]:
    for each in built_in():
        fields = [f"({field.key})" for field in each.fields]
        yield sheet(
            each.key,
            fields,
            N_("As it is on record; only to be read."),
            ceiling=Sensitivity.STRICT,
        )


def _changes() -> Iterator[SheetProfile]:
    for each in built_in():
        # States are reference data that coordinators complete; the other lists are the same for all.
        fixed = each.reference_data and each.key != "country"
        if not each.exported or fixed or "*" in each.parents:
            continue
        fields = [
            f"({field.key})" if field.key == PARENT else field.key
            for field in each.fields
            if field.kind is not Kind.FILE and field.key != "notes"
        ]
        yield sheet(
            each.key,
            fields,
            N_("What changed here; correct and complete what you know better."),
            spare=5 if each.key in _ADDED_TO else 0,
            personal=each.key in _PEOPLE,
            ceiling=Sensitivity.CONFIDENTIAL,
            removable=True,
        )


FULL_BACKUP = Profile(
    key="FULL_BACKUP",
    label=N_("Copy of everything"),
    purpose=N_(
        "This file holds every table of the coordinator file, for its owner alone. It is a copy to"
        " read and to keep; a backup of the coordinator file itself is what can be restored."
    ),
    direction=Direction.OUT,
    scope=Scope.WORKBOOK,
    names_up_to=Sensitivity.STRICT,
    locked=True,
    own=True,
    sheets=tuple(_copy()),
    pages=(
        PageProfile(
            PageKind.CHANGES,
            N_("Change log"),
            N_("Every change that was ever made, by whom, and why."),
            ceiling=Sensitivity.STRICT,
        ),
    ),
)

MERGE = Profile(
    key="MERGE",
    label=N_("Changes for another coordinator"),
    purpose=N_(
        "This file holds what changed in our coordinator file since we last compared. Please"
        " correct and complete what you know better, and send it back."
    ),
    scope=Scope.STATES,
    since=True,
    names_up_to=Sensitivity.CONFIDENTIAL,
    names_people=True,
    sheets=tuple(_changes()),
)

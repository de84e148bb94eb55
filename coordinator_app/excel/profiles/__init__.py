"""Kinds of files that are sent, declared as data: one file for each group of kinds."""

from __future__ import annotations

from coordinator_app.domain.errors import UserError
from coordinator_app.excel.profiles.country_return import COUNTRY_RETURN
from coordinator_app.excel.profiles.kinds import (
    Direction,
    PageKind,
    PageProfile,
    Profile,
    Scope,
    SheetProfile,
)
from coordinator_app.excel.profiles.of_assistance import ASSISTANCE_FORM, DONOR_OFFER
from coordinator_app.excel.profiles.of_training import ROSTER, TRAINING_NOMINATION
from coordinator_app.excel.profiles.reports import DONOR_REPORT, SECRETARIAT_QUARTER
from coordinator_app.excel.profiles.whole import FULL_BACKUP, MERGE
from coordinator_app.texts import N_

__all__ = [
    "ASSISTANCE_FORM",
    "COUNTRY_RETURN",
    "DONOR_OFFER",
    "DONOR_REPORT",
    "FULL_BACKUP",
    "MERGE",
    "PROFILES",
    "ROSTER",
    "SECRETARIAT_QUARTER",
    "TRAINING_NOMINATION",
    "Direction",
    "PageKind",
    "PageProfile",
    "Profile",
    "Scope",
    "SheetProfile",
    "profile",
]

PROFILES = (
    COUNTRY_RETURN,
    TRAINING_NOMINATION,
    ROSTER,
    ASSISTANCE_FORM,
    DONOR_OFFER,
    DONOR_REPORT,
    SECRETARIAT_QUARTER,
    MERGE,
    FULL_BACKUP,
)


def profile(key: str) -> Profile:
    """Return a kind of file.

    Raises:
        UserError: There is none of that name.
    """
    for each in PROFILES:
        if each.key == key:
            return each
    raise UserError(
        N_("There is no kind of file called “{name}”."),
        do=N_("The kinds are: {names}."),
        name=key,
        names=", ".join(each.key for each in PROFILES),
    )

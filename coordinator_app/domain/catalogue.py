"""The catalogue: every record type, checked as a whole; all else derives from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Field
from coordinator_app.domain.record_type import RecordType
from coordinator_app.domain.records import (
    activity,
    assistance,
    assistance_offer,
    country,
    event,
    follow_up,
    people,
    support,
    training,
    visit,
)
from coordinator_app.texts import N_

#: Raised by one with every change to the meaning of stored values; each operation bears it.
VERSION = 1
#: Version of the reference data whose codes give reference records their ids; never changed
#: for records that exist, or workbooks made apart could not be merged.
REFERENCE_VERSION = "1"


class Catalogue:
    """The record types of a workbook.

    Args:
        types: In the order people meet them.
        version: Written on every operation.
    """

    def __init__(self, types: Iterable[RecordType], version: int = VERSION) -> None:
        self._types = {each.key: each for each in types}
        self.version = version

    def __iter__(self) -> Iterator[RecordType]:
        return iter(self._types.values())

    def __contains__(self, key: str) -> bool:
        return key in self._types

    def __getitem__(self, key: str) -> RecordType:
        """Return a record type.

        Raises:
            UserError: There is none of that name.
        """
        try:
            return self._types[key]
        except KeyError:
            raise UserError(
                N_("There is no kind of entry called “{name}”."),
                do=N_("The kinds are: {names}."),
                name=key,
                names=", ".join(self._types),
            ) from None

    def field(self, type_key: str, field_key: str) -> Field:
        """Return a field of a type.

        Raises:
            UserError: The type has no such field.
        """
        record_type = self[type_key]
        try:
            return record_type.by_key[field_key]
        except KeyError:
            raise UserError(
                N_("“{type}” has no field “{name}”."),
                do=N_("Its fields are: {names}."),
                type=type_key,
                name=field_key,
                names=", ".join(record_type.by_key),
            ) from None

    def children_of(self, type_key: str) -> tuple[RecordType, ...]:
        """Return the types whose rows a record of this type may own."""
        return tuple(
            each
            for each in self
            if type_key in each.parents or ("*" in each.parents and each.key != type_key)
        )

    def allows(self, field: Field, type_key: str) -> bool:
        """Say whether a link field may point at records of a type."""
        return not field.targets or type_key in field.targets


@cache
def built_in() -> Catalogue:
    """Return the record types that come with the program."""
    return Catalogue(
        (
            country.COUNTRY,
            country.PROFILE,
            country.GROUP,
            country.MEMBERSHIP,
            country.THEME,
            people.INSTITUTION,
            people.CONTACT,
            people.CONTACT_ROLE,
            people.OFFICE_MEMBER,
            visit.VISIT,
            visit.MEETING,
            visit.DELEGATE,
            visit.SITE,
            training.TRAINING,
            training.SESSION,
            training.PARTICIPANT,
            event.EVENT,
            event.DELEGATION,
            event.AGENDA_ITEM,
            event.OUTCOME,
            activity.PARTNER,
            follow_up.FOLLOW_UP,
            follow_up.UPDATE,
            assistance.REQUEST,
            assistance.ITEM,
            assistance_offer.OFFER,
            support.INTERACTION,
            support.SOURCE,
            support.SOURCE_LINK,
            support.ATTACHMENT,
            support.DISPATCH,
        )
    )

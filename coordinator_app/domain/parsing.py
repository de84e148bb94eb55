"""Reading one value from what stands in a cell, is typed on the command line, or is pasted.

Nothing is guessed in silence: what may mean several things, or only resembles something, comes
back as an issue that carries its proposals.
"""

from __future__ import annotations

from typing import assert_never

from coordinator_app.domain import values
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Field, Kind
from coordinator_app.domain.folding import clean
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.reading import Parsed, Raw, Reading, refuse, refuse_as, written
from coordinator_app.domain.reading_dates import read_day, read_edtf, read_time_of_day
from coordinator_app.domain.reading_names import (
    read_choice,
    read_choices,
    read_link,
    read_links,
    read_party,
    read_yes_no,
)
from coordinator_app.domain.reading_numbers import (
    read_amount,
    read_count,
    read_percent,
    read_whole,
)
from coordinator_app.texts import N_

__all__ = ["Parsed", "Raw", "Reading", "parse", "refusal"]


def parse(field: Field, raw: Raw, reading: Reading) -> Parsed:
    """Return the value of a field that something written means, in its stored shape.

    Args:
        field: What it is to be a value of.
        raw: As it stands there; blank is empty.
        reading: Language, day and lookup to read it with.

    Returns:
        The value, or the issue: what is wrong with it, and what it might mean.
    """
    if raw is None or (isinstance(raw, str) and not clean(raw)):
        return Parsed()
    found = _read(field, clean(raw) if isinstance(raw, str) else raw, reading)
    if found.issue is not None:
        return found
    try:
        return Parsed(values.normalise(field, found.value))
    except UserError as error:
        return refuse_as(error, raw)


def refusal(field: Field, issue: Issue) -> UserError:
    """Return the error that refuses a value of a field; where a list is allowed, it is named."""
    error = issue.error(field.key)
    if not field.choices:
        return error
    names = ", ".join(each.code for each in field.choices)
    do = N_("Choose one of: {names}.")
    return UserError(error.what, where=error.where, do=do, **{**error.params, "names": names})


def _read(field: Field, raw: Raw, reading: Reading) -> Parsed:  # noqa: C901  one case for each kind, on purpose
    match field.kind:
        case Kind.TEXT | Kind.NOTE | Kind.EMAIL | Kind.PHONE | Kind.URL:
            return Parsed(written(raw))
        case Kind.WHOLE:
            return read_whole(raw)
        case Kind.AMOUNT:
            return read_amount(raw)
        case Kind.PERCENT:
            return read_percent(raw)
        case Kind.DATE:
            return read_day(raw, reading)
        case Kind.EDTF:
            return read_edtf(raw, reading)
        case Kind.TIME:
            return read_time_of_day(raw)
        case Kind.YES_NO:
            return read_yes_no(raw)
        case Kind.CHOICE:
            return read_choice(field, raw, reading)
        case Kind.CHOICES:
            return read_choices(field, raw, reading)
        case Kind.LINK:
            return read_link(field, raw, reading)
        case Kind.LINKS:
            return read_links(field, raw, reading)
        case Kind.COUNT:
            return read_count(raw, reading)
        case Kind.PARTY:
            return read_party(field, raw, reading)
        case Kind.FILE:
            return refuse(N_("“{value}” is not a file."), N_("Attach the file instead."), raw)
        case _:
            assert_never(field.kind)

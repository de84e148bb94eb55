"""What reading a value starts from and ends in; shared by the readers of each kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.lookup import Lookup
from coordinator_app.texts import LANGUAGES, Texts, load

#: What a cell, a command line or a clipboard holds.
Raw = None | bool | int | float | str | dt.date | dt.datetime | dt.time


def _all_texts() -> tuple[Texts, ...]:
    return tuple(load(lang) for lang in LANGUAGES)


@dataclass(frozen=True)
class Reading:
    """What is known while a value is read.

    Args:
        lang: Language of the person who wrote it.
        lookup: Finds the records that names mean.
        today: The day it is.
        labels: A name that is nobody's on record becomes the name of an unnamed party.
        languages: The languages whose labels are understood, that of the person first.
    """

    lang: str
    lookup: Lookup
    today: dt.date
    labels: bool = False
    languages: tuple[Texts, ...] = field(default_factory=_all_texts)


@dataclass(frozen=True)
class Parsed:
    """A value that was read, in its stored shape, or the reason why none could be."""

    value: Value = None
    issue: Issue | None = None


def refuse(
    what: str, do: str, value: Raw, proposals: tuple[Value, ...] = (), **params: Any
) -> Parsed:
    """Return the issue that a text cannot be used, with what it might mean."""
    params = {"value": written(value), **params}
    return Parsed(None, Issue(what, do, value=written(value), params=params, proposals=proposals))


def refuse_as(error: UserError, value: Raw) -> Parsed:
    """Return a refusal of the stored shape as an issue."""
    params: Mapping[str, Any] = {key: error.params[key] for key in error.params}
    return Parsed(None, Issue(error.what, error.do, value=written(value), params=params))


def written(value: Raw) -> str:
    """Return what stood there as a person would read it."""
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "seconds")
    return "" if value is None else str(value)

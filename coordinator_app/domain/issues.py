"""Issues: what is wrong with a value or a record, as data that any front end can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.texts import Texts


@dataclass(frozen=True, slots=True)
class Place:
    """Where an issue is: a field of a record, or a cell of a file."""

    record: str = ""
    field: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong: what, where, what to do.

    Args:
        what, do: English msgids, {names} filled from params.
        place: Where.
        value: What was found there.
        blocks: It forbids the edit (a guard), rather than marking the record incomplete.
        proposals: Values that might be meant, most likely first.
    """

    what: str
    do: str = ""
    place: Place = field(default_factory=Place)
    value: Value = None
    blocks: bool = False
    params: Mapping[str, Any] = field(default_factory=dict)
    proposals: tuple[Value, ...] = ()

    def sentence(self, texts: Texts) -> str:
        """Return what is wrong and what to do, in a language."""
        parts = [texts(self.what, **self.params)]
        if self.do:
            parts.append(texts(self.do, **self.params))
        return " ".join(parts)

    def error(self, where: str = "") -> UserError:
        """Return the issue as an error that refuses an edit."""
        return UserError(self.what, where=where, do=self.do, **self.params)

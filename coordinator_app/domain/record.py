"""A record as it stands now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coordinator_app.domain.fields import Value


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its values and where each of them comes from.

    Args:
        id: UUID text.
        type: Record type key.
        reference: Human reference ("VIS-TTO-2013-001"), empty where the type has none.
        title: What lists and links show.
        values: Field key to value; empty fields are absent.
        deleted: In the recycle bin.
        made: Id of the change that created it.
        heads: Only the fields whose heads are not (made,): field key to change ids.
        extra: Values of fields this version does not know.
    """

    id: str
    type: str
    reference: str = ""
    title: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    deleted: bool = False
    made: str = ""
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    extra: Mapping[str, Value] = field(default_factory=dict)

    def get(self, key: str) -> Value:
        """Return a field's value, None when empty."""
        return self.values.get(key)

    def text(self, key: str) -> str:
        """Return a text-like value, "" when empty."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def ids(self, key: str) -> tuple[str, ...]:
        """Return the record ids a link, links or party field holds."""
        return linked_ids(self.values.get(key))

    def heads_of(self, key: str) -> tuple[str, ...]:
        """Return the change ids nobody superseded for a field."""
        return self.heads.get(key) or (self.made,)


def linked_ids(value: Value) -> tuple[str, ...]:
    """Return the record ids in the value of a link, links or party field."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    match value:
        case list(many):
            return tuple(many)
        case {"id": str(one)}:
            return (one,)
        case _:
            return ()

"""The State a row of a one-State file belongs to, though nobody wrote it there."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from coordinator_app.domain.fields import Kind, Value
from coordinator_app.domain.record_type import RecordType

_STATE = ("country",)


def with_state(
    record_type: RecordType, values: Mapping[str, Value], scope: Collection[str]
) -> Mapping[str, Value]:
    """Return values with the one State of a file filled in where the type wants one.

    Args:
        record_type: Of the row.
        values: What the row says.
        scope: Ids of the States the file was about; only a single one says anything.
    """
    if len(scope) != 1:
        return values
    field = record_type.by_key.get(record_type.state_path)
    if field is None or field.targets != _STATE or values.get(field.key):
        return values
    (state,) = scope
    match field.kind:
        case Kind.LINKS:
            return {**values, field.key: [state]}
        case Kind.LINK:
            return {**values, field.key: state}
        case _:
            return values

"""Names of people of whom a list says the given names and the family name apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coordinator_app.domain.fields import Value

NAME: Final = "name"
FAMILY: Final = "family_name"
GIVEN: Final = "given_names"


def whole(values: Mapping[str, Value]) -> str:
    """Return given names and family name as one name; nothing without a family name."""
    if not values.get(FAMILY):
        return ""
    return " ".join(str(values[key]) for key in (GIVEN, FAMILY) if values.get(key))


def follows(values: Mapping[str, Value]) -> bool:
    """Say whether the name on record is no more than its two parts."""
    return not values.get(NAME) or values.get(NAME) == whole(values)

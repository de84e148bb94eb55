"""The rows of a list as somebody made it: what goes back when part of it cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coordinator_app.excel.written import Content


@dataclass(frozen=True)
class Original:
    """One sheet of a list.

    Args:
        name: Of the sheet.
        headers: What stands above each column.
        rows: By number of the row, its cells from the first column on.
    """

    name: str
    headers: tuple[str, ...]
    rows: Mapping[int, tuple[Content, ...]]

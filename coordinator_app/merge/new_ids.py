"""Ids of rows that came without one: made of what they say, whatever file says it again."""

from __future__ import annotations

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.snapshot import SnapshotRow

_ROWS = uuid.UUID("3b0f6a52-0f3f-5d0e-9a53-1540c0de1540")


class NewIds:
    """Gives rows that are no record yet the ids of those they make.

    Args:
        dispatch: Sent file they answer.
        rows: Of the source, in its order.
        catalogue: The record types.
        known: Says whether a record id means anything yet.
    """

    def __init__(
        self,
        dispatch: str,
        rows: Sequence[SnapshotRow],
        catalogue: Catalogue,
        known: Callable[[str], bool],
    ) -> None:
        self._dispatch = dispatch
        self._rows = rows
        self._catalogue = catalogue
        self._known = known
        self._given: dict[str, dict[int, str]] = {}

    def of(self, index: int) -> str:
        """Return the id of the record that the row at a position makes."""
        carried = self._rows[index].record
        if carried not in self._given:
            self._given[carried] = self._ids(carried, self._like[carried])
        return self._given[carried][index]

    @cached_property
    def _like(self) -> dict[str, list[int]]:
        """The rows that carry each id: those without any, and those copied together with theirs."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, row in enumerate(self._rows):
            found[row.record].append(index)
        return found

    def _ids(self, carried: str, indexes: Sequence[int]) -> dict[int, str]:
        """Return the ids of rows; those that say the same are told apart by their order.

        An id that means nothing yet is one that such a row went back with, to be mended.
        """
        before: Counter[str] = Counter()
        found = {}
        for index in indexes:
            said = self._said(self._rows[index])
            found[index] = str(uuid.uuid5(_ROWS, f"{self._dispatch}\n{before[said]}\n{said}"))
            before[said] += 1
        if carried and not self._known(carried):
            found[indexes[0]] = carried
        return found

    def _said(self, row: SnapshotRow) -> str:
        """Return what a row says; of names their text, since what they mean changes."""
        linking = {each.key for each in self._catalogue[row.type].linking}
        said = {
            key: each.raw.strip() if each.issue or key in linking else each.value
            for key, each in row.cells.items()
            if each.issue or each.value is not None
        }
        return json.dumps([row.type, row.record, said], sort_keys=True, ensure_ascii=False)

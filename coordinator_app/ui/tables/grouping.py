"""Rows under headings: which line of a grouped table is a heading, and which an entry."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that have the same value in the column they are grouped by.

    Args:
        key: The value as data, for remembering which groups are closed.
        label: What the heading says.
        count: How many entries there are.
    """

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that heads a group."""

    group: Group
    closed: bool


class Grouping:
    """Maps lines of the table to headings and entries; entries keep their number in the list.

    Args:
        groups: In the order of the list.
        closed: Keys of the groups whose entries are not shown.
    """

    def __init__(self, groups: Sequence[Group], closed: Iterable[str] = ()) -> None:
        self.groups = tuple(groups)
        self.closed = frozenset(closed) & {group.key for group in groups}
        self._lines: list[int] = []  # the line of each heading
        self._entries: list[int] = []  # the number of the first entry of each group
        line = entry = 0
        for group in self.groups:
            self._lines.append(line)
            self._entries.append(entry)
            line += 1 + (0 if group.key in self.closed else group.count)
            entry += group.count
        self._count = line

    def __len__(self) -> int:
        """Return how many lines there are."""
        return self._count

    def at(self, line: int) -> Heading | int:
        """Return the heading a line is, or the number of the entry it shows."""
        place = bisect_right(self._lines, line) - 1
        offset = line - self._lines[place]
        if offset == 0:
            group = self.groups[place]
            return Heading(group, group.key in self.closed)
        return self._entries[place] + offset - 1

    def line_of(self, entry: int) -> int:
        """Return the line that shows an entry; -1 in a closed group."""
        place = bisect_right(self._entries, entry) - 1
        # Empty groups share the number of their first entry with the one that follows.
        while place >= 0 and entry - self._entries[place] >= self.groups[place].count:
            place -= 1
        if place < 0 or self.groups[place].key in self.closed:
            return -1
        return self._lines[place] + 1 + entry - self._entries[place]

    def toggled(self, key: str) -> Grouping:
        """Return the grouping with one group opened or closed."""
        return Grouping(self.groups, self.closed ^ {key})

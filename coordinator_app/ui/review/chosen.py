"""Which lines of a reply are listed: by class, by State, by record type, all at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from coordinator_app.services.exchange.lines import Line

Facet = Literal["cls", "state", "type"]
#: In the order in which they are listed.
FACETS: Final[tuple[Facet, ...]] = ("cls", "state", "type")


@dataclass(frozen=True)
class Chosen:
    """What is chosen of each facet; "" lets everything through."""

    cls: str = ""
    state: str = ""
    type: str = ""

    def lets(self, line: Line) -> bool:
        """Say whether a line is listed."""
        return (
            (not self.cls or line.cls == self.cls)
            and (not self.type or line.type == self.type)
            and (not self.state or any(each == self.state for each, _ in line.states))
        )

    def but(self, facet: Facet, value: str = "") -> Chosen:
        """Return the same with another choice in one facet."""
        match facet:
            case "cls":
                return replace(self, cls=value)
            case "state":
                return replace(self, state=value)
            case "type":
                return replace(self, type=value)


class Facets:
    """Lines by what can be chosen of them: of each sort of line, only one has to be looked at.

    Args:
        lines: Of a reply, in the order shown.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        #: Where the lines stand that are alike in every facet.
        self._alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for place, line in enumerate(lines):
            self._alike[line.cls, line.type, line.states].append(place)

    def listed(self, chosen: Chosen) -> list[Line]:
        """Return the lines that a choice lets through."""
        if chosen == Chosen():
            return list(self._lines)
        found = sorted(place for places in self._let_by(chosen) for place in places)
        return [self._lines[place] for place in found]

    def counted(self, chosen: Chosen, facet: Facet) -> Counter[str]:
        """Return how many lines each value of a facet would list, the other choices kept."""
        found: Counter[str] = Counter()
        for places in self._let_by(chosen.but(facet)):
            for key in _words(self._lines[places[0]], facet):
                found[key] += len(places)
        return found

    def named(self, facet: Facet) -> dict[str, str]:
        """Return every value of a facet with its word; the words of classes are elsewhere."""
        found: dict[str, str] = {}
        for places in self._alike.values():
            found |= _words(self._lines[places[0]], facet)
        return found

    def _let_by(self, chosen: Chosen) -> list[list[int]]:
        return [each for each in self._alike.values() if chosen.lets(self._lines[each[0]])]


def _words(line: Line, facet: Facet) -> dict[str, str]:
    match facet:
        case "cls":
            return {line.cls: ""}
        case "state":
            return dict(line.states)
        case "type":
            return {line.type: line.type_label}

"""Which lines of a reply are listed: by class, by State, by record type, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
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


def named(lines: Iterable[Line], facet: Facet) -> dict[str, str]:
    """Return every value of a facet with its word; the words of classes are elsewhere."""
    match facet:
        case "cls":
            return dict.fromkeys((line.cls for line in lines), "")
        case "state":
            return {key: word for line in lines for key, word in line.states}
        case "type":
            return {line.type: line.type_label for line in lines}


def counted(lines: Iterable[Line], chosen: Chosen, facet: Facet) -> Counter[str]:
    """Return how many lines each value of a facet would list, the other choices kept."""
    others = chosen.but(facet)
    rest = lines if others == Chosen() else [line for line in lines if others.lets(line)]
    match facet:
        case "cls":
            return Counter(line.cls for line in rest)
        case "state":
            return Counter(key for line in rest for key, _ in line.states)
        case "type":
            return Counter(line.type for line in rest)

"""What a person has decided so far about a reply; no window, only data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from coordinator_app.domain.fields import Value
from coordinator_app.services.exchange import review
from coordinator_app.services.exchange.foresight import Foresight
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.exchange.lines import CLASSES, Line
from coordinator_app.services.exchange.parts import Parts
from coordinator_app.ui.review.chosen import FACETS, Facet, Facets

TAKE, KEEP, OPEN, UNTICKED, NONE = "take", "keep", "open", "unticked", "none"

#: Classes of lines that ask nothing.
PLAIN = ("same", "ours_only")
#: What more lines than these come to is not worked out where they are decided: that takes long.
_AT_ONCE: Final = 1_000


@dataclass(frozen=True)
class Totals:
    """How many lines stand how.

    Args:
        same: Cells that came back as they were sent.
        by_class: Lines by class.
        taken: Lines that would be taken in.
        undecided: Lines that wait for somebody.
    """

    same: int
    by_class: Mapping[str, int]
    taken: int
    undecided: int


class Deciding:
    """The decisions about one reply.

    Args:
        received: The reply.
        lines: Its lines, in the order shown.
        answers: Decisions made before, by number.
        foresight: What they come to, rules included; None asks the rules later.
    """

    def __init__(
        self,
        received: Received,
        lines: Sequence[Line],
        answers: Mapping[int, review.Answer] | None = None,
        foresight: Foresight | None = None,
    ) -> None:
        self.received = received
        self.lines = tuple(lines)
        self.answers: dict[int, review.Answer] = dict(answers or {})
        self._places = {line.n: place for place, line in enumerate(self.lines)}
        self._classes = Counter(line.cls for line in self.lines)
        self.facets = Facets(self.lines)
        #: What the lines are, by facet: keys and words.
        self.names: Mapping[Facet, Mapping[str, str]] = {
            facet: self.facets.named(facet) for facet in FACETS
        }
        #: Ids of the entries that the lines are about.
        self.records = frozenset(line.record for line in self.lines)
        self._keepable = frozenset(line.n for line in self.lines if line.cls not in PLAIN)
        self._takeable = frozenset(
            line.n
            for line in self.lines
            if line.n in self._keepable and line.usable and line.cls != "invalid"
        )
        self._unusable = [line.n for line in self.lines if line.cls == "invalid"]
        self._unusable += [row.n for row in received.plan.rows if row.issue is not None]
        self._parts: Parts | None = None
        self._refusals: dict[int, str] = dict(foresight.refusals) if foresight else {}
        self._unforeseen: set[int] = set()
        found = foresight.decisions if foresight else review.glance(received, self.answers)
        self._decisions: dict[int, str] = dict(found)
        self._decided = self._count(self._places.keys())
        #: Decisions were made of which nobody knows yet what they come to.
        self.behind = False
        if foresight is None:
            self._unforeseen = {n for n, each in self._decisions.items() if each == TAKE}

    # Asking ------------------------------------------------------------------------------------

    def decision(self, n: int) -> str:
        """Return what becomes of a line: take, keep, open, unticked or none."""
        return OPEN if n in self._refusals else self._decisions.get(n, NONE)

    def refusal(self, n: int) -> str:
        """Return why a rule lets a line wait, "" when none does."""
        return self._refusals.get(n, "")

    def other(self, n: int) -> Value:
        """Return the other value decided for a line, None when there is none."""
        answer = self.answers.get(n)
        return answer.value if isinstance(answer, review.Other) else None

    def is_other(self, n: int) -> bool:
        """Say whether another value was decided."""
        return isinstance(self.answers.get(n), review.Other)

    def line(self, n: int) -> Line | None:
        """Return the line of a number."""
        place = self._places.get(n)
        return self.lines[place] if place is not None else None

    def next_undecided(self, after: int) -> int | None:
        """Return the next line that waits for somebody, from the top again at the end."""
        start = self._places.get(after, -1) + 1
        for line in chain(islice(self.lines, start, None), islice(self.lines, start)):
            if self.decision(line.n) == OPEN:
                return line.n
        return None

    def prepare(self) -> Deciding:
        """Do now, off the window's thread, what the first decision needs; return itself."""
        self.parts()
        return self

    def parts(self) -> Parts:
        """Return the reply by what hangs together."""
        if self._parts is None:
            self._parts = Parts(self.received.plan)
        return self._parts

    @property
    def asks(self) -> bool:
        """Say whether there is anything to decide or take in."""
        return bool(self._keepable)

    @property
    def has_unusable(self) -> bool:
        """Say whether something cannot be used as it came, and nobody decided otherwise."""
        return any(self.decision(n) == OPEN for n in self._unusable)

    @property
    def settled(self) -> bool:
        """Say whether there is something to write: a decision, or a reply that asks nothing."""
        return bool(self.answers) or not self._decided[OPEN]

    def totals(self) -> Totals:
        """Return how many lines stand how."""
        unchanged = int(self.received.plan.counts.get("unchanged", 0))
        return Totals(
            unchanged,
            {each: self._classes[each] for each in CLASSES if self._classes[each]},
            self._decided[TAKE],
            self._decided[OPEN],
        )

    # Lines that are decided together -----------------------------------------------------------

    def of_entry(self, n: int) -> list[int]:
        """Return the numbers of every line of the same entry."""
        record = self._at(n).record
        return [line.n for line in self.lines if line.record == record]

    def of_field(self, n: int) -> list[int]:
        """Return the numbers of every line about the same field, in whatever entry."""
        about = self._at(n).type, self._at(n).field
        return [line.n for line in self.lines if (line.type, line.field) == about]

    def of_class(self, n: int) -> list[int]:
        """Return the numbers of every line of the same class."""
        cls = self._at(n).cls
        return [line.n for line in self.lines if line.cls == cls]

    def takeable(self, numbers: Iterable[int]) -> list[int]:
        """Return those of some lines that can be taken as they are."""
        return [n for n in numbers if n in self._takeable]

    def keepable(self, numbers: Iterable[int]) -> list[int]:
        """Return those of some lines about which there is something to decide."""
        return [n for n in numbers if n in self._keepable]

    # Deciding ----------------------------------------------------------------------------------

    def take(self, numbers: Sequence[int]) -> None:
        """Take theirs."""
        self._answer(dict.fromkeys(self.takeable(numbers), "take"))

    def keep(self, numbers: Sequence[int]) -> None:
        """Keep mine."""
        self._answer(dict.fromkeys(numbers, "keep"))

    def take_other(self, n: int, value: Value) -> None:
        """Take another value than either."""
        self._answer({n: review.Other(value)})

    def take_as(self, n: int, record: str, *, update: bool) -> None:
        """Say that a new entry is one of mine.

        Args:
            update: That one gets what the new one says.
        """
        self._answer({n: review.Other(record, update=update)})

    def forget_other(self, n: int) -> None:
        """Take another value back: the line stands as before anybody decided."""
        if self.is_other(n):
            del self.answers[n]
            self._follow({n})

    def toggle(self, n: int) -> None:
        """Take what is not taken, keep what is."""
        if self.decision(n) == TAKE:
            self.keep([n])
        else:
            self.take([n])

    # What rules say of it ----------------------------------------------------------------------

    def unforeseen(self) -> frozenset[int]:
        """Return the numbers of which rules have to be asked."""
        return frozenset(self._unforeseen)

    def foreseen(self, numbers: frozenset[int], found: Foresight) -> None:
        """Take over what rules say.

        Args:
            numbers: What was asked about.
        """
        self._unforeseen -= numbers
        self.behind = False
        self._decided.subtract(self._count(numbers))
        for n in self._refusals.keys() & numbers:
            del self._refusals[n]
        self._refusals.update(found.refusals)
        self._decisions.update(found.decisions)
        self._decided.update(self._count(numbers))

    # Inside ------------------------------------------------------------------------------------

    def _at(self, n: int) -> Line:
        return self.lines[self._places[n]]

    def _answer(self, answers: Mapping[int, review.Answer]) -> None:
        self.answers.update(answers)
        self._follow(set(answers))

    def _follow(self, numbers: set[int]) -> None:
        """Decide anew what some decisions touch, and nothing else of a large reply."""
        if len(numbers) > _AT_ONCE:
            self._unforeseen |= numbers
            self.behind = True
            return
        if not numbers:
            return
        part = self.parts().around(numbers)
        touched = part.numbers
        self._decided.subtract(self._count(touched))
        found = review.glance_at(part.plan, self.answers)
        for n in touched:
            self._decisions[n] = found[n]
            if found[n] != TAKE:  # a rule forbids what is taken alone
                self._refusals.pop(n, None)
        self._decided.update(self._count(touched))
        self._unforeseen |= touched

    def _count(self, numbers: Iterable[int]) -> Counter[str]:
        """Return how many of some lines stand how."""
        shown = self._places.keys() & numbers
        found = Counter(map(self._decisions.__getitem__, shown))
        for n in shown & self._refusals.keys():
            found[self._decisions[n]] -= 1
            found[OPEN] += 1
        return found

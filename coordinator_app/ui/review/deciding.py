"""What a person has decided so far about a reply; no window, only data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coordinator_app.domain.fields import Value
from coordinator_app.services.exchange import review
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.exchange.lines import CLASSES, Line

TAKE, KEEP, OPEN, UNTICKED, NONE = "take", "keep", "open", "unticked", "none"

#: Classes of lines that ask nothing.
PLAIN = ("same", "ours_only")


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
    """

    def __init__(
        self,
        received: Received,
        lines: Sequence[Line],
        answers: Mapping[int, review.Answer] | None = None,
    ) -> None:
        self.received = received
        self.lines = tuple(lines)
        self.answers: dict[int, review.Answer] = dict(answers or {})
        self._by_number = {line.n: line for line in self.lines}
        self._decisions = self._glance()

    def decision(self, n: int) -> str:
        """Return what becomes of a line: take, keep, open, unticked or none."""
        return self._decisions.get(n, NONE)

    def other(self, n: int) -> Value:
        """Return the other value decided for a line, None when there is none."""
        answer = self.answers.get(n)
        return answer.value if isinstance(answer, review.Other) else None

    def is_other(self, n: int) -> bool:
        """Say whether another value was decided."""
        return isinstance(self.answers.get(n), review.Other)

    def take(self, numbers: Sequence[int]) -> None:
        """Take theirs."""
        self._answer({n: "take" for n in numbers if self._can_be_taken(n)})

    def keep(self, numbers: Sequence[int]) -> None:
        """Keep mine."""
        self._answer(dict.fromkeys(numbers, "keep"))

    def take_other(self, n: int, value: Value) -> None:
        """Take another value than either."""
        self._answer({n: review.Other(value)})

    def forget_other(self, n: int) -> None:
        """Take another value back: the line stands as before anybody decided."""
        if self.is_other(n):
            del self.answers[n]
            self._decisions = self._glance()

    def toggle(self, n: int) -> None:
        """Take what is not taken, keep what is."""
        if self.decision(n) == TAKE:
            self.keep([n])
        else:
            self.take([n])

    def of_entry(self, n: int) -> list[int]:
        """Return the numbers of every line of the same entry."""
        record = self._by_number[n].record
        return [line.n for line in self.lines if line.record == record]

    def next_undecided(self, after: int) -> int | None:
        """Return the next line that waits for somebody, from the top again at the end."""
        numbers = [line.n for line in self.lines]
        start = numbers.index(after) + 1 if after in numbers else 0
        for n in (*numbers[start:], *numbers[:start]):
            if self.decision(n) == OPEN:
                return n
        return None

    @property
    def asks(self) -> bool:
        """Say whether there is anything to decide or take in."""
        return any(line.cls not in PLAIN for line in self.lines)

    @property
    def settled(self) -> bool:
        """Say whether there is something to write: a decision, or a reply that asks nothing."""
        return bool(self.answers) or OPEN not in self._decisions.values()

    def totals(self) -> Totals:
        """Return how many lines stand how."""
        classes = Counter(line.cls for line in self.lines)
        decided = Counter(self.decision(line.n) for line in self.lines)
        unchanged = int(self.received.plan.counts.get("unchanged", 0))
        return Totals(
            unchanged,
            {each: classes[each] for each in CLASSES if classes[each]},
            decided[TAKE],
            decided[OPEN],
        )

    def _can_be_taken(self, n: int) -> bool:
        line = self._by_number[n]
        return line.usable and line.cls not in (*PLAIN, "invalid")

    def _answer(self, answers: Mapping[int, review.Answer]) -> None:
        self.answers.update(answers)
        self._decisions = self._glance()

    def _glance(self) -> dict[int, str]:
        found = review.glance(self.received, self.answers)
        return {n: decision.value for n, decision in found.items()}

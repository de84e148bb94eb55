"""What was said about doubtful words, kept apart from the mapping until it is compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, assert_never

from coordinator_app.domain.fields import Value
from coordinator_app.services.foreign import doubting
from coordinator_app.services.foreign.looked import Doubt
from coordinator_app.services.foreign.mapping import Mapping

Said = Literal["value", "empty", "create"]
_NONE: Final = Mapping()


@dataclass(frozen=True)
class Answer:
    """What a doubtful text means: a value, nothing, or a new entry of that name."""

    said: Said
    value: Value = None
    shown: str = ""


class Answers:
    """The doubts of a file and the answers to them.

    Args:
        doubts: In the order in which they are shown.
    """

    def __init__(self, doubts: Sequence[Doubt] = ()) -> None:
        self.doubts = list(doubts)
        self._given: dict[tuple[str, ...], Answer] = {}

    def renew(self, doubts: Sequence[Doubt]) -> None:
        """Take the doubts of another look; answers to those that are still there stay."""
        kept = {_key(each) for each in doubts}
        self._given = {key: each for key, each in self._given.items() if key in kept}
        self.doubts = list(doubts)

    def of(self, doubt: Doubt) -> Answer | None:
        """Return the answer to a doubt."""
        return self._given.get(_key(doubt))

    def give(self, doubts: Iterable[Doubt], answer: Answer | None) -> None:
        """Answer doubts, or take the answers back."""
        for each in doubts:
            if answer is None:
                self._given.pop(_key(each), None)
            elif answer.said != "create" or each.creates:
                self._given[_key(each)] = answer

    @property
    def open(self) -> int:
        """How many doubts need an answer and have none."""
        return sum(not each.settled and self.of(each) is None for each in self.doubts)

    def put_into(self, mapping: Mapping) -> Mapping:
        """Return a mapping that knows the answers, however many there are."""
        meanings = {each.key: each for each in mapping.values}
        for doubt in self.doubts:
            answer = self.of(doubt)
            if answer is None:
                continue
            if doubt.kind == "type":
                mapping = _answered(mapping, doubt, answer)
            else:
                meanings.update((each.key, each) for each in _answered(_NONE, doubt, answer).values)
        return replace(mapping, values=tuple(meanings.values()))


def _answered(mapping: Mapping, doubt: Doubt, answer: Answer) -> Mapping:
    match answer.said:
        case "value":
            return doubting.answered(mapping, doubt, answer.value)
        case "empty":
            return doubting.left_empty(mapping, doubt)
        case "create":
            return doubting.created(mapping, doubt)
        case _:
            assert_never(answer.said)


def _key(doubt: Doubt) -> tuple[str, ...]:
    return doubt.type, doubt.field, doubt.raw, doubt.kind

"""How far the work on a list is; whoever is told may end it by raising what it likes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, Literal, assert_never

from coordinator_app.texts import Texts

#: The file is read; what its rows say is worked out; they are compared with what is on record; what
#: was decided is taken in, of which changes are counted rather than rows.
Stage = Literal["read", "understand", "compare", "take"]
#: Told the stage, how many rows are done, and of how many; 0 while nobody knows.
Tell = Callable[[Stage, int, int], None]

#: Seconds after which it can be said how long something takes, and is worth saying.
_WORTH_TELLING: Final = 2.0


def silent(_stage: Stage, _done: int, _total: int) -> None:
    """Tell nobody."""


class Pace:
    """Words how far the work is, and how long the stage it is at may still take.

    Args:
        texts: Of the person's language.
        clock: Seconds that pass.
    """

    def __init__(self, texts: Texts, clock: Callable[[], float] = time.monotonic) -> None:
        self._texts, self._clock = texts, clock
        self._begun: dict[Stage, float] = {}

    def said(self, stage: Stage, done: int, total: int) -> str:
        """Return how far it is, as a person reads it."""
        texts, now = self._texts, self._clock()
        gone = now - self._begun.setdefault(stage, now)
        count, all_ = f"{done:,}", f"{total:,}"
        match stage:
            case "read":
                said = texts.n("Reading… {rows} row", "Reading… {rows} rows", done, rows=count)
            case "understand":
                said = texts("Working out… {done} of {total} rows", done=count, total=all_)
            case "compare":
                said = texts("Comparing… {done} of {total} rows", done=count, total=all_)
            case "take":
                said = texts("Taking in… {done} of {total} changes", done=count, total=all_)
            case _:
                assert_never(stage)
        if done and total and gone > _WORTH_TELLING:
            left = round(gone * (total - done) / done)
            if left:
                said += " · " + texts.n("about {n} second left", "about {n} seconds left", left)
        return said

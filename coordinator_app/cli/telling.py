"""How far long work is, on one line of the terminal."""

from __future__ import annotations

import sys

from coordinator_app.services.foreign.telling import Pace, Stage
from coordinator_app.texts import Texts


class Telling:
    """Tells on one line of the terminal how far it is; nothing where no one looks on.

    Args:
        texts: Of the person's language.
    """

    def __init__(self, texts: Texts) -> None:
        self._pace = Pace(texts)
        self._longest = 0
        self._watched = sys.stderr.isatty()

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """Tell that so many rows of so many are done."""
        if self._watched:
            said = self._pace.said(stage, done, total)
            self._longest = max(self._longest, len(said))
            print(f"\r{said:<{self._longest}}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave an empty line to what follows."""
        if self._longest:
            print(f"\r{'':<{self._longest}}\r", end="", file=sys.stderr, flush=True)

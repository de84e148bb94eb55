"""The two kinds of failure: one that is explained to a person, and everything else, a bug."""

from __future__ import annotations

from typing import Any

from coordinator_app.texts import Texts, load


class UserError(Exception):
    """Something a person can understand and mend: what, where, what to do.

    Args:
        what: English message (marked with N_) that says what is wrong; may hold {names}.
        where: The place as data (a file name, a cell, a reference); never translated.
        do: English message that says what to do.
        params: Values for the {names} of both messages.
    """

    def __init__(self, what: str, *, where: str = "", do: str = "", **params: Any) -> None:
        self.what, self.where, self.do, self.params = what, where, do, params
        super().__init__(self.sentence(load("en")))

    def sentence(self, texts: Texts) -> str:
        """Return the one sentence (and what to do) in a language."""
        what = texts(self.what, **self.params)
        parts = [f"{self.where}: {what}" if self.where else what]
        if self.do:
            parts.append(texts(self.do, **self.params))
        return " ".join(parts)

"""Differences between two texts, word by word, as HTML."""

from __future__ import annotations

import difflib
import html
import re
from typing import Final

_WORD: Final = re.compile(r"\s+|[^\s]+")
#: Texts of more words are compared line by line: word by word would take seconds.
_MOST_WORDS: Final = 4000


def marked(base: str, text: str, marks: tuple[str, str]) -> str:
    """Return a text as HTML: words that went are struck out, words that came are underlined.

    Args:
        marks: Colours of the ground of what went and what came.
    """
    before, after = _parts(base), _parts(text)
    if len(before) + len(after) > _MOST_WORDS:
        before, after = base.splitlines(keepends=True), text.splitlines(keepends=True)
    parts = []
    for kind, b0, b1, a0, a1 in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        gone, come = "".join(before[b0:b1]), "".join(after[a0:a1])
        if kind == "equal":
            parts.append(html.escape(come))
            continue
        if gone.strip():
            parts.append(f'<s style="background:{marks[0]}">{html.escape(gone.rstrip())}</s> ')
        if come.strip():
            parts.append(f'<u style="background:{marks[1]}">{html.escape(come)}</u>')
        else:
            parts.append(come)
    return "".join(parts).replace("\n", "<br>") or "—"


def _parts(text: str) -> list[str]:
    return _WORD.findall(text)

"""Differences between two texts, word by word: as parts, and as HTML."""

from __future__ import annotations

import difflib
import html
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["same", "gone", "come", "moved_from", "moved_to"]

#: Words with their accents and inner apostrophes and hyphens; signs each by itself; spaces.
_WORD: Final = re.compile(r"\s+|\w[\w\u0300-\u036f]*(?:['’\-]\w[\w\u0300-\u036f]*)*|.", re.DOTALL)
#: Texts of more words are compared line by line: word by word would take seconds.
_MOST_WORDS: Final = 4000
#: What is shorter stands in many places and has not been moved.
_MOVED_FROM: Final = 8


@dataclass(frozen=True)
class Part:
    """A run of words of one kind."""

    kind: Kind
    text: str


def parts(base: str, text: str) -> list[Part]:
    """Return how one text became another, in the order in which it is read.

    Words that stand elsewhere now are moved, not gone and come; a word is one word however its
    accents are written.
    """
    before, after = _words(base), _words(text)
    if len(before) + len(after) > _MOST_WORDS:
        before, after = base.splitlines(keepends=True), text.splitlines(keepends=True)
    found: list[Part] = []
    for kind, b0, b1, a0, a1 in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        gone, come = "".join(before[b0:b1]), "".join(after[a0:a1])
        if kind == "equal":
            found.append(Part("same", come))
            continue
        if gone.strip():
            found.append(Part("gone", gone))
        if come.strip():
            found.append(Part("come", come))
        elif come:
            found.append(Part("same", come))
    return _moved(_joined(found))


def marked(base: str, text: str, marks: tuple[str, str, str]) -> str:
    """Return a text as HTML: words that went are struck out, words that came are underlined.

    Args:
        marks: Colours of the ground of what went, what came, and what only moved.
    """
    shown = []
    for part in parts(base, text):
        said = html.escape(part.text)
        match part.kind:
            case "same":
                shown.append(said)
            case "gone":
                shown.append(f'<s style="background:{marks[0]}">{said.rstrip()}</s> ')
            case "come":
                shown.append(f'<u style="background:{marks[1]}">{said}</u>')
            case "moved_from":
                shown.append(f'<s style="background:{marks[2]}">{said.rstrip()}</s> ')
            case "moved_to":
                shown.append(f'<span style="background:{marks[2]}">{said}</span>')
    return "".join(shown).replace("\n", "<br>") or "—"


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text))


def _joined(found: list[Part]) -> list[Part]:
    """Return the parts, replacements with nothing but a space between them as one.

    "one two" for "eins zwei" reads better as two words for two than as word, space, word.
    """
    joined: list[Part] = []
    place = 0
    while place < len(found):
        run = place
        while run < len(found) and (
            found[run].kind != "same"
            or (
                run > place
                and run + 1 < len(found)
                and found[run].text.isspace()
                and "\n" not in found[run].text
            )
        ):
            run += 1
        here = found[place:run]
        if len({each.kind for each in here} - {"same"}) == 2 and len(here) > 2:
            gone = "".join(each.text for each in here if each.kind != "come")
            come = "".join(each.text for each in here if each.kind != "gone")
            joined += [Part("gone", gone), Part("come", come)]
        else:
            joined += here
        if run < len(found):
            joined.append(found[run])
        place = run + 1
    return joined


def _moved(found: list[Part]) -> list[Part]:
    """Return the parts, those that went in one place and came in another as moved."""
    came: dict[str, list[int]] = defaultdict(list)
    for place, part in enumerate(found):
        if part.kind == "come":
            came[_bare(part.text)].append(place)
    moved = list(found)
    for place, part in enumerate(found):
        bare = _bare(part.text)
        if part.kind == "gone" and len(bare) >= _MOVED_FROM and came.get(bare):
            there = came[bare].pop(0)
            moved[place] = Part("moved_from", part.text)
            moved[there] = Part("moved_to", found[there].text)
    return moved


def _bare(text: str) -> str:
    """Return the words of a text alone: a sentence that moves leaves its spaces and commas."""
    return " ".join(re.findall(r"\w+", text.casefold()))

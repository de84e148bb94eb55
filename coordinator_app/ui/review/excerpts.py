"""What a table shows of two long texts: where they begin to differ, not where they begin."""

from __future__ import annotations

from typing import Final

#: Texts whose common beginning is shorter are shown from their beginning.
_ALIKE: Final = 24
#: So much of what is common is left before the difference.
LEAD: Final = 8
CUT: Final = "… "


def one_line(text: str) -> str:
    """Return a text as one line; "—" for an empty one."""
    return " ⏎ ".join(text.splitlines()) if text.strip() else "—"


def from_difference(text: str, other: str) -> str:
    """Return a text as one line, its beginning cut where it says the same as the other's.

    Args:
        text: What is shown.
        other: What it is compared with.
    """
    line, against = one_line(text), one_line(other)
    alike = 0
    for left, right in zip(line, against, strict=False):
        if left != right:
            break
        alike += 1
    if line == against or alike < _ALIKE:
        return line
    # From the beginning of a word: half a word cannot be read.
    start = line.rfind(" ", 0, max(alike - LEAD, 0)) + 1
    return CUT + line[start:] if start >= LEAD else line

"""How each file of a lot stands: what would be taken in, what waits, what is left out and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coordinator_app.domain.edtf import display_day
from coordinator_app.texts import Texts
from coordinator_app.ui.review.deciding import OPEN, PLAIN, TAKE, Deciding
from coordinator_app.ui.review.files_list import FileLine
from coordinator_app.ui.review.lot import Piece


@dataclass(frozen=True)
class Stand:
    """How a file stands.

    Args:
        taken: Lines that would be taken in.
        undecided: Lines that wait for somebody.
        writes: Taking it in would write something: entries, or that the reply has come.
    """

    taken: int = 0
    undecided: int = 0
    writes: bool = False


def stand(piece: Piece, deciding: Deciding) -> Stand:
    """Return how a file stands with the decisions so far."""
    if piece.opened is None:
        return Stand()
    lines = piece.opened.lines
    decisions = [deciding.decision(line.n) for line in lines]
    taken, undecided = decisions.count(TAKE), decisions.count(OPEN)
    decided = any(line.n in deciding.answers for line in lines)
    asks = any(line.cls not in PLAIN for line in lines)
    nothing_new = not asks and bool(piece.opened.received.known)
    writes = bool(taken or decided or not undecided) and not nothing_new
    return Stand(taken, undecided, writes)


def line_of_all(stands: Iterable[Stand], texts: Texts) -> FileLine:
    """Return the line that stands for every file."""
    stands = list(stands)
    taken, undecided = sum(each.taken for each in stands), sum(each.undecided for each in stands)
    note = _counts(taken, undecided, texts) or texts("Nothing to take in")
    name = texts("All files ({n})", n=len(stands))
    return FileLine(name, note, tone="warning" if undecided else "")


def line_of_file(piece: Piece, how: Stand, texts: Texts) -> FileLine:
    """Return the line of one file."""
    if piece.opened is None:
        why = piece.why(texts)
        if piece.arrived.wants_password:
            return FileLine(piece.state, texts("Needs its password"), why, "warning")
        if piece.arrived.unmapped:
            return FileLine(piece.state, texts("A list: say what it holds"), why, "warning")
        return FileLine(piece.state, texts("Left out"), why, "danger")
    known = piece.opened.received.known
    counts = _counts(how.taken, how.undecided, texts)
    if known and not how.writes:
        day = display_day(known[0].at[:10], texts.lang)
        note = texts("Taken in on {day}", day=day)
    elif not counts:
        note = texts("To be recorded") if how.writes else texts("Nothing new")
    else:
        note = counts
    tip = "\n".join((piece.state, piece.path.name, note, *piece.notices))
    tone = "warning" if how.undecided else "" if how.writes else "muted"
    return FileLine(piece.state, note, tip, tone)


def _counts(taken: int, undecided: int, texts: Texts) -> str:
    parts = []
    if undecided:
        parts.append(texts.n("{n} to decide", "{n} to decide", undecided))
    if taken:
        parts.append(texts.n("{n} to take in", "{n} to take in", taken))
    return " · ".join(parts)

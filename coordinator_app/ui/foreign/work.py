"""What is done with a list off the window's thread: looked at, asked about, compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from coordinator_app.domain.clock import Clock
from coordinator_app.domain.edtf import display_day
from coordinator_app.services.exchange import review
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.foreign import (
    comparing,
    doubting,
    looking,
    proposing,
    remembering,
)
from coordinator_app.services.foreign import reading as foreign_reading
from coordinator_app.services.foreign.looked import Doubt, Look
from coordinator_app.services.foreign.mapping import Mapping
from coordinator_app.services.foreign.telling import Pace, Stage, Tell, silent
from coordinator_app.services.session import Reading
from coordinator_app.texts import Texts
from coordinator_app.ui.foreign.choose import Left
from coordinator_app.ui.tasks import Job

T = TypeVar("T")


@dataclass(frozen=True)
class Arrived:
    """A file that was looked at.

    Args:
        look: What was seen.
        mapping: What it seems to be: as it was kept, else as proposed.
        saved: Kept mappings that fit it.
        used: Name of the kept mapping that was used.
        compared: What came of that, when one was used.
    """

    look: Look
    mapping: Mapping
    saved: tuple[Mapping, ...] = ()
    used: str = ""
    compared: Compared | None = None


@dataclass(frozen=True)
class Wish:
    """How somebody says a sheet is to be looked at.

    Args:
        sheet: Its name.
        type: What its rows are; None: as a column says.
        head: Number of the first row of its header, and how many it has; None: as found.
    """

    sheet: str
    type: str | None
    head: tuple[int, int] | None = None


@dataclass(frozen=True)
class Compared:
    """A file that was read by a mapping: what has to be asked, or what would change."""

    mapping: Mapping
    doubts: tuple[Doubt, ...] = ()
    received: Received | None = None


class GivenUp(Exception):  # noqa: N818  nobody waits for it any more: no error
    """The person does not wait for the file any more."""


class Telling:
    """Tells how far the work on a list is.

    Args:
        job: Passes it on; once it is cancelled, the work ends.
        texts: Of the person's language.
    """

    def __init__(self, job: Job, texts: Texts) -> None:
        self._job = job
        self._pace = Pace(texts)

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """Tell that so many rows of so many are done."""
        if self._job.cancelled:
            raise GivenUp
        self._job.report(done, total, self._pace.said(stage, done, total))


def apart(
    book: Path, clock: Clock, texts: Texts, fn: Callable[[Reading, Telling], T], job: Job
) -> T | None:
    """Run something on a connection of its own, beside everything else; None when given up."""
    with Reading.open(book, clock) as reading:
        try:
            return fn(reading, Telling(job, texts))
        except GivenUp:
            return None  # the answer of a cancelled job goes nowhere


def arrive(
    source: Path | str,
    password: str,
    type_key: str,
    lang: str,
    reading: Reading,
    tell: Tell = silent,
) -> Arrived:
    """Look at a file; read it at once by a kept mapping that fits.

    Args:
        source: Its path, or a table as text.
        password: Opens it.
        type_key: What its rows are, if that is known; "" otherwise.
    """
    look = looking.look(reading, source, password=password, lang=lang, tell=tell)
    fitted = (remembering.fitted_to(each, look) for each in remembering.saved_mappings(reading))
    saved = tuple(each for each in fitted if each is not None)
    if saved:
        first = saved[0]
        compared = ask(look, first, lang, reading, tell)
        return Arrived(look, first, saved, first.name, compared)
    if type_key and len(look.sheets) == 1:
        look = looking.look_again(reading, look, look.sheets[0].name, type_key=type_key, lang=lang)
    return Arrived(look, proposing.propose(reading, look), saved)


def look_again(
    look: Look,
    mapping: Mapping,
    wishes: Sequence[Wish],
    lang: str,
    reading: Reading,
    _tell: Tell = silent,
) -> tuple[Look, Mapping]:
    """Look at sheets as somebody says they are, and propose their columns anew."""
    for wish in wishes:
        row, depth = wish.head or (None, None)
        look = looking.look_again(
            reading,
            look,
            wish.sheet,
            type_key=wish.type,
            header_row=row,
            header_depth=depth,
            lang=lang,
        )
        found = look.sheet(wish.sheet)
        if found is None:
            continue
        proposed = proposing.sheet_mapping(reading.catalogue, found)
        if wish.type is not None:
            proposed = replace(proposed, type=wish.type, type_column=0, types={})
        mapping = mapping.with_sheet(wish.sheet, proposed)
    return look, mapping


def ask(look: Look, mapping: Mapping, lang: str, reading: Reading, tell: Tell = silent) -> Compared:
    """Return what has to be asked about a file; when nothing has, what would change."""
    lines = foreign_reading.read(reading, look, mapping, lang, tell)
    doubts = tuple(doubting.found_in(reading, lines, mapping, lang))
    if any(not each.settled for each in doubts):
        return Compared(mapping, doubts)
    received = comparing.compare_lines(reading, look, mapping, lines, lang, tell)
    return Compared(mapping, (), received)


def compare(
    look: Look, mapping: Mapping, lang: str, reading: Reading, tell: Tell = silent
) -> Compared:
    """Return what would change, doubtful cells listed with the rest."""
    return Compared(mapping, (), comparing.compare(reading, look, mapping, lang, tell))


def left(texts: Texts, reading: Reading) -> list[Left]:
    """Return the lists whose changes were left undecided."""
    return [
        Left(each.id, each.name, display_day(each.at[:10], texts.lang), each.undecided)
        for each in review.waiting(reading)
        if not each.dispatch
    ]

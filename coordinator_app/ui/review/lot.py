"""Several replies in one review: their lines numbered through, each reply still found by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from coordinator_app.domain.clock import Clock
from coordinator_app.services import naming, undoing
from coordinator_app.services.exchange import folder, issues_file, joining, review
from coordinator_app.services.exchange.folder import Arrived
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.exchange.lines import Line
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import Texts
from coordinator_app.ui.review import opening
from coordinator_app.ui.review.opening import Opened
from coordinator_app.ui.tasks import Job

Answers = dict[int, review.Answer]


@dataclass(frozen=True)
class Piece:
    """One file of the lot.

    Args:
        arrived: The file, read or refused.
        state: What people call what it is about: its States, else the name of the file.
        opened: The reply as it is shown, numbers shifted into those of the lot; None if refused.
        shift: What its own numbers were shifted by.
    """

    arrived: Arrived
    state: str
    opened: Opened | None = None
    shift: int = 0

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.arrived.path

    def why(self, texts: Texts) -> str:
        """Return why it is left out, "" when it is not."""
        refusal = self.arrived.refusal
        return refusal.sentence(texts) if refusal is not None else ""

    @property
    def notices(self) -> tuple[str, ...]:
        """What there is to say of the file itself."""
        return self.opened.notices if self.opened is not None else ()

    def numbers(self) -> set[int]:
        """Return the numbers of its lines in the lot."""
        return {line.n for line in self.opened.lines} if self.opened is not None else set()

    def own(self, answers: Mapping[int, review.Answer]) -> Answers:
        """Return the decisions about it, by its own numbers."""
        mine = self.numbers()
        return {n - self.shift: each for n, each in answers.items() if n in mine}


@dataclass(frozen=True)
class Lot:
    """Several files that came in at once, in the order in which they are taken in."""

    pieces: tuple[Piece, ...]

    @property
    def read(self) -> list[Piece]:
        """The files that could be read."""
        return [each for each in self.pieces if each.opened is not None]

    def whole(self, texts: Texts) -> Opened:
        """Return all files as if they were one."""
        found = [each.opened for each in self.pieces if each.opened is not None]
        name = texts.n("{n} file", "{n} files", len(found))
        return Opened(
            joining.joined(name, [each.received for each in found]),
            tuple(line for each in found for line in each.lines),
            (),
            {n: answer for each in found for n, answer in each.answers.items()},
            texts("their senders"),
            saved=all(each.saved for each in found),
        )


def in_worker(
    book: Path,
    clock: Clock,
    places: Sequence[Path],
    passwords: Sequence[str],
    texts: Texts,
    job: Job,
) -> Lot:
    """Read several files beside everything else, telling how far it is."""
    with Reading.open(book, clock) as reading:
        found = folder.look(
            reading,
            folder.files(places),
            passwords=passwords,
            progress=job.report,
            cancelled=partial(_cancelled, job),
            lang=texts.lang,
        )
        return lot(reading, found, texts)


def lot(reading: Reading, arrived: Sequence[Arrived], texts: Texts) -> Lot:
    """Return several files that were looked at, ready to be shown together."""
    shift, pieces = 0, []
    for each in arrived:
        if each.received is None:
            pieces.append(Piece(each, each.path.name))
            continue
        opened = _opened(reading, each.received, texts)
        received = opened.received
        names = naming.names(reading, received.scope, texts.lang)
        state = ", ".join(names.values()) or each.path.name
        of_file = Arrived(each.path, received)  # of one taken in before: what was left
        pieces.append(Piece(of_file, state, _shifted(opened, shift), shift))
        shift += joining.last_number(received)
    return Lot(_told_of_clashes(pieces, arrived, texts))


def _opened(reading: Reading, received: Received, texts: Texts) -> Opened:
    """Return a reply as it is shown; of one that was taken in before, what was left."""
    waiting = review.waiting(reading, received.dispatch_id) if received.known else []
    left = next((each.id for each in waiting if each.sha256 == received.sha256), "")
    if left:
        return opening.opened(reading, {"review": left}, texts)
    if received.dispatch is None:
        return opening.of_list(reading, received, texts)
    return opening.of_received(reading, received, texts)


def take_in(
    received: Received, answers: Answers, data: Path | None, session: Session
) -> review.Applied:
    """Take one of the replies in."""
    return folder.take_in(session, received, answers, data=data)


def save(kept: Sequence[tuple[Received, Answers]], session: Session) -> None:
    """Keep the decisions about several replies, each with its own."""
    for received, answers in kept:
        review.save(session, received, answers)


def send_back(
    wanted: Sequence[tuple[Received, Answers, str]], place: Path, reading: Reading
) -> int:
    """Write what cannot be used of several replies into a folder; return how many files."""
    written = 0
    for received, answers, name in wanted:
        found = review.outcome(reading, received, decisions=answers)
        if issues_file.wanted(found):
            issues_file.write(reading, received, found, _free(place, name))
            written += 1
    return written


def undo(operations: Sequence[str], session: Session) -> int:
    """Undo the operations of a lot, the latest first; return how many values stay as edited."""
    return sum(len(undoing.undo(session, each).kept) for each in reversed(operations))


def _free(place: Path, name: str) -> Path:
    """Return a path that nothing lies at."""
    path, number = place / f"{name}.xlsx", 1
    while path.exists():
        number += 1
        path = place / f"{name} ({number}).xlsx"
    return path


def _cancelled(job: Job) -> bool:
    return job.cancelled


def _shifted(opened: Opened, by: int) -> Opened:
    return replace(
        opened,
        received=joining.shifted(opened.received, by),
        lines=tuple(replace(line, n=line.n + by) for line in opened.lines),
        answers={n + by: answer for n, answer in opened.answers.items()},
    )


def _told_of_clashes(
    pieces: Sequence[Piece], arrived: Sequence[Arrived], texts: Texts
) -> tuple[Piece, ...]:
    """Return the files with a word at each cell that an earlier one changes differently."""
    clashes = folder.clashes(arrived)
    if not clashes:
        return tuple(pieces)
    said = {
        (piece.path, line.record, line.field): line.theirs
        for piece in pieces
        if piece.opened is not None
        for line in piece.opened.lines
    }

    def told(piece: Piece, line: Line) -> Line:
        clash = clashes.get((piece.path, line.n - piece.shift))
        if clash is None:
            return line
        value = said.get((clash, line.record, line.field), "")
        why = texts("“{value}” in {file}", value=value, file=clash.name)
        return replace(line, why=why)

    return tuple(
        replace(
            each,
            opened=replace(
                each.opened, lines=tuple(told(each, line) for line in each.opened.lines)
            ),
        )
        if each.opened is not None
        else each
        for each in pieces
    )

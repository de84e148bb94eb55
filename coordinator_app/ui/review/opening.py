"""Opening, keeping and taking in a reply: what runs off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coordinator_app.domain.clock import Clock
from coordinator_app.services import naming
from coordinator_app.services.exchange import incoming, issues_file, review
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.exchange.lines import Line, lines, notices
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.tasks import Job


@dataclass(frozen=True)
class Opened:
    """A reply as the page shows it.

    Args:
        received: The reply.
        lines: What there is to look at.
        notices: What there is to say of the file itself.
        answers: The decisions made before.
        sender: The name of who sent it.
        saved: It lies among the reviews that were left.
    """

    received: Received
    lines: tuple[Line, ...]
    notices: tuple[str, ...]
    answers: dict[int, review.Answer]
    sender: str
    saved: bool


def in_worker(
    book: Path, clock: Clock, params: Mapping[str, str], texts: Texts, _job: Job
) -> Opened:
    """Open a reply beside everything else: lists stay quick while a large file is read."""
    with Reading.open(book, clock) as reading:
        return opened(reading, params, texts)


def opened(reading: Reading, params: Mapping[str, str], texts: Texts) -> Opened:
    """Return the reply that a file ("path") or a review left before ("review") holds."""
    if params.get("review"):
        received, answers = review.resume(reading, params["review"])
        return _shown(reading, received, answers, texts, saved=True)
    return of_received(reading, incoming.receive(reading, Path(params["path"])), texts)


def of_received(reading: Reading, received: Received, texts: Texts) -> Opened:
    """Return a reply with the decisions about it that were left before, if there are any."""
    waiting = review.waiting(reading, received.dispatch_id)
    kept = [each for each in waiting if each.sha256 == received.sha256]
    answers = review.resume(reading, kept[0].id)[1] if kept else {}
    return _shown(reading, received, answers, texts, saved=bool(kept))


def _shown(
    reading: Reading,
    received: Received,
    answers: dict[int, review.Answer],
    texts: Texts,
    *,
    saved: bool,
) -> Opened:
    return Opened(
        received,
        lines(reading, received, texts),
        notices(received, texts),
        answers,
        _sender(reading, received, texts),
        saved,
    )


def _sender(reading: Reading, received: Received, texts: Texts) -> str:
    if received.dispatch is None:
        return received.name
    match received.dispatch.get("recipient"):
        case {"id": str(party)}:
            found = naming.names(reading, [party], texts.lang).get(party, "")
        case {"label": str(label)}:
            found = label
        case _:
            states = naming.names(reading, received.dispatch.ids("countries"), texts.lang)
            found = ", ".join(states.values())
    return found or texts(N_("the recipient"))


def save(received: Received, answers: dict[int, review.Answer], session: Session) -> str:
    """Keep the decisions, to be taken up again."""
    return review.save(session, received, answers)


def apply(
    received: Received, answers: dict[int, review.Answer], data: Path, session: Session
) -> review.Applied:
    """Take in what was decided."""
    return review.apply(session, received, decisions=answers, data=data)


def send_back(
    received: Received, answers: dict[int, review.Answer], path: Path, reading: Reading
) -> tuple[int, Path]:
    """Write what cannot be used as a file to be corrected; return how many cells are marked."""
    found = review.outcome(reading, received, decisions=answers)
    return issues_file.write(reading, received, found, path), path

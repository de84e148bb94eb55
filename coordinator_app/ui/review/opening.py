"""Opening, keeping and taking in a reply: what runs off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from coordinator_app.domain.clock import Clock
from coordinator_app.domain.errors import UserError
from coordinator_app.services import naming
from coordinator_app.services.exchange import (
    folder,
    foresight,
    incoming,
    issues_file,
    rehearsal,
    review,
    standing,
)
from coordinator_app.services.exchange.foresight import Foresight
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.exchange.lines import Line, lines, notices
from coordinator_app.services.exchange.parts import Parts
from coordinator_app.services.exchange.standing import Rule
from coordinator_app.services.foreign.telling import Pace
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.review.deciding import Deciding
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
        deciding: The decisions, what they come to and what rules forbid; None where it is shown
            together with others.
    """

    received: Received
    lines: tuple[Line, ...]
    notices: tuple[str, ...]
    answers: dict[int, review.Answer]
    sender: str
    saved: bool
    deciding: Deciding | None = None


def in_worker(
    book: Path, clock: Clock, params: Mapping[str, Any], texts: Texts, job: Job
) -> Opened:
    """Open a reply beside everything else: lists stay quick while a large file is read."""
    with Reading.open(book, clock) as reading:
        return opened(reading, params, texts, partial(_step, job, texts))


class _GivenUp(Exception):  # noqa: N818  nobody waits for it any more: no error
    """The person does not wait for the file any more."""


def _step(job: Job, texts: Texts, done: int, total: int) -> None:
    if job.cancelled:
        raise _GivenUp
    said = texts("Comparing… {done} of {total} rows", done=f"{done:,}", total=f"{total:,}")
    job.report(done, total, said)


def opened(
    reading: Reading,
    params: Mapping[str, Any],
    texts: Texts,
    progress: incoming.Progress | None = None,
) -> Opened:
    """Return the reply that a route names.

    Args:
        params: "path" of a file (with a "password" where it needs one), "review" that was left
            before, or "received": a list that was compared with the workbook already.
    """
    if (compared := params.get("received")) is not None:
        return of_list(reading, review.up_to_date(reading, compared), texts)
    if params.get("review"):
        received, answers = review.resume(reading, params["review"])
        return _shown(reading, received, answers, texts, saved=True)
    path, password = Path(params["path"]), params.get("password", "")
    return of_received(reading, folder.receive(reading, path, password, progress), texts)


def of_list(reading: Reading, received: Received, texts: Texts) -> Opened:
    """Return a list, with what was decided before if it was mapped in the same way then."""
    waiting = [each for each in review.waiting(reading) if each.sha256 == received.sha256]
    same = [each for each in waiting if dict(each.counts) == dict(received.plan.counts)]
    answers = review.resume(reading, same[0].id)[1] if same else {}
    return _shown(reading, received, answers, texts, saved=bool(same))


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
    found = lines(reading, received, texts)
    foreseen = foresight.foresee(reading, received, answers, texts)
    return Opened(
        received,
        found,
        notices(received, texts),
        answers,
        _sender(reading, received, texts),
        saved,
        Deciding(received, found, answers, foreseen).prepare(),
    )


def again(
    received: Received, answers: dict[int, review.Answer], texts: Texts, reading: Reading
) -> Opened:
    """Return a reply that is shown already, by the standing rules as they are now."""
    plan = standing.applied(reading, received.plan, received.dispatch)
    return _shown(reading, replace(received, plan=plan), answers, texts, saved=True)


def foresee(
    received: Received,
    answers: dict[int, review.Answer],
    parts: Parts,
    numbers: frozenset[int],
    texts: Texts,
    reading: Reading,
) -> tuple[frozenset[int], Foresight]:
    """Return what some decisions come to, and the numbers that is about."""
    part = parts.around(numbers)
    return part.numbers, foresight.foresee(reading, received, answers, texts, part)


def rule(wanted: Rule, session: Session) -> Rule:
    """Keep a standing rule."""
    standing.add(session, wanted)
    return wanted


def rehearse(
    received: Received, answers: dict[int, review.Answer], texts: Texts, reading: Reading
) -> rehearsal.Rehearsal:
    """Return what taking a reply in would do."""
    found = review.outcome(reading, received, decisions=answers)
    return rehearsal.rehearse(reading, received, found, texts)


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


class StoppedError(UserError):
    """Somebody stopped it."""


def apply(
    received: Received,
    answers: dict[int, review.Answer],
    data: Path,
    texts: Texts,
    stopped: Event,
    job: Job,
    session: Session,
) -> review.Applied:
    """Take in what was decided.

    Raises:
        StoppedError: Somebody asked for it meanwhile; nothing was changed.
    """
    pace = Pace(texts)

    def tell(done: int, total: int) -> None:
        if stopped.is_set():
            raise StoppedError(N_("Stopped: nothing was taken in."))
        job.report(done, total, pace.said("take", done, total))

    return review.apply(session, received, decisions=answers, data=data, tell=tell)


def send_back(
    received: Received, answers: dict[int, review.Answer], path: Path, reading: Reading
) -> tuple[int, Path]:
    """Write what cannot be used as a file to be corrected; return how many cells are marked."""
    found = review.outcome(reading, received, decisions=answers)
    return issues_file.write(reading, received, found, path), path

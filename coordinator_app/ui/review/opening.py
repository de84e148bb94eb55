"""Opening, keeping and taking in a reply: what runs in the threads of the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coordinator_app.services import naming
from coordinator_app.services.exchange import incoming, review
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.exchange.lines import Line, lines
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts

#: A reply, its lines, the decisions made before, and the name of who sent it.
Opened = tuple[Received, tuple[Line, ...], dict[int, review.Answer], str]


def opened(params: Mapping[str, str], texts: Texts, reading: Reading) -> Opened:
    """Return the reply that a file ("path") or a review left before ("review") holds."""
    answers: dict[int, review.Answer] = {}
    if params.get("review"):
        received, answers = review.resume(reading, params["review"])
    else:
        received = incoming.receive(reading, Path(params["path"]))
        kept = [
            each
            for each in review.waiting(reading, received.dispatch.id)
            if each.sha256 == received.sha256
        ]
        if kept:
            _, answers = review.resume(reading, kept[0].id)
    return received, lines(reading, received, texts), answers, _sender(reading, received, texts)


def _sender(reading: Reading, received: Received, texts: Texts) -> str:
    match received.dispatch.get("recipient"):
        case {"id": str(party)}:
            return naming.names(reading, [party], texts.lang).get(party, "")
        case {"label": str(label)}:
            return label
        case _:
            states = naming.names(reading, received.dispatch.ids("countries"), texts.lang)
            return ", ".join(states.values()) or texts(N_("the recipient"))


def save(received: Received, answers: dict[int, review.Answer], session: Session) -> str:
    """Keep the decisions, to be taken up again."""
    return review.save(session, received, answers)


def apply(
    received: Received, answers: dict[int, review.Answer], data: Path, session: Session
) -> review.Applied:
    """Take in what was decided."""
    return review.apply(session, received, decisions=answers, data=data)

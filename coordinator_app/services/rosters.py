"""What the list of participants of a training adds up to, beside the numbers that were reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.training import TRAINED
from coordinator_app.services.session import Reading


@dataclass(frozen=True)
class Roster:
    """A list of participants, counted.

    Args:
        listed: Everybody on the list, trainers and organisers too.
        trained: Trainees who attended, also in part.
        counted: By field of the training ("participants", "women" ...) what the list gives.
        complete: The list counts, not the reported numbers.
        before, after: Mean scores in per cent of those who have both.
        scored: How many have both scores.
        certificates: How many were issued.
    """

    listed: int = 0
    trained: int = 0
    counted: Mapping[str, int] = field(default_factory=dict)
    complete: bool = False
    before: float | None = None
    after: float | None = None
    scored: int = 0
    certificates: int = 0


def of_training(reading: Reading, training_id: str) -> Roster:
    """Return what the list of a training adds up to."""
    training = reading.records.get(training_id)
    people = reading.records.children(training_id, "participant")
    trained = [
        each
        for each in people
        if each.get("attendance") in TRAINED and (each.get("role") or "TRAINEE") == "TRAINEE"
    ]
    scores = [pair for each in trained if (pair := _scores(each)) is not None]
    return Roster(
        listed=len(people),
        trained=len(trained),
        counted={
            "participants": len(trained),
            "women": sum(each.get("gender") == "F" for each in trained),
            "men": sum(each.get("gender") == "M" for each in trained),
            "institutions_count": len(_different(trained, "institution")),
            "countries_count": len(_different(trained, "country")),
        },
        complete=training is not None and training.get("roster_complete") is True,
        before=_mean([first for first, _ in scores]),
        after=_mean([second for _, second in scores]),
        scored=len(scores),
        certificates=sum(bool(each.get("certificate")) for each in people),
    )


def _different(people: Sequence[Record], key: str) -> set[str]:
    return {shown for each in people if (shown := _named(each.get(key)))}


def _named(value: Value) -> str:
    match value:
        case str(one):
            return one
        case {"id": str(one)} | {"label": str(one)}:
            return one.casefold()
        case _:
            return ""


def _scores(record: Record) -> tuple[float, float] | None:
    """Return both scores in per cent, None unless all three numbers are there."""
    before, after, top = (record.get(key) for key in ("pre_score", "post_score", "max_score"))
    if isinstance(before, int) and isinstance(after, int) and isinstance(top, int) and top > 0:
        return 100 * before / top, 100 * after / top
    return None


def _mean(numbers: Sequence[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None

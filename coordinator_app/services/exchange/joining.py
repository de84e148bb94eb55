"""Several replies as one, to be looked at together: lines numbered through, counts added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from coordinator_app.merge.planned import Plan
from coordinator_app.services.exchange.incoming import Received


def shifted(received: Received, by: int) -> Received:
    """Return a reply whose cells and rows bear numbers that begin later."""
    plan = received.plan
    cells = tuple(
        replace(each, n=each.n + by, together=tuple(n + by for n in each.together))
        for each in plan.cells
    )
    rows = tuple(replace(each, n=each.n + by) for each in plan.rows)
    return replace(received, plan=replace(plan, cells=cells, rows=rows))


def last_number(received: Received) -> int:
    """Return the highest number of a reply, 0 when it has none."""
    plan = received.plan
    numbers = [*(each.n for each in plan.cells), *(each.n for each in plan.rows)]
    return max(numbers, default=0)


def joined(name: str, replies: Sequence[Received]) -> Received:
    """Return replies, numbered so that no two share one, as if they had come in one file.

    It is there to be shown and decided; each reply is taken in by itself.

    Args:
        name: What people call them together.
    """
    plans = [each.plan for each in replies]
    counts: Counter[str] = Counter()
    for each in plans:
        counts.update(each.counts)
    plan = Plan(
        label=name,
        dispatch="",
        sha256="",
        lang=plans[0].lang if plans else "en",
        base="",
        cells=tuple(cell for each in plans for cell in each.cells),
        rows=tuple(row for each in plans for row in each.rows),
        issues=(),
        counts=dict(counts),
    )
    return Received(None, name, "", None, plan)

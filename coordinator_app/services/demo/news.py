"""The invented news of follow-ups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from coordinator_app.services.demo.material import Entry, Material, entry


@dataclass(frozen=True)
class Told:
    """What news has to agree with.

    Args:
        done: Day on which the follow-up was done, if it was.
    """

    number: int
    lang: str
    status: str
    agreed: dt.date
    done: str | None


def news(material: Material, told: Told) -> Iterator[Entry]:
    """Yield the news of a follow-up, the last of them when it was done or not long ago."""
    if told.status == "OPEN" and told.number % 3:
        return
    said = ["start"]
    if told.number % 2:
        said.append("middle")
    ending = {"WAITING": "waiting", "BLOCKED": "blocked", "DONE": "end", "VERIFIED": "end"}
    if told.status in ending:
        said.append(ending[told.status])
    until = dt.date.fromisoformat(told.done) if told.done else material.day(-1 - told.number % 45)
    room = max(2, (until - told.agreed).days)
    for place, kind in enumerate(said, 1):
        day = min(told.agreed + dt.timedelta(days=room * place // len(said)), material.today)
        last = place == len(said)
        yield entry(
            "follow_up_update",
            {
                "noted_on": day.isoformat(),
                "author": "Íñigo Colibrí Arrayán" if told.lang == "es" else "Rosalind Tradewind",
                "channel": ("CALL", "EMAIL", "MEETING", "MESSAGE")[(told.number + place) % 4],
                "text": material.pick(material.work["news"][kind][told.lang]),
                "new_status": told.status
                if last and told.status not in ("OPEN", "VERIFIED", "CANCELLED")
                else None,
            },
        )

"""The invented notes and calls of the year; two States were not spoken with at all."""

from __future__ import annotations

from coordinator_app.services.demo.material import Entry, Material, entry, lang, ref, state
from coordinator_app.services.demo.people import Cast, Person

#: Nothing is recorded with these, so that “nothing recorded” is seen beside a long silence.
_SILENT = ("DMA", "KNA")
#: Spoken with early in the year only.
_LONG_AGO = ("HTI", "NIC", "VCT")


def interactions(material: Material, cast: Cast) -> list[Entry]:
    """Return the notes and calls, earliest first."""
    material = material.drawing("interactions")
    planned: list[tuple[int, str, int]] = []
    for place, code in enumerate(material.states):
        if code in _SILENT:
            continue
        earliest, latest = (-355, -210) if code in _LONG_AGO else (-350, -1)
        count = 2 if code in _LONG_AGO else 3 + place % 3
        planned += [
            (material.between(earliest, latest), code, place * 4 + turn * 5)
            for turn in range(count)
        ]
    return [
        _note(material, cast, number, offset, code, which)
        for number, (offset, code, which) in enumerate(sorted(planned), 1)
    ]


def _note(material: Material, cast: Cast, number: int, offset: int, code: str, which: int) -> Entry:
    texts = material.work["notes"][lang(code)]
    channel, text = texts[which % len(texts)]
    people: list[Person] = cast.contacts[code]
    key = f"LOG-{number}"
    cast.notes.setdefault(code, []).append((key, material.day(offset)))
    return entry(
        "interaction",
        {
            "text": text,
            "countries": [state(code)],
            "person": ref(people[number % len(people)].key),
            "held_on": material.iso(offset),
            "channel": channel,
            "sensitivity": "STRICT" if channel == "OTHER" else None,
        },
        key,
    )

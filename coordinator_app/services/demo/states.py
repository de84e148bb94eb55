"""The invented dated facts of each State: how far the work has come, and what there is."""

from __future__ import annotations

from collections.abc import Iterator

from coordinator_app.services.demo.material import Entry, Material, entry, lang, month, ref, state
from coordinator_app.services.demo.people import Cast

#: States that were asked in between: those the year has most to do with.
_ASKED_AGAIN = ("GTM", "JAM", "PER", "TTO")


def profiles(material: Material, cast: Cast) -> list[Entry]:
    """Return the dated facts of all States, those of two years ago and those of today."""
    return [
        made
        for place, code in enumerate(material.states)
        for made in _of_state(material.drawing(f"facts of {code}"), cast, code, place)
    ]


def _of_state(material: Material, cast: Cast, code: str, place: int) -> Iterator[Entry]:
    facts = material.people["states"][code]
    before, now = facts["stages"]
    remarks = material.people["profile_remarks"][lang(code)]
    formal = now in ("E4", "E5", "E6", "E7")
    yield entry(
        "country_profile",
        {
            "parent": state(code),
            "as_of": f"{material.today.year - 2}",
            "stage": before,
            "mechanism": "AD_HOC",
        },
    )
    if code in _ASKED_AGAIN:
        yield entry(
            "country_profile",
            {
                "parent": state(code),
                "as_of": month(material.day(-250)),
                "stage": before,
                "mechanism": "AD_HOC",
                "chemical_industry": "UNKNOWN",
                "ports": facts["port"],
            },
        )
    yield entry(
        "country_profile",
        {
            "parent": state(code),
            "as_of": month(material.day(-40 - 7 * place)),
            "stage": now,
            "mechanism": "FORMAL" if formal else "AD_HOC" if now != "E0" else "NONE",
            "mechanism_chair": ref(cast.institutions[code][0]) if formal else None,
            "free_zones": material.pick(("PRESENT", "PRESENT", "UNKNOWN")),
            "chemical_industry": material.pick(("PRESENT", "UNKNOWN")),
            "radioactive": "PRESENT",
            "ports": facts["port"],
            "remarks": remarks[place % len(remarks)],
        },
    )

"""The invented files that were sent; there is nothing behind them that could be taken in."""

from __future__ import annotations

from coordinator_app.excel.profiles import COUNTRY_RETURN
from coordinator_app.services.demo.material import (
    Entry,
    Material,
    entry,
    invented,
    lang,
    ref,
    state,
)
from coordinator_app.services.demo.people import Cast
from coordinator_app.services.reference import rows
from coordinator_app.texts import load

_ANSWERED = ("MERGED", "CLOSED")


def sent_files(material: Material, cast: Cast) -> list[Entry]:
    """Return the sent files: answered, awaited, late and given up."""
    names = {row["code"]: row for row in rows("countries")}
    return [
        entry(
            "dispatch",
            {
                "title": f"{load(lang(code))(COUNTRY_RETURN.label)}: {names[code][f'name_{lang(code)}']}",
                "profile": COUNTRY_RETURN.key,
                "countries": [state(code)],
                "recipient": ref(cast.contacts[code][0].key),
                "language": lang(code),
                "sent_on": material.iso(sent),
                "due_back": material.iso(due),
                "status": status,
                "reminders": reminders or None,
                "reminded_on": material.iso(max(due + 2, -3)) if reminders else None,
                "returned_on": material.iso(due - 3) if status in _ANSWERED else None,
                "replies": 1 if status in _ANSWERED else None,
                "file_name": f"{code}-{material.iso(sent)}.xlsx",
                "ceiling": "INTERNAL",
                "personal_data": False,
                "remarks": invented(lang(code)),
            },
        )
        for code, sent, due, status, reminders in material.work["sent"]
    ]

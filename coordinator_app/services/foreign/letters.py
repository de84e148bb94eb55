"""Men and women by a letter, which means one thing beside F and another beside H."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from coordinator_app.domain.fields import Field
from coordinator_app.domain.folding import fold
from coordinator_app.domain.issues import Issue
from coordinator_app.excel.cells import Value
from coordinator_app.services.foreign.known import Heard
from coordinator_app.texts import N_

#: Whoever is called so, where the letters of a column tell in which language they are.
_BESIDE: Final[Mapping[str, Mapping[str, str]]] = {
    "h": {"h": "M", "m": "F", "f": "F"},  # hombre y mujer, homme et femme
    "v": {"v": "M", "m": "F"},  # varón y mujer
    "f": {"m": "M", "f": "F"},
    "w": {"m": "M", "w": "F"},
}
_DOUBTFUL: Final = "m"


def heard(field: Field, column: Iterable[Value]) -> dict[str, Heard]:
    """Return what the letters of a column mean, by folded text; empty for other fields.

    An M that stands alone may be male and may be mujer: it is asked about.
    """
    if field.key != "gender":
        return {}
    letters = {fold(each) for each in column if isinstance(each, str) and len(each.strip()) == 1}
    for sign, meant in _BESIDE.items():
        if sign in letters:
            return {letter: Heard(code, raw=letter) for letter, code in meant.items()}
    if _DOUBTFUL not in letters:
        return {}
    issue = Issue(
        N_("“{value}” can be read in several ways."),
        N_("Say whether it stands for men or for women."),
        value="M",
        params={"value": "M"},
        proposals=("M", "F"),
    )
    return {_DOUBTFUL: Heard(None, issue, raw="M")}

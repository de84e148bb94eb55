"""What can be decided for several lines at once, and for good: the menu of a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Literal

from PySide6.QtWidgets import QMenu, QWidget

from coordinator_app.services.exchange.lines import LABELS, Line
from coordinator_app.services.exchange.standing import Side
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.review.deciding import Deciding

Scope = Literal["entry", "field", "class", "listed"]
Verb = Literal["take", "keep"]
Decide = Callable[[Verb, Scope], object]
Ruling = Callable[[Side], object]

_SCOPES: Final[tuple[Scope, ...]] = ("entry", "field", "class", "listed")
_WORDS: Final[dict[tuple[Verb, Scope], str]] = {
    ("take", "entry"): N_("Take the whole entry ({n})"),
    ("take", "field"): N_("Take “{field}” in every entry ({n})"),
    ("take", "class"): N_("Take all of “{cls}” ({n})"),
    ("take", "listed"): N_("Take all that is listed ({n})"),
    ("keep", "entry"): N_("Keep mine in the whole entry ({n})"),
    ("keep", "field"): N_("Keep mine of “{field}” in every entry ({n})"),
    ("keep", "class"): N_("Keep mine of all “{cls}” ({n})"),
    ("keep", "listed"): N_("Keep mine of all that is listed ({n})"),
}
_RULES: Final[dict[Side, str]] = {
    "theirs": N_("Always take theirs for “{field}”"),
    "ours": N_("Always keep mine for “{field}”"),
}


def numbers(deciding: Deciding, line: Line, scope: Scope, listed: Sequence[int]) -> list[int]:
    """Return the numbers of the lines that are decided together.

    Args:
        listed: Those that the choice at the left lets through.
    """
    match scope:
        case "entry":
            return deciding.of_entry(line.n)
        case "field":
            return deciding.of_field(line.n)
        case "class":
            return deciding.of_class(line.n)
        case "listed":
            return list(listed)


def menu(
    deciding: Deciding,
    line: Line,
    listed: Sequence[int],
    texts: Texts,
    decide: Decide,
    ruling: Ruling | None,
    parent: QWidget,
) -> QMenu:
    """Return the menu of a line.

    Args:
        listed: Numbers of the lines that are listed.
        decide: Told what is to be done with which lines.
        ruling: Told who is right from now on, "ask" for nobody; None where no rule can be made.
    """
    made = QMenu(parent)
    said = {"field": line.label, "cls": texts(LABELS[line.cls])}
    verbs: tuple[Verb, ...] = ("take", "keep")
    for verb in verbs:
        among = deciding.takeable if verb == "take" else deciding.keepable
        for scope in _SCOPES:
            if scope == "field" and line.whole:
                continue
            count = len(among(numbers(deciding, line, scope, listed)))
            words = texts(_WORDS[verb, scope]).format(n=count, **said)
            _add(made, words, partial(decide, verb, scope), enabled=count > 0)
        made.addSeparator()
    if ruling is not None and not line.whole and (line.cls == "conflict" or line.rule):
        for side, wording in _RULES.items():
            if side != line.rule:
                _add(made, texts(wording).format(**said), partial(ruling, side))
        if line.rule:
            _add(made, texts("No rule for “{field}” any more", **said), partial(ruling, "ask"))
    return made


def _add(made: QMenu, text: str, slot: Callable[[], object], *, enabled: bool = True) -> None:
    action = made.addAction(text.replace("&", "&&"))
    action.setEnabled(enabled)
    action.triggered.connect(slot)

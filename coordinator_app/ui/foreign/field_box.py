"""A line in which a field is searched for and chosen; empty leaves the column out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from coordinator_app.domain.fields import Value
from coordinator_app.domain.folding import fold
from coordinator_app.ui.widgets.kit import Kit
from coordinator_app.ui.widgets.link_field import LinkField
from coordinator_app.ui.widgets.suggestions import Option, at_once


class FieldBox(LinkField):
    """One field of a record type; value: its key or None.

    Args:
        kit: Collaborators.
        name: Translated accessible name.
        options: The fields that may be chosen, the likeliest first.
        empty: What stands there while none is chosen.
    """

    def __init__(
        self,
        kit: Kit,
        name: str,
        options: Iterable[Option],
        empty: str = "",
        parent: QWidget | None = None,
    ) -> None:
        offered = list(options)
        self._offered = {fold(each.title): each.id for each in offered}
        super().__init__(kit, name, finder=at_once(partial(_matching, offered)), parent=parent)
        self.set_titles({each.id: each.title for each in offered})
        self.set_prompt(empty or kit.texts("Left out"))

    def problem(self) -> str:
        """Say that what is typed is no field."""
        wrong = super().problem()
        return (
            self.kit.texts("There is no field of that name: choose from the list.") if wrong else ""
        )

    def _settled(self) -> str | None:
        """Return the field that what is typed stands for, the list need not have been shown."""
        return super()._settled() or self._offered.get(fold(self.typed()))

    def _show(self, value: Value) -> None:
        super()._show(value)
        self._go.setVisible(False)  # a field has no page to open


def _matching(options: Sequence[Option], text: str) -> list[Option]:
    wanted = fold(text)
    begins = [each for each in options if fold(each.title).startswith(wanted)]
    holds = [each for each in options if wanted in fold(f"{each.title} {each.subtitle}")]
    return begins + [each for each in holds if each not in begins]

"""A tab of an entry made of forms side by side; on a narrow page they stand one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.binding import Binding
from coordinator_app.ui.forms.record_form import RecordForm
from coordinator_app.ui.pages.entry_body import Tab
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import styled

#: Below this width forms stand one below the other.
_NARROW: Final = 640


class Scrolled(QScrollArea):
    """A column of widgets that scrolls when it is higher than its place."""

    def __init__(self) -> None:
        super().__init__()
        styled(self, "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inner = QWidget()
        styled(self.inner, "plain")
        # Its width is the place's, whatever is in it: nothing is cut off at the right.
        self.inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setWidget(self.inner)


class FormsTab(Tab):
    """Fields of an entry in one card.

    Args:
        context: Collaborators.
        binding: The entry's editors.
        parts: Fields of each form, left to right (see `RecordForm`).
        columns: Fields side by side in each form.
    """

    def __init__(
        self,
        context: Context,
        binding: Binding,
        parts: Sequence[Sequence[str]],
        columns: Sequence[int] = (),
    ) -> None:
        super().__init__()
        self._binding = binding
        self._first = next(key for key in parts[0] if not key.startswith("#"))
        wanted = columns or (1,) * len(parts)
        self.forms = [
            RecordForm(context, binding.type.key, part, columns=count, binding=binding)
            for part, count in zip(parts, wanted, strict=True)
        ]
        scrolled = Scrolled()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, scrolled.inner)
        self._row.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_M)
        self._row.setSpacing(SPACE_L)
        for form in self.forms:
            self._row.addWidget(form, 1)
        card = Card(flush=True)
        card.add(scrolled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def begin(self) -> None:
        """Go to the first field."""
        self._binding.focus(self._first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        narrow = event.size().width() < _NARROW
        self._row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

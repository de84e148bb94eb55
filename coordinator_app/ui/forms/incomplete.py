"""The mark of an entry that lacks something, with the list of what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from coordinator_app.domain.issues import Issue
from coordinator_app.ui.widgets.kit import Kit, styled


class IncompleteMark(QToolButton):
    """A small button that says "Incomplete · 2" and lists what is missing; hidden when nothing is.

    Args:
        kit: Collaborators.

    Signals:
        chosen: Key of the field whose issue the person picked.
    """

    chosen = Signal(str)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        styled(self, "incomplete")
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        kit.icons.show_on(self, "warning", role="warning", size=14, gap=4)
        self.setIconSize(QSize(18, 14))
        self.setToolButtonStyle(self.toolButtonStyle().ToolButtonTextBesideIcon)
        self.hide()

    def show_issues(self, issues: Sequence[Issue]) -> None:
        """List what is wrong with or missing from the entry."""
        texts = self._kit.texts
        self._menu.clear()
        for issue in issues:
            said = issue.sentence(texts)
            action = self._menu.addAction(said.replace("&", "&&"))
            action.triggered.connect(partial(self._on_chosen, issue.place.field))
        text = texts.n("Incomplete · {n}", "Incomplete · {n}", len(issues))
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(texts("What is missing or late"))
        self.setVisible(bool(issues))

    def _on_chosen(self, key: str) -> None:
        self.chosen.emit(key)

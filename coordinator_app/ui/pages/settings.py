"""Settings: the person and the window, the office, the file, its backups, its check."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.pages.page import Page
from coordinator_app.ui.pages.settings_backups import BackupsCard
from coordinator_app.ui.pages.settings_file import CheckCard, FileCard
from coordinator_app.ui.pages.settings_person import OfficeCard, PersonCard
from coordinator_app.ui.pages.settings_rules import RulesCard
from coordinator_app.ui.theme import SPACE_M
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import styled
from coordinator_app.ui.widgets.page_header import PageHeader

#: From this width on cards stand in two columns, no wider than so much each.
_TWO_FROM, _WIDEST = 900, 720
#: In which of two columns each card stands.
_SIDES: Final = {"person": 0, "file": 1, "office": 0, "rules": 0, "backups": 1, "check": 1}


class SettingsPage(Page):
    """The page of settings; nothing on it needs to be saved.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.person, self.office = PersonCard(context), OfficeCard(context)
        self.file, self.check = FileCard(context), CheckCard(context)
        self.backups, self.rules = BackupsCard(context), RulesCard(context)
        self._cards: dict[str, Card] = {
            "person": self.person,
            "file": self.file,
            "office": self.office,
            "rules": self.rules,
            "backups": self.backups,
            "check": self.check,
        }
        for card in self._cards.values():
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._columns = 0
        inner = self._inner = QWidget()
        styled(inner, "plain")
        row = self._row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        self._sides = (QVBoxLayout(), QVBoxLayout())
        for side in self._sides:
            side.setSpacing(SPACE_M)
            side.addStretch(1)
            row.addLayout(side, 1)
        self._area = QScrollArea()
        styled(self._area, "plain")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area.setWidget(inner)
        self.column.addWidget(PageHeader(self.texts("Settings")))
        self.column.addWidget(self._area, 1)
        self._lay_cards(2)

    def open(self, route: Route) -> None:
        """Show the settings, scrolled to a section, and do what is asked for there."""
        self.office.refresh()
        self.file.refresh()
        self.backups.refresh()
        self.rules.refresh()
        section = str(route.params.get("section", ""))
        card = self._cards.get(section)
        if card is not None:
            self._area.ensureWidgetVisible(card)
        wanted = route.params.get("do")
        if wanted == "backup":
            self.backups.back_up()
        elif wanted == "check":
            self.check.check()

    def refresh(self, change_set: ChangeSet) -> None:
        """Show what changed."""
        if "office_member" in change_set.types:
            self.office.refresh()
        if self.isVisible():
            self.file.refresh()

    def leave(self) -> None:
        """Commit what is typed."""
        self.person.commit()
        self.office.commit()

    def route(self) -> Route:
        """Return how to come back."""
        return Route("settings")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards into as many columns as there is room for."""
        super().resizeEvent(event)
        self._lay_cards(2 if self._area.width() >= _TWO_FROM else 1)

    def _lay_cards(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        self._inner.setMaximumWidth(columns * _WIDEST + (columns - 1) * SPACE_M)
        for name, card in self._cards.items():
            for side in self._sides:
                side.removeWidget(card)  # an item taken out by its place would keep its sizes
            side = self._sides[_SIDES[name] if columns == 2 else 0]
            side.insertWidget(side.count() - 1, card)  # above the room that is left
        for place in range(len(self._sides)):
            self._row.setStretch(place, int(place < columns))

"""The navigation at the left: where one is and where one can go."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from coordinator_app.texts import N_
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.kit import Kit, line, nav_button, styled, tool_button, words

#: Wide enough for “Registro de cambios” beside its icon.
WIDE, NARROW = 196, 48
#: Below this width of the window icons are shown only.
NARROW_BELOW: Final = 1100

#: Groups of entries: page, text; the last group stands at the foot.
GROUPS: Final = (
    (("home", N_("Home")), ("follow_ups", N_("Follow-ups"))),
    (
        ("states", N_("States")),
        ("activities", N_("Activities")),
        ("assistance", N_("Assistance")),
        ("contacts", N_("Contacts")),
    ),
    (("exchange", N_("Sent & received")),),
    (("history", N_("Change log")), ("settings", N_("Settings"))),
)


class Navigation(QFrame):
    """Buttons of the pages.

    Args:
        kit: Collaborators.
        menu: The button above.
        narrow: Icons only.

    Signals:
        chosen: Name of a page.
    """

    chosen = Signal(str)

    def __init__(self, kit: Kit, menu: QToolButton, *, narrow: bool) -> None:
        super().__init__()
        styled(self, "nav")
        self.narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        side = 4 if narrow else SPACE_S
        column.setContentsMargins(side, SPACE_S, side, SPACE_S)
        column.setSpacing(2)
        self.menu_button = menu
        column.addWidget(menu)
        column.addSpacing(SPACE_S)
        for number, entries in enumerate(GROUPS):
            if number == len(GROUPS) - 1:
                column.addStretch(1)
            if number:
                column.addSpacing(SPACE_S // 2)
                column.addWidget(line())
                column.addSpacing(SPACE_S // 2)
            for page, text in entries:
                column.addWidget(self._button(kit, page, kit.texts(text), narrow))
        column.setContentsMargins(side, SPACE_S, side, SPACE_M)

    def show_current(self, page: str) -> None:
        """Mark the page that is shown; "" marks none."""
        button = self._buttons.get(page)
        if button is not None:
            button.setChecked(True)
            return
        checked = self._group.checkedButton()
        if checked is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)

    def _button(self, kit: Kit, page: str, text: str, narrow: bool) -> QToolButton:
        made = nav_button(kit, page, text.replace("&", "&&"), narrow=narrow)
        made.setAccessibleName(text)
        made.setToolTip(text if narrow else "")
        made.setObjectName(f"go.{page}")
        made.setMinimumWidth(NARROW - 8 if narrow else WIDE - 2 * SPACE_S)
        made.clicked.connect(self._on_clicked)
        self._group.addButton(made)
        self._buttons[page] = made
        return made

    def _on_clicked(self) -> None:
        sender = self.sender()
        self.chosen.emit(sender.objectName().removeprefix("go."))


def menu_button(kit: Kit) -> QToolButton:
    """Return the button above the navigation; its menu is set when there is one."""
    made = tool_button(kit, "menu", kit.texts("Menu"), size=18)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setObjectName("menu")
    return made


class FileLabel(QWidget):
    """Name of the open file and what is special about it, at the right of the status bar."""

    def __init__(self, text: str, kind: str) -> None:
        super().__init__()
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words(text, "muted" if not kind else "strong"))

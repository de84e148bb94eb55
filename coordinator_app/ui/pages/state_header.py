"""The head of a State's page: its name, where it stands, who speaks for it, what can be done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain import edtf
from coordinator_app.services.states import Overview
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.brevity import last_contact_said
from coordinator_app.ui.pages.elided import ElidedWords
from coordinator_app.ui.pages.states import group_words, stage_words
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import button, set_mark, tool_button

_HEIGHT, _LEAST = 64, 640
_NAME, _EMAIL = 170, 130
#: Below this width buttons show their icons alone.
_NARROW: Final = 1060
#: What can be done: object name, icon, text.
_DOING: Final = (
    ("brief", "print", N_("Brief")),
    ("note", "note", N_("Note")),
    ("send", "send", N_("Send file")),
    ("visit", "add", N_("New visit")),
)


class StateHeader(Card):
    """Two lines of facts, and buttons.

    Args:
        context: Collaborators.

    Signals:
        asked: What is to be done: "brief", "note", "send", "visit".
        step_asked: -1 for the State before, 1 for the next.
        contact_asked: Id of the point of contact, to be opened.
    """

    asked = Signal(str)
    step_asked = Signal(int)
    contact_asked = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._contact = ""
        self.setFixedHeight(_HEIGHT)
        self.body.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self.body.setContentsMargins(SPACE_M, SPACE_XS, SPACE_M, SPACE_XS)
        row = QHBoxLayout()
        row.setSpacing(SPACE_L)
        self._state = ElidedWords("title")
        self._state.setMinimumWidth(_NAME)
        self._facts = ElidedWords("hint")
        row.addLayout(_two(self._state, self._facts), 1)
        row.addLayout(self._point_of_contact())
        row.addLayout(self._doing())
        self.add(row)

    def show_state(self, overview: Overview) -> None:
        """Show what is known of a State."""
        texts = self._context.texts
        self._state.say(overview.name)
        last = last_contact_said(overview.last, texts)
        facts = [
            overview.state.text("code"),
            group_words(overview, texts),
            stage_words(self._context, overview.stage),
            texts("last contact: {day}", day=last),
        ]
        said = " · ".join(fact for fact in facts if fact)
        others = " · ".join(overview.groups)
        self._facts.say(said, f"{said}\n{others}" if others else said)
        self._show_contact(overview)

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of the icons alone: the words of the buttons give way."""
        return QSize(_LEAST, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show icons alone where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        for arrow in (self._before, self._after):
            arrow.setVisible(not narrow)
        for made, text in self._buttons:
            wanted = "" if narrow else self._context.texts(text)
            if made.text() != wanted:
                made.setText(wanted)

    def _point_of_contact(self) -> QGridLayout:
        texts, kit = self._context.texts, self._context.kit
        self._name = button(kit, "", "link", clicked=self._on_contact)
        self._verified = ElidedWords("hint")
        self._phone, self._email = ElidedWords("muted"), ElidedWords("muted")
        self._email.setMinimumWidth(_EMAIL)
        self._copy_phone = tool_button(kit, "copy", texts("Copy the telephone number"))
        self._copy_email = tool_button(kit, "copy", texts("Copy the e-mail address"))
        self._copy_phone.clicked.connect(self._on_copy_phone)
        self._copy_email.clicked.connect(self._on_copy_email)
        above, below = QHBoxLayout(), QHBoxLayout()
        for line in (above, below):
            line.setSpacing(SPACE_S)
            line.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self._name)
        above.addWidget(self._verified, 1)
        below.addSpacing(SPACE_XS)
        for widget in (self._phone, self._copy_phone, self._email, self._copy_email):
            below.addWidget(widget)
        below.addStretch(1)
        grid = QGridLayout()
        grid.setSpacing(0)
        grid.addLayout(above, 0, 0)
        grid.addLayout(below, 1, 0)
        return grid

    def _doing(self) -> QHBoxLayout:
        texts, kit = self._context.texts, self._context.kit
        row = QHBoxLayout()
        row.setSpacing(SPACE_XS + 2)
        self._buttons: list[tuple[QPushButton, str]] = []
        for name, icon, text in _DOING:
            made = button(kit, texts(text), "primary" if name == "visit" else "", icon=icon)
            made.setObjectName(f"state.{name}")
            made.setToolTip(texts(text))
            made.setAccessibleName(texts(text))
            made.setEnabled(name == "brief" or not self._context.file.read_only)
            made.clicked.connect(self._on_asked)
            row.addWidget(made)
            self._buttons.append((made, text))
        row.addSpacing(SPACE_XS)
        before = self._before = tool_button(kit, "previous", texts("Previous State (Alt+Left)"))
        after = self._after = tool_button(kit, "next", texts("Next State (Alt+Right)"))
        before.clicked.connect(self._on_before)
        after.clicked.connect(self._on_after)
        row.addWidget(before)
        row.addWidget(after)
        return row

    def _show_contact(self, overview: Overview) -> None:
        texts, found = self._context.texts, overview.contact
        self._contact = found.contact.id if found else ""
        self._name.setVisible(found is not None)
        if found is None:
            self._name.setText("")
            self._verified.say(texts("No point of contact is recorded."))
        else:
            self._name.setText(found.contact.title.replace("&", "&&"))
            self._name.setToolTip(found.role.text("position"))
            seen = found.role.text("last_verified_on")
            day = edtf.display_day(seen, texts.lang) if seen else ""
            self._verified.say(
                texts("verified on {day}", day=day) if day else texts("not verified yet")
            )
        set_mark(self._verified, "kind", "issue" if found and found.stale else "hint")
        phone = (found.contact.text("phone") or found.contact.text("mobile")) if found else ""
        email = found.contact.text("email") if found else ""
        for text, label, copy in (
            (phone, self._phone, self._copy_phone),
            (email, self._email, self._copy_email),
        ):
            label.say(text)
            if label is self._phone:  # half a number is worth nothing
                label.setMinimumWidth(label.sizeHint().width())
            label.setVisible(bool(text))
            copy.setVisible(bool(text))

    def _copy(self, label: QLabel) -> None:
        QGuiApplication.clipboard().setText(label.text())
        self._context.shell.say(self._context.texts("Copied: {text}", text=label.text()))

    @Slot()
    def _on_copy_phone(self) -> None:
        self._copy(self._phone)

    @Slot()
    def _on_copy_email(self) -> None:
        self._copy(self._email)

    @Slot()
    def _on_contact(self) -> None:
        self.contact_asked.emit(self._contact)

    @Slot()
    def _on_asked(self) -> None:
        self.asked.emit(self.sender().objectName().removeprefix("state."))

    @Slot()
    def _on_before(self) -> None:
        self.step_asked.emit(-1)

    @Slot()
    def _on_after(self) -> None:
        self.step_asked.emit(1)


def _two(above: QWidget, below: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addStretch(1)
    column.addWidget(above)
    column.addWidget(below)
    column.addStretch(1)
    return column

"""The words of several reminders: each copied, or opened in the mail program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.services.exchange.several_sent import Reminded, mail_link
from coordinator_app.ui.context import Context
from coordinator_app.ui.theme import ROW_HEIGHT, SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import button, sized, words

_WIDTH, _HEIGHT, _LEFT = 760, 460, 240
_BETWEEN = f"\n\n{'-' * 60}\n\n"


class RemindersDialog(QDialog):
    """Shows the words of reminders.

    Args:
        context: Collaborators.
        parent: The window.
        reminders: In the order of the list they were chosen in.
        names: By id of the sent file: the State it is about.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        reminders: Sequence[Reminded],
        names: dict[str, str],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._reminders = context, list(reminders)
        texts, kit = context.texts, context.kit
        self.setWindowTitle(texts("Words of the reminders"))
        sized(self, _WIDTH, _HEIGHT)
        self.list = QListWidget()
        self.list.setAccessibleName(texts("Reminders"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        for each in self._reminders:
            item = QListWidgetItem(names.get(each.dispatch, each.words.subject))
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            item.setToolTip(each.words.to or texts("No e-mail address is on record."))
            self.list.addItem(item)
        self.list.currentRowChanged.connect(self._on_row)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(texts("Words of the reminder"))
        self.mail = button(kit, texts("Write a mail"), icon="mail", clicked=self._on_mail)
        self.copy = button(kit, texts("Copy"), icon="copy", clicked=self._on_copy)
        self.copy_all = button(kit, texts("Copy all"), icon="copy", clicked=self._on_copy_all)
        self.close_it = button(kit, texts("Close"), "primary", clicked=self.accept)
        self.close_it.setDefault(True)
        self._lay_out()
        self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        texts = self._context.texts
        left = Card(flush=True)
        left.setFixedWidth(_LEFT)
        left.add(self.list)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE_S)
        middle.addWidget(left)
        middle.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        for each in (self.mail, self.copy, self.copy_all):
            foot.addWidget(each)
        foot.addStretch(1)
        foot.addWidget(self.close_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        count = len(self._reminders)
        said = texts.n(
            "{n} reminder is noted. Send its words to the recipient.",
            "{n} reminders are noted. Send their words to the recipients.",
            count,
        )
        column.addWidget(words(said, "heading", wrap=True))
        column.addLayout(middle, 1)
        column.addLayout(foot)

    def _current(self) -> Reminded | None:
        row = self.list.currentRow()
        return self._reminders[row] if 0 <= row < len(self._reminders) else None

    @Slot(int)
    def _on_row(self, _row: int) -> None:
        found = self._current()
        self.text.setPlainText(found.words.whole() if found else "")

    @Slot()
    def _on_mail(self) -> None:
        found = self._current()
        if found is not None:
            QDesktopServices.openUrl(QUrl(mail_link(found.words)))

    @Slot()
    def _on_copy(self) -> None:
        found = self._current()
        if found is not None:
            self._put(found.words.whole())

    @Slot()
    def _on_copy_all(self) -> None:
        self._put(_BETWEEN.join(each.words.whole() for each in self._reminders))

    def _put(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._context.shell.say(self._context.texts("Copied"))

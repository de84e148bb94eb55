"""The life of one sent file, and what can be done about it."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.services.exchange import sent_files
from coordinator_app.services.exchange.sent_files import SentFile, Step
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import Texts
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.dialogs.extend import ExtendDialog
from coordinator_app.ui.pages.side_pane import PaneFrame
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.kit import button, styled, words


class Life(PaneFrame):
    """The life of one sent file, and what can be done about it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._file: SentFile | None = None
        self._generation = Generation()
        texts, kit = context.texts, context.kit
        self._about = words("", "muted", wrap=True)
        self._check = button(
            kit, texts("Go on checking"), "primary", icon="ok", clicked=self._on_check
        )
        self._remind = button(kit, texts("Remind"), icon="reminder", clicked=self._on_remind)
        self._again = button(kit, texts("Send again"), icon="send", clicked=self._on_again)
        self._extend = button(kit, texts("Extend…"), icon="calendar", clicked=self._on_extend)
        self._close = button(kit, "", icon="close", clicked=self._on_close)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(SPACE_S)
        self._inner = QWidget()
        styled(self._inner, "plain")
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addWidget(self._about)
        column.addWidget(self._check)
        for pair in ((self._remind, self._again), (self._extend, self._close)):
            row = QHBoxLayout()
            row.setSpacing(SPACE_S)
            for made in pair:
                row.addWidget(made, 1)
            column.addLayout(row)
        column.addWidget(words(texts("What happened"), "section"))
        holder = QWidget()
        styled(holder, "plain")
        holder.setLayout(self._steps)
        self._steps.setContentsMargins(0, 0, 0, 0)
        column.addWidget(holder)
        column.addStretch(1)
        self.set_body(self._inner)
        self.show_file(None)

    @property
    def dispatch(self) -> str:
        """Id of the file that is shown, "" for none."""
        return self._file.record.id if self._file else ""

    def show_file(self, file: SentFile | None) -> None:
        """Show a sent file."""
        self._file = file
        texts = self._context.texts
        self._inner.setVisible(file is not None)
        if file is None:
            self.set_head("")
            return
        open_still = file.group in ("late", "waiting")
        writable = not self._context.file.read_only
        self.set_head(file.record.reference, file.state)
        self._about.setText(file.record.text("file_name"))
        self._check.setVisible(bool(file.reviews))
        self._remind.setEnabled(writable and open_still)
        self._extend.setEnabled(writable and file.group != "done")
        self._again.setEnabled(writable)
        self._close.setEnabled(writable and file.group != "done")
        self._close.setText(texts("Close"))
        self._close.setToolTip(texts("Close without reply") if open_still else "")
        self._context.tasks.read(
            partial(_life, file.record.id, texts),
            self._on_life,
            generation=self._generation.new(),
        )

    @Slot(object)
    def _on_life(self, steps: list[Step]) -> None:
        while (item := self._steps.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for step in steps:
            line = words(f"{step.day}  {step.what}", wrap=True)
            self._steps.addWidget(line)

    @Slot()
    def _on_check(self) -> None:
        if self._file is not None and self._file.reviews:
            self._context.shell.go(Route("review", "", {"review": self._file.reviews[0]}))

    @Slot()
    def _on_remind(self) -> None:
        self._context.tasks.write(partial(_remind, self.dispatch), self._on_reminded)

    @Slot(object)
    def _on_reminded(self, done: tuple[ChangeSet, str]) -> None:
        change_set, text = done
        QGuiApplication.clipboard().setText(text)
        self._context.shell.say_undoable(
            self._context.texts(
                "Noted. The words of a reminder are copied: paste them into a mail."
            ),
            change_set.operation,
        )

    @Slot()
    def _on_again(self) -> None:
        if self._file is not None:
            self._context.shell.send(self._file.record.ids("countries")[0])

    @Slot()
    def _on_extend(self) -> None:
        if self._file is not None:
            dialog = ExtendDialog(self._context, self.window(), self._file.record.text("due_back"))
            dialog.chosen.connect(self._on_extended)
            dialog.open()

    @Slot(object)
    def _on_extended(self, day: dt.date) -> None:
        self._context.tasks.write(partial(_extend, self.dispatch, day), self._on_done)

    @Slot()
    def _on_close(self) -> None:
        self._context.tasks.write(partial(_close, self.dispatch), self._on_done)

    @Slot(object)
    def _on_done(self, change_set: ChangeSet) -> None:
        self._context.shell.say_undoable(self._context.texts("Done"), change_set.operation)


def _life(dispatch: str, texts: Texts, reading: Reading) -> list[Step]:
    return sent_files.life(reading, dispatch, texts)


def _remind(dispatch: str, session: Session) -> tuple[ChangeSet, str]:
    return sent_files.remind(session, dispatch), sent_files.reminder(session, dispatch)


def _extend(dispatch: str, day: dt.date, session: Session) -> ChangeSet:
    return sent_files.extend(session, dispatch, day)


def _close(dispatch: str, session: Session) -> ChangeSet:
    return sent_files.close(session, dispatch)

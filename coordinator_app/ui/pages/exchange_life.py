"""The life of one sent file, and what can be done about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.services.exchange import again, issued, life, sent_files, several_sent
from coordinator_app.services.exchange.issued import Compared
from coordinator_app.services.exchange.sent_files import Reminder, SentFile, Step
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import Texts
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.dialogs.ask_date import AskDateDialog
from coordinator_app.ui.pages.exchange_figures import Figures
from coordinator_app.ui.pages.exchange_several import SeveralFiles
from coordinator_app.ui.pages.side_pane import PaneFrame
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.kit import button, line, styled, words

_DAY_WIDTH: Final = 92
_WORDS_HEIGHT: Final = 148


class Life(PaneFrame):
    """The life of one sent file, and what can be done about it.

    Signals:
        together_asked: Ids of the files sent in one go with the one that is shown.
    """

    together_asked = Signal(tuple)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._file: SentFile | None = None
        self._reminded: Reminder | None = None
        self._generation = Generation()
        texts, kit = context.texts, context.kit
        self.check = button(
            kit, texts("Go on checking"), "primary", icon="ok", clicked=self._on_check
        )
        self.remind = button(kit, texts("Remind"), icon="reminder", clicked=self._on_remind)
        self.extend = button(kit, texts("Extend…"), icon="calendar", clicked=self._on_extend)
        tip = texts("Write the same file again, with the values that were sent")
        self.again = button(kit, texts("Send again…"), icon="send", tip=tip, clicked=self._on_again)
        self.close_it = button(kit, texts("Close"), clicked=self._on_close)
        self._facts = QGridLayout()
        self._reminder = self._make_reminder()
        self._together: tuple[str, ...] = ()
        self.together = button(kit, "", "link", clicked=self._on_together)
        self.together.hide()
        self.figures = Figures(kit)
        self._steps = QGridLayout()
        self._lay_out()
        self.show_file(None)

    @property
    def dispatch(self) -> str:
        """Id of the file that is shown, "" for none."""
        return self._file.record.id if self._file else ""

    def show_files(self, files: Sequence[SentFile]) -> None:
        """Show one sent file, or what can be done about several."""
        if len(files) == 1:
            self.show_file(files[0])
            return
        texts = self._context.texts
        self.set_head(texts.n("{n} file", "{n} files", len(files)))
        self.several.show_files(files)
        self._either.setCurrentWidget(self.several)

    def show_file(self, file: SentFile | None) -> None:
        """Show a sent file."""
        self._either.setCurrentIndex(0)
        if file is None or file.record.id != self.dispatch:
            self._reminder.hide()
        self._file = file
        self._inner.setVisible(file is not None)
        if file is None:
            self.set_head("")
            return
        texts, writable = self._context.texts, not self._context.file.read_only
        self.set_head(file.record.reference, file.state or file.what)
        self._show_facts(file)
        self.check.setVisible(bool(file.reviews))
        awaited = file.group in ("late", "waiting")
        self.remind.setEnabled(writable and awaited)
        self.extend.setEnabled(writable and file.can_be_extended)
        self.again.setEnabled(writable and file.can_be_written_again)
        self.close_it.setEnabled(writable and file.can_be_closed)
        self.close_it.setText(texts("Close without reply") if awaited else texts("Close"))
        self._context.tasks.read(
            partial(_told, file.record.id, texts),
            self._on_life,
            generation=self._generation.new(),
        )

    # Laying out ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._inner = QWidget()
        styled(self._inner, "plain")
        column = self._column = QVBoxLayout(self._inner)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S)
        for grid in (self._facts, self._steps):
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(SPACE_S)
            grid.setVerticalSpacing(SPACE_XS)
            grid.setColumnMinimumWidth(0, _DAY_WIDTH)
            grid.setColumnStretch(1, 1)
        column.addLayout(self._facts)
        column.addSpacing(SPACE_XS)
        column.addWidget(self.check)
        for pair in ((self.remind, self.extend), (self.again, self.close_it)):
            row = QHBoxLayout()
            row.setSpacing(SPACE_S)
            for made in pair:
                row.addWidget(made, 1)
            column.addLayout(row)
        column.addWidget(self.together, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._reminder)
        column.addWidget(self.figures)
        column.addSpacing(SPACE_XS)
        column.addWidget(line())
        column.addWidget(words(self._context.texts("What happened"), "section"))
        column.addLayout(self._steps)
        column.addStretch(1)
        scroll = self._scroll = QScrollArea()
        styled(scroll, "plain")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inner)
        scroll.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)
        self.several = SeveralFiles(self._context)
        self._either = QStackedWidget()
        self._either.addWidget(scroll)
        self._either.addWidget(self.several)
        self.set_body(self._either)

    def _make_reminder(self) -> QWidget:
        texts = self._context.texts
        made = QWidget()
        styled(made, "plain")
        self.reminder_text = QPlainTextEdit()
        self.reminder_text.setReadOnly(True)
        self.reminder_text.setTabChangesFocus(True)
        self.reminder_text.setFixedHeight(_WORDS_HEIGHT)
        self.reminder_text.setAccessibleName(texts("Words of the reminder"))
        self.copy = button(
            self._context.kit, texts("Copy for a mail"), icon="copy", clicked=self._on_copy
        )
        self.mail = button(
            self._context.kit, texts("Write a mail"), icon="mail", clicked=self._on_mail
        )
        head = QHBoxLayout()
        head.setSpacing(SPACE_XS)
        head.addWidget(self.copy)
        head.addWidget(self.mail)
        head.addStretch(1)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, SPACE_XS, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(words(texts("Words of the reminder"), "label"))
        column.addWidget(self.reminder_text)
        column.addLayout(head)
        made.hide()
        return made

    def _show_facts(self, file: SentFile) -> None:
        texts = self._context.texts
        facts = (
            (texts("What"), file.what),
            (texts("Recipient"), file.recipient),
            (texts("Sent"), file.sent),
            (texts("Reply by"), file.reply_by),
            (texts("Status"), file.situation(texts)),
            (texts("File"), file.record.text("file_name")),
        )
        _clear(self._facts)
        for row, (name, text) in enumerate(facts):
            self._facts.addWidget(words(name, "hint"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(words(text or "—", wrap=True), row, 1)

    @Slot(object)
    def _on_life(self, found: _Told) -> None:
        self._together = found.together
        self.figures.show_figures(found.figures)
        others = len(self._together) - 1
        self.together.setText(
            self._context.texts.n(
                "Sent together with {n} other", "Sent together with {n} others", others
            )
        )
        self.together.setVisible(others > 0)
        _clear(self._steps)
        for row, step in enumerate(found.steps):
            said = words(step.what, wrap=True)
            said.setToolTip(step.who)
            self._steps.addWidget(words(step.day, "hint"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._steps.addWidget(said, row, 1)

    @Slot()
    def _on_together(self) -> None:
        self.together_asked.emit(self._together)

    # Doing -----------------------------------------------------------------------------------------

    @Slot()
    def _on_check(self) -> None:
        if self._file is not None and self._file.reviews:
            self._context.shell.go(Route("review", "", {"review": self._file.reviews[0]}))

    @Slot()
    def _on_remind(self) -> None:
        self.remind.setEnabled(False)  # a second press would count a second reminder
        self._context.tasks.write(partial(_remind, self.dispatch), self._on_reminded)

    @Slot(object)
    def _on_reminded(self, done: tuple[str, ChangeSet, Reminder]) -> None:
        dispatch, change_set, reminder = done
        if dispatch == self.dispatch:
            self._reminded = reminder
            self.reminder_text.setPlainText(reminder.whole())
            self._reminder.show()
            self.copy.setFocus(Qt.FocusReason.OtherFocusReason)
            self._column.activate()
            self._scroll.ensureWidgetVisible(self.reminder_text)
        self._context.shell.say_undoable(
            self._context.texts("The reminder is noted; copy its words into a mail."),
            change_set.operation,
        )

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.reminder_text.toPlainText())
        self._context.shell.say(self._context.texts("Copied"))

    @Slot()
    def _on_mail(self) -> None:
        if self._reminded is not None:
            QDesktopServices.openUrl(QUrl(several_sent.mail_link(self._reminded)))

    @Slot()
    def _on_again(self) -> None:
        if self._file is None:
            return
        shell, texts = self._context.shell, self._context.texts
        folder = shell.recall("send.folder") or str(Path.home())
        name = self._file.record.text("file_name") or f"{self._file.record.reference}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, texts("Save the file"), str(Path(folder) / name), "Excel (*.xlsx)"
        )
        if chosen:
            path = Path(chosen if chosen.lower().endswith(".xlsx") else f"{chosen}.xlsx")
            shell.remember("send.folder", str(path.parent))
            self.write_again(path)

    def write_again(self, path: Path) -> None:
        """Write the file that is shown once more."""
        self._context.tasks.write(partial(_again, self.dispatch, path), self._on_written_again)

    @Slot(object)
    def _on_written_again(self, done: tuple[Path, ChangeSet]) -> None:
        path, change_set = done
        said = self._context.texts("{file} is saved again.", file=path.name)
        if change_set.changes:
            self._context.shell.say_undoable(said, change_set.operation)
        else:
            self._context.shell.say(said)

    @Slot()
    def _on_extend(self) -> None:
        if self._file is None:
            return
        texts, record = self._context.texts, self._file.record
        dialog = AskDateDialog(
            self._context,
            self.window(),
            title=texts("Give time until"),
            subject=f"{record.reference} · {self._file.state}",
            value=record.text("due_back"),
        )
        dialog.taken.connect(self._on_extended)
        dialog.open()

    @Slot(str)
    def _on_extended(self, day: str) -> None:
        until = dt.date.fromisoformat(day)
        self._context.tasks.write(partial(_extend, self.dispatch, until), self._on_given_time)

    @Slot(object)
    def _on_given_time(self, change_set: ChangeSet) -> None:
        said = self._context.texts("More time is given")
        self._context.shell.say_undoable(said, change_set.operation)

    @Slot()
    def _on_close(self) -> None:
        self._context.tasks.write(partial(_close, self.dispatch), self._on_file_closed)

    @Slot(object)
    def _on_file_closed(self, change_set: ChangeSet) -> None:
        self._context.shell.say_undoable(self._context.texts("Closed"), change_set.operation)


def _clear(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


class _Told(NamedTuple):
    """What there is to tell of a sent file beside its facts."""

    steps: list[Step]
    together: tuple[str, ...]
    figures: list[Compared]


def _told(dispatch: str, texts: Texts, reading: Reading) -> _Told:
    record = reading.records.get(dispatch)
    return _Told(
        life.life(reading, dispatch, texts),
        several_sent.together(reading, dispatch),
        issued.compared(reading, record, texts) if record is not None else [],
    )


def _remind(dispatch: str, session: Session) -> tuple[str, ChangeSet, Reminder]:
    change_set = sent_files.remind(session, dispatch)
    return dispatch, change_set, sent_files.reminder(session, dispatch)


def _again(dispatch: str, path: Path, session: Session) -> tuple[Path, ChangeSet]:
    return path, again.write_again(session, dispatch, path)


def _extend(dispatch: str, day: dt.date, session: Session) -> ChangeSet:
    return sent_files.extend(session, dispatch, day)


def _close(dispatch: str, session: Session) -> ChangeSet:
    return sent_files.close(session, dispatch)

"""Sending one file to each of several States: what, to whom, a look inside, saving them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.errors import UserError
from coordinator_app.services.exchange import batch, dispatch, several_sent
from coordinator_app.services.exchange.batch import Item, Looked, Outcome
from coordinator_app.services.session import Reading, Session
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.dialogs.addressees import To
from coordinator_app.ui.dialogs.looked_model import RECIPIENT as LOOKED_RECIPIENT
from coordinator_app.ui.dialogs.looked_model import LookedModel
from coordinator_app.ui.dialogs.send import scrolled
from coordinator_app.ui.dialogs.send_form import SendForm
from coordinator_app.ui.dialogs.sending import Sending
from coordinator_app.ui.dialogs.sent_list import SentList
from coordinator_app.ui.dialogs.to_whom import ToWhom
from coordinator_app.ui.tables.plain_table import plain_table
from coordinator_app.ui.tasks import Job
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import button, sized, styled, words

WHAT, TO_WHOM, LOOK, SAVED = range(4)
_WIDTH, _HEIGHT = 900, 600
_WIDTHS: Final = (184, 120, 70, 116, 120, 132, 106)


class SendSeveralDialog(QDialog):
    """Makes a file for each of several States and tracks them.

    Args:
        context: Collaborators.
        parent: The window.
    """

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._looking: Job | None = None
        self._sending: Sending | None = None
        self._folder = Path()
        self._sent: tuple[str, ...] = ()
        texts, kit = context.texts, context.kit
        self.setWindowTitle(texts("Send a file to several States"))
        sized(self, _WIDTH, _HEIGHT)
        self._step = words("", "heading")
        self.issue = words("", "issue", wrap=True)
        self.issue.hide()
        self.form = SendForm(context, several=True)
        self.whom = ToWhom(context)
        self.whom.changed.connect(self._on_ticks)
        self.looked = LookedModel(texts, context.catalogue, self)
        self.saved = SentList(context)
        self._pages = QStackedWidget()
        for page in (scrolled(self.form), self.whom, self._look_page(), self.saved):
            self._pages.addWidget(page)
        self.cancel = button(kit, texts("Cancel"), clicked=self.reject)
        self.back = button(kit, texts("Back"), clicked=self._on_back)
        self.open_folder = button(kit, texts("Open the folder"), clicked=self._on_open_folder)
        self.withdraw = button(kit, texts("Withdraw them all"), clicked=self._on_withdraw)
        self.next = button(kit, "", "primary", clicked=self._on_next)
        self.next.setDefault(True)
        self._lay_out()
        self._show_step(WHAT)
        self.whom.read()

    @property
    def step(self) -> int:
        """The step that is shown, from 0."""
        return self._pages.currentIndex()

    def reject(self) -> None:
        """Stop what is on its way; close when nothing is."""
        if self._sending is not None:
            self._sending.stop()
            return
        if self._looking is not None:
            self._context.tasks.cancel(self._looking)
            self._looking = None
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the button that has it, not to whatever is typed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.next.isEnabled():
            return
        super().keyPressEvent(event)

    # Laying out ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        for each in (self.back, self.withdraw, self.open_folder, self.next):
            foot.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(self._step)
        column.addWidget(self._pages, 1)
        column.addWidget(self.issue)
        column.addLayout(foot)

    def _look_page(self) -> QWidget:
        texts = self._context.texts
        page = QWidget()
        styled(page, "plain")
        self.personal = QCheckBox(texts("Include data about people (names, telephones, e-mail)"))
        self.personal.toggled.connect(self._on_personal)
        self.over = QCheckBox(texts("Write over files of the same name"))
        self.table = plain_table(self._context, self.looked, texts("Look inside"), _WIDTHS)
        self.table.horizontalHeader().setSectionResizeMode(
            LOOKED_RECIPIENT, self.table.horizontalHeader().ResizeMode.Stretch
        )
        self.table.selectionModel().currentRowChanged.connect(self._on_looked_row)
        self.said = words("", "muted", wrap=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card = Card(flush=True)
        card.add(self.table)
        out = Card(texts("What was left out"))
        out.add(self.said)
        self._out = scrolled(out, texts("What was left out"))
        self._out.setMaximumHeight(150)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.personal)
        column.addWidget(card, 2)
        column.addWidget(self._out, 1)
        column.addWidget(self.over)
        return page

    # Steps ---------------------------------------------------------------------------------------

    def _show_step(self, step: int) -> None:
        texts = self._context.texts
        titles = (
            texts("1 of 4 · What, and by when"),
            texts("2 of 4 · To whom"),
            texts("3 of 4 · Look inside"),
            texts("4 of 4 · Save the files"),
        )
        self._step.setText(titles[step])
        self._pages.setCurrentIndex(step)
        self.back.setVisible(step in (TO_WHOM, LOOK))
        self.open_folder.setVisible(False)
        self.withdraw.setVisible(False)
        self.cancel.setVisible(True)
        nexts = (texts("To whom"), texts("Look inside"), texts("Save all…"), texts("Close"))
        self.next.setText(nexts[step])
        self.next.setEnabled(step != SAVED)
        if step == TO_WHOM:
            self.whom.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self._on_ticks()
        elif step == LOOK:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_back(self) -> None:
        if self._looking is not None:
            self._context.tasks.cancel(self._looking)
            self._looking = None
        self._refuse("")
        self._show_step(self.step - 1)

    @Slot()
    def _on_next(self) -> None:
        if self.step == WHAT:
            wrong = self.form.commit()
            self._refuse(wrong)
            if not wrong:
                self._show_step(TO_WHOM)
        elif self.step == TO_WHOM:
            problem = "" if self.whom.recipient.commit() else self.whom.recipient.problem()
            self._refuse(problem)
            if not problem:
                self._look()
        elif self.step == LOOK:
            self._ask_place()
        else:
            self.accept()
            self._context.shell.go(Route("exchange"))

    @Slot()
    def _on_ticks(self) -> None:
        if self.step == TO_WHOM:
            self.next.setEnabled(bool(self.whom.ticked()))

    def _refuse(self, sentence: str) -> None:
        self.issue.setText(sentence)
        self.issue.setVisible(bool(sentence))

    # Looking inside ------------------------------------------------------------------------------

    def _request(self) -> dispatch.Request:
        people = self.form.may_hold_people()
        self.personal.setVisible(people)
        return self.form.request(personal=people and self.personal.isChecked())

    def _look(self) -> None:
        request, ticked = self._request(), self.whom.ticked()
        self.looked.fill(())
        self.said.setText("")
        self._show_step(LOOK)
        self.next.setEnabled(False)
        if self._looking is not None:
            self._context.tasks.cancel(self._looking)
        file, clock = self._context.file.path, self._context.clock
        self._looking = self._context.tasks.work(
            partial(_in_worker, file, clock, request, ticked),
            self._on_looked,
            self._on_refused,
            self._on_look_step,
        )

    def _on_look_step(self, done: int, total: int, name: str) -> None:
        if name:
            self.said.setText(
                self._context.texts(
                    "File {number} of {total}: {name}", number=done + 1, total=total, name=name
                )
            )

    @Slot(object)
    def _on_looked(self, looked: Sequence[Looked]) -> None:
        self._looking = None
        self.looked.fill(looked)
        self.table.selectRow(0)
        self._show_left_out(0)
        self.next.setEnabled(any(each.preview is not None for each in looked))
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, error: UserError) -> None:
        self._looking = None
        self._refuse(error.sentence(self._context.texts))

    @Slot(bool)
    def _on_personal(self, _on: bool) -> None:
        if self.step == LOOK:
            self._look()

    @Slot(QModelIndex, QModelIndex)
    def _on_looked_row(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self._show_left_out(index.row())

    def _show_left_out(self, row: int) -> None:
        self.said.setText(self.looked.said(row) or self._context.texts("Nothing"))

    # Saving --------------------------------------------------------------------------------------

    def _ask_place(self) -> None:
        shell, texts = self._context.shell, self._context.texts
        start = shell.recall("send.folder") or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, texts("A folder for the files"), start)
        if chosen:
            shell.remember("send.folder", chosen)
            self.save_in(Path(chosen))

    def save_in(self, folder: Path) -> None:
        """Write every file into a folder, telling how far it is."""
        self._folder = folder
        self._refuse("")
        self._show_step(SAVED)
        self._context.tasks.read(
            partial(_items, self._request(), self.whom.ticked(), folder),
            self._on_items,
            self._on_refused,
        )

    @Slot(object)
    def _on_items(self, items: Sequence[Item]) -> None:
        self.saved.begin(len(items))
        self._sending = Sending(self._context, items, self, over=self.over.isChecked())
        self._sending.step.connect(self.saved.step)
        self._sending.finished.connect(self._on_finished)
        self.cancel.setText(self._context.texts("Stop"))
        self._sending.begin()

    @Slot(object, int)
    def _on_finished(self, outcomes: list[Outcome], left: int) -> None:
        if self._sending is not None:
            self._sending.deleteLater()
        self._sending = None
        self.saved.show_outcomes(outcomes, left)
        self.cancel.hide()
        self._sent = tuple(each.sent.dispatch for each in outcomes if each.sent is not None)
        self.open_folder.setVisible(bool(self._sent))
        self.withdraw.setVisible(bool(self._sent))
        self.next.setEnabled(True)
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_withdraw(self) -> None:
        self.withdraw.setEnabled(False)
        self._context.tasks.write(
            partial(_withdraw, self._sent), self._on_withdrawn, self._on_refused
        )

    @Slot(object)
    def _on_withdrawn(self, change_set: ChangeSet) -> None:
        shell, count = self._context.shell, len(change_set.records)
        self.accept()
        shell.go(Route("exchange"))
        said = self._context.texts.n("{n} file is withdrawn.", "{n} files are withdrawn.", count)
        shell.say_undoable(said, change_set.operation)

    @Slot()
    def _on_open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _items(
    request: dispatch.Request, ticked: Sequence[To], folder: Path, reading: Reading
) -> list[Item]:
    """Return the files, each with the recipient that was chosen."""
    made = batch.items(reading, request, [each.addressee for each in ticked], folder)
    return [
        replace(item, request=replace(item.request, recipient=to.recipient))
        for item, to in zip(made, ticked, strict=True)
    ]


def _withdraw(dispatches: Sequence[str], session: Session) -> ChangeSet:
    return several_sent.withdraw(session, dispatches)


def _in_worker(
    book: Path, clock: Clock, request: dispatch.Request, ticked: Sequence[To], job: Job
) -> tuple[Looked, ...]:
    """Look into every file beside everything else, telling how far it is."""
    with Reading.open(book, clock) as reading:
        items = _items(request, ticked, Path(), reading)
        return batch.previews(reading, items, job.report, partial(_cancelled, job))


def _cancelled(job: Job) -> bool:
    return job.cancelled

"""Several sent files chosen together: who they went to, and what can be done about all of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.services.exchange import several_sent
from coordinator_app.services.exchange.sent_files import SentFile
from coordinator_app.services.exchange.several_sent import Reminded
from coordinator_app.services.session import Session
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.dialogs.ask_date import AskDateDialog
from coordinator_app.ui.dialogs.reminders import RemindersDialog
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.kit import button, line, styled, words

_MOST_NAMED: Final = 60
_GROUPS: Final = (
    ("late", N_("{n} late")),
    ("check", N_("{n} to check")),
    ("waiting", N_("{n} waiting")),
    ("done", N_("{n} done")),
)


class SeveralFiles(QWidget):
    """What can be done about several sent files at once, each time as one operation.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._files: list[SentFile] = []
        texts, kit = context.texts, context.kit
        styled(self, "plain")
        self.stand = words("", "strong", wrap=True)
        self.remind = button(kit, "", icon="reminder", clicked=self._on_remind)
        self.extend = button(kit, texts("Extend…"), icon="calendar", clicked=self._on_extend)
        self.close_them = button(kit, "", clicked=self._on_close)
        self.withdraw = button(kit, "", clicked=self._on_withdraw)
        self.names = words("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S)
        for each in (
            self.stand,
            self.remind,
            self.extend,
            self.close_them,
            self.withdraw,
            line(),
        ):
            column.addWidget(each)
        self.names.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea()
        styled(scroll, "plain")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.names)
        scroll.viewport().setAutoFillBackground(False)
        self.names.setAutoFillBackground(False)
        column.addWidget(scroll, 1)

    def show_files(self, files: Sequence[SentFile]) -> None:
        """Show what they have in common."""
        self._files = list(files)
        texts, writable = self._context.texts, not self._context.file.read_only
        groups = Counter(each.group for each in files)
        said = [texts(text).format(n=groups[key]) for key, text in _GROUPS if groups[key]]
        self.stand.setText(" · ".join(said))
        awaited, extendable, open_ = self._awaited(), self._extendable(), self._open()
        self.remind.setText(texts.n("Remind {n}", "Remind {n}", len(awaited)))
        self.remind.setEnabled(writable and bool(awaited))
        self.extend.setText(texts.n("Extend {n}…", "Extend {n}…", len(extendable)))
        self.extend.setEnabled(writable and bool(extendable))
        without = {each.record.id for each in awaited} == {each.record.id for each in open_}
        if without:
            said_close = texts.n("Close {n} without reply", "Close {n} without reply", len(open_))
        else:
            said_close = texts.n("Close {n}", "Close {n}", len(open_))
        self.close_them.setText(said_close)
        self.close_them.setEnabled(writable and bool(open_))
        self.withdraw.setText(texts.n("Withdraw {n}", "Withdraw {n}", len(awaited)))
        self.withdraw.setToolTip(texts("As if never sent; no reply is awaited any more."))
        self.withdraw.setEnabled(writable and bool(awaited))
        named = [f"{each.record.reference} {each.state}" for each in files[:_MOST_NAMED]]
        if more := len(files) - len(named):
            named.append(texts.n("and {n} more", "and {n} more", more))
        self.names.setText("\n".join(named))

    def _awaited(self) -> list[SentFile]:
        return [each for each in self._files if each.group in ("late", "waiting")]

    def _extendable(self) -> list[SentFile]:
        return [each for each in self._files if each.can_be_extended]

    def _open(self) -> list[SentFile]:
        return [each for each in self._files if each.can_be_closed]

    # Doing -----------------------------------------------------------------------------------------

    @Slot()
    def _on_remind(self) -> None:
        self.remind.setEnabled(False)  # a second press would count a second reminder
        self._context.tasks.write(partial(_remind, _ids(self._awaited())), self._on_reminded)

    @Slot(object)
    def _on_reminded(self, done: tuple[ChangeSet, list[Reminded]]) -> None:
        change_set, reminders = done
        names = {each.record.id: each.state for each in self._files}
        RemindersDialog(self._context, self.window(), reminders, names).open()
        self._say(N_("{n} reminder is noted."), N_("{n} reminders are noted."), change_set)

    @Slot()
    def _on_extend(self) -> None:
        texts, files = self._context.texts, self._extendable()
        latest = max((each.record.text("due_back") for each in files), default="")
        dialog = AskDateDialog(
            self._context,
            self.window(),
            title=texts("Give time until"),
            subject=texts.n("{n} sent file", "{n} sent files", len(files)),
            value=latest,
        )
        dialog.taken.connect(self._on_day)
        dialog.open()

    @Slot(str)
    def _on_day(self, day: str) -> None:
        until = dt.date.fromisoformat(day)
        self._context.tasks.write(
            partial(_extend, _ids(self._extendable()), until), self._on_extended
        )

    @Slot(object)
    def _on_extended(self, change_set: ChangeSet) -> None:
        self._say(N_("{n} file has more time."), N_("{n} files have more time."), change_set)

    @Slot()
    def _on_close(self) -> None:
        self._context.tasks.write(partial(_close, _ids(self._open())), self._on_closed)

    @Slot(object)
    def _on_closed(self, change_set: ChangeSet) -> None:
        self._say(N_("{n} file is closed."), N_("{n} files are closed."), change_set)

    @Slot()
    def _on_withdraw(self) -> None:
        self._context.tasks.write(partial(_withdraw, _ids(self._awaited())), self._on_withdrawn)

    @Slot(object)
    def _on_withdrawn(self, change_set: ChangeSet) -> None:
        self._say(N_("{n} file is withdrawn."), N_("{n} files are withdrawn."), change_set)

    def _say(self, one: str, many: str, change_set: ChangeSet) -> None:
        said = self._context.texts.n(one, many, len(change_set.records))
        self._context.shell.say_undoable(said, change_set.operation)


def _ids(files: Sequence[SentFile]) -> tuple[str, ...]:
    return tuple(each.record.id for each in files)


def _remind(dispatches: tuple[str, ...], session: Session) -> tuple[ChangeSet, list[Reminded]]:
    return several_sent.remind(session, dispatches)


def _extend(dispatches: tuple[str, ...], day: dt.date, session: Session) -> ChangeSet:
    return several_sent.extend(session, dispatches, day)


def _close(dispatches: tuple[str, ...], session: Session) -> ChangeSet:
    return several_sent.close(session, dispatches)


def _withdraw(dispatches: tuple[str, ...], session: Session) -> ChangeSet:
    return several_sent.withdraw(session, dispatches)

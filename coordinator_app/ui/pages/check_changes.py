"""Check changes: a reply decided line by line, taken in as one operation."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.errors import UserError
from coordinator_app.services.exchange import folder, review
from coordinator_app.services.exchange.incoming import NotOurs
from coordinator_app.services.exchange.rehearsal import Rehearsal
from coordinator_app.services.session import Session
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.dialogs.ask_password import AskPasswordDialog
from coordinator_app.ui.foreign import afterwards
from coordinator_app.ui.pages.page import Page
from coordinator_app.ui.review import opening
from coordinator_app.ui.review.decider import Decider
from coordinator_app.ui.review.deciding import Deciding
from coordinator_app.ui.review.rehearsal import RehearsalDialog
from coordinator_app.ui.review.view import View
from coordinator_app.ui.tasks import Job


class CheckChangesPage(Page):
    """A reply under review.

    Its route names what to open: params "path" (a file), "review" (one left before), or
    "received" (a list that was compared already) with "mapping", the kept choices it was read by.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._route = Route("review")
        self._reading: Job | None = None
        #: Decisions that the saved review does not know yet.
        self._unsaved = False
        self._taking = self._stale = False
        #: Set when the person stops taking in.
        self._stopped = Event()
        self.view = view = View(context)
        self.decider = Decider(context, view)
        self.column.addWidget(view)
        self.column.setSpacing(0)
        for signal, slot in (
            (view.take_in.clicked, self._on_apply),
            (view.send_back.clicked, self._on_send_back),
            (view.leave.clicked, self._on_leave),
            (view.give_up.clicked, self._on_give_up),
            (view.mapping.clicked, self._on_mapping),
            (view.rehearse.clicked, self._on_rehearse),
            (self.decider.decided, self._on_decided),
            (self.decider.foreseen, self._on_foreseen),
            (self.decider.ruled, self._on_ruled),
        ):
            signal.connect(slot)
        context.actions.bind("review.leave", self._on_leave, view.table)
        context.actions.bind("review.apply", self._on_apply, self)

    @property
    def _deciding(self) -> Deciding | None:
        return self.decider.deciding

    @_deciding.setter
    def _deciding(self, deciding: Deciding | None) -> None:
        self.decider.deciding = deciding

    def open(self, route: Route) -> None:
        """Read and compare the reply a route names."""
        if not route.params and self._deciding is not None and not self._stale:
            self.view.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if route.params:
            self._route = route
        if not self._route.params:
            self.context.shell.go(Route("exchange"))
            return
        self._deciding, self._stale = None, False
        self.view.wait(self.texts("Reading the file…"))
        # What was asked to be written before (these decisions) is to be there when it is read.
        self.context.tasks.write(_nothing, self._on_written)

    def route(self) -> Route | None:
        """Return how to come back."""
        return self._route if self._route.params else None

    def leave(self) -> None:
        """Remember the decisions made so far."""
        self.view.versions.commit()
        deciding = self._deciding
        if deciding is None or not self._unsaved or self.context.file.read_only:
            return
        self._unsaved = False
        self.context.tasks.write(partial(opening.save, deciding.received, dict(deciding.answers)))

    def refresh(self, change_set: ChangeSet) -> None:
        """Compare anew when entries changed that the reply is about."""
        deciding = self._deciding
        if deciding is None or self._taking:
            return
        about = deciding.records | {deciding.received.dispatch_id}
        if about.isdisjoint(change_set.records):
            return
        self._stale = True
        if self.isVisible():
            self.leave()
            self.open(self._route)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self.view.fit(self.width(), self.height())

    # Showing -----------------------------------------------------------------------------------

    @Slot(object)
    def _on_written(self, _nothing: None) -> None:
        file = self.context.file.path
        params = dict(self._route.params)
        if not params or self._deciding is not None:  # given up, or opened since
            return
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self.context.tasks.work(
            partial(opening.in_worker, file, self.context.clock, params, self.texts),
            self._on_opened,
            self._on_refused,
            self._on_progress,
        )

    def _on_progress(self, done: int, total: int, said: str) -> None:
        self.view.wait_on(said, done, total)

    @Slot(object)
    def _on_opened(self, opened: opening.Opened) -> None:
        self._reading = None
        self._deciding = opened.deciding or Deciding(opened.received, opened.lines, opened.answers)
        # A reply that was looked at waits among those to be checked, even if nobody decided yet.
        self._unsaved = bool(opened.lines) and not opened.saved and not opened.received.known
        self.view.show_reply(opened, self._deciding, again="path" in self._route.params)
        self.view.say_mapping(self._route.params.get("mapping"))
        self._show_totals()
        self.view.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, error: UserError) -> None:
        self._reading = None
        if self.isVisible() and folder.wants_password(error):
            self._ask_password()
            return
        path, self._route = self._route.params.get("path"), Route("review")
        if self.isVisible() and isinstance(error, NotOurs):
            self.context.shell.go(Route("bring_list", "", {"path": path}))
            return
        self.view.end_waiting()
        if self.isVisible():
            self.context.shell.go(Route("exchange"))
        self.context.shell.explain(error)

    def _ask_password(self) -> None:
        params = self._route.params
        name, wrong = Path(str(params["path"])).name, bool(params.get("password"))
        dialog = AskPasswordDialog(self.context, self, name, wrong=wrong)
        dialog.given.connect(self._on_password_given)
        dialog.rejected.connect(self._on_give_up)
        dialog.open()

    @Slot(str)
    def _on_password_given(self, password: str) -> None:
        self.open(Route("review", "", {**self._route.params, "password": password}))

    @Slot()
    def _on_give_up(self) -> None:
        if self._reading is not None:
            self.context.tasks.cancel(self._reading)
            self._reading = None
        self._route = Route("review")
        self.view.end_waiting()
        self.context.shell.go(Route("exchange"))

    def _show_totals(self) -> None:
        if self._deciding is not None:
            self.view.show_totals(self._deciding)

    @Slot()
    def _on_decided(self) -> None:
        self._unsaved = True
        self._show_totals()

    @Slot()
    def _on_foreseen(self) -> None:
        self._show_totals()

    @Slot()
    def _on_ruled(self) -> None:
        """Show the conflicts as the standing rules decide them now."""
        deciding = self._deciding
        if deciding is not None:
            received, answers = deciding.received, dict(deciding.answers)
            self.context.tasks.read(
                partial(opening.again, received, answers, self.texts), self._on_again
            )

    @Slot(object)
    def _on_again(self, opened: opening.Opened) -> None:
        row = self.view.table.currentIndex().row()
        line = self.view.model.line(row)
        self._on_opened(opened)
        self._unsaved = True
        if line is not None:
            self.view.select(max(self.view.model.row_of(line.n), 0))

    # Taking in, sending back, leaving ---------------------------------------------------------------

    @Slot()
    def _on_mapping(self) -> None:
        """Go back to what the columns of a list mean."""
        self.context.shell.go(Route("bring_list", "", {"change": True}))

    @Slot()
    def _on_leave(self) -> None:
        if self._taking:
            self._stopped.set()
            return
        deciding = self._deciding
        route = afterwards.left(deciding.received) if deciding is not None else Route("exchange")
        self.context.shell.go(route)

    @Slot()
    def _on_apply(self) -> None:
        if not self.view.versions.commit():
            return
        deciding = self._deciding
        if deciding is None or not self.view.take_in.isEnabled():
            return
        self._taking = True
        self._stopped = Event()
        self.view.show_taking(self.texts("Taking in…"))
        data = self.context.program.places.data
        self.context.tasks.write_long(
            partial(
                opening.apply,
                deciding.received,
                dict(deciding.answers),
                data,
                self.texts,
                self._stopped,
            ),
            self._on_applied,
            self._on_not_applied,
            self._on_taking,
        )

    @Slot(int, int, str)
    def _on_taking(self, _done: int, _total: int, said: str) -> None:
        if self._taking:
            self.view.show_taking(said)

    def _on_not_applied(self, error: UserError) -> None:
        self._taking = False
        self.view.show_taking("")
        self._show_totals()
        if isinstance(error, opening.StoppedError):
            self.context.shell.say(error.sentence(self.texts))
        else:
            self.context.shell.explain(error)

    @Slot(object)
    def _on_applied(self, applied: review.Applied) -> None:
        texts = self.texts
        self._taking = self._unsaved = False
        self.view.show_taking("")
        self._deciding = None
        left = len(applied.outcome.decided.left)
        said = texts.n("{n} taken in", "{n} taken in", applied.taken)
        if left:
            said += " · " + texts.n("{n} left to decide", "{n} left to decide", left)
        if applied.operation:
            self.context.shell.say_undoable(said, applied.operation)
        else:
            self.context.shell.say(texts("There was nothing to take in."))
        self._route = Route("review", "", {"review": applied.review} if applied.review else {})
        self.view.clear()
        # In a turn of its own, which 0 would not give it: to let go of many lines takes a while.
        QTimer.singleShot(1, self, partial(self._go_on, applied))

    def _go_on(self, applied: review.Applied) -> None:
        if not self.isVisible():  # the person went elsewhere meanwhile
            return
        if applied.review:
            self.open(self._route)
        else:
            self.context.shell.go(afterwards.taken_in(applied.received))

    @Slot()
    def _on_rehearse(self) -> None:
        deciding = self._deciding
        if deciding is not None and self.view.versions.commit():
            received, answers = deciding.received, dict(deciding.answers)
            self.context.tasks.read(
                partial(opening.rehearse, received, answers, self.texts), self._on_rehearsed
            )

    @Slot(object)
    def _on_rehearsed(self, report: Rehearsal) -> None:
        dialog = RehearsalDialog(self.context, report, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _on_send_back(self) -> None:
        deciding = self._deciding
        if deciding is None:
            return
        shell, received = self.context.shell, deciding.received
        folder = shell.recall("send.folder") or str(Path.home())
        name = self.texts("{name} to correct", name=Path(received.name).stem)
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.texts("Save what cannot be used"),
            str(Path(folder) / f"{name}.xlsx"),
            "Excel (*.xlsx)",
        )
        if chosen:
            path = Path(chosen if chosen.lower().endswith(".xlsx") else f"{chosen}.xlsx")
            shell.remember("send.folder", str(path.parent))
            self.send_back(path)

    def send_back(self, path: Path) -> None:
        """Write what cannot be used as a file that can be corrected and returned."""
        if self._deciding is not None:
            received, answers = self._deciding.received, dict(self._deciding.answers)
            self.context.tasks.read(
                partial(opening.send_back, received, answers, path), self._on_sent_back
            )

    @Slot(object)
    def _on_sent_back(self, done: tuple[int, Path]) -> None:
        count, path = done
        self.view.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.context.shell.say(
            self.texts.n(
                "{n} cell is marked in {file}: send it to {name}.",
                "{n} cells are marked in {file}: send it to {name}.",
                count,
                file=path.name,
                name=self.view.sent_by,
            )
        )


def _nothing(_session: Session) -> Any:
    """Stand in the queue of what is written."""

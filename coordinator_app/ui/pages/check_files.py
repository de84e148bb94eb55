"""Check changes of several files at once: one review over all, or one file of them, in one place."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.services.exchange import joining
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.dialogs.ask_password import AskPasswordDialog
from coordinator_app.ui.pages.check_changes import CheckChangesPage
from coordinator_app.ui.review import lot
from coordinator_app.ui.review.deciding import Deciding
from coordinator_app.ui.review.files_list import ALL, FilesList
from coordinator_app.ui.review.lot import Lot, Piece
from coordinator_app.ui.review.opening import Opened
from coordinator_app.ui.review.stands import Stand, line_of_all, line_of_file, stand
from coordinator_app.ui.review.taking_in import Taken, TakingIn
from coordinator_app.ui.widgets.kit import button

#: Head and totals of the page, which the list of files has no part of.
_ABOVE: Final = 110
#: More files that want a password are counted, not named.
_MOST_NAMED: Final = 6
#: More words on files than these are read with each file.
_MOST_TOLD: Final = 3


class CheckFilesPage(CheckChangesPage):
    """Several replies under review.

    Its route names them: param "paths", files and folders.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        # Each file is of a kind of its own: a rule is made where one of them is checked alone.
        self.decider.offers_rules = False
        self._lot: Lot | None = None
        self._shown = ALL
        #: Every decision about every file, by the numbers of the lot.
        self._answers: lot.Answers = {}
        self._stands: list[Stand] = []
        #: Those typed so far; each is tried on every file that wants one.
        self._passwords: list[str] = []
        self._taking_in: TakingIn | None = None
        self.files = FilesList(context.kit)
        self.files.chosen.connect(self._on_file)
        self.files.clicked.connect(self._on_clicked_file)
        self.password = button(context.kit, self.texts("Password…"), clicked=self._on_password)
        self.password.hide()
        self.bring_in = button(
            context.kit, self.texts("Bring in the list…"), clicked=self._on_bring_in
        )
        self.bring_in.hide()
        self.view.put_above_classes(self.password)
        self.view.put_above_classes(self.bring_in)
        self.view.put_above_classes(self.files)

    def route(self) -> Route | None:
        """Return how to come back."""
        return Route("replies", "", self._route.params) if self._route.params else None

    def leave(self) -> None:
        """Remember the decisions made so far, each with its file."""
        self.view.versions.commit()
        found = self._lot
        if found is None or not self._unsaved or self.context.file.read_only:
            return
        self._unsaved = False
        self._collect()
        kept = [
            (each.arrived.received, own)
            for each in found.read
            if each.arrived.received is not None and each.opened is not None
            for own in [each.own(self._answers)]
            if own or (each.opened.lines and not each.arrived.received.known)
        ]
        self.context.tasks.write(partial(lot.save, kept))

    def refresh(self, change_set: ChangeSet) -> None:
        """Compare anew when entries changed that one of the replies is about."""
        found = self._lot
        if found is None or self._taking:
            return
        about = {line.record for each in found.read if each.opened for line in each.opened.lines}
        about |= {each.opened.received.dispatch_id for each in found.read if each.opened}
        if about.isdisjoint(change_set.records):
            return
        self._stale = True
        if self.isVisible():
            self.leave()
            self.open(self._route)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the classes beneath the files."""
        super().resizeEvent(event)
        self.files.fit(self.height() - _ABOVE)

    # Reading -------------------------------------------------------------------------------------

    @Slot(object)
    def _on_written(self, _nothing: None) -> None:
        places = [Path(each) for each in self._route.params.get("paths", ())]
        if not places or self._deciding is not None:  # given up, or opened since
            return
        if self._reading is not None:
            self._reading.cancel()
        file, clock = self.context.file.path, self.context.clock
        self._reading = self.context.tasks.work(
            partial(lot.in_worker, file, clock, places, tuple(self._passwords), self.texts),
            self._on_read,
            self._on_refused,
            self._on_step,
        )

    @Slot(int, int, str)
    def _on_step(self, done: int, total: int, name: str) -> None:
        said = self.texts(
            "File {number} of {total}: {name}", number=done + 1, total=total, name=name
        )
        self.view.wait_on(said, done, total)

    @Slot(object)
    def _on_read(self, found: Lot) -> None:
        self._reading = None
        self._lot = found
        self._answers = {}
        for each in found.read:
            if each.opened is not None:
                self._answers |= each.opened.answers
        self._unsaved = any(
            each.opened is not None
            and bool(each.opened.lines)
            and not each.opened.saved
            and not each.opened.received.known
            for each in found.read
        )
        whole = self._deciding_of(found.whole(self.texts))
        self._stands = [stand(each, whole) for each in found.pieces]
        self.password.setVisible(any(each.arrived.wants_password for each in found.pieces))
        self._show(ALL)
        self.files.fit(self.height() - _ABOVE)
        self.view.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_give_up(self) -> None:
        if self._taking_in is not None:
            self._taking_in.stop()
            return
        super()._on_give_up()

    # Showing -------------------------------------------------------------------------------------

    @Slot(int)
    def _on_file(self, number: int) -> None:
        if self._lot is not None and self.view.versions.commit():
            self._collect()
            self._show(number)

    @Slot()
    def _on_clicked_file(self) -> None:
        """Go on with the keys of the lines; the arrow keys stay in the list of files."""
        self.view.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, number: int) -> None:
        found = self._lot
        if found is None:
            return
        self._shown = number
        piece = found.pieces[number] if number != ALL else None
        opened = found.whole(self.texts) if piece is None else piece.opened
        if opened is None:
            opened = Opened(joining.joined("", []), (), (), {}, "", saved=True)
        self._deciding = self._deciding_of(opened)
        self.view.show_reply(opened, self._deciding, again=opened.received.path is not None)
        if piece is None:
            self.view.about.say(self._about(found))
            told = [f"{each.state}: {said}" for each in found.read for said in each.notices]
            self.view.notice.setText("\n".join(told[:_MOST_TOLD]))
            self.view.notice.setVisible(bool(told))
        elif piece.opened is None:
            self.view.about.say(piece.path.name)
            self.view.notice.setText(piece.why(self.texts))
            self.view.notice.show()
        self.bring_in.setVisible(self._unmapped() is not None)
        self._show_totals()
        if piece is not None and piece.opened is None:
            self.view.totals.say(self.texts("Left out"))

    def _unmapped(self) -> Piece | None:
        """Return the list that is shown, or the first of all, that nobody has mapped yet."""
        found = self._lot.pieces if self._lot is not None else ()
        shown = found if self._shown == ALL else found[self._shown : self._shown + 1]
        return next((each for each in shown if each.arrived.unmapped), None)

    @Slot()
    def _on_bring_in(self) -> None:
        """Map a list by itself; when this page is seen again, it is read with that."""
        piece = self._unmapped()
        if piece is not None and self.view.versions.commit():
            self._stale = True
            self.context.shell.go(Route("bring_list", "", {"path": str(piece.path)}))

    def _deciding_of(self, opened: Opened) -> Deciding:
        there = {line.n for line in opened.lines}
        answers = {n: each for n, each in self._answers.items() if n in there}
        return Deciding(opened.received, opened.lines, answers)

    def _about(self, found: Lot) -> str:
        texts = self.texts
        read = len(found.read)
        parts = [texts.n("{n} reply read", "{n} replies read", read)]
        if out := len(found.pieces) - read:
            parts.append(texts.n("{n} file left out", "{n} files left out", out))
        return " · ".join(parts)

    def _show_totals(self) -> None:
        super()._show_totals()
        found, deciding = self._lot, self._deciding
        if found is None or deciding is None:
            return
        self._collect()
        for number in range(len(found.pieces)) if self._shown == ALL else [self._shown]:
            self._stands[number] = stand(found.pieces[number], deciding)
        lines = [
            line_of_file(each, how, self.texts)
            for each, how in zip(found.pieces, self._stands, strict=True)
        ]
        self.files.fill(line_of_all(self._stands, self.texts), lines, self._shown)
        writes = any(each.writes for each in self._stands_shown())
        ready = writes and not deciding.behind
        self.view.take_in.setEnabled(ready and not self.context.file.read_only)
        if self._shown == ALL and not deciding.totals().taken:
            self.view.take_in.setText(self.texts("Record the replies"))

    def _stands_shown(self) -> list[Stand]:
        return self._stands if self._shown == ALL else [self._stands[self._shown]]

    def _collect(self) -> None:
        """Keep the decisions about what is shown among all of them."""
        deciding = self._deciding
        if deciding is None:
            return
        for line in deciding.lines:
            self._answers.pop(line.n, None)
        self._answers |= deciding.answers

    # Passwords -----------------------------------------------------------------------------------

    @Slot()
    def _on_password(self) -> None:
        found = self._lot
        if found is None:
            return
        shown = found.pieces if self._shown == ALL else found.pieces[self._shown : self._shown + 1]
        locked = [each.path.name for each in shown if each.arrived.wants_password]
        if not locked:  # another file is shown than those that want one
            locked = [each.path.name for each in found.pieces if each.arrived.wants_password]
        names, more = locked[:_MOST_NAMED], len(locked) - _MOST_NAMED
        if more > 0:
            names.append(self.texts.n("and {n} more", "and {n} more", more))
        dialog = AskPasswordDialog(
            self.context, self.window(), "\n".join(names), wrong=bool(self._passwords)
        )
        dialog.given.connect(self._on_password_given)
        dialog.open()

    @Slot(str)
    def _on_password_given(self, password: str) -> None:
        if password not in self._passwords:
            self._passwords.append(password)
        self.leave()
        self._begin(self._route)

    # Taking in -----------------------------------------------------------------------------------

    @Slot()
    def _on_apply(self) -> None:
        found = self._lot
        if found is None or not self.view.versions.commit() or not self.view.take_in.isEnabled():
            return
        self._collect()
        numbers = range(len(found.pieces)) if self._shown == ALL else [self._shown]
        self._unsaved = True
        self.leave()  # whatever is not reached stays with its decisions
        self._taking, self._deciding = True, None
        self.view.wait(self.texts("Taking in…"))
        pieces = [found.pieces[each] for each in numbers if self._stands[each].writes]
        self._taking_in = TakingIn(self.context, pieces, dict(self._answers), self)
        self._taking_in.step.connect(self._on_step)
        self._taking_in.finished.connect(self._on_taken)
        self._taking_in.begin()

    @Slot(object)
    def _on_taken(self, taken: Taken) -> None:
        found, shell = self._lot, self.context.shell
        if self._taking_in is not None:
            self._taking_in.deleteLater()
        self._taking_in, self._lot, self._taking, self._unsaved = None, None, False, False
        if found is None:
            return
        self._say(taken)
        if taken.error is not None:
            shell.explain(taken.error)
        rest = [str(each.path) for each in found.pieces if each.path not in taken.done]
        asking = {each.path for each in found.pieces if each.arrived.asks} - taken.done
        self._route = Route("replies", "", {"paths": rest} if asking else {})
        self.view.clear()
        self.view.end_waiting()
        if not self.isVisible():  # the person went elsewhere meanwhile
            return
        if asking:
            self._begin(self._route)
        else:
            shell.go(Route("exchange"))

    def _begin(self, route: Route) -> None:
        self._lot = None
        self.open(route)

    def _say(self, taken: Taken) -> None:
        texts, shell = self.texts, self.context.shell
        said = texts.n("{n} taken in", "{n} taken in", taken.lines)
        said += " · " + texts.n("{n} file", "{n} files", taken.files)
        if taken.left:
            said += " · " + texts.n("{n} left to decide", "{n} left to decide", taken.left)
        if taken.operations:
            undo = partial(self._undo, tuple(taken.operations))
            shell.say(said, texts("Undo"), undo)
        else:
            shell.say(said)

    def _undo(self, operations: tuple[str, ...]) -> None:
        self.context.tasks.write(partial(lot.undo, operations), self._on_undone)

    @Slot(object)
    def _on_undone(self, kept: int) -> None:
        texts = self.texts
        said = texts("The replies are taken out again.")
        if kept:
            said += " " + texts.n(
                "{n} value was edited since and stays",
                "{n} values were edited since and stay",
                kept,
            )
        self.context.shell.say(said)

    # Sending back --------------------------------------------------------------------------------

    @Slot()
    def _on_send_back(self) -> None:
        if self._shown != ALL:
            super()._on_send_back()
            return
        shell = self.context.shell
        start = shell.recall("send.folder") or str(Path.home())
        title = self.texts("A folder for what cannot be used")
        chosen = QFileDialog.getExistingDirectory(self, title, start)
        if chosen:
            shell.remember("send.folder", chosen)
            self.send_back_all(Path(chosen))

    def send_back_all(self, folder: Path) -> None:
        """Write for each file what cannot be used, to be corrected and returned."""
        found = self._lot
        if found is None:
            return
        self._collect()
        wanted = [
            (
                each.arrived.received,
                each.own(self._answers),
                self.texts("{name} to correct", name=each.path.stem),
            )
            for each in found.read
            if each.arrived.received is not None
        ]
        self.context.tasks.read(partial(lot.send_back, wanted, folder), self._on_all_sent_back)

    @Slot(object)
    def _on_all_sent_back(self, count: int) -> None:
        self.context.shell.say(
            self.texts.n("{n} file to correct is saved.", "{n} files to correct are saved.", count)
        )

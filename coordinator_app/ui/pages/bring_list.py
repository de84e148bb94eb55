"""Bring in a list: a file of somebody else's, from its sheets to what would change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from coordinator_app.domain.errors import UserError
from coordinator_app.services import pasted_text
from coordinator_app.services.exchange import folder
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.foreign import doubting, remembering
from coordinator_app.services.foreign.looked import Doubt, Look
from coordinator_app.services.foreign.mapping import DateOrder, Mapping
from coordinator_app.services.session import Reading, Session
from coordinator_app.ui import dropping
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.dialogs.ask_password import AskPasswordDialog
from coordinator_app.ui.foreign import offers, work
from coordinator_app.ui.foreign.answers import Answers
from coordinator_app.ui.foreign.view import CHOOSE, COLUMNS, DOUBTS, SHEETS, WAITING, View
from coordinator_app.ui.pages.page import Page
from coordinator_app.ui.tables import clipboard
from coordinator_app.ui.tasks import Job


class BringListPage(Page):
    """Takes a foreign file from choosing it to the check of what would change.

    Its route may name what to begin with: params "path" (a file), "type" (what the rows are), or
    "change" (go back to the columns of the list that is being checked).
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._arrived: work.Arrived | None = None
        self._mapping = Mapping()
        self._answers = Answers()
        self._source: Path | str = ""
        self._type = ""
        self._job: Job | None = None
        self.setAcceptDrops(not context.file.read_only)
        self.view = view = View(context)
        self.column.addWidget(view)
        self.column.setSpacing(0)
        for signal, slot in (
            (view.choose.file_wanted, self._on_file_wanted),
            (view.choose.paste_wanted, self._on_paste_wanted),
            (view.choose.left_chosen, self._on_left_chosen),
            (view.columns.mapped, self._on_mapped),
            (view.columns.look_wanted, self._on_look_wanted),
            (view.columns.saved_chosen, self._on_saved_chosen),
            (view.columns.forget_wanted, self._on_forget_wanted),
            (view.doubts.order_chosen, self._on_order),
            (view.cancel.clicked, self._on_cancel),
            (view.back.clicked, self._on_back),
            (view.another.clicked, self._on_another),
            (view.next.clicked, self._on_next),
        ):
            signal.connect(slot)
        context.actions.bind("bring.go_on", self._on_next, self)
        context.actions.bind("bring.paste", self._on_paste_wanted, view.choose)

    # Page --------------------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Begin with what a route names, or go on where this was left."""
        params = route.params
        if params.get("path"):
            self._type = ""
            self.look_at(Path(str(params["path"])))
        elif params.get("change") and self._arrived is not None:
            self._show_columns()
        elif "type" in params or (self._arrived is None and self._job is None):
            self._begin(str(params.get("type", "")))
        elif self._job is None and self.view.step == WAITING:
            self._show_columns()  # of the list that is being checked
        else:
            self.view.focus_step()

    def route(self) -> Route:
        """Return how to come back."""
        return Route("bring_list")

    def leave(self) -> None:
        """Take what is typed."""
        if self.view.step == COLUMNS:
            self.view.columns.take_typed()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dropped here."""
        if dropping.file_of(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the file that was dropped."""
        path = dropping.file_of(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.look_at(path)

    # Choosing ----------------------------------------------------------------------------------

    def look_at(self, source: Path | str, password: str = "") -> None:
        """Look at a file, or at a table that was copied.

        Args:
            password: Opens it.
        """
        self._source = source
        run = partial(work.arrive, source, password, self._type, self.texts.lang)
        self._run(run, self._on_arrived, partial(self._on_refused, bool(password)))

    def _begin(self, type_key: str) -> None:
        self._type, self._arrived = type_key, None
        self.view.name_it("")
        self.view.show_step(CHOOSE)
        # What was asked to be written before (a list that was left) is to be among them.
        self.context.tasks.write(_nothing, self._on_written)

    @Slot(object)
    def _on_written(self, _nothing: None) -> None:
        self.context.tasks.read(partial(work.left, self.texts), self.view.choose.show_left)

    @Slot()
    def _on_file_wanted(self) -> None:
        shell, texts = self.context.shell, self.texts
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            texts("Bring in a list"),
            shell.recall("receive.folder"),
            f"{texts('Lists')} ({dropping.patterns()})",
        )
        if chosen:
            shell.remember("receive.folder", str(Path(chosen).parent))
            self.look_at(Path(chosen))

    @Slot()
    def _on_paste_wanted(self) -> None:
        text = _copied()
        if text.strip():
            self.look_at(text)
        else:
            self.context.shell.say(self.texts("Nothing was copied: copy the table first."))

    @Slot(str)
    def _on_left_chosen(self, review: str) -> None:
        self.context.shell.go(Route("review", "", {"review": review}))

    @Slot(object)
    def _on_arrived(self, arrived: work.Arrived) -> None:
        self._job, self._arrived, self._mapping = None, arrived, arrived.mapping
        self._answers = Answers()
        self.view.name_it(arrived.look.name)
        if arrived.compared is not None:
            self._on_compared(arrived.compared)
        elif sum(bool(each.rows) for each in arrived.look.sheets) > 1:
            self._show_sheets()
        else:
            self._take_the_sheet(arrived.look)

    def _on_refused(self, wrong: bool, error: UserError) -> None:
        self._job = None
        self.view.show_step(CHOOSE)
        if not folder.wants_password(error) or not isinstance(self._source, Path):
            self.context.shell.explain(error)
            return
        dialog = AskPasswordDialog(self.context, self, self._source.name, wrong=wrong)
        dialog.given.connect(self._on_password)
        dialog.open()

    @Slot(str)
    def _on_password(self, password: str) -> None:
        self.look_at(self._source, password)

    # Sheets and columns ------------------------------------------------------------------------

    def _show_sheets(self) -> None:
        if self._arrived is not None:
            self.view.sheets.show_sheets(self._arrived.look, self._mapping)
            self.view.show_step(SHEETS)

    def _take_the_sheet(self, look: Look) -> None:
        """Go on with the only sheet; where nothing is like it, its kind is only a beginning."""
        if any(map(offers.taken, self._mapping.sheets.values())):
            self._show_columns()
            return
        only = next(each for each in look.sheets if each.rows or each.columns)
        likely = next(iter(only.types), "") or "contact"
        self._look_again([work.Wish(only.name, likely)])

    def _take_sheets(self) -> None:
        """Go on with the sheets that are ticked; those said to be something else are seen anew."""
        wishes = []
        for name, chosen in self.view.sheets.chosen().items():
            now = self._mapping.sheets[name]
            before = offers.BY_COLUMN if now.type_column else now.type
            if not chosen.taken:
                left_out = replace(now, type="", type_column=0)
                self._mapping = self._mapping.with_sheet(name, left_out)
            elif chosen.type != before:
                by_column = chosen.type == offers.BY_COLUMN
                wishes.append(work.Wish(name, None if by_column else chosen.type))
        if wishes:
            self._look_again(wishes)
        else:
            self._show_columns()

    def _look_again(self, wishes: list[work.Wish], *, here: bool = False) -> None:
        if self._arrived is not None:
            run = partial(work.look_again, self._arrived.look, self._mapping, wishes,
                          self.texts.lang)  # fmt: skip
            self._run(run, self._on_looked_again, here=here)

    @Slot(object)
    def _on_look_wanted(self, wish: work.Wish) -> None:
        self._look_again([wish], here=True)

    @Slot(object)
    def _on_looked_again(self, found: tuple[Look, Mapping]) -> None:
        self._job = None
        look, mapping = found
        if self._arrived is not None:
            here = self.view.step == COLUMNS
            self._arrived = replace(self._arrived, look=look)
            self._mapping = self.view.columns.with_rules(mapping) if here else mapping
            self._show_columns(focus=not here)

    def _show_columns(self, *, focus: bool = True) -> None:
        arrived = self._arrived
        if arrived is not None:
            self.view.columns.show_mapping(arrived.look, self._mapping, arrived.saved)
            self.view.show_step(COLUMNS, focus=focus)

    @Slot(object)
    def _on_mapped(self, mapping: Mapping) -> None:
        self._mapping = mapping

    @Slot(object)
    def _on_saved_chosen(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._show_columns(focus=False)

    @Slot(str)
    def _on_forget_wanted(self, name: str) -> None:
        self.context.tasks.write(partial(_forget, name), partial(self._on_forgotten, name))

    def _on_forgotten(self, name: str, _nothing: None) -> None:
        if self._arrived is not None:
            kept = tuple(each for each in self._arrived.saved if each.name != name)
            self._arrived = replace(self._arrived, saved=kept)
            self._mapping = replace(self._mapping, name="")
            self._show_columns()
        self.context.shell.say(self.texts("“{name}” is forgotten.", name=name))

    # Doubts and what would change ----------------------------------------------------------------

    def _ask(self) -> None:
        if self._arrived is not None:
            run = partial(work.ask, self._arrived.look, self._mapping, self.texts.lang)
            self._run(run, self._on_compared)

    @Slot(object)
    def _on_compared(self, compared: work.Compared) -> None:
        self._job = None
        if compared.received is not None:
            self._check(compared.received)
            return
        self._answers.renew(compared.doubts)
        self.view.doubts.show_answers(self._answers)
        self.view.show_step(DOUBTS)

    def _check(self, received: Received) -> None:
        """Show what would change; this page goes on at the columns when one comes back."""
        params = {"received": received, "mapping": self._mapping.name}
        self.context.shell.go(Route("review", "", params))

    @Slot(object, str)
    def _on_order(self, doubt: Doubt, order: DateOrder) -> None:
        self._mapping = doubting.in_order(self._mapping, doubt, order)
        self._ask()

    # Steps ---------------------------------------------------------------------------------------

    @Slot()
    def _on_next(self) -> None:
        view, arrived = self.view, self._arrived
        if arrived is None or not view.next.isEnabled():
            return
        match view.step:
            case 1:
                self._take_sheets()
            case 2:
                if view.columns.commit():
                    self._ask()
            case 3:
                mapping = self._answers.put_into(self._mapping)
                run = partial(work.compare, arrived.look, mapping, self.texts.lang)
                self._run(run, self._on_compared)
            case _:
                pass

    @Slot()
    def _on_back(self) -> None:
        several = self._arrived is not None and len(self._arrived.look.sheets) > 1
        match self.view.step:
            case 3:
                self._show_columns()
            case 2 if several:
                self.view.columns.take_typed()
                self._show_sheets()
            case _:
                self._begin(self._type)

    @Slot()
    def _on_another(self) -> None:
        self._begin("")

    @Slot()
    def _on_cancel(self) -> None:
        if self._job is not None:
            self.context.tasks.cancel(self._job)
            self._job = None
        self.view.end_waiting()

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._job = None
        self.view.end_waiting()
        self.context.shell.explain(error)

    def _run(
        self,
        run: Callable[[Reading, work.Telling], Any],
        done: Callable[[Any], None],
        failed: Callable[[UserError], None] | None = None,
        *,
        here: bool = False,
    ) -> None:
        """Run something beside everything else; the latest answer alone counts.

        Args:
            here: What is shown stays while it runs.
        """
        if self._job is not None:
            self.context.tasks.cancel(self._job)
        if not here:
            self.view.wait(self.texts("Reading the file…"))
        file, clock = self.context.file.path, self.context.clock
        self._job = self.context.tasks.work(
            partial(work.apart, file, clock, self.texts, run),
            done,
            failed or self._on_failed,
            self._on_progress,
        )

    def _on_progress(self, done: int, total: int, said: str) -> None:
        self.view.wait_on(said, done, total)


def _nothing(_session: Session) -> None:
    """Stand in the queue of what is written."""


def _forget(name: str, session: Session) -> None:
    remembering.forget_mapping(session, name)


def _copied() -> str:
    """Return the table on the clipboard as text; that of Word is in its HTML."""
    text, html = clipboard.held()
    try:
        return clipboard.as_text(pasted_text.table_of(text, html))
    except UserError:  # too long to be pasted cell by cell, not to be read as a list
        return text

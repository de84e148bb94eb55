"""What one operation changed: by entry, old and new side by side, and the way back."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.services import changelog
from coordinator_app.services.changelog import Detail, ToldChange
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.lines import Line, LineList, LinesView
from coordinator_app.ui.pages.side_pane import PaneFrame
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import EmptyState
from coordinator_app.ui.widgets.kit import button, words

_COLUMNS: Final = (
    Column("field", 96, 2, N_("Field"), "muted"),
    Column("before", 80, 3, N_("Before"), spare=True),
    Column("after", 80, 4, N_("After")),
)


class HistoryPane(PaneFrame):
    """Shows one operation.

    Args:
        context: Collaborators.

    Signals:
        undo_asked: Id of the operation to take back.
    """

    undo_asked = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._operation = ""
        self._generation = Generation()
        texts, kit = context.texts, context.kit
        self._what = words("", "strong", wrap=True)
        self._who = words("", "hint", wrap=True)
        self.undo = button(kit, texts("Undo this"), icon="undo", clicked=self._on_undo)
        self.list = LinesView(kit, texts("Changes"), _COLUMNS, beside=True)
        self.list.chosen.connect(self._on_chosen)
        empty = EmptyState(kit, "history", texts("Choose an operation to see what it changed."))
        self._lines = LineList(kit, self.list, empty)
        self._rest = words("", "hint", wrap=True)
        head = QVBoxLayout()
        head.setContentsMargins(SPACE_M, 0, SPACE_M, SPACE_S)
        head.setSpacing(SPACE_S)
        head.addWidget(self._what)
        head.addWidget(self._who)
        head.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._lines, 1)
        column.addWidget(self._rest)
        self._rest.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        self.set_body(body)
        self.show_operation("")

    def show_operation(self, operation: str) -> None:
        """Show an operation; "" shows none."""
        self._operation = operation
        if not operation:
            self._generation.new()
            self._on_read(None)
            return
        self._context.tasks.read(
            partial(_detail, operation, self._context.texts),
            self._on_read,
            generation=self._generation.new(),
        )

    @Slot(object)
    def _on_read(self, found: Detail | None) -> None:
        texts = self._context.texts
        shown = found is not None
        for part in (self._what, self._who, self.undo):
            part.setVisible(shown)
        self._rest.setVisible(shown and found is not None and found.left_out > 0)
        if found is None:
            self.set_head(texts("Changes"))
            self._lines.show_lines(())
            return
        told = found.told
        self.set_head(texts.n("{n} entry changed", "{n} entries changed", told.entries))
        self._what.setText(told.what)
        said = [told.when, told.actor, told.source]
        if told.undone_by:
            said.append(texts("undone since"))
        self._who.setText(" · ".join(filter(None, said)))
        self.undo.setEnabled(told.undoable and not self._context.file.read_only)
        self._rest.setText(texts.n("{n} more change", "{n} more changes", found.left_out))
        groups = {change.record: change.entry for change in found.changes}
        self._lines.show_lines(
            [_line(at, change) for at, change in enumerate(found.changes)], list(groups.items())
        )

    @Slot(object)
    def _on_chosen(self, line: Line) -> None:
        change = line.data
        if isinstance(change, ToldChange) and change.lives:
            self._context.shell.go_to(change.record)

    @Slot()
    def _on_undo(self) -> None:
        if self._operation:
            self.undo_asked.emit(self._operation)


def _line(at: int, change: ToldChange) -> Line:
    said = (change.field or change.after, change.before, change.after if change.field else "")
    return Line(str(at), tuple(" ".join(each.split()) for each in said), change, change.record)


def _detail(operation: str, texts: Texts, reading: Reading) -> Detail | None:
    return changelog.detail(reading, operation, texts)

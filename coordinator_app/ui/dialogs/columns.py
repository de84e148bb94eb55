"""Choose which columns a list shows, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.record_type import RecordType
from coordinator_app.ui.context import Context
from coordinator_app.ui.tables.check_list import CheckList
from coordinator_app.ui.tables.columns import all_columns, title
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import button, sized, tool_button, words
from coordinator_app.ui.widgets.search_field import SearchField


class ColumnsDialog(QDialog):
    """Ticks and order of columns; those shown come first.

    Args:
        context: Collaborators.
        record_type: What is listed.
        shown: Keys of the columns shown now, in order.

    Signals:
        chosen: Keys of the columns to show; () for those shown at first.
    """

    chosen = Signal(object)

    def __init__(
        self,
        context: Context,
        record_type: RecordType,
        shown: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        texts, kit = context.texts, context.kit
        self.setWindowTitle(texts("Columns"))
        self._search = SearchField(kit, texts("Find a column"))
        self._search.setMaximumWidth(16_777_215)
        self._search.searched.connect(self._on_searched)
        self.list = CheckList(kit, texts("Columns"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._fill(context, record_type, shown)
        side = QVBoxLayout()
        side.setSpacing(SPACE_S)
        for icon, name, slot in (
            ("collapse", texts("Move up"), self._on_up),
            ("expand", texts("Move down"), self._on_down),
        ):
            side.addWidget(tool_button(kit, icon, name, clicked=slot))
        side.addStretch(1)
        middle = QHBoxLayout()
        surface = Card(flush=True)
        surface.body.setContentsMargins(4, 4, 4, 4)
        surface.add(self.list)
        middle.addWidget(surface, 1)
        middle.addLayout(side)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        foot.addWidget(button(kit, texts("As at first"), "quiet", clicked=self._on_first))
        foot.addStretch(1)
        foot.addWidget(button(kit, texts("Cancel"), clicked=self.reject))
        ok = button(kit, texts("Show these"), "primary", clicked=self._on_ok)
        ok.setDefault(True)
        foot.addWidget(ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(words(texts("Tick the columns to show; drag them into order."), "muted"))
        column.addWidget(self._search)
        column.addLayout(middle, 1)
        column.addLayout(foot)
        sized(self, 380, 480)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def ticked(self) -> list[str]:
        """Return the keys of the ticked columns, in order."""
        return [str(key) for key in self.list.ticked()]

    def _fill(self, context: Context, record_type: RecordType, shown: Sequence[str]) -> None:
        known = {each.key: each for each in all_columns(record_type)}
        ordered = [key for key in shown if key in known]
        ordered += [key for key in known if key not in ordered]
        for key in ordered:
            field = record_type.by_key.get(key)
            shown_as = title(known[key], field, context.texts)
            self.list.offer(shown_as, key, ticked=key in shown)
        self.list.setCurrentRow(0)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + by, item)
            self.list.setCurrentRow(row + by)

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        self.list.narrow(text)

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    @Slot()
    def _on_first(self) -> None:
        self.chosen.emit(())
        self.accept()

    @Slot()
    def _on_ok(self) -> None:
        ticked = self.ticked()
        if ticked:
            self.chosen.emit(tuple(ticked))
        self.accept()

"""Editors of one value from a short list: a choice, yes or no."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QWidget,
)

from coordinator_app.domain.fields import Value
from coordinator_app.ui.theme import ROW_HEIGHT
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.kit import Kit

_NONE: Final = ""


class ChoiceBox(QComboBox):
    """A drop-down list that the wheel does not change while it only scrolls past."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)
        self.setItemDelegate(_RowDelegate(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def setAccessibleName(self, name: str) -> None:
        """Name the list that drops down, too."""
        super().setAccessibleName(name)
        self.view().setAccessibleName(name)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Cut a text that has no room, so that it is seen to go on."""
        super().initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        inside = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        right, room = Qt.TextElideMode.ElideRight, inside.width() - 2
        option.currentText = self.fontMetrics().elidedText(option.currentText, right, room)

    def event(self, event: QEvent) -> bool:
        """Leave the wheel to the page unless the list has the focus."""
        if event.type() == QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return False
        return super().event(event)


class ChoiceField(Editor):
    """One code of a list; value: code or None. A choice is committed when it is made.

    Args:
        kit: Collaborators.
        name: Translated accessible name.
        options: (code, translated label) in the order shown.
        empty: Translated word for no choice; None: there must be one.
    """

    def __init__(
        self,
        kit: Kit,
        name: str = "",
        *,
        options: Iterable[tuple[str, str]] = (),
        empty: str | None = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kit, name, parent)
        self._empty = empty
        self._options: list[tuple[str, str]] = []
        self._withdrawn = _NONE  # a value that is shown although it is not offered
        self.box = ChoiceBox()
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        self.set_options(options)
        self._use_parts(self.box)
        self.box.activated.connect(self._on_activated)
        self.box.currentIndexChanged.connect(self._on_index_changed)

    def set_options(self, options: Iterable[tuple[str, str]]) -> None:
        """Offer these; the present value stays shown even if it is no longer offered."""
        self._options = list(options)
        self._fill()

    def label(self) -> str:
        """Return the word shown."""
        return self.box.currentText()

    def _fill(self) -> None:
        shown = list(self._options)
        current = self._value if isinstance(self._value, str) else _NONE
        self._withdrawn = _NONE if current in dict(shown) else current
        if self._withdrawn:
            shown.insert(0, (current, current))
        self.box.blockSignals(True)  # offering is not choosing
        self.box.clear()
        if self._empty is not None:
            self.box.addItem(self._empty or "–", _NONE)
            color = self.kit.theme.color("muted")
            self.box.setItemData(0, color, int(Qt.ItemDataRole.ForegroundRole))
        for code, label in shown:
            self.box.addItem(label, code)
        self.box.setCurrentIndex(self.box.findData(current))
        self.box.blockSignals(False)

    def _read(self) -> Value:
        return self.box.currentData() or None

    def _show(self, value: Value) -> None:
        code = value if isinstance(value, str) else _NONE
        if self.box.findData(code) < 0 or self._withdrawn not in (_NONE, code):
            self._fill()
        self.box.blockSignals(True)  # showing is not choosing
        self.box.setCurrentIndex(self.box.findData(code))
        self.box.blockSignals(False)

    def _apply_readonly(self, readonly: bool) -> None:
        self.box.setEnabled(not readonly)

    @Slot()
    def _on_index_changed(self) -> None:
        self._mark_edited()  # arrow keys and letters: committed on leaving

    @Slot()
    def _on_activated(self) -> None:
        self._dirty = True
        self.commit()


class YesNoField(ChoiceField):
    """Yes, no, or not known; value: bool or None."""

    def __init__(self, kit: Kit, name: str = "", parent: QWidget | None = None) -> None:
        texts = kit.texts
        options = (("yes", texts("Yes")), ("no", texts("No")))
        super().__init__(kit, name, options=options, parent=parent)

    def _read(self) -> Value:
        code = self.box.currentData()
        return None if not code else code == "yes"

    def _show(self, value: Value) -> None:
        super()._show({True: "yes", False: "no"}.get(value) if isinstance(value, bool) else None)


class _RowDelegate(QStyledItemDelegate):
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(0, ROW_HEIGHT))

"""An editor of a count: how sure, and how many."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from coordinator_app.domain import counts
from coordinator_app.domain.fields import Value
from coordinator_app.ui.theme import SPACE_XS
from coordinator_app.ui.widgets.choice_field import ChoiceBox
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.kit import Kit


class CountField(Editor):
    """A number and its qualifier; value: {"n": int | None, "q": qualifier} or None.

    The number may be typed with its qualifier: ≥25, 25+, about 15, ?.
    """

    def __init__(self, kit: Kit, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(kit, name, parent)
        texts = kit.texts
        self.box = ChoiceBox()
        for code, label in (
            ("exact", texts("exactly")),
            ("at_least", texts("at least")),
            ("about", texts("about")),
            ("unknown", texts("not known")),
        ):
            self.box.addItem(label, code)
        self.line = QLineEdit()
        self.line.setMinimumWidth(56)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_XS)
        row.addWidget(self.box)
        row.addWidget(self.line, 1)
        self.setFocusProxy(self.line)
        self._use_parts(self.box, self.line)
        self.line.textEdited.connect(self._mark_edited)
        self.line.returnPressed.connect(self._on_enter)
        self.box.activated.connect(self._on_qualifier_chosen)

    def problem(self) -> str:
        """Say that it is no count."""
        try:
            self._parsed()
        except counts.CountError:
            return self.kit.texts("Write a whole number, ≥25, ≈15 or ?.")
        return ""

    def _parsed(self) -> counts.Count | None:
        found = counts.parse(self.line.text())
        qualifier = self.box.currentData()
        if qualifier == "unknown" and found is None:
            return counts.make(None, "unknown")
        if found is not None and found["q"] == "exact" and qualifier in ("at_least", "about"):
            return counts.make(found["n"], qualifier)
        return found

    def _read(self) -> Value:
        found = self._parsed()
        return None if found is None else dict(found)

    def _show(self, value: Value) -> None:
        number, qualifier = "", "exact"
        if isinstance(value, dict):
            qualifier = str(value.get("q", "exact"))
            number = "" if value.get("n") is None else str(value["n"])
        self.line.setText(number)
        self.box.setCurrentIndex(self.box.findData(qualifier))
        self.line.setEnabled(qualifier != "unknown" or self.readonly)

    def _apply_readonly(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)
        self.box.setEnabled(not readonly)

    def _name_part(self, part: QWidget, name: str) -> None:
        texts = self.kit.texts
        tail = texts("how sure") if part is self.box else texts("number")
        part.setAccessibleName(f"{name}: {tail}" if name else tail)

    @Slot(int)
    def _on_qualifier_chosen(self, index: int) -> None:
        unknown = self.box.itemData(index) == "unknown"
        self.line.setEnabled(not unknown)
        if unknown:
            self.line.clear()
        self._mark_edited()
        if unknown or self.line.text():
            self.commit()

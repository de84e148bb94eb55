"""What every editor of one value has in common."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app.domain.fields import Value
from coordinator_app.ui.widgets.kit import Kit, set_mark

_KEEPS_FOCUS: Final = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class Editor(QWidget):
    """Edits one value of the catalogue; leaving it or Enter commits.

    A subclass gives `_read`, `_show` and its focusable parts (`_use_parts`). What is typed and
    makes no value stays as typed: `problem()` says what is wrong, `value()` is the value before.

    Args:
        kit: Collaborators.
        name: Translated accessible name (the field's label).

    Signals:
        committed: The value changed and the person left the field or pressed Enter.
        edited: The person is typing or choosing; nothing is committed yet.
        problem_changed: What is wrong with what was typed, in a sentence; "" when nothing is.
    """

    committed = Signal()
    edited = Signal()
    problem_changed = Signal(str)

    def __init__(self, kit: Kit, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.name = name
        self.readonly = False
        self._value: Value = None
        self._dirty = False
        self._problem = ""
        self._parts: list[QWidget] = []

    # For pages -----------------------------------------------------------------------------

    def value(self) -> Value:
        """Return what is typed or chosen; where that makes no value, the value before."""
        if self._dirty and not self.problem():
            return self._read()
        return self._value

    def set_value(self, value: Value) -> None:
        """Show a value of the record; what was typed before is forgotten."""
        self._value = value
        self._show(value)
        self._dirty = False
        self._set_problem("")

    def problem(self) -> str:
        """Return what is wrong with what is typed now, translated; "" when nothing is."""
        return ""

    @property
    def dirty(self) -> bool:
        """The person typed something that is not committed."""
        return self._dirty

    def commit(self) -> bool:
        """Commit now (Ctrl+S, leaving the page); return whether what is typed is a value."""
        if not self._dirty:
            return True
        problem = self.problem()
        self._set_problem(problem)
        if problem:
            return False
        value = self._read()
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.committed.emit()
        return True

    def set_readonly(self, readonly: bool) -> None:
        """Let the value be read and copied, not changed."""
        self.readonly = readonly
        self._apply_readonly(readonly)

    def set_name(self, name: str) -> None:
        """Set the accessible name of the field and its parts."""
        self.name = name
        self.setAccessibleName(name)
        for part in self._parts:
            self._name_part(part, name)

    def set_issue(self, on: bool) -> None:
        """Mark the field as one with an issue of the record (red border)."""
        for part in self._parts:
            set_mark(part, "issue", "true" if on else "false")

    # For editors ---------------------------------------------------------------------------

    def _read(self) -> Value:
        """Return the value typed; called only when there is no problem."""
        raise AssertionError("each editor reads its own value")

    def _show(self, value: Value) -> None:
        """Show a value without a signal."""
        raise AssertionError("each editor shows its own value")

    def _apply_readonly(self, readonly: bool) -> None:
        """Make the parts read-only."""
        raise AssertionError("each editor knows its own parts")

    def _name_part(self, part: QWidget, name: str) -> None:
        """Give a part its accessible name."""
        part.setAccessibleName(name)

    def _use_parts(self, *parts: QWidget) -> None:
        """Watch the focusable parts; the first one gets the focus of the whole."""
        for part in parts:
            part.installEventFilter(self)
            self._parts.append(part)
        if self.focusProxy() is None and parts:
            self.setFocusProxy(parts[0])
        self.set_name(self.name)

    def _holds(self, widget: QWidget | None) -> bool:
        """Say whether a widget that gets the focus belongs to this editor."""
        return widget is not None and (widget is self or self.isAncestorOf(widget))

    def _on_left(self) -> None:
        """Do what leaving the field asks for."""
        self.commit()

    @Slot()
    def _mark_edited(self) -> None:
        self._dirty = True
        if self._problem:  # do not scold while it is being mended
            self._set_problem(self.problem())
        self.edited.emit()

    @Slot()
    def _on_enter(self) -> None:
        self.commit()

    def _set_problem(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self.set_issue(bool(problem))
            self.problem_changed.emit(problem)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice leaving, and let the workbook's undo through while nothing is typed."""
        kind = event.type()
        if kind == QEvent.Type.FocusOut and watched in self._parts:
            reason = event.reason()  # type: ignore[attr-defined]  # a focus event has one
            if reason not in _KEEPS_FOCUS and not self._holds(QApplication.focusWidget()):
                self._on_left()
        elif kind == QEvent.Type.ShortcutOverride and not self._dirty and _is_undo(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def editor_of(widget: QWidget | None) -> Editor | None:
    """Return the editor a widget belongs to (the one with the focus, to commit on Ctrl+S)."""
    while widget is not None and not isinstance(widget, Editor):
        widget = widget.parentWidget()
    return widget


def _is_undo(event: QEvent) -> bool:
    keys = QKeySequence.StandardKey
    if not isinstance(event, QKeyEvent):
        return False
    return event.matches(keys.Undo) or event.matches(keys.Redo)

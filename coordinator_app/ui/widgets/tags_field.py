"""An editor of several choices or links: chips, and a line that searches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain.fields import Value
from coordinator_app.ui.theme import SPACE_XS
from coordinator_app.ui.widgets.completion import Completion
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.flow_layout import FlowLayout
from coordinator_app.ui.widgets.kit import Kit, set_mark, styled, tool_button, words
from coordinator_app.ui.widgets.suggestions import Finder, Option


class TagsField(Editor):
    """Several codes or ids; value: list[str] in the order of adding, or None.

    Adding and removing commit at once. Backspace in the empty line removes the last.

    Args:
        kit: Collaborators.
        name: Translated accessible name.
        finder: Answers what is typed; chosen ones are left out here.
        create: Offer to create an entry of that name.

    Signals:
        create_asked: As on LinkField; the page answers with `add(id, title)`.
        opened: A chip was clicked (its id or code).
    """

    create_asked = Signal(str)
    opened = Signal(str)

    def __init__(
        self,
        kit: Kit,
        name: str = "",
        *,
        finder: Finder,
        create: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kit, name, parent)
        self._create = create
        self._titles: dict[str, str] = {}
        self._keys: list[str] = []
        self._tags: list[_Tag] = []
        self._finder = finder
        self._frame = QFrame()
        styled(self._frame, "input")
        self._flow = FlowLayout(self._frame, spacing=SPACE_XS, stretch_last=True)
        self._flow.setContentsMargins(4, 4, 4, 3)
        self.line = QLineEdit()
        styled(self.line, "bare")
        self.line.setMinimumWidth(80)
        self._flow.addWidget(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._completion = Completion(kit, self.line, self, self._find, self._extras)
        self._completion.chosen.connect(self._on_chosen)
        self._use_parts(self.line)
        self.line.textEdited.connect(self._mark_edited)

    def set_titles(self, titles: Mapping[str, str]) -> None:
        """Say how the chosen ones are called; before `set_value`, and again when they change."""
        self._titles.update(titles)
        self._draw()

    def add(self, key: str, title: str) -> None:
        """Add one as if the person had chosen it, and commit."""
        self._titles[key] = title
        self.line.clear()
        if key not in self._keys:
            self._keys.append(key)
            self._draw()
        self._dirty = True
        self.commit()

    def remove(self, key: str) -> None:
        """Remove one as if the person had, and commit."""
        self._keys.remove(key)
        self._draw()
        self._dirty = True
        self.commit()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def problem(self) -> str:
        """Say that what is typed was not chosen."""
        typed = " ".join(self.line.text().split())
        if not typed:
            return ""
        return self.kit.texts("“{text}” is not linked yet: choose from the list.", text=typed)

    def set_issue(self, on: bool) -> None:
        """Mark the whole frame."""
        set_mark(self._frame, "issue", "true" if on else "false")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the focus on the frame; Backspace takes the last tag."""
        if event.type() == QEvent.Type.FocusIn:
            set_mark(self._frame, "focused", "true")
        elif event.type() == QEvent.Type.FocusOut:
            set_mark(self._frame, "focused", "false")
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            empty = not self.line.text() and self._keys and not self.readonly
            if event.key() == Qt.Key.Key_Backspace and empty:
                self.remove(self._keys[-1])
                return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Type where the frame is clicked."""
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def _on_left(self) -> None:
        self._completion.hide()
        found = self._completion.exact(" ".join(self.line.text().split()))
        if found is not None and self.line.text():
            self.add(found.id, found.title)
        super()._on_left()

    def _read(self) -> Value:
        return list(self._keys) or None

    def _show(self, value: Value) -> None:
        keys = list(value) if isinstance(value, list) else []
        self.line.clear()
        if keys != self._keys or len(self._tags) != len(keys):
            self._keys = keys
            self._draw()

    def _apply_readonly(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)
        self.line.setVisible(not readonly or not self._keys)
        set_mark(self._frame, "readonly", "true" if readonly else "false")
        self._draw()

    def _draw(self) -> None:
        for tag in self._tags:
            self._flow.removeWidget(tag)
            tag.hide()
            tag.deleteLater()
        self._tags = []
        for place, key in enumerate(self._keys):
            tag = _Tag(self.kit, key, self._titles.get(key, key), removable=not self.readonly)
            tag.removed.connect(self.remove)
            tag.opened.connect(self.opened)
            self._flow.insert_widget(place, tag)
            tag.show()
            self._tags.append(tag)
        said = ", ".join(self._titles.get(key, key) for key in self._keys)
        self.line.setAccessibleDescription(said)
        self._frame.updateGeometry()
        self.updateGeometry()

    def _find(self, text: str, answer: Callable[[Sequence[Option]], None]) -> None:
        def without_chosen(options: Sequence[Option]) -> None:
            answer([each for each in options if each.id not in self._keys])

        self._finder(text, without_chosen)

    def _extras(self, text: str) -> Sequence[Option]:
        if not (self._create and text):
            return ()
        return (Option(text, self.kit.texts("Create “{text}”", text=text), kind="create"),)

    @Slot(object)
    def _on_chosen(self, option: Option) -> None:
        if option.kind == "create":
            self.create_asked.emit(option.id)
        else:
            self.add(option.id, option.title)


class _Tag(QFrame):
    """One chip: a word and a cross."""

    removed = Signal(str)
    opened = Signal(str)

    def __init__(self, kit: Kit, key: str, title: str, *, removable: bool) -> None:
        super().__init__()
        self._key = key
        styled(self, "tag")
        self._label = words(title)
        self._label.setMaximumWidth(260)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 2 if removable else 8, 0)
        row.setSpacing(2)
        row.addWidget(self._label)
        if removable:
            cross = tool_button(kit, "close", kit.texts("Remove {title}", title=title), size=12)
            cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            styled(cross, "tiny")
            cross.clicked.connect(self._on_cross)
            row.addWidget(cross)
        self.setFixedHeight(22)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to what the chip stands for."""
        self.opened.emit(self._key)
        super().mouseReleaseEvent(event)

    @Slot()
    def _on_cross(self) -> None:
        self.removed.emit(self._key)

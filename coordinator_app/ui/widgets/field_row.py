"""A field on a page: label, editor, hint, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from coordinator_app.ui.theme import SPACE_S
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.kit import words


class FieldRow(QWidget):
    """Label above (with the hint after it), editor, and a line for issues when there are any.

    Args:
        label: Translated label; also the editor's accessible name.
        editor: The editor.
        hint: Translated hint.
        beside: Put the label at the left, in a column of this width (0: above).
    """

    def __init__(
        self,
        label: str,
        editor: Editor,
        hint: str = "",
        *,
        beside: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._record_issue = ""
        self._label = words(label, "label")
        self._hint = words(hint, "hint")
        if not hint:  # shown before it has a parent it would be a window of its own
            self._hint.hide()
        self._issue = words("", "issue", wrap=True)
        self._issue.hide()
        editor.set_name(label)
        self._label.setBuddy(editor)
        if beside:
            self._lay_beside(beside)
        else:
            self._lay_above()
        if hint:
            editor.setToolTip(hint)
        editor.problem_changed.connect(self._on_problem_changed)

    def set_label(self, label: str) -> None:
        """Change the label."""
        self._label.setText(label)
        self.editor.set_name(label)

    def set_hint(self, hint: str) -> None:
        """Change the hint; "" hides it."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.editor.setToolTip(hint)

    def set_issue(self, sentence: str) -> None:
        """Show an issue of the record; "" takes it away. What is mistyped is said first."""
        self._record_issue = sentence
        self._say((self.editor.problem() if self.editor.dirty else "") or sentence)

    def _lay_above(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(self._label)
        head.addWidget(self._hint, 1)
        head.addStretch(0)
        column.addLayout(head)
        column.addWidget(self.editor)
        column.addWidget(self._issue)
        policy = self.editor.sizePolicy().verticalPolicy()
        if not policy.value & QSizePolicy.PolicyFlag.ExpandFlag.value:
            column.addStretch(1)  # room to spare goes beneath, not between

    def _lay_beside(self, width: int) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        self._label.setFixedWidth(width)
        self._label.setWordWrap(True)
        self._label.setContentsMargins(0, 6, 0, 0)
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.editor)
        column.addWidget(self._hint)
        column.addWidget(self._issue)
        row.addLayout(column, 1)

    def _say(self, sentence: str) -> None:
        self._issue.setText(sentence)
        self._issue.setVisible(bool(sentence))
        self.editor.set_issue(bool(sentence))
        self.editor.setAccessibleDescription(sentence)

    @Slot(str)
    def _on_problem_changed(self, problem: str) -> None:
        self._say(problem or self._record_issue)

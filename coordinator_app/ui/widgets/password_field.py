"""An editor of a password that is to be typed without being seen."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator_app.domain.fields import Value
from coordinator_app.ui.widgets.kit import Kit
from coordinator_app.ui.widgets.text_field import LineEditor


class PasswordField(LineEditor):
    """A line of dots; value: what was typed, blanks included, or None."""

    def __init__(self, kit: Kit, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(kit, name, parent)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def password(self) -> str:
        """Return what is typed, "" when nothing is."""
        return self.line.text()

    def _read(self) -> Value:
        return self.line.text() or None

    def _show(self, value: Value) -> None:
        self.line.setText(value if isinstance(value, str) else "")

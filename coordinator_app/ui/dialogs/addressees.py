"""Who gets a file: one line for each State, ticked or not, with its recipient and language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from coordinator_app.domain.fields import Value
from coordinator_app.domain.folding import fold
from coordinator_app.services.exchange.recipients import Addressee
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.tables.record_model import DISPLAY, LOOK_ROLE, TOOL_TIP, Index
from coordinator_app.ui.widgets.status import TONE_ROLE

STATE, RECIPIENT, MAIL, LANG = range(4)
_HEADS: Final = (N_("State"), N_("Recipient"), N_("E-mail"), N_("Language"))
_OWN_NAMES: Final = {"en": "English", "es": "Español"}
_NO_PARENT: Final = QModelIndex()
_CHECK: Final = int(Qt.ItemDataRole.CheckStateRole)
_ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@dataclass(frozen=True)
class To:
    """One State, and what is decided about its file.

    Args:
        addressee: As recorded.
        name: Of the State, in the language of the window.
        ticked: It gets a file.
        recipient: A party, None for nobody in particular.
        called: Their name.
        mail: Their address, "" when none is known.
        lang: Language of the file.
    """

    addressee: Addressee
    name: str
    ticked: bool
    recipient: Value
    called: str
    mail: str
    lang: str

    @classmethod
    def of(cls, found: Addressee, lang: str) -> To:
        """Return a State as it is proposed: with a point of contact it gets a file."""
        contact = found.contact.contact if found.contact else None
        mail = contact.text("email") if contact else ""
        return cls(
            found,
            found.name(lang),
            contact is not None,
            found.party,
            found.called,
            mail,
            found.lang,
        )


class AddresseesModel(QAbstractTableModel):
    """The States as a table.

    Signals:
        ticks_changed: Another set of them gets a file.
    """

    ticks_changed = Signal()

    def __init__(self, texts: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self._texts = texts
        self._all: list[To] = []
        self._shown: list[int] = []
        self._wanted = ""

    def fill(self, found: Sequence[To]) -> None:
        """Show these."""
        self._all = list(found)
        self.narrow(self._wanted)
        self.ticks_changed.emit()

    def narrow(self, text: str) -> None:
        """Show only the States whose name or recipient holds a text; ticks stay."""
        self.beginResetModel()
        self._wanted = text
        wanted = fold(text)
        self._shown = [
            number
            for number, each in enumerate(self._all)
            if wanted in fold(each.name) or wanted in fold(each.called)
        ]
        self.endResetModel()

    def ticked(self) -> list[To]:
        """Return those that get a file, shown or not."""
        return [each for each in self._all if each.ticked]

    def line(self, row: int) -> To | None:
        """Return the State of a row."""
        return self._all[self._shown[row]] if 0 <= row < len(self._shown) else None

    def tick(self, rows: Sequence[int], *, on: bool) -> None:
        """Tick rows, or take their ticks away."""
        for row in rows:
            number = self._shown[row]
            self._all[number] = replace(self._all[number], ticked=on)
        if rows:
            first, last = self.index(min(rows), 0), self.index(max(rows), len(_HEADS) - 1)
            self.dataChanged.emit(first, last)
        self.ticks_changed.emit()

    def change(self, row: int, **values: Any) -> None:
        """Change the recipient or language of a row; whoever is named gets a file."""
        number = self._shown[row]
        self._all[number] = replace(self._all[number], ticked=True, **values)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(_HEADS) - 1))
        self.ticks_changed.emit()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ALIGNMENT:
            return _LEFT
        return self._texts(_HEADS[section]) if role == DISPLAY else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the first column be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == STATE else flags

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return what a cell shows."""
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        column = index.column()
        if role in (DISPLAY, TOOL_TIP):
            return self._text(line, column)
        if role == _CHECK and column == STATE:
            return _ON if line.ticked else _OFF
        if role == LOOK_ROLE and column == RECIPIENT and not line.called:
            return "muted"
        if role == TONE_ROLE and column == RECIPIENT and not line.called:
            return "warning"
        return None

    def setData(self, index: Index, value: Any, role: int = DISPLAY) -> bool:
        """Tick or untick."""
        if role != _CHECK or index.column() != STATE:
            return False
        self.tick([index.row()], on=Qt.CheckState(value) == _ON)
        return True

    def _text(self, line: To, column: int) -> str:
        if column == RECIPIENT:
            return line.called or self._texts("No point of contact")
        return (line.name, "", line.mail, _OWN_NAMES.get(line.lang, line.lang))[column]

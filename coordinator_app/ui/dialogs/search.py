"""Ctrl+K: one line that finds every entry and every command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from coordinator_app.domain.folding import fold
from coordinator_app.domain.record import Record
from coordinator_app.services import naming, searching
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_
from coordinator_app.ui.action_table import ACTIONS, ActionSpec
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.brevity import short_names
from coordinator_app.ui.pages.lines import Line, LineList, LinesView
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.kit import sized, words
from coordinator_app.ui.widgets.search_field import SearchField

_COLUMNS: Final = (
    Column("what", 280, 6, label=N_("What")),
    Column("where", 140, 3, label=N_("State"), look="muted"),
    Column("kind", 170, 1, label=N_("Kind of entry"), look="muted"),
)
_SIZE: Final = (720, 420)
_MOST: Final = 40
_LATEST: Final = 8
_STEPS: Final = {
    int(Qt.Key.Key_Down): Qt.Key.Key_Down,
    int(Qt.Key.Key_Up): Qt.Key.Key_Up,
    int(Qt.Key.Key_PageDown): Qt.Key.Key_PageDown,
    int(Qt.Key.Key_PageUp): Qt.Key.Key_PageUp,
}
#: Menus whose commands are offered before anything is typed.
_AT_FIRST: Final = ("new", "go", "exchange")
_COMMANDS, _ENTRIES, _RECENT = "commands", "entries", "recent"


@dataclass(frozen=True)
class Found:
    """An entry that was found.

    Args:
        where: Names of its States, and the entry that owns it.
    """

    id: str
    type: str
    title: str
    where: str


class SearchDialog(QDialog):
    """Searches everything.

    Args:
        context: Collaborators.
        parent: What it lies over.
    """

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._generation = Generation()
        self._wanted = ""
        self._choose_first = False
        texts, kit = context.texts, context.kit
        self.setWindowTitle(texts("Search everything"))
        sized(self, *_SIZE)
        self.field = SearchField(kit, texts("Search all entries and commands"))
        self.field.setMaximumWidth(_SIZE[0] * 2)
        self.field.searched.connect(self._search)
        self.field.installEventFilter(self)
        self.view = LinesView(kit, texts("Found"), _COLUMNS, heading=False)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.chosen.connect(self._choose)
        self._list = LineList(
            kit, self.view, EmptyState(kit, "search", texts("Nothing is called so."))
        )
        card = Card(flush=True)
        card.add(self._list, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_S)
        column.setSpacing(SPACE_S)
        column.addWidget(self.field)
        column.addWidget(card, 1)
        hint = texts("↑↓ choose, Enter opens, Esc closes. Accents and capitals do not matter.")
        column.addWidget(words(hint, "hint"))
        self._search("")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list and choose from it while the cursor stays in the line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _STEPS:
                moved = QKeyEvent(event.type(), event.key(), event.modifiers())
                QApplication.sendEvent(self.view, moved)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_enter()
                return True
            if event.key() == Qt.Key.Key_Escape:  # elsewhere it first clears the line
                self.reject()
                return True
        return super().eventFilter(watched, event)

    def _on_enter(self) -> None:
        if self.field.text().strip() != self._wanted or not self._context.tasks.idle:
            self._choose_first = True  # what is typed is still being looked for
            self._search(self.field.text().strip())
            return
        line = self.view.current_line()
        if line is not None:
            self._choose(line)

    @Slot(str)
    def _search(self, text: str) -> None:
        self._wanted = text
        self._context.tasks.read(
            partial(_find, text, self._context.texts.lang),
            self._on_found,
            generation=self._generation.new(),
        )

    @Slot(object)
    def _on_found(self, found: Sequence[Found]) -> None:
        texts = self._context.texts
        entries = _ENTRIES if self._wanted else _RECENT
        lines = [
            Line(
                each.id,
                (
                    " ".join(each.title.split()),
                    each.where,
                    texts(self._context.catalogue[each.type].label),
                ),
                each,
                entries,
                {0: each.type},
            )
            for each in found
        ]
        lines += self._commands()
        groups = [
            (_RECENT, texts("Changed last")),
            (_ENTRIES, texts("Entries")),
            (_COMMANDS, texts("Commands")),
        ]
        first = lines[0].key if lines else ""
        self._list.show_lines(lines, groups, first)
        self.view.verticalScrollBar().setValue(0)
        if self._choose_first:
            self._choose_first = False
            if lines:
                self._choose(lines[0])

    def _commands(self) -> list[Line]:
        texts = self._context.texts
        wanted = fold(self._wanted).split()
        found = []
        for spec in ACTIONS:
            if spec.place != "window" or spec.id == "go.search":
                continue
            if not wanted and spec.menu not in _AT_FIRST:
                continue
            said = texts(spec.text).replace("&", "")
            action = self._context.actions.action(spec.id)
            if not action.isEnabled() or not all(word in fold(said) for word in wanted):
                continue
            found.append(
                Line(spec.id, (said, "", _key(spec)), spec, _COMMANDS, {0: spec.icon or "open"})
            )
        return found

    @Slot(object)
    def _choose(self, line: Line) -> None:
        self.accept()
        if isinstance(line.data, ActionSpec):
            action = self._context.actions.action(line.data.id)
            QTimer.singleShot(0, action.trigger)  # after this dialog is gone
        else:
            self._context.shell.go_to(line.data.id)


def _key(spec: ActionSpec) -> str:
    keys = spec.sequences()
    return keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


def _find(text: str, lang: str, reading: Reading) -> list[Found]:
    if text:
        ids = [each.id for each in searching.find(reading, text, (), _MOST, lang)]
    else:
        ids = _changed_last(reading)
    found = [
        record
        for record in reading.records.get_many(ids).values()
        if not record.deleted and _has_page(record, reading)
    ]
    found.sort(key=_states_first)
    return [_found(record, reading, lang) for record in found]


def _states_first(record: Record) -> bool:
    return record.type != "country"


def _has_page(record: Record, reading: Reading) -> bool:
    """Say whether one can go there: of the data that come with the program, only to States."""
    return record.type == "country" or not reading.catalogue[record.type].reference_data


def _found(record: Record, reading: Reading, lang: str) -> Found:
    states = reading.records.states_of(record) if record.type != "country" else ()
    names = tuple(naming.names(reading, states, lang).values())
    owners = record.ids("parent")
    owner = reading.records.get(owners[0]) if owners else None
    parts = (short_names(names), owner.title if owner is not None else record.reference)
    return Found(
        record.id,
        record.type,
        naming.name(record, lang),
        " · ".join(part for part in parts if part),
    )


def _changed_last(reading: Reading) -> list[str]:
    """Return the entries that were changed last by hand, each once."""
    found: dict[str, None] = {}
    for logged in reading.log.logged(limit=4 * _LATEST):
        entry = reading.log.entry(logged.operation) if logged.kind == "edit" else None
        if entry is not None:
            found.update(dict.fromkeys(change.record for change in entry.changes[:1]))
    return list(found)[:_LATEST]

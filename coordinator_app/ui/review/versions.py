"""The three versions of one cell side by side, and what can be decided about it."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.services import naming
from coordinator_app.services.exchange.lines import Line
from coordinator_app.services.session import Reading
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.editors import editor_for
from coordinator_app.ui.pages.elided import ElidedWords
from coordinator_app.ui.review.deciding import PLAIN
from coordinator_app.ui.review.differences import marked
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.choice_field import ChoiceField
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.kit import button, styled, words
from coordinator_app.ui.widgets.link_field import LinkField
from coordinator_app.ui.widgets.note_field import NoteField
from coordinator_app.ui.widgets.party_field import PartyField
from coordinator_app.ui.widgets.tags_field import TagsField

_TALL, _SHORT = 176, 138
_DECISIONS: Final = 196
_NAMED: Final = (LinkField, PartyField, TagsField)


class Versions(Card):
    """As sent, mine, theirs, and room for another value.

    Args:
        context: Collaborators.

    Signals:
        take_asked, keep_asked: The person pressed a button.
        other_given: Another value was typed (number of the line, value); None takes it back.
        left: The person is done with typing: the list gets the focus again.
    """

    take_asked = Signal()
    keep_asked = Signal()
    other_given = Signal(int, object)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._line: Line | None = None
        self._other: Value = None
        self._naming = Generation()
        self.editor: Editor | None = None
        texts, kit = context.texts, context.kit
        self._sent = _Version(texts("As sent"))
        self._mine = _Version(texts("In my file"))
        self._theirs = _Version(texts("Their value"))
        self.take = button(kit, texts("Take in"), tip="A", clicked=self.take_asked.emit)
        self.keep = button(kit, texts("Keep mine"), tip="K", clicked=self.keep_asked.emit)
        self._label = words(texts("Another value"), "label")
        self._place = QVBoxLayout()
        self._why = ElidedWords("hint")
        self._keys = ElidedWords("hint")
        self._keys.say(
            texts("A take · K keep mine · E other value · Shift+A whole entry · F8 next undecided")
        )
        self._lay_out()
        self.be_short(short=False)
        self.show_line(None)

    def be_short(self, *, short: bool) -> None:
        """Take less room on small screens."""
        self.setFixedHeight(_SHORT if short else _TALL)

    def name_them(self, name: str) -> None:
        """Say whose value "theirs" is."""
        self._theirs.set_title(self._context.texts("From {name}", name=name))

    def show_line(self, line: Line | None, other: Value = None) -> None:
        """Show the versions of a line."""
        self._put_away_editor()
        self._line = line
        writable = not self._context.file.read_only
        decidable = line is not None and line.cls not in PLAIN and writable
        self.take.setEnabled(decidable and line is not None and line.usable)
        self.keep.setEnabled(decidable)
        self._label.setVisible(decidable)
        if line is None:
            for each in (self._sent, self._mine, self._theirs):
                each.show_text("")
            self._why.say("")
            return
        theme = self._context.kit.theme
        marks = (theme.danger_soft, theme.ok_soft, theme.info_soft)
        self._sent.show_text(line.base)
        if line.whole:  # what it resembles is no earlier version of it
            self._mine.show_text(line.ours)
            self._theirs.show_text(line.theirs, note=line.place)
        else:
            self._mine.show_text(line.ours, line.base, marks, line.who)
            self._theirs.show_text(line.theirs, line.base, marks, line.place)
        self._why.say(line.why)
        if decidable:
            self._offer_editor(line, other)

    def focus_other(self) -> None:
        """Put the cursor where another value is typed."""
        if self.editor is not None:
            self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit(self) -> bool:
        """Take over what is typed; say whether that could be done."""
        return self.editor is None or self.editor.commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the field: Esc takes nothing over, Tab ends a text of several lines."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape and self.editor is not None:
            self.editor.set_value(self._other)
            self.left.emit()
            return True
        if event.key() == Qt.Key.Key_Tab and isinstance(self.editor, NoteField):
            if self.commit():
                self.left.emit()
            return True
        return super().eventFilter(watched, event)

    # Inside ---------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        deciding = QVBoxLayout()
        deciding.setSpacing(SPACE_XS)
        pair = QHBoxLayout()
        pair.setSpacing(SPACE_S)
        pair.addWidget(self.take, 1)
        pair.addWidget(self.keep, 1)
        deciding.addLayout(pair)
        deciding.addWidget(self._label)
        deciding.addLayout(self._place)
        deciding.addStretch(1)
        holder = QWidget()
        styled(holder, "plain")
        holder.setMinimumWidth(_DECISIONS)
        holder.setLayout(deciding)
        deciding.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        for each in (self._sent, self._mine, self._theirs):
            row.addWidget(each, 1)
        row.addWidget(holder, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_M)
        foot.addWidget(self._why, 2)
        foot.addWidget(self._keys, 3)
        self.add(row, 1)
        self.add(foot)

    def _offer_editor(self, line: Line, other: Value) -> None:
        texts = self._context.texts
        made: Editor
        if line.whole:
            if not line.candidates:
                self._label.hide()
                return
            name = texts("It is this entry of mine")
            made = ChoiceField(self._context.kit, name, options=line.candidates)
        else:
            name = texts("Another value")
            field = self._context.catalogue.field(line.type, line.field)
            made = editor_for(field, self._context, look="fill")
        self._label.setText(name)
        made.set_name(name)
        made.set_value(other)
        self._other = other
        made.committed.connect(self._on_committed)
        for part in (made, *made.findChildren(QWidget)):
            part.installEventFilter(self)
        self._place.addWidget(made)
        self.editor = made
        self._ask_names(other)

    def _put_away_editor(self) -> None:
        if self.editor is None:
            return
        self.editor.commit()  # belongs to the line that is still shown
        self._place.removeWidget(self.editor)
        self.editor.hide()
        self.editor.deleteLater()
        self.editor = None

    def _ask_names(self, value: Value) -> None:
        """Ask what linked entries are called."""
        ids = Record("", "", values={"value": value}).ids("value")
        if ids and isinstance(self.editor, _NAMED):
            self._context.tasks.read(
                partial(_names, ids, self._context.texts.lang),
                self._on_names,
                generation=self._naming.new(),
            )

    @Slot(object)
    def _on_names(self, names: dict[str, str]) -> None:
        if isinstance(self.editor, _NAMED):
            self.editor.set_titles(names)

    @Slot()
    def _on_committed(self) -> None:
        editor = self.editor
        if self._line is None or editor is None:
            return
        self._other = editor.value()
        self.other_given.emit(self._line.n, self._other)
        # Several tags are given one after the other; elsewhere Enter ends the typing.
        focus = QApplication.focusWidget()
        if not isinstance(editor, TagsField) and focus is not None and editor.isAncestorOf(focus):
            self.left.emit()


class _Version(QWidget):
    """One version: whose it is, the text, and who or where."""

    def __init__(self, title: str) -> None:
        super().__init__()
        styled(self, "plain")
        self._title = ElidedWords("label")
        self._title.say(title)
        self._note = ElidedWords("hint")
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        self._text.setMinimumWidth(1)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        scroll = QScrollArea()
        styled(scroll, "plain")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._text)
        scroll.setMinimumWidth(60)
        scroll.viewport().setAutoFillBackground(False)
        self._text.setAutoFillBackground(False)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addLayout(head)
        column.addWidget(scroll, 1)

    def set_title(self, title: str) -> None:
        """Change whose version it is."""
        self._title.say(title)

    def show_text(
        self, text: str, base: str = "", marks: tuple[str, str, str] | None = None, note: str = ""
    ) -> None:
        """Show a text, with what differs from the base marked."""
        self._note.say(note)
        self._note.setVisible(bool(note))
        self._text.setText(marked(base if marks else text, text, marks or ("", "", "")))


def _names(ids: tuple[str, ...], lang: str, reading: Reading) -> dict[str, str]:
    return naming.names(reading, ids, lang)

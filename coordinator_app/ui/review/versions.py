"""The three versions of one cell side by side, and what can be decided about it."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedWidget,
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
from coordinator_app.ui.review.comparison import Comparison
from coordinator_app.ui.review.deciding import PLAIN
from coordinator_app.ui.review.model import words_of
from coordinator_app.ui.review.proposals import Proposals
from coordinator_app.ui.review.version import Version
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.choice_field import ChoiceField
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.kit import button, styled, tool_button, words
from coordinator_app.ui.widgets.link_field import LinkField
from coordinator_app.ui.widgets.note_field import NoteField
from coordinator_app.ui.widgets.party_field import PartyField
from coordinator_app.ui.widgets.tags_field import TagsField

_TALL, _SHORT = 206, 144
#: Entries side by side have more to show than three versions of one value.
_TALL_BESIDE, _SHORT_BESIDE = 266, 168
_DECISIONS: Final = 216
_SEVERAL: Final = 2
_NAMED: Final = (LinkField, PartyField, TagsField)


class Versions(Card):
    """As sent, mine, theirs, and room for another value.

    Args:
        context: Collaborators.

    Signals:
        take_asked, keep_asked: The person pressed a button.
        other_given: Another value was typed (number of the line, value); None takes it back.
        same_asked: The new entry is one of mine, which gets what it says: id of that.
        menu_asked: The person wants to decide several lines at once.
        left: The person is done with typing: the list gets the focus again.
    """

    take_asked = Signal()
    keep_asked = Signal()
    other_given = Signal(int, object)
    same_asked = Signal(str)
    menu_asked = Signal()
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._line: Line | None = None
        self._other: Value = None
        self._naming = Generation()
        self.editor: Editor | None = None
        texts, kit = context.texts, context.kit
        self._sent = Version(texts("As sent"))
        self._mine = Version(texts("In my file"))
        self._theirs = Version(texts("Their value"))
        self._beside = Comparison(kit)
        self._short, self._wanted = False, _TALL
        self.take = button(kit, texts("Take in"), tip="A", clicked=self.take_asked.emit)
        self.keep = button(kit, texts("Keep mine"), tip="K", clicked=self.keep_asked.emit)
        said = texts("Same entry: update it")
        self.same = button(kit, said, tip="S", clicked=self.ask_same)
        name = texts("Several lines, and rules")
        self.several = tool_button(kit, "more", name, clicked=self.menu_asked.emit)
        self.proposals = Proposals(kit)
        self.proposals.chosen.connect(self._on_proposed)
        self._label = words(texts("Another value"), "label")
        self._place = QVBoxLayout()
        #: The entry and the field, which the columns of the table cut short.
        self._about = ElidedWords("strong")
        self._why = ElidedWords("hint")
        self._keys = ElidedWords("hint")
        self._lay_out()
        self.be_short(short=False)
        self.show_line(None)

    def be_short(self, *, short: bool) -> None:
        """Take less room on small screens."""
        self._short = short
        edge = SPACE_S if short else SPACE_M
        self.body.setContentsMargins(SPACE_M, edge, SPACE_M, edge)
        self._fit()

    def name_them(self, name: str) -> None:
        """Say whose value "theirs" is."""
        self._theirs.set_title(self._context.texts("From {name}", name=name))

    def show_line(self, line: Line | None, other: Value = None, refusal: str = "") -> None:
        """Show the versions of a line.

        Args:
            other: What was decided instead of either.
            refusal: Why a rule lets it wait.
        """
        self._put_away_editor()
        self._line = line
        writable = not self._context.file.read_only
        decidable = line is not None and line.cls not in PLAIN and writable
        self._enable(line, decidable=decidable)
        self._show_texts(line)
        self.tell_why(refusal)
        if line is not None and decidable:
            self._offer_editor(line, other)

    def tell_why(self, refusal: str = "") -> None:
        """Say why the line stands as it does, or why a rule lets it wait."""
        wrong = refusal or (self._line is not None and self._line.cls == "invalid")
        self._keys.setVisible(not wrong)  # what is wrong is more of use than the keys
        self._why.say(refusal or (self._line.why if self._line is not None else ""))

    def _enable(self, line: Line | None, *, decidable: bool) -> None:
        self.take.setEnabled(decidable and line is not None and line.usable)
        self.keep.setEnabled(decidable)
        self.several.setEnabled(decidable)
        self.take.setVisible(line is None or line.cls != "invalid")
        self.proposals.show_line(line if decidable else None)
        self._label.setVisible(decidable and not self.proposals.buttons)
        self._name_buttons(line)
        is_beside = line is not None and bool(line.beside)
        self.same.setVisible(is_beside)
        self.same.setEnabled(decidable)
        self._stack.setCurrentIndex(int(is_beside))
        self._fit()

    def _show_texts(self, line: Line | None) -> None:
        about = (line.entry, line.label) if line is not None else ()
        self._about.say(" · ".join(filter(None, about)))
        if line is None:
            for each in (self._sent, self._mine, self._theirs):
                each.show_text("")
            return
        theme = self._context.kit.theme
        marks = (theme.danger_soft, theme.ok_soft, theme.info_soft)
        self._sent.show_text(line.base)
        # A whole entry has no earlier version; of one of mine there is what it resembles.
        self._sent.setHidden(line.whole)
        self._mine.setHidden(line.whole and not line.ours)
        if line.whole:
            self._mine.show_text(line.ours)
            self._theirs.show_text(line.theirs, note=line.place)
            if line.beside:
                self._beside.show_line(line)
        else:
            self._mine.show_text(line.ours, line.base, marks, line.who)
            # What cannot be read is shown as it stands: it is no text that became another.
            usable = line.cls != "invalid"
            self._theirs.show_text(line.theirs, line.base, marks if usable else None, line.place)

    @Slot()
    def ask_same(self) -> None:
        """Say that the new entry is the one of mine that is chosen."""
        if self._line is None or not self.same.isEnabled() or not self._line.candidates:
            return
        chosen = self.editor.value() if isinstance(self.editor, ChoiceField) else None
        self.same_asked.emit(str(chosen or self._line.candidates[0][0]))

    def focus_other(self) -> None:
        """Put the cursor where another value is typed."""
        if self.editor is not None:
            self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.same.isVisible():
            self.same.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit(self) -> bool:
        """Take over what is typed; say whether that could be done."""
        return self.editor is None or self.editor.commit()

    def sizeHint(self) -> QSize:
        """Return the height that what is shown needs."""
        return QSize(super().sizeHint().width(), self._wanted)

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
        deciding.addWidget(self.same)
        deciding.addLayout(pair)
        deciding.addWidget(self.proposals)
        deciding.addWidget(self._label)
        deciding.addLayout(self._place)
        deciding.addStretch(1)
        holder = QWidget()
        styled(holder, "plain")
        holder.setMinimumWidth(_DECISIONS)
        holder.setLayout(deciding)
        deciding.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._three())
        self._stack.addWidget(self._beside)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        left = QVBoxLayout()
        left.setSpacing(SPACE_XS)
        left.addWidget(self._about)
        left.addWidget(self._stack, 1)
        row.addLayout(left, 3)
        row.addWidget(holder, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_M)
        foot.addWidget(self._why, 2)
        foot.addWidget(self._keys, 3)
        foot.addWidget(self.several)
        self.add(row, 1)
        self.add(foot)

    def _three(self) -> QWidget:
        three = QWidget()
        styled(three, "plain")
        versions = QHBoxLayout(three)
        versions.setContentsMargins(0, 0, 0, 0)
        versions.setSpacing(SPACE_M)
        for each in (self._sent, self._mine, self._theirs):
            versions.addWidget(each, 1)
        return three

    def _offer_editor(self, line: Line, other: Value) -> None:
        texts = self._context.texts
        made: Editor
        if line.whole:
            if len(line.candidates) < _SEVERAL:
                self._label.hide()
                return
            name = texts("It is this entry of mine")
            made = ChoiceField(self._context.kit, name, options=line.candidates, empty=None)
            other = other if isinstance(other, str) else line.candidates[0][0]
        else:
            name = texts("Another value")
            field = self._context.catalogue.field(line.type, line.field)
            made = editor_for(field, self._context, look="fill")
        if isinstance(made, NoteField | LinkField):  # say it themselves
            made.set_prompt(name)
            self._label.hide()
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

    @Slot(object)
    def _on_proposed(self, value: Value) -> None:
        if self._line is None:
            return
        line = self._line
        self._other = value
        if self.editor is not None:
            self.editor.set_value(value)
            self._ask_names(value)
        self.other_given.emit(line.n, value)
        self.left.emit()

    def _name_buttons(self, line: Line | None) -> None:
        take, keep = words_of(line)
        self.take.setText(self._context.texts(take))
        self.keep.setText(self._context.texts(keep))

    def _tell_keys(self, *, beside: bool) -> None:
        texts = self._context.texts
        self._keys.say(
            texts("S same entry · A new entry · K leave out · F8 next undecided")
            if beside
            else texts(
                "A take · K keep mine · E other value · Shift+A whole entry · F8 next undecided"
            )
        )

    def _fit(self) -> None:
        beside = self._line is not None and bool(self._line.beside)
        self.proposals.be_short(short=self._short)
        self._about.setHidden(self._short)
        self._tell_keys(beside=beside)
        if self._short:
            wanted = _SHORT_BESIDE if beside else _SHORT
        else:
            wanted = _TALL_BESIDE if beside else _TALL
        self.setMinimumHeight(_SHORT)  # so that a tall page can become a short one
        self.setMaximumHeight(wanted)
        if wanted != self._wanted:
            self._wanted = wanted
            self.updateGeometry()

    @Slot()
    def _on_committed(self) -> None:
        editor = self.editor
        if self._line is None or editor is None or self._line.whole:
            return  # which entry it is is said with the button
        self._other = editor.value()
        self.other_given.emit(self._line.n, self._other)
        # Several tags are given one after the other; elsewhere Enter ends the typing.
        focus = QApplication.focusWidget()
        if not isinstance(editor, TagsField) and focus is not None and editor.isAncestorOf(focus):
            self.left.emit()


def _names(ids: tuple[str, ...], lang: str, reading: Reading) -> dict[str, str]:
    return naming.names(reading, ids, lang)

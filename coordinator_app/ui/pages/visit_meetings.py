"""The meetings of a visit at the left, the notes of the selected one at the right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain import edtf
from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.services import drafting, viewing
from coordinator_app.services.session import Reading
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms import filling
from coordinator_app.ui.forms.binding import Binding
from coordinator_app.ui.forms.cut_label import CutLabel
from coordinator_app.ui.pages.entry_body import Tab
from coordinator_app.ui.pages.entry_grids import begin_in, offer_first_line
from coordinator_app.ui.tables.child_grid import ChildGrid
from coordinator_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.kit import words
from coordinator_app.ui.widgets.note_field import NoteField
from coordinator_app.ui.widgets.splitter import Splitter

_TYPE: Final = "visit_meeting"
_COLUMNS: Final = ("held_on", "held_at", "institution", "people", "level")
#: Beneath this height the topic and the others met make room for the notes.
_LOW: Final = 190
#: Below this width the hint makes room for the name of the meeting.
_NARROW: Final = 960


class MeetingsTab(Tab):
    """A grid of meetings, and the notes of the current one.

    Args:
        context: Collaborators.

    Signals:
        quoted: A sentence of the notes that is to become a commitment.
        meeting_changed: Id of the current meeting, "" for none.
        listed: Id and name of each meeting.
    """

    listed = Signal(object)
    quoted = Signal(str)
    meeting_changed = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._visit: Record | None = None
        self._meeting = ""
        self._quoted = ""
        self._coming = ""
        texts = context.texts
        self.grid = ChildGrid(
            context,
            _TYPE,
            _COLUMNS,
            key="visit/meetings",
            prompt=texts("New meeting"),
            given=self._given,
            order=("held_on", "held_at"),
        )
        offer_first_line(self.grid)
        self.binding = Binding(context, _TYPE, self)
        self.notes = self._note_field()
        splitter = Splitter(Qt.Orientation.Horizontal, "visit/meetings", context.shell)
        splitter.addWidget(self.grid)
        splitter.addWidget(self._notes_card())
        splitter.restore(5900, 4100)
        splitter.setStretchFactor(0, 59)
        splitter.setStretchFactor(1, 41)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)
        self.grid.selected.connect(self._on_selected)
        self.grid.counted.connect(self._on_counted)
        self.binding.shown.connect(self._on_shown)
        self.binding.recorded.connect(self._on_recorded)
        self.notes.sentence_chosen.connect(self.quote)

    @property
    def meeting(self) -> str:
        """Id of the current meeting."""
        return self._meeting

    def show_entry(self, view: viewing.View) -> None:
        """Show the meetings of a visit."""
        other = self._visit is None or self._visit.id != view.record.id
        self._visit = view.record
        self.grid.show_parent(view.record.id)
        if other:
            self._meeting = self._coming = ""
            self._begin()

    def commit(self) -> None:
        """Commit what is typed."""
        self.grid.commit()
        self.binding.commit()

    def begin(self) -> None:
        """Go to the meetings; into the empty line when there are none."""
        begin_in(self.grid)

    def select(self, meeting_id: str) -> None:
        """Show the notes of a meeting."""
        self.grid.select(meeting_id)

    @Slot(str)
    def quote(self, sentence: str) -> None:
        """Say which sentence is to become a commitment, once its meeting is in the file."""
        self.binding.commit()  # the words are in the file before the promise
        if self._meeting:
            self.quoted.emit(sentence)
        else:
            self._quoted = sentence

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a low window to the notes."""
        super().resizeEvent(event)
        self._facts.setVisible(event.size().height() >= _LOW)
        self._hint.setVisible(event.size().width() >= _NARROW)

    # Inside ----------------------------------------------------------------------------------

    def _note_field(self) -> NoteField:
        editor = self.binding.row("points", look="fill", bare=True).editor
        if not isinstance(editor, NoteField):
            raise TypeError("notes are edited in a note field")
        return editor

    def _notes_card(self) -> QWidget:
        texts = self._context.texts
        card = Card()
        card.body.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, SPACE_S)
        card.body.setSpacing(SPACE_XS)
        self._heading = CutLabel(texts("Notes"), "section")
        self._hint = words(texts("Ctrl+Enter makes the sentence a commitment"), "hint")
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(self._heading, 1)
        head.addWidget(self._hint)
        card.add(head)
        self._facts = QWidget()
        row = QHBoxLayout(self._facts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        for key in ("topic", "people_text"):
            label = texts(self.binding.type.by_key[key].label)
            row.addWidget(self.binding.row(key, beside=filling.label_width(label)), 1)
        card.add(self._facts)
        card.add(self.binding.row("points"), 1)
        return card

    def _given(self) -> Mapping[str, Value]:
        """Return what a new meeting gets: its day, where the visit has only one."""
        dates = self._visit.text("dates") if self._visit is not None else ""
        first, last = edtf.bounds(dates) if dates else (None, None)
        if first is None or first != last:
            return {}
        return {"held_on": first.isoformat()}

    def _begin(self) -> None:
        """Offer the notes of a meeting that does not exist yet: the first words make it."""
        if self._visit is None:
            return
        visit = self._visit.id
        self.binding.begin({**self._given(), PARENT: visit}, f"meeting/{visit}")
        self._context.tasks.read(partial(_kept, visit), partial(self._on_kept, visit))
        self._heading.show_text(self._context.texts("Notes of a new meeting"))
        self.notes.set_prompt(self._context.texts("The first words here begin a meeting."))

    def _on_kept(self, visit: str, kept: Mapping[str, Value]) -> None:
        """Take up notes that were typed and never became a meeting."""
        typed = self.notes.dirty or not self.binding.drafting
        if kept.get("points") and not typed and self._visit is not None and self._visit.id == visit:
            self.binding.begin({**kept, PARENT: visit}, f"meeting/{visit}")

    @Slot(str)
    def _on_selected(self, meeting_id: str) -> None:
        if self._coming and meeting_id != self._coming:
            return  # the meeting that the notes began is about to be the current line
        self._coming = ""
        if meeting_id == self._meeting:
            return
        self._meeting = meeting_id
        if meeting_id:
            self.binding.open(meeting_id)
        else:
            self._begin()
        self.meeting_changed.emit(meeting_id)

    @Slot(int)
    def _on_counted(self, count: int) -> None:
        model = self.grid.model
        when, where = model.column_of("held_on"), model.column_of("institution")
        names = [
            " · ".join(filter(None, (model.text_at(at, where), model.text_at(at, when))))
            for at in range(count)
        ]
        meeting = self._context.texts("Meeting")
        ids = self.grid.ids()
        self.listed.emit([(row, name or meeting) for row, name in zip(ids, names, strict=True)])

    @Slot(object)
    def _on_shown(self, record: Record) -> None:
        texts = self._context.texts
        name = record.title or texts("Meeting")
        self._heading.show_text(name)
        self.notes.set_prompt(texts("What was said, and who promised what"))

    @Slot(object)
    def _on_recorded(self, record: Record) -> None:
        self._meeting = self._coming = record.id
        self.grid.select(record.id)
        self.meeting_changed.emit(record.id)
        quoted, self._quoted = self._quoted, ""
        if quoted:
            self.quoted.emit(quoted)


def _kept(visit: str, reading: Reading) -> Mapping[str, Value]:
    return drafting.load(reading, f"meeting/{visit}", _TYPE)

"""The details of one follow-up: what, by whom, by when, what is the news, what it comes from."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.domain import edtf
from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.services import naming
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.dialogs.delete_question import delete_entries
from coordinator_app.ui.forms.binding import Binding
from coordinator_app.ui.forms.record_form import RecordForm
from coordinator_app.ui.pages.elided_link import ElidedLink
from coordinator_app.ui.pages.side_pane import PaneFrame
from coordinator_app.ui.tables.child_grid import ChildGrid
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import EmptyState
from coordinator_app.ui.widgets.kit import styled, tool_button, words

_HEAD: Final = ("title", "next_step")
_FACTS: Final = ("status", "due_on", "owner", "priority", "kind", "next_contact_on")
_REST: Final = (
    "countries",
    "waiting_on",
    "description",
    "evidence",
    "evidence_waiver",
    "result",
    "#" + N_("More"),
    "direction",
    "supporting",
    "watcher",
    "agreed_on",
    "no_due_reason",
    "obligations",
    "themes",
    "origin_quote",
    "sensitivity",
    "notes",
)
_NEWS_HEIGHT: Final = 112


class FollowUpPane(PaneFrame):
    """Shows one follow-up.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._origin_id = ""
        self._asking = Generation()
        texts, kit = context.texts, context.kit
        self.binding = Binding(context, "follow_up", self)
        for key in (*_HEAD, *_FACTS, *_REST):
            if not key.startswith("#"):
                self.binding.row(key).set_hint("")  # it would make the pane too wide
        self.head = RecordForm(context, "follow_up", _HEAD, binding=self.binding)
        self.facts = RecordForm(context, "follow_up", _FACTS, columns=2, binding=self.binding)
        self.rest = RecordForm(context, "follow_up", _REST, binding=self.binding)
        self.news = ChildGrid(
            context,
            "follow_up_update",
            ("noted_on", "text"),
            key="grid/news",
            prompt=texts("What is the news?"),
            given=self._given_news,
            order=("noted_on",),
        )
        self.news.setFixedHeight(_NEWS_HEIGHT)
        self._origin = ElidedLink(kit, clicked=self._on_origin)
        self._moved = words("", "hint", wrap=True)
        self._nothing = EmptyState(kit, "follow_up", texts("Choose a follow-up to see it here."))
        for icon, name, slot in (
            ("history", texts("Changes of this entry"), self._on_history),
            ("delete", texts("Delete this entry"), self._on_delete),
        ):
            self.add_button(tool_button(kit, icon, name, clicked=slot))
        self._area = self._scrolled()
        self.set_body(self._area)
        self.set_body(self._nothing)
        self.binding.shown.connect(self._on_shown)
        self.show_record("")

    def show_record(self, record_id: str) -> None:
        """Show a follow-up; "" shows none."""
        self._area.setVisible(bool(record_id))
        self._nothing.setVisible(not record_id)
        if not record_id:
            self.set_head("")
            self.binding.clear()
            self.news.show_parent("")
            return
        now = self.binding.record
        if now is None or now.id != record_id:
            self.binding.open(record_id)
        self.news.show_parent(record_id)

    def commit(self) -> None:
        """Commit what is typed."""
        self.binding.commit()
        self.news.commit()

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        styled(inner, "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addWidget(self._origin)
        column.addWidget(self.head)
        column.addWidget(self.facts)
        column.addWidget(self._moved)
        column.addWidget(words(self._context.texts("News"), "section"))
        column.addWidget(self.news)
        column.addWidget(self.rest, 1)
        area = QScrollArea()
        styled(area, "plain")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _given_news(self) -> dict[str, Value]:
        day = self._context.clock.today().isoformat()
        return {"noted_on": day, "author": self._context.file.actor}

    @Slot(object)
    def _on_shown(self, record: Record) -> None:
        self.set_head(record.reference)
        origins = record.ids("origin")
        self._origin_id = origins[0] if origins else ""
        self._origin.hide()
        if self._origin_id:
            self._context.tasks.read(
                partial(_named, self._origin_id, self._context.texts.lang),
                self._on_origin_named,
                generation=self._asking.new(),
            )
        self._say_moved(record)

    def _say_moved(self, record: Record) -> None:
        texts, times = self._context.texts, record.get("times_rescheduled")
        count = times if isinstance(times, int) else 0
        first = record.text("original_due_on")
        self._moved.setVisible(bool(count and first))
        if count and first:
            self._moved.setText(
                texts.n(
                    "First due {day}; moved once.",
                    "First due {day}; moved {n} times.",
                    count,
                    day=edtf.display(first, texts.lang),
                )
            )

    @Slot(object)
    def _on_origin_named(self, name: str) -> None:
        self._origin.setVisible(bool(name))
        self._origin.show_text(self._context.texts("From: {title}", title=name))

    @Slot()
    def _on_origin(self) -> None:
        if self._origin_id:
            self._context.shell.go_to(self._origin_id)

    @Slot()
    def _on_history(self) -> None:
        if self.binding.record is not None:
            self._context.shell.go(Route("history", self.binding.record.id))

    @Slot()
    def _on_delete(self) -> None:
        if self.binding.record is not None:
            delete_entries(self._context, self, [self.binding.record.id])


def _named(record_id: str, lang: str, reading: Reading) -> str:
    record = reading.records.get(record_id)
    if record is None:
        return ""
    name = naming.name(record, lang)
    return f"{record.reference} · {name}" if record.reference else name

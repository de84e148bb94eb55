"""What happened with a State, newest first: visits, trainings, calls, files, documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent

from coordinator_app.domain import display
from coordinator_app.domain.record import Record
from coordinator_app.services import naming
from coordinator_app.services.states import Happening, StatePage
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.lines import Line, LineList, LinesView
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.chips import Chip, Chips
from coordinator_app.ui.widgets.status import tone_of

_COLUMNS: Final = (
    Column("day", 148, 1, label=N_("Date"), look="due"),
    Column("what", 220, 5, label=N_("What")),
    Column("detail", 130, 2, label=N_("Details"), look="muted", spare=True),
    Column("status", 142, label=N_("Status"), look="status", spare=True),
)
#: Kinds of happenings and what their chips are called, in the order of the chips.
_KINDS: Final[Mapping[str, str]] = {
    "visit": N_("Visits"),
    "training": N_("Training"),
    "event": N_("Events"),
    "assistance_request": N_("Assistance"),
    "interaction": N_("Calls and notes"),
    "dispatch": N_("Files"),
    "attachment": N_("Documents"),
    "follow_up": N_("Promises kept"),
    "country_profile": N_("Facts"),
}
_CHIPS, _LEAST, _TITLE = 26, 200, 110


class Timeline(Card):
    """The list, and chips that choose what it shows.

    Args:
        context: Collaborators.

    Signals:
        chosen: Id of the entry the person wants to see.
    """

    chosen = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(context.texts("History"), flush=True)
        self._context = context
        self._happenings: tuple[Happening, ...] = ()
        self._names: Mapping[str, str] = {}
        kit, texts = context.kit, context.texts
        self.kinds = Chips(kit, texts("Shown"))
        self.kinds.selection_changed.connect(self._show)
        if self.title is not None:
            self.title.add(self.kinds)
        self.view = LinesView(kit, texts("History"), _COLUMNS, heading=False, letters_pass=True)
        self.view.chosen.connect(self._on_chosen)
        nothing = EmptyState(kit, "history", texts("Nothing is recorded with this State yet."))
        self._list = LineList(kit, self.view, nothing)
        self.add(self._list, 1)

    def show_state(self, page: StatePage) -> None:
        """Show what happened with a State."""
        self._happenings, self._names = page.timeline, page.names
        kinds = [each.kind for each in page.timeline]
        self.kinds.set_chips(
            Chip(kind, self._context.texts(label), kinds.count(kind))
            for kind, label in _KINDS.items()
            if kind in kinds
        )
        QTimer.singleShot(0, self._fit_chips)  # new chips have no size until they are shown
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the chips a second line where one is not enough."""
        super().resizeEvent(event)
        self._fit_chips()

    @Slot()
    def _fit_chips(self) -> None:
        room = max(_LEAST, self.width() - _TITLE)
        self.kinds.setFixedHeight(max(_CHIPS, self.kinds.heightForWidth(room)))

    @Slot()
    def _show(self) -> None:
        chosen = self.kinds.selected()
        shown = [each for each in self._happenings if not chosen or each.kind in chosen]
        self._list.show_lines([self._line(each) for each in shown])

    def _line(self, happening: Happening) -> Line:
        record = happening.record
        status, tone = self._status(record)
        tones = {3: tone} if tone else {}
        plan = happening.day is not None and happening.day > self._context.clock.today()
        if plan:
            tones[0] = "info"
        return Line(
            record.id,
            (
                happening.day_text or self._context.texts("No date"),
                self._title(record),
                self._detail(record),
                status,
            ),
            record.id,
            icons={1: record.type},
            tones=tones,
        )

    def _title(self, record: Record) -> str:
        if record.type == "country_profile":
            stage = self._label(record, "stage")
            return stage or self._context.texts("Facts recorded")
        return " ".join((record.text("text") or record.title).split())

    def _detail(self, record: Record) -> str:
        match record.type:
            case "visit":
                parts = [self._label(record, "visit_type"), record.text("city")]
            case "training":
                parts = [self._label(record, "training_type"), record.text("city")]
            case "event":
                parts = [self._label(record, "event_type"), record.text("city")]
            case "assistance_request":
                parts = [self._label(record, "channel")]
            case "interaction":
                parts = [self._label(record, "channel"), self._party(record, "person")]
            case "dispatch":
                parts = [self._party(record, "recipient")]
            case "follow_up":
                parts = [self._party(record, "owner")]
            case _:
                parts = []
        return " · ".join(part for part in parts if part)

    def _status(self, record: Record) -> tuple[str, str]:
        life = self._context.catalogue[record.type].life
        code = record.text(life.field) if life is not None else ""
        if life is None or not code:
            return "", ""
        return self._label(record, life.field), tone_of(code)

    def _label(self, record: Record, key: str) -> str:
        field = self._context.catalogue.field(record.type, key)
        value = record.get(key)
        return display.label(field, value, self._context.texts) if value else ""

    def _party(self, record: Record, key: str) -> str:
        field = self._context.catalogue.field(record.type, key)
        titles: Callable[[str], str] = naming.namer(self._names)
        return display.show(field, record.get(key), self._context.texts, titles)

    @Slot(object)
    def _on_chosen(self, line: Line) -> None:
        self.chosen.emit(line.data)

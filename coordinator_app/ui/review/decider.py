"""What keys, clicks and the menu of a line decide about a reply that is shown."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent

from coordinator_app.domain.fields import Value
from coordinator_app.services.exchange import standing
from coordinator_app.services.exchange.foresight import Foresight
from coordinator_app.services.exchange.lines import Line
from coordinator_app.ui.context import Context
from coordinator_app.ui.review import opening, scopes
from coordinator_app.ui.review.chosen import Chosen
from coordinator_app.ui.review.deciding import Deciding
from coordinator_app.ui.review.model import MARK
from coordinator_app.ui.review.view import View
from coordinator_app.ui.tasks import Generation

_SPACE: Final = Qt.Key.Key_Space


class Decider(QObject):
    """Decides lines, and asks what rules say of it.

    Args:
        context: Collaborators.
        view: What is shown.

    Signals:
        decided: Something was decided.
        foreseen: Rules have said what they forbid.
        ruled: A standing rule was made or withdrawn: the conflicts stand otherwise.
    """

    decided = Signal()
    foreseen = Signal()
    ruled = Signal()

    def __init__(self, context: Context, view: View) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._deciding: Deciding | None = None
        self._asked = Generation()
        #: Standing rules can be made from a conflict.
        self.offers_rules = True
        for signal, slot in (
            (view.filters.chosen, self._on_filter),
            (view.table.clicked, self._on_clicked),
            (view.table.customContextMenuRequested, self._on_menu_at),
            (view.table.selectionModel().currentRowChanged, self._on_current),
            (view.versions.take_asked, self.take),
            (view.versions.keep_asked, self.keep),
            (view.versions.same_asked, self._on_same),
            (view.versions.menu_asked, self.show_menu),
            (view.versions.other_given, self._on_other_given),
            (view.versions.left, self._on_left_editor),
        ):
            signal.connect(slot)
        view.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.table.installEventFilter(self)
        bind = context.actions.bind
        for name, bound in (
            ("review.take", self.take),
            ("review.keep", self.keep),
            ("review.other", view.versions.focus_other),
            ("review.same", view.versions.ask_same),
            ("review.take_entry", self._on_take_entry),
            ("review.several", self.show_menu),
            ("review.next", self._on_next),
        ):
            bind(name, bound, view.table)

    @property
    def deciding(self) -> Deciding | None:
        """What is decided about the reply shown."""
        return self._deciding

    @deciding.setter
    def deciding(self, deciding: Deciding | None) -> None:
        self._deciding = deciding
        self._asked.new()
        self._foresee()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tick and untick with the space bar."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == _SPACE
        ):
            self._toggle(self._current())
            return True
        return super().eventFilter(watched, event)

    # Deciding ----------------------------------------------------------------------------------

    @Slot()
    def take(self) -> None:
        """Take the selected lines."""
        if (deciding := self._writable()) is not None:
            deciding.take(self._selected())
            self._tell()
            self._step()

    @Slot()
    def keep(self) -> None:
        """Keep mine in the selected lines."""
        if (deciding := self._writable()) is not None:
            deciding.keep(self._selected())
            self._tell()
            self._step()

    @Slot()
    def show_menu(self) -> None:
        """Offer what can be decided for several lines, beneath the current one."""
        table = self._view.table
        rect = table.visualRect(table.currentIndex())
        self._on_menu_at(rect.bottomLeft() + QPoint(rect.height(), 0))

    @Slot()
    def _on_take_entry(self) -> None:
        self._on_scope("take", "entry")

    def _on_scope(self, verb: scopes.Verb, scope: scopes.Scope) -> None:
        deciding, line = self._writable(), self._current()
        if deciding is None or line is None:
            return
        found = scopes.numbers(deciding, line, scope, self._view.model.numbers())
        if verb == "take":
            deciding.take(found)
        else:
            deciding.keep(deciding.keepable(found))
        self._tell()

    @Slot(QPoint)
    def _on_menu_at(self, place: QPoint) -> None:
        deciding, line = self._writable(), self._current()
        if deciding is None or line is None:
            return
        table, ruling = self._view.table, self._on_rule if self.offers_rules else None
        menu = scopes.menu(
            deciding, line, self._view.model.numbers(), self._context.texts,
            self._on_scope, ruling, table,
        )  # fmt: skip
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(table.viewport().mapToGlobal(place))

    @Slot(str)
    def _on_same(self, record: str) -> None:
        deciding, line = self._writable(), self._current()
        if deciding is not None and line is not None:
            deciding.take_as(line.n, record, update=True)
            self._tell()
            self._step()

    @Slot(int, object)
    def _on_other_given(self, n: int, value: Value) -> None:
        deciding = self._deciding
        if deciding is None:
            return
        if value is None:
            deciding.forget_other(n)
        else:
            deciding.take_other(n, value)
        self._tell()

    @Slot()
    def _on_next(self) -> None:
        line, deciding, view = self._current(), self._deciding, self._view
        if deciding is None:
            return
        n = deciding.next_undecided(line.n if line else -1)
        if n is None:
            self._context.shell.say(self._context.texts("Everything is decided."))
            return
        if view.model.row_of(n) < 0:
            view.filters.show_all()
        view.select(view.model.row_of(n))

    def _toggle(self, line: Line | None) -> None:
        deciding = self._writable()
        if line is not None and deciding is not None:
            deciding.toggle(line.n)
            self._tell()

    # Standing rules ----------------------------------------------------------------------------

    def _on_rule(self, side: standing.Side) -> None:
        deciding, line = self._writable(), self._current()
        if deciding is None or line is None:
            return
        profile = standing.profile_of(deciding.received.dispatch)
        wanted = standing.Rule(profile, line.type, line.field, side)
        self._context.tasks.write(
            partial(opening.rule, wanted), partial(self._on_ruled, line.label)
        )

    def _on_ruled(self, field: str, rule: standing.Rule) -> None:
        texts = self._context.texts
        said = {
            "theirs": texts(
                "Theirs is taken for “{field}” from now on; see Settings.", field=field
            ),
            "ours": texts("Mine is kept for “{field}” from now on; see Settings.", field=field),
            "ask": texts("“{field}” is asked about again from now on.", field=field),
        }
        self._context.shell.say(said[rule.side])
        self.ruled.emit()

    # What rules forbid -------------------------------------------------------------------------

    def _foresee(self) -> None:
        """Ask the rules about what was decided since they were asked last."""
        deciding = self._deciding
        numbers = deciding.unforeseen() if deciding is not None else None
        if deciding is None or not numbers:
            return
        self._context.tasks.read(
            partial(
                opening.foresee, deciding.received, dict(deciding.answers), deciding.parts(),
                numbers, self._context.texts,
            ),
            partial(self._on_foreseen, deciding),
            generation=self._asked.new(),
        )  # fmt: skip

    def _on_foreseen(self, deciding: Deciding, found: tuple[frozenset[int], Foresight]) -> None:
        if deciding is not self._deciding:
            return
        deciding.foreseen(*found)
        line = self._current()
        if line is not None:
            self._view.versions.tell_why(deciding.refusal(line.n))
        self.foreseen.emit()

    # Showing -----------------------------------------------------------------------------------

    @Slot(object)
    def _on_filter(self, chosen: Chosen) -> None:
        if self._deciding is not None:
            self._view.show_lines(self._deciding, chosen)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == MARK:
            self._toggle(self._view.model.line(index.row()))

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self._view.show_line(self._view.model.line(index.row()), self._deciding)

    @Slot()
    def _on_left_editor(self) -> None:
        self._view.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside ------------------------------------------------------------------------------------

    def _writable(self) -> Deciding | None:
        return None if self._context.file.read_only else self._deciding

    def _selected(self) -> list[int]:
        selected = self._view.table.selectionModel().selection().toList()
        numbers = self._view.model.numbers
        found = (numbers(each.top(), each.bottom() + 1) for each in selected)
        return list(dict.fromkeys(chain.from_iterable(found)))

    def _current(self) -> Line | None:
        return self._view.model.line(self._view.table.currentIndex().row())

    def _step(self) -> None:
        """Go on to the next line after a decision about one."""
        table = self._view.table
        table.setFocus(Qt.FocusReason.OtherFocusReason)
        row = table.currentIndex().row()
        if len(self._selected()) == 1 and row + 1 < self._view.model.rowCount():
            self._view.select(row + 1)

    def _tell(self) -> None:
        self.decided.emit()
        self._foresee()

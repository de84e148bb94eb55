"""Beside a State's history: what it asked for, and which items nobody meets yet."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from coordinator_app.domain import display, edtf
from coordinator_app.domain.record import Record
from coordinator_app.services.assistance import Requested
from coordinator_app.services.states import StatePage
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.side_parts import box, clear, hint
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import SectionTitle
from coordinator_app.ui.widgets.kit import button, styled, tool_button, words

_TYPE: Final = "assistance_request"


class Assistance(QWidget):
    """The requests of a State with the items that are to be met.

    Args:
        context: Collaborators.

    Signals:
        chosen: Id of a request the person wants to see.
        new_asked: Record type of which the person wants a new entry.
    """

    chosen = Signal(str)
    new_asked = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        styled(self, "plain")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, SPACE_M)
        self._column.setSpacing(SPACE_S)

    def show_state(self, page: StatePage) -> None:
        """Show the requests of a State."""
        clear(self._column)
        texts = self._context.texts
        title = SectionTitle(texts("Requests for assistance"))
        add = tool_button(self._context.kit, "add", texts("New request for assistance"))
        add.clicked.connect(self._on_new)
        add.setEnabled(not self._context.file.read_only)
        title.add(add)
        self._column.addWidget(title)
        if not page.requests:
            self._column.addWidget(words(texts("No request is recorded."), "hint"))
        for each in page.requests:
            self._column.addWidget(self._request(each))
        self._column.addStretch(1)

    def _request(self, requested: Requested) -> QWidget:
        texts, request = self._context.texts, requested.request
        made, column = box()
        link = button(self._context.kit, request.title.replace("&", "&&"), "link")
        link.setToolTip(request.title)
        link.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        link.clicked.connect(partial(self._on_chosen, request.id))
        column.addWidget(link)
        said = [
            self._status(request),
            edtf.display(request.text("submitted_on"), texts.lang),
            texts.n("{n} item", "{n} items", len(requested.items)) if requested.items else "",
        ]
        column.addWidget(hint(" · ".join(part for part in said if part)))
        for item in requested.unmet:
            number = item.get("number")
            words_of = " ".join(item.text("text").split())
            before = f"{number}. " if number is not None else "– "
            column.addWidget(hint(f"{before}{words_of} ({self._status(item)})"))
        return made

    def _status(self, record: Record) -> str:
        field = self._context.catalogue.field(record.type, "status")
        status = record.get("status")
        return display.label(field, status, self._context.texts) if status else ""

    def _on_chosen(self, record_id: str, _checked: bool = False) -> None:
        self.chosen.emit(record_id)

    @Slot()
    def _on_new(self) -> None:
        self.new_asked.emit(_TYPE)

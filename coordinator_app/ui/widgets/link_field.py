"""An editor of one link: search as you type, create what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator_app.domain.fields import Value
from coordinator_app.ui.widgets.completion import Completion
from coordinator_app.ui.widgets.kit import Kit
from coordinator_app.ui.widgets.suggestions import Finder, Option
from coordinator_app.ui.widgets.text_field import LineEditor


class LinkField(LineEditor):
    """One linked entry; value: its id or None.

    Args:
        kit: Collaborators.
        name: Translated accessible name.
        finder: Answers what is typed; `at_once(fn)` makes one of a plain function.
        create: Offer to create an entry of that name.

    Signals:
        create_asked: The person wants a new entry with this title; the page creates it and calls
            `choose(id, title)`.
        opened: The person wants to go to the linked entry (its id).
    """

    create_asked = Signal(str)
    opened = Signal(str)

    def __init__(
        self,
        kit: Kit,
        name: str = "",
        *,
        finder: Finder,
        create: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kit, name, parent)
        self._create = create
        self._titles: dict[str, str] = {}
        self._chosen: str | None = None
        self._completion = Completion(kit, self.line, self, finder, self._extras)
        self._completion.chosen.connect(self._on_chosen)
        self._go = QAction(self)
        self._go.setToolTip(kit.texts("Open the entry"))
        kit.icons.show_on(self._go, "open")
        self._go.triggered.connect(self._on_open)
        self._list = QAction(self)
        self._list.setToolTip(kit.texts("Show the list"))
        kit.icons.show_on(self._list, "expand")
        self._list.triggered.connect(self._on_list)
        for action in (self._go, self._list):
            self.line.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        self._go.setVisible(False)

    def set_titles(self, titles: Mapping[str, str]) -> None:
        """Say how linked entries are called; before `set_value`, and again when they change."""
        self._titles.update(titles)
        if not self._dirty:
            self._show(self._value)

    def choose(self, record: str, title: str) -> None:
        """Take an entry as if the person had chosen it, and commit."""
        self._titles[record] = title
        self._chosen = record
        self._write(title)
        self._dirty = True
        self.commit()

    def problem(self) -> str:
        """Say that what is typed is no entry yet."""
        typed = self.typed()
        if not typed or self._settled() is not None:
            return ""
        return self.kit.texts("“{text}” is not linked yet: choose from the list.", text=typed)

    def _settled(self) -> str | None:
        """Return the id that what is typed stands for."""
        typed = self.typed()
        if self._chosen is not None and self._titles.get(self._chosen) == typed:
            return self._chosen
        found = self._completion.exact(typed)
        if found is None:
            return None
        self._titles[found.id] = found.title
        return found.id

    def _read(self) -> Value:
        return self._settled() if self.typed() else None

    def _show(self, value: Value) -> None:
        self._chosen = value if isinstance(value, str) else None
        self._write(self._title(self._chosen))
        self._go.setVisible(self._chosen is not None)

    def _title(self, record: str | None) -> str:
        return " ".join(self._titles.get(record, "…").split()) if record else ""

    def _apply_readonly(self, readonly: bool) -> None:
        super()._apply_readonly(readonly)
        self._list.setVisible(not readonly)

    def _on_left(self) -> None:
        self._completion.hide()
        super()._on_left()

    def _extras(self, text: str) -> Sequence[Option]:
        if not (self._create and text):
            return ()
        return (Option(text, self.kit.texts("Create “{text}”", text=text), kind="create"),)

    @Slot(object)
    def _on_chosen(self, option: Option) -> None:
        if option.kind == "create":
            self.create_asked.emit(option.id)
        else:
            self.choose(option.id, " ".join(option.title.split()))

    @Slot()
    def _on_list(self) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._completion.show_all()

    @Slot()
    def _on_open(self) -> None:
        if self._chosen is not None:
            self.opened.emit(self._chosen)

"""Deleting entries: at once with an Undo bar, and a question only where others point at them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.services import editing, naming
from coordinator_app.services.session import Reading, Session
from coordinator_app.ui.context import Context
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.kit import button, words

_SHOWN: Final = 6

#: Called once the entries lie in the recycle bin.
Then = Callable[[], object]


@dataclass(frozen=True)
class Doomed:
    """What is to be deleted, and what points at it.

    Args:
        ids: Of the entries.
        title: Of the first.
        pointing: (type label msgid, name) of each entry that points at one of them.
    """

    ids: Sequence[str]
    title: str
    pointing: Sequence[tuple[str, str]]


def delete_entries(
    context: Context, parent: QWidget, record_ids: Sequence[str], then: Then | None = None
) -> None:
    """Put entries into the recycle bin; ask first only when other entries point at them.

    Args:
        parent: Page or list they are on.
        then: What to do once they are gone (go back).
    """
    deleting = _Deleting(context, parent, then)
    context.tasks.read(partial(_look, tuple(record_ids), context.texts.lang), deleting.on_looked)


class _Deleting(QObject):
    """One deletion on its way."""

    def __init__(self, context: Context, parent: QWidget, then: Then | None) -> None:
        super().__init__(parent)
        self._context, self._parent, self._then = context, parent, then

    @Slot(object)
    def on_looked(self, doomed: Doomed) -> None:
        """Delete, or ask."""
        if not doomed.ids:
            self.deleteLater()
            return
        if not doomed.pointing:
            self._delete(doomed)
            return
        question = DeleteQuestion(self._context, doomed, self._parent.window())
        question.accepted.connect(partial(self._delete, doomed))
        question.rejected.connect(self.deleteLater)
        question.open()

    def _delete(self, doomed: Doomed) -> None:
        self._context.tasks.write(partial(_delete, doomed.ids), partial(self._on_deleted, doomed))

    def _on_deleted(self, doomed: Doomed, change_set: ChangeSet) -> None:
        texts = self._context.texts
        said = (
            texts("Deleted: {title}", title=doomed.title)
            if len(doomed.ids) == 1
            else texts.n("{n} entry deleted", "{n} entries deleted", len(doomed.ids))
        )
        self._context.shell.say_undoable(said, change_set.operation)
        if self._then is not None:
            self._then()
        self.deleteLater()


class DeleteQuestion(QDialog):
    """Says what points at the entries and asks whether to delete them all the same.

    Args:
        context: Collaborators.
        doomed: What is to be deleted.
    """

    def __init__(self, context: Context, doomed: Doomed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        texts, kit = context.texts, context.kit
        one = len(doomed.ids) == 1
        title = (
            texts("Delete “{title}”?", title=doomed.title)
            if one
            else texts.n("Delete {n} entry?", "Delete {n} entries?", len(doomed.ids))
        )
        self.setWindowTitle(texts("Delete"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(words(title, "heading", wrap=True))
        count = len(doomed.pointing)
        said = texts.n(
            "{n} other entry points at it. It stays, and its link leads to the recycle bin.",
            "{n} other entries point at it. They stay, and their links lead to the recycle bin.",
            count,
        )
        column.addWidget(words(said, "muted", wrap=True))
        listed = QVBoxLayout()
        listed.setSpacing(SPACE_XS)
        for label, name in doomed.pointing[:_SHOWN]:
            listed.addWidget(words(f"{texts(label)}: {name}", wrap=True))
        if count > _SHOWN:
            more = texts.n("and {n} more", "and {n} more", count - _SHOWN)
            listed.addWidget(words(more, "hint"))
        column.addLayout(listed)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addStretch(1)
        keep = button(kit, texts("Keep"), clicked=self.reject)
        row.addWidget(keep)
        row.addWidget(button(kit, texts("Delete"), "danger", icon="delete", clicked=self.accept))
        column.addLayout(row)
        self.setFixedWidth(440)
        keep.setDefault(True)
        keep.setFocus(Qt.FocusReason.OtherFocusReason)


def _look(record_ids: Sequence[str], lang: str, reading: Reading) -> Doomed:
    editing.refuse_given(reading, record_ids)
    found = reading.records.get_many(record_ids)
    living = [record for record in found.values() if not record.deleted]
    pointing = {
        other.id: (reading.catalogue[other.type].label, naming.name(other, lang))
        for record in living
        for other in editing.dependents(reading, record.id)
        if other.id not in found
    }
    title = naming.name(living[0], lang) if living else ""
    return Doomed([record.id for record in living], title, list(pointing.values()))


def _delete(record_ids: Sequence[str], session: Session) -> ChangeSet:
    return editing.delete(session, record_ids)

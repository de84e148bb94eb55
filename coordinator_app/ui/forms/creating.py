"""Creating a linked entry where it is named: the form is not left, and nothing else is asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from coordinator_app.domain.fields import Field, Value
from coordinator_app.domain.record import Record
from coordinator_app.services import editing
from coordinator_app.services.session import Session
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.editors import creatable
from coordinator_app.ui.widgets.link_field import LinkField
from coordinator_app.ui.widgets.party_field import PartyField
from coordinator_app.ui.widgets.tags_field import TagsField

if TYPE_CHECKING:
    from coordinator_app.ui.forms.binding import Binding

_MADE = N_("Created: {title}")


class Creating(QObject):
    """Answers what editors of links ask to create.

    Args:
        context: Collaborators.
        binding: What the links belong to; new entries take its State.
    """

    def __init__(self, context: Context, binding: Binding) -> None:
        super().__init__(binding)
        self._context, self._binding = context, binding

    def attach(self, editor: LinkField | TagsField, field: Field) -> None:
        """Create what an editor asks for, and choose it there."""
        editor.create_asked.connect(partial(self._on_asked, editor, field))

    def _on_asked(self, editor: LinkField | TagsField, field: Field, title: str) -> None:
        kinds = creatable(field)
        if not kinds:
            return
        if len(kinds) == 1:
            values = self.preset(kinds[0], title)
            self._context.tasks.write(
                partial(_create, kinds[0], values), partial(self._on_created, editor)
            )
            return
        # Imported when asked for: the dialog itself is made of a form.
        from coordinator_app.ui.dialogs.new_entry import NewEntryDialog  # noqa: PLC0415  as above

        dialog = NewEntryDialog(
            self._context,
            editor.window(),
            kinds[0],
            self.preset(kinds[0], title),
            kinds=kinds,
            go=False,
        )
        dialog.recorded.connect(partial(self._on_created, editor))
        dialog.open()

    def preset(self, type_key: str, title: str) -> dict[str, Value]:
        """Return what a new entry starts with: its name, and the State of this entry."""
        record_type = self._context.catalogue[type_key]
        values: dict[str, Value] = {record_type.title[0]: title}
        held = self._binding.held()
        state = held.get("country") or held.get("countries")
        states = [state] if isinstance(state, str) else state if isinstance(state, list) else []
        if "country" in record_type.by_key and len(states) == 1:
            values["country"] = states[0]
        return values

    def _on_created(self, editor: LinkField | TagsField, record: Record) -> None:
        choose(editor, record)
        self._context.shell.say(self._context.texts(_MADE, title=record.title))


def choose(editor: LinkField | TagsField, record: Record) -> None:
    """Take a new entry into an editor, as if the person had chosen it."""
    title = " ".join(record.title.split())
    if isinstance(editor, TagsField):
        editor.add(record.id, title)
    else:
        if isinstance(editor, PartyField):
            editor.set_value(None)
        editor.choose(record.id, title)


def _create(type_key: str, values: dict[str, Value], session: Session) -> Record:
    return editing.create(session, type_key, values)

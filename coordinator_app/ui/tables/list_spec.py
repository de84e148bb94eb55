"""What a list is: its type, its words, its order."""

from __future__ import annotations

from dataclasses import dataclass, field

from coordinator_app.texts import N_
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tables.view import DoubleClick


@dataclass(frozen=True)
class ListSpec:
    """What a list is.

    Args:
        type: Record type.
        key: Under which its layout is remembered.
        prompt: English msgid in the search field.
        empty: English msgid shown when there is no entry at all.
        icon: Shown with it.
        sort: Column and direction when no heading was clicked.
        columns: Shown at first; () the type's layout.
        editable: Cells are edited in the list.
        double_click: What a double click on a cell does.
        watched: Further record types whose changes show in the list.
    """

    type: str
    key: str = ""
    prompt: str = N_("Search this list")
    empty: str = N_("There is nothing here yet.")
    icon: str = "list"
    sort: tuple[tuple[str, bool], ...] = ()
    columns: tuple[Column, ...] = ()
    editable: bool = True
    double_click: DoubleClick = "open"
    watched: frozenset[str] = field(default_factory=frozenset)

    @property
    def name(self) -> str:
        """The key, or the type's."""
        return self.key or self.type

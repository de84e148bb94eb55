"""The page of any other entry: its fields, the rows it owns, its files and sources."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.services.session import Reading
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.pages.entry_body import EntryBody, Tab, TabSpec
from coordinator_app.ui.pages.entry_files import FilesTab
from coordinator_app.ui.pages.entry_forms import FormsTab
from coordinator_app.ui.pages.entry_grids import GridTab
from coordinator_app.ui.pages.entry_page import EntryPage
from coordinator_app.ui.tables.child_grid import ChildGrid


class RecordBody(EntryBody):
    """An entry of any type, laid out by the catalogue."""

    def _tabs(self) -> Sequence[TabSpec]:
        texts = self.texts
        rows = [
            TabSpec(texts(each.plural), partial(self._make_grid, each.key))
            for each in self._owned()
        ]
        return (
            TabSpec(texts("Details"), self._make_details),
            *rows,
            TabSpec(texts("Files"), self._make_files),
        )

    def _owned(self) -> list[RecordType]:
        key = self.binding.type.key
        return [each for each in self.context.catalogue if key in each.parents]

    def _files_tab(self) -> int:
        return 1 + len(self._owned())

    def _make_details(self) -> Tab:
        record_type = self.binding.type
        shown = {PARENT, *(() if self.strip.named else record_type.title[:1])}
        if record_type.life is not None:
            shown.add(record_type.life.field)
        keys = [key for key in record_type.by_key if key not in shown]
        return FormsTab(self.context, self.binding, (keys,), (2,))

    def _make_grid(self, type_key: str) -> Tab:
        label = self.texts(self.context.catalogue[type_key].label)
        grid = ChildGrid(self.context, type_key, prompt=self.texts("New: {type}", type=label))
        return GridTab(self.context, grid)

    def _make_files(self) -> Tab:
        return FilesTab(self.context)


class RecordPage(EntryPage):
    """Any entry that has no page of its own."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._bodies: dict[str, EntryBody] = {}

    def open(self, route: Route) -> None:
        """Show the entry, laid out by its type."""
        self._route = route
        if route.record:
            self.context.tasks.read(
                partial(_type_of, route.record), partial(self._on_type, route.record)
            )
        else:
            super().open(route)

    def new_here(self) -> None:
        """Begin nothing: the page has no kind of its own."""

    def _on_type(self, record_id: str, type_key: str) -> None:
        if type_key not in self.context.catalogue or record_id != self._route.record:
            return
        if type_key not in self._bodies:
            self._bodies[type_key] = RecordBody(self.context, type_key)
        if self.body is not None and self.body is not self._bodies[type_key]:
            self.body.leave()
        self._use(self._bodies[type_key])
        self._bodies[type_key].show_entry(record_id)


def _type_of(record_id: str, reading: Reading) -> str:
    return reading.records.types_of([record_id]).get(record_id, "")

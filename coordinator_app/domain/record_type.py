"""Record types: fields, life cycle and how a row finds its parent, its States and its title."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from coordinator_app.domain.fields import Field, Kind, Value

if TYPE_CHECKING:
    from coordinator_app.domain.issues import Issue
    from coordinator_app.domain.lookup import Lookup
    from coordinator_app.domain.record import Record

#: The key of the link from an owned row to its parent, in every owned type.
PARENT = "parent"

_LINKING = (Kind.LINK, Kind.LINKS, Kind.PARTY)

#: A rule on the whole record: what is wrong with it, seen with today's date and the workbook.
Rule = Callable[["Record", "Lookup"], "list[Issue]"]


@dataclass(frozen=True, slots=True, eq=False)
class LifeCycle:
    """The states a record passes through.

    Args:
        field: Key of the choice field that holds the state.
        initial: State of a new record.
        transitions: For each state those that may follow it.
        guards: Rules that must be clean before a state is entered.
        final: States in which nothing more is expected.
    """

    field: str
    initial: str
    transitions: Mapping[str, tuple[str, ...]]
    guards: Mapping[str, tuple[Rule, ...]] = dataclasses.field(default_factory=dict)
    final: tuple[str, ...] = ()

    def next_states(self, state: str | None) -> tuple[str, ...]:
        """Return the lawful next states (all that may begin if there is none yet)."""
        return self.transitions.get(state or self.initial, ())


@dataclass(frozen=True, eq=False)
class RecordType:
    """One record type of the catalogue.

    Args:
        key: Stable name.
        label, plural: English msgids.
        fields: In the order people read them.
        icon: Semantic icon name (see ui.icons).
        prefix: Of its references ("VIS"); empty: it has none.
        parents: Types that may own it (its `parent` field links to one of them).
        title: Field keys whose values make the title, joined by a dot.
        natural_keys: Groups of fields that together recognise a record.
        state_path: "id" (is a State), a field that links States, or "parent"; empty: none.
        date_field: The date that dates it (reference year, lists, timeline).
        life: Its life cycle.
        rules: What forbids a record to be so, checked on edits and accepted returns.
        marks: What is said of a record that is so, and forbids nothing.
        reference_data: Shipped with the program; ids by UUIDv5 of its code field.
        exported: May travel in a sent file.
    """

    key: str
    label: str
    plural: str
    fields: tuple[Field, ...]
    icon: str = ""
    prefix: str = ""
    parents: tuple[str, ...] = ()
    title: tuple[str, ...] = ("title",)
    natural_keys: tuple[tuple[str, ...], ...] = ()
    state_path: str = ""
    date_field: str = ""
    life: LifeCycle | None = None
    rules: tuple[Rule, ...] = ()
    marks: tuple[Rule, ...] = ()
    reference_data: bool = False
    exported: bool = True

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        """Fields by key."""
        return {field.key: field for field in self.fields}

    @cached_property
    def linking(self) -> tuple[Field, ...]:
        """Fields that point at other records."""
        return tuple(each for each in self.fields if each.kind in _LINKING)

    @cached_property
    def needed(self) -> tuple[Field, ...]:
        """Fields without which a record cannot exist."""
        return tuple(each for each in self.fields if each.needed)

    @cached_property
    def defaults(self) -> Mapping[str, Value]:
        """What the fields of a new record hold if nothing is said."""
        return {each.key: each.default for each in self.fields if each.default is not None}

    @property
    def owned(self) -> bool:
        """Say whether it lives inside another record."""
        return bool(self.parents)

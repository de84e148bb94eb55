"""New rows of a file by the codes and names by which other rows of the same file mean them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import linked_ids
from coordinator_app.domain.snapshot import Said
from coordinator_app.texts import N_

#: What is wrong with a cell that names a blank row.
BLANK_ROW = Issue(
    N_("It names a row of the file that is blank."), N_("Fill that row in, or name another.")
)


class Promises:
    """Records that a file is about to make.

    Args:
        catalogue: The record types.
        offered: Ids of the blank rows that were sent.
    """

    def __init__(self, catalogue: Catalogue, offered: Collection[str] = ()) -> None:
        self._catalogue = catalogue
        self._offered = offered
        self._types: dict[str, str] = {}
        self._codes: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, set[str]] = defaultdict(set)
        self._unnamed: list[tuple[str, Callable[[], str]]] = []
        self._instead: dict[str, str] = {}

    def add(
        self,
        record_id: str,
        type_key: str,
        reference: str,
        name: Callable[[], str],
        refills: str = "",
    ) -> None:
        """Promise a record.

        Args:
            name: Returns what people call it; asked only where a cell may mean it by that.
            refills: Record that an earlier reply made of the same blank row: whatever points at
                that in this file means this one.
        """
        if refills:
            self._instead[refills] = record_id
        self._types[record_id] = type_key
        if reference:
            self._codes[fold(reference)].add(record_id)
        self._unnamed.append((record_id, name))

    def meant(self, field: Field, said: Said) -> Value:
        """Return the value of a cell that means a promised record, None if it means none.

        A code means it; a name does only if nothing on record bears or resembles it.
        """
        if field.kind not in (Kind.LINK, Kind.LINKS, Kind.PARTY) or said.issue is None:
            return None
        found = self._allowed(field, self._codes.get(fold(said.raw), ()))
        if not found and not _on_record(said):
            found = self._allowed(field, self._named().get(fold(said.raw), ()))
        if len(found) != 1:
            return None
        match field.kind:
            case Kind.LINKS:
                return found
            case Kind.PARTY:
                return {"id": found[0]}
            case _:
                return found[0]

    def redirected(self, field: Field, value: Value) -> Value:
        """Return a value that points at what rows of this file make, by the codes they share."""
        if not self._instead or field.kind not in (Kind.LINK, Kind.LINKS, Kind.PARTY):
            return value
        match value:
            case str():
                return self._instead.get(value, value)
            case list():
                return sorted(self._instead.get(str(each), str(each)) for each in value)
            case {"id": str(record)}:
                return {"id": self._instead.get(record, record)}
            case _:
                return value

    def needed(self, field: Field, value: Value) -> tuple[str, ...]:
        """Return the promised records a value points at."""
        if field.kind not in (Kind.LINK, Kind.LINKS, Kind.PARTY):
            return ()
        ids = linked_ids(value)
        return tuple(each for each in ids if each in self._types)

    def broken(self, field: Field, value: Value, exists: Callable[[str], bool]) -> bool:
        """Say whether a value points at a row that was offered to be filled in, and was not."""
        if field.kind not in (Kind.LINK, Kind.LINKS, Kind.PARTY):
            return False
        ids = linked_ids(value)
        return any(
            each in self._offered and each not in self._types and not exists(each) for each in ids
        )

    def concern(self, value: Value) -> bool:
        """Say whether a link, links or party points at a row of the file, blank or not."""
        return any(each in self._types or each in self._offered for each in linked_ids(value))

    def _named(self) -> Mapping[str, set[str]]:
        for record_id, name in self._unnamed:
            if called := fold(name()):
                self._names[called].add(record_id)
        self._unnamed.clear()
        return self._names

    def _allowed(self, field: Field, ids: Iterable[str]) -> list[str]:
        return sorted(each for each in ids if self._catalogue.allows(field, self._types[each]))


def only_a_name(field: Field, said: Said) -> Value:
    """Return the name in a party cell of a new row that nobody on record bears or resembles.

    The row is a proposal a person looks at; to ask about its name apart would ask twice.
    """
    if field.kind is not Kind.PARTY or said.issue is None or _on_record(said):
        return None
    return next((each for each in said.issue.proposals if _is_label(each)), None)


def _on_record(said: Said) -> bool:
    proposals: Collection[Value] = said.issue.proposals if said.issue else ()
    return any(not _is_label(each) for each in proposals)


def _is_label(value: Value) -> bool:
    return isinstance(value, dict) and "label" in value

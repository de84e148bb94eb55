"""An open workbook: what reads it, the one thing that writes it, and who hears of changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from coordinator_app.domain.catalogue import Catalogue, built_in
from coordinator_app.domain.changes import ChangeSet, Operation
from coordinator_app.domain.clock import Clock, Hlc
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.identity import uuid7
from coordinator_app.domain.record import Record
from coordinator_app.store import workbook
from coordinator_app.store.commit import Tell, Writer
from coordinator_app.store.connection import immediate
from coordinator_app.store.finding import add_aliases
from coordinator_app.store.log import Log
from coordinator_app.store.records import Records
from coordinator_app.texts import N_

if TYPE_CHECKING:
    from coordinator_app.services.listing import Lists

Observer = Callable[[ChangeSet], None]

#: What `meta.kind` says of a workbook that must never be mixed with real data.
SAMPLE, DEMO = "sample", "demo"
#: Source of the operation that lays the reference data: it is not a person's and not undone.
GIVEN = "reference"


class Reading:
    """The reading side of a workbook: one connection, used in one thread.

    Args:
        book: The open file.
        clock: The time, and the day that counts as today.
    """

    def __init__(self, book: workbook.Workbook, catalogue: Catalogue, clock: Clock) -> None:
        self.book = book
        self.path = book.path
        self.catalogue = catalogue
        self.clock = clock
        self.records = Records(book.connection, catalogue, clock.today)
        self.log = Log(book.connection, self.records)
        self.meta = workbook.meta(book.connection)

    @classmethod
    def open(cls, path: Path, clock: Clock) -> Self:
        """Open a workbook to read it only, beside the one who writes it.

        Raises:
            UserError: It cannot be opened.
        """
        catalogue = built_in()
        return cls(workbook.open_file(path, catalogue, read_only=True), catalogue, clock)

    @property
    def read_only(self) -> bool:
        """Say whether changes are refused."""
        return self.book.read_only

    @property
    def kind(self) -> str:
        """Return "sample", "demo" or "" for a person's own workbook."""
        return self.meta.get("kind", "")

    def today(self) -> dt.date:
        """Return the day that counts as today."""
        return self.clock.today()

    def one(self, reference: str) -> Record:
        """Return the record of a reference or id.

        Raises:
            UserError: There is none, or several bear the reference.
        """
        found = self.records.by_reference(reference)
        living = [record for record in found if not record.deleted] or found
        if not living:
            raise UserError(
                N_("There is no entry “{ref}”."), do=N_("Look it up with “find”."), ref=reference
            )
        if len(living) > 1:
            raise UserError(
                N_("{count} entries bear the reference {ref}."),
                do=N_("Name the one you mean by its id: {ids}."),
                ref=reference,
                count=len(living),
                ids=", ".join(each.id for each in living),
            )
        return living[0]

    @cached_property
    def lists(self) -> Lists:
        """The lists of the workbook as its reader sees them; made when a list is first shown."""
        from coordinator_app.services.listing import Lists  # noqa: PLC0415  kept from the first paint

        return Lists(self)

    def interrupt(self) -> None:
        """Stop the query that is running; the only call another thread may make."""
        self.book.connection.interrupt()

    def close(self) -> None:
        """Close the file."""
        self.book.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Session(Reading):
    """A workbook open for writing (or only reading, when another window holds it).

    Args:
        actor: Name written on every operation.
    """

    def __init__(
        self, book: workbook.Workbook, catalogue: Catalogue, clock: Clock, actor: str
    ) -> None:
        super().__init__(book, catalogue, clock)
        self.actor = actor
        self._writer = Writer(book.connection, self.records, clock, actor, uuid7)
        self._observers: list[Observer] = []
        # A clock that was set back meanwhile must not stamp before what is in the log.
        if last := self.log.last_stamp():
            clock.observe(Hlc.parse(last))

    @classmethod
    def open_for(
        cls,
        path: Path,
        clock: Clock,
        actor: str,
        before_migration: Callable[[Path], None] | None = None,
    ) -> Session:
        """Open a workbook for a person.

        Raises:
            UserError: It cannot be opened.
        """
        catalogue = built_in()
        book = workbook.open_file(path, catalogue, before_migration=before_migration)
        return cls(book, catalogue, clock, actor)

    @classmethod
    def create(cls, path: Path, clock: Clock, actor: str, kind: str = "") -> Session:
        """Create an empty workbook without even reference data, and open it.

        Raises:
            UserError: The file exists or cannot be written.
        """
        workbook.create(
            path, built_in(), {"id": uuid7(), "kind": kind, "made": workbook.made_now()}
        )
        return cls.open_for(path, clock, actor)

    def commit(
        self,
        operation: Operation,
        also: Callable[[str], None] | None = None,
        tell: Tell | None = None,
    ) -> ChangeSet:
        """Apply an operation and tell the observers.

        Args:
            operation, also, tell: See `Writer.commit`.

        Raises:
            UserError: It cannot be applied; nothing was written.
        """
        if self.read_only:
            raise self._refusal()
        change_set = self._writer.commit(operation, also, tell)
        if change_set.changes:
            for observer in self._observers:
                observer(change_set)
        return change_set

    def _refusal(self) -> UserError:
        if self.book.held_by:
            return UserError(
                N_("The file is open in another window; here it can only be read."),
                where=self.path.name,
                do=N_("Make the change there, or close it."),
            )
        if self.book.protected:
            return UserError(
                N_("The file is write-protected; here it can only be read."),
                where=self.path.name,
                do=N_("Take the protection off, or copy it to a folder of your own."),
            )
        return UserError(
            N_("The folder of the file takes no changes; here it can only be read."),
            where=self.path.name,
            do=N_("Copy it to a folder of your own and open it there."),
        )

    @property
    def writer(self) -> Writer:
        """The writer, for use cases that promise ids and references."""
        return self._writer

    def lay_aliases(self, rows: Iterable[tuple[str, str, str, bool]]) -> None:
        """Remember what names mean (see `store.finding.add_aliases`)."""
        with immediate(self.book.connection):
            add_aliases(self.book.connection, rows)

    def observe(self, observer: Observer) -> None:
        """Call observer after each operation with what it changed."""
        self._observers.append(observer)

"""What a page is given: the kit, the workbook's threads, word of changes, and ways to go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.errors import UserError
from coordinator_app.paths import Places
from coordinator_app.services.installation import Installation
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import Texts
from coordinator_app.ui.actions import Actions
from coordinator_app.ui.changes import Changes
from coordinator_app.ui.tasks import Tasks
from coordinator_app.ui.theme import ThemeChoice
from coordinator_app.ui.widgets.kit import Kit


@dataclass(frozen=True)
class Route:
    """Where to go: a page, an entry on it, and what else the page understands."""

    page: str
    record: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


class Shell(Protocol):
    """What pages may ask of the window they are in."""

    def go(self, route: Route) -> None:
        """Go to a page."""
        ...

    def go_to(self, record_id: str) -> None:
        """Go to the page of an entry, whatever its type."""
        ...

    def go_back(self) -> None:
        """Go to the page before."""
        ...

    def say(self, text: str, action: str = "", run: Callable[[], object] | None = None) -> None:
        """Say at the foot what was done, with something to do about it."""
        ...

    def say_undoable(self, text: str, operation: str) -> None:
        """Say what was done and offer to undo that operation."""
        ...

    def explain(self, error: UserError) -> None:
        """Explain what is wrong."""
        ...

    def send(self, state: str = "", request: str = "") -> None:
        """Open the steps of sending a file, for a State or about a request for assistance."""
        ...

    def recall(self, key: str) -> str:
        """Return something remembered about the window (a splitter, a column width)."""
        ...

    def remember(self, key: str, value: str) -> None:
        """Remember something about the window."""
        ...


class Program(Protocol):
    """What the window and its pages may ask of the running program."""

    @property
    def lang(self) -> str:
        """The language of the window."""
        ...

    @property
    def places(self) -> Places:
        """Where the program's files lie."""
        ...

    @property
    def actor(self) -> str:
        """The name written on every operation."""
        ...

    def remembered(self) -> Installation:
        """Return the settings of this installation."""
        ...

    def remember(self, key: str, value: str) -> None:
        """Remember something about the window."""
        ...

    def change(self, **settings: object) -> None:
        """Change settings of this installation and keep them."""
        ...

    def open(self, path: Path, route: Route | None = None) -> None:
        """Open a file in the window."""
        ...

    def open_sample(self, kind: str = "sample") -> None:
        """Open the sample (or the demo), made anew if it is not there."""
        ...

    def create(self, path: Path, kind: str) -> None:
        """Create a file ("new", "sample" or "demo") and open it."""
        ...

    def move(self, folder: Path) -> None:
        """Move the open file into another folder, and go on there."""
        ...

    def close_to_doors(self) -> None:
        """Close the file and show the first page."""
        ...

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Change the look at once."""
        ...

    def choose_language(self, lang: str) -> None:
        """Change the language at once."""
        ...

    def leave(self) -> None:
        """Close the file and the window safely."""
        ...


@dataclass(frozen=True)
class OpenFile:
    """What the window knows about the file it shows."""

    path: Path
    kind: str = ""
    read_only: bool = False
    held_by: str = ""
    mirrored_by: str = ""
    actor: str = ""


@dataclass(frozen=True)
class Context:
    """The collaborators of a page.

    Args:
        kit: Look, icons and texts.
        tasks: Threads of the open workbook.
        changes: Says what changed.
        shell: The window.
        actions: The declared actions.
        catalogue: What entries are.
        clock: The day that counts as today.
        file: The open file.
        program: The running program.
    """

    kit: Kit
    tasks: Tasks[Reading, Session]
    changes: Changes
    shell: Shell
    actions: Actions
    catalogue: Catalogue
    clock: Clock
    file: OpenFile
    program: Program

    @property
    def texts(self) -> Texts:
        """The texts in the person's language."""
        return self.kit.texts

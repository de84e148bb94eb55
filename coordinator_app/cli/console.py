"""What every command is given: language, clock, person, ways to open a file and to answer."""

from __future__ import annotations

import getpass
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coordinator_app.domain.changes import Operation
from coordinator_app.domain.clock import Clock
from coordinator_app.paths import Places
from coordinator_app.services import maintenance
from coordinator_app.services.installation import Installation
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import Texts

DONE, REFUSED, WAITS = 0, 1, 3


@dataclass(frozen=True)
class Console:
    """The collaborators of a command.

    Args:
        texts: In the language asked for.
        clock: The day that counts as today.
        places: The person's folders.
        installation: Settings of this installation.
        as_json: Print one JSON document instead of words.
    """

    texts: Texts
    clock: Clock
    places: Places
    installation: Installation
    as_json: bool = False

    @property
    def actor(self) -> str:
        """The name written on every operation."""
        return self.installation.actor or _login()

    def reading(self, path: str) -> Reading:
        """Open a workbook to read it.

        Raises:
            UserError: It cannot be opened.
        """
        return Reading.open(Path(path), self.clock)

    def saving(self, path: str) -> Session:
        """Open a workbook to save a part of it as a file, which is noted in it if it can be.

        Raises:
            UserError: It cannot be opened.
        """
        before = maintenance.before_migration(self.places.data, self.clock.now)
        return Session.open_for(Path(path), self.clock, self.actor, before)

    def session(self, path: str) -> Session:
        """Open a workbook to change it.

        Raises:
            UserError: It cannot be opened, or another window holds it.
        """
        found = Session.open_for(
            Path(path),
            self.clock,
            self.actor,
            maintenance.before_migration(self.places.data, self.clock.now),
        )
        try:
            if found.read_only:
                found.commit(Operation(()))  # says why it is refused, before anything is written
            self._mention(maintenance.on_open(found, self.places.data))
        except BaseException:  # whatever it was goes on; only the file must not stay locked
            found.close()
            raise
        return found

    def mention_place(self, path: Path) -> None:
        """Say a word where a file lies in a folder that another program mirrors."""
        word = maintenance.cloud_word(path)
        if word is not None:
            self.complain(word.sentence(self.texts))

    def answer(self, document: Any, *lines: str) -> None:
        """Print the JSON document when asked for it, else the lines."""
        if self.as_json:
            print(json_text(document))
        else:
            for line in lines:
                print(line)

    def _mention(self, opened: maintenance.Opened) -> None:
        """Say what a person should know of a file that was opened; it keeps nobody from working."""
        for each in opened.notices:
            self.complain(each.sentence(self.texts))
        if opened.checked is not None and not opened.checked.clean:
            self.complain(self.texts("The file needs attention: see coordinator check."))

    @staticmethod
    def complain(sentence: str) -> None:
        """Print one sentence where errors go."""
        print(sentence, file=sys.stderr)


def json_text(document: Any) -> str:
    """Return a document as it is printed and saved."""
    return json.dumps(document, ensure_ascii=False, indent=1)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no account name on this machine
        return "coordinator"

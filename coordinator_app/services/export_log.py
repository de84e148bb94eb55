"""What left as a plain list or a file of numbers: noted in the workbook, with the file's digest.

Files that are sent to somebody have a record of their own. A note is no operation: taking back the
last change never means taking back that a list was saved.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from coordinator_app.domain.fields import Sensitivity
from coordinator_app.placing import digest
from coordinator_app.services.session import Reading, Session
from coordinator_app.store.settings import Settings

_KEY = "exports"
_MOST = 5_000


@dataclass(frozen=True)
class Exported:
    """One file that left.

    Args:
        at: ISO time, UTC.
        actor: Who saved it.
        what: Record type of a list, or name of a report.
        file: Its name, without the folder.
        sha256: Of its bytes.
        rows: Entries in it.
        sensitivity: Of the most sensitive thing in it.
        personal: Data about people are in it.
    """

    at: str
    actor: str
    what: str
    file: str
    sha256: str
    rows: int
    sensitivity: str
    personal: bool


def note(
    reading: Reading,
    path: Path,
    what: str,
    *,
    rows: int,
    sensitivity: Sensitivity,
    personal: bool,
) -> bool:
    """Note that a file was saved; say whether that could be done.

    A workbook that another window holds, or that lies in a folder that takes no changes, can be
    read and saved from all the same.
    """
    if not isinstance(reading, Session) or reading.read_only:
        return False
    made = Exported(
        reading.clock.now().isoformat(timespec="seconds"),
        reading.actor,
        what,
        path.name,
        digest(path),
        rows,
        sensitivity.name,
        personal,
    )
    settings = Settings(reading.book.connection)
    settings.put(_KEY, [*settings.get(_KEY, []), asdict(made)][-_MOST:])
    return True


def entries(reading: Reading) -> list[Exported]:
    """Return what was noted, latest first."""
    stored = Settings(reading.book.connection).get(_KEY, [])
    return [Exported(**each) for each in reversed(stored)]

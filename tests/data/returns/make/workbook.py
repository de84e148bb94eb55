"""Make the workbook that all the returned files answer, and the one file that was sent from it.

Run once: ids are random, so that a new pair makes every returned file and every check of
them new.
"""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path
from typing import Final

from coordinator_app.domain.fields import Value
from coordinator_app.services import editing
from coordinator_app.services.exchange import dispatch
from tests.services.exchange import busy_workbook

FOLDER: Final = Path(__file__).resolve().parents[1]
WORKBOOK: Final = FOLDER / "mine.db.gz"
SENT: Final = FOLDER / "sent.xlsx"
#: What the coordinator changed while the file was away: type, title, field, value.
MEANWHILE: Final[tuple[tuple[str, str, str, Value], ...]] = (
    ("visit", "Mission 3", "venue", "Town hall"),
    ("follow_up", "Send draft list 6", "due_on", "2025-09"),
    ("institution", "Customs and Excise Division", "city", "Port of Spain"),
)


def make() -> None:
    """Write the workbook, compressed, and the file that was sent from it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.c1540"
        with busy_workbook.make(path) as session:
            request = dispatch.Request(busy_workbook.TTO, lang="en", personal=True)
            dispatch.send(session, request, SENT)
            for type_key, title, field, value in MEANWHILE:
                (record,) = (each for each in session.records.all(type_key) if each.title == title)
                editing.update(session, record.id, {field: value})
        WORKBOOK.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


if __name__ == "__main__":
    make()

"""The files and sources of an entry, as its page lists them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coordinator_app.domain.record import Record
from coordinator_app.services import attaching
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import Texts

_UNITS = ("kB", "MB", "GB")
_STEP = 1024


@dataclass(frozen=True)
class Attached:
    """A file of an entry.

    Args:
        id: Of the attachment.
        name: Name of the file.
        title: What it is, "" where the name says it.
        size: In words ("1.2 MB").
        warning: A word on a file that runs when it is opened.
    """

    id: str
    name: str
    title: str
    size: str
    warning: str


def files(reading: Reading, entry_id: str, texts: Texts) -> list[Attached]:
    """Return the files of an entry in the order they were attached."""
    return [_attached(each, texts) for each in reading.records.children(entry_id, "attachment")]


def attach(session: Session, entry_id: str, paths: Sequence[Path]) -> list[Record]:
    """Attach files to an entry.

    Raises:
        UserError: One of them cannot be attached; those before it are.
    """
    return [attaching.attach(session, entry_id, path) for path in paths]


def copy_to_open(reading: Reading, attachment_id: str) -> Path:
    """Save a file in a folder of its own, to be opened there; changes to it stay there.

    Raises:
        UserError: The bytes are not here or damaged.
    """
    record = reading.one(attachment_id)
    folder = Path(tempfile.mkdtemp(prefix="coordinator-"))
    return attaching.save_as(reading, record, folder)


def save(reading: Reading, attachment_id: str, target: Path) -> Path:
    """Save a file where the person wants it, in the place of one that is there.

    Raises:
        UserError: The bytes are not here, or the target cannot be written.
    """
    return attaching.save_as(reading, reading.one(attachment_id), target, replace=True)


def _attached(record: Record, texts: Texts) -> Attached:
    name = attaching.file_name(record)
    issue = attaching.warning(name)
    value = record.get("file")
    size = value.get("size", 0) if isinstance(value, dict) else 0
    return Attached(
        record.id,
        name,
        record.text("title"),
        _in_words(int(size), texts),
        issue.sentence(texts) if issue is not None else "",
    )


def _in_words(size: int, texts: Texts) -> str:
    number = size / _STEP
    unit = 0
    while number >= _STEP and unit < len(_UNITS) - 1:
        number, unit = number / _STEP, unit + 1
    shown = f"{number:.1f}" if unit and number < 10 else f"{max(1, round(number))}"
    return f"{shown.replace('.', ',') if texts.lang == 'es' else shown} {_UNITS[unit]}"

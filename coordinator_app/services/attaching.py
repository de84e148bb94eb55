"""Attaching files to entries, and saving them where a person wants them."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath, PureWindowsPath

from coordinator_app.domain.changes import Create, Operation
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.folding import clean
from coordinator_app.domain.identity import uuid7
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.placing import write_whole
from coordinator_app.services.session import Reading, Session
from coordinator_app.store import attachments
from coordinator_app.texts import N_

_TYPE = "attachment"
_FILE = "file"
#: Endings that Windows, macOS or Linux run when they are double-clicked, and documents that
#: carry macros; they are attached like any other, with a word.
_RISKY = re.compile(
    r"\.(app(image)?|bat|cmd|com|cpl|deb|desktop|dll|exe|gadget|hta|inf|jar|jse?|lnk|ms[cip]|pif"
    r"|ps[dm]?1|pyw?|reg|rpm|sc[fr]|sh|url|vb[es]?|ws[cfh]?|do[ct]m|pp[st]m|xl(am|sm|tm|sb))",
    re.IGNORECASE,
)
#: Above this the workbook becomes awkward to mail and slow to copy.
_HEAVY = 500 * 1024 * 1024
_UNLAWFUL = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))
_RESERVED = frozenset(
    ("con prn aux nul " + " ".join(f"com{n} lpt{n}" for n in range(1, 10))).split()
)


def attach(session: Session, ref: str, path: Path, *, title: str = "") -> Record:
    """Attach a file to an entry, as one operation.

    The bytes are kept once, however often they are attached; a file that the entry has already
    is not attached again.

    Args:
        ref: Reference or id of the entry.
        title: What it is, where the file name does not say it.

    Returns:
        The attachment, an entry of its own with a history.

    Raises:
        UserError: There is no such entry or file, or the file is too large.
    """
    parent = session.one(ref)
    if parent.deleted or parent.type == _TYPE:
        raise UserError(
            N_("Nothing can be attached to this entry."),
            where=parent.reference or parent.title,
            do=N_("Attach it to an entry that is in use."),
        )
    blob = attachments.read(path)
    for each in session.records.linked_from(parent.id, _TYPE, PARENT):
        if digest(each) == blob.sha256:
            return each
    record_id = uuid7()
    values = {PARENT: parent.id, _FILE: blob.value, "title": title or None}

    def keep(operation: str) -> None:  # noqa: ARG001  the blob belongs to no operation
        attachments.put(session.book.connection, blob)

    session.commit(
        Operation(
            (Create(_TYPE, values, record_id),),
            label=N_("Attach {name}"),
            params={"name": blob.name},
        ),
        also=keep,
    )
    return session.one(record_id)


def digest(record: Record) -> str:
    """Return the digest of an attachment's bytes, "" when it has none."""
    match record.get(_FILE):
        case {"sha256": str(sha256)}:
            return sha256
        case _:
            return ""


def file_name(record: Record) -> str:
    """Return the name to save an attachment under, lawful on every system.

    The name may have come from another machine; nothing in it can lead out of the folder.
    """
    match record.get(_FILE):
        case {"name": str(given)}:
            pass
        case _:
            given = ""
    name = PurePosixPath(PureWindowsPath(given).name).name
    name = clean(name).replace("\n", " ").translate(_UNLAWFUL).strip(". ")
    if name.partition(".")[0].casefold() in _RESERVED:
        name = f"_{name}"
    return name or "attachment"


def warning(name: str) -> Issue | None:
    """Return a word on a file that runs when it is opened, None for all others."""
    if not _RISKY.fullmatch(Path(name).suffix):
        return None
    return Issue(
        N_("“{name}” is a program or carries macros."),
        N_("Open it only if you know who made it."),
        params={"name": name},
    )


def weight_word(reading: Reading) -> Issue | None:
    """Return a word when attached files make the workbook heavy, None otherwise."""
    weight = attachments.weight(reading.book.connection)
    if weight < _HEAVY:
        return None
    return Issue(
        N_("The attached files weigh {size} MB."),
        N_("Keep large files elsewhere and record where as a source."),
        params={"size": weight // (1024 * 1024)},
    )


def save_as(reading: Reading, record: Record, target: Path, *, replace: bool = False) -> Path:
    """Save an attached file.

    Args:
        target: A file, or a folder to save it in under its own name.
        replace: Write over a file that is there.

    Returns:
        Where it lies.

    Raises:
        UserError: The bytes are not here or damaged, or the target cannot be written.
    """
    path = target / file_name(record) if target.is_dir() else target
    if path.exists() and not replace:
        raise UserError(
            N_("There is a file of that name already."),
            where=str(path),
            do=N_("Choose another name."),
        )
    found = attachments.data(reading.book.connection, digest(record), file_name(record))
    write_whole(path, found)
    return path

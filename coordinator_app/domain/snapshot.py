"""What a source says: rows of cells with values, before anything is compared or decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue, Place


@dataclass(frozen=True)
class Said:
    """What one cell says.

    Args:
        value: The value it means; only when there is no issue.
        raw: What stood there, as a person would read it.
        place: File, sheet and cell.
        issue: Why it means nothing we can use.
    """

    value: Value = None
    raw: str = ""
    place: Place = field(default_factory=Place)
    issue: Issue | None = None


@dataclass(frozen=True)
class SnapshotRow:
    """One row of a source.

    Args:
        type: Record type.
        cells: Field key to what it says; a column that is not there is absent.
        record: Record id the row carries ("" when none or when its check characters fail).
        reference: Readable code the row carries.
        revision: The digest of (made, heads) it was sent with.
        place: File, sheet and first cell.
        remove: The person marked it for removal (with a reason, or "yes").
    """

    type: str
    cells: Mapping[str, Said]
    record: str = ""
    reference: str = ""
    revision: str = ""
    place: Place = field(default_factory=Place)
    remove: str = ""


@dataclass(frozen=True)
class Snapshot:
    """A whole source: an Excel file that came in, later a package or a pasted table.

    Args:
        label: What a person calls it (file name).
        sha256: Of the bytes.
        rows: In the order of the file.
        issues: About the file, sheets and columns (cells carry their own).
        dispatch: Id of the sent file it answers, "" when unknown.
        lang: Language its headers and labels are in.
        base: Where the sent values come from: history, keys, none.
    """

    label: str
    sha256: str
    rows: tuple[SnapshotRow, ...]
    issues: tuple[Issue, ...] = ()
    dispatch: str = ""
    lang: str = "en"
    base: str = "none"
    profile: str = ""
    notices: tuple[Issue, ...] = ()

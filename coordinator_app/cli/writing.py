"""Files that commands write: never over another by accident, never a half of one."""

from __future__ import annotations

from pathlib import Path

from coordinator_app.domain.errors import UserError
from coordinator_app.placing import write_whole
from coordinator_app.texts import N_


def free(path: Path, *, replace: bool, endings: tuple[str, ...] = ()) -> Path:
    """Return the path of a file that may be written.

    Args:
        replace: It may be there already.
        endings: Those its name may have; any if none are given.

    Raises:
        UserError: It is there, or its name ends otherwise.
    """
    named(path, endings)
    if path.exists() and not replace:
        raise UserError(
            N_("There is a file of that name already."),
            where=path.name,
            do=N_("Choose another name, or add --replace."),
        )
    return path


def named(path: Path, endings: tuple[str, ...]) -> None:
    """See that the name of a file ends as the names of its kind do.

    Raises:
        UserError: It ends otherwise.
    """
    if endings and path.suffix.lower() not in endings:
        raise UserError(
            N_("The name of this file has to end in {endings}."),
            where=path.name,
            do=N_("Choose such a name."),
            endings=", ".join(endings),
        )


def write_text(path: Path, text: str) -> None:
    """Write a text file, whole or not at all.

    Raises:
        UserError: The place cannot be written.
    """
    write_whole(path, text.encode())

"""One file for each of several States in one go: looked into together, then sent one by one.

Each file is whole or absent, and one that cannot be written does not keep the others back: what
was done, what failed and what was not begun is told at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from coordinator_app.domain.changes import Operation
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.identity import uuid7
from coordinator_app.excel import profiles
from coordinator_app.services.exchange import dispatch
from coordinator_app.services.exchange.dispatch import Preview, Request, Sent
from coordinator_app.services.exchange.recipients import Addressee
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts, load

#: How files are named unless said otherwise; `code`, `state`, `kind`, `day`, `who` are known.
PATTERN: Final = "{code} {kind} {day}"

#: Called with files done, files in all, and the State that is next.
Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]

#: What no program allows in the name of a file.
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME: Final = 120
_SUFFIX: Final = ".xlsx"
T = TypeVar("T")


@dataclass(frozen=True)
class Item:
    """One file of several.

    Args:
        to: Whom it is for.
        request: What is to be in it.
        path: Where it is to lie.
        together: The same for all files of one go.
    """

    to: Addressee
    request: Request
    path: Path
    together: str = ""


@dataclass(frozen=True)
class Looked:
    """The look inside one of the files; either a preview or the reason why it cannot be made."""

    item: Item
    preview: Preview | None = None
    problem: UserError | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one of the files: sent, or the reason why not."""

    item: Item
    sent: Sent | None = None
    problem: UserError | None = None


@dataclass(frozen=True)
class Report:
    """What became of all of them.

    Args:
        outcomes: Of those that were begun, in order.
        left: Those not begun, since it was cancelled.
    """

    outcomes: tuple[Outcome, ...]
    left: tuple[Item, ...] = ()

    @property
    def done(self) -> tuple[Sent, ...]:
        """Return the files that were sent."""
        return tuple(each.sent for each in self.outcomes if each.sent is not None)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Return those that could not be."""
        return tuple(each for each in self.outcomes if each.problem is not None)


def items(
    reading: Reading,
    request: Request,
    addressees: Iterable[Addressee],
    folder: Path,
    pattern: str = PATTERN,
) -> tuple[Item, ...]:
    """Return one file for each State, in the language of its recipient.

    Args:
        request: What all have in common.
        folder: Where they are to lie.
        pattern: How they are named, without the ending.

    Raises:
        UserError: The kind of file is not one for a State, or the pattern cannot be read.
    """
    profile = profiles.profile(request.profile)
    if not profile.for_one_state:
        raise UserError(
            N_("This kind of file is not made for one State each."),
            do=N_("Make it as a single file."),
        )
    made: list[Item] = []
    taken: set[str] = set()
    together = uuid7()
    for each in addressees:
        own = replace(
            request, country=each.state.id, countries=(), recipient=each.party, lang=each.lang
        )
        stem = _stem(pattern, each, load(each.lang)(profile.label), reading.today().isoformat())
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem} {number}"
        taken.add(name.casefold())
        made.append(Item(each, own, folder / f"{name}{_SUFFIX}", together))
    return tuple(made)


def previews(
    reading: Reading,
    wanted: Sequence[Item],
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[Looked, ...]:
    """Return the look inside each file; nothing is written."""
    return tuple(_each(wanted, lambda item: _look(reading, item), progress, cancelled))


def send_all(
    session: Session,
    wanted: Sequence[Item],
    *,
    over: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Report:
    """Send several files, one after the other.

    Args:
        over: Files that are there already are written over.
        progress: Called before each.
        cancelled: Asked before each; what was sent until then stays.

    Raises:
        UserError: The workbook can only be read, or there is nothing to be sent.
    """
    if session.read_only:
        session.commit(Operation(()))  # says why it is refused
    if not wanted:
        raise UserError(
            N_("There is nobody to send to."),
            do=N_("Record the points of contact of the States, or choose other States."),
        )
    outcomes = tuple(
        _each(wanted, lambda item: send_one(session, item, over=over), progress, cancelled)
    )
    return Report(outcomes, tuple(wanted[len(outcomes) :]))


def send_one(session: Session, item: Item, *, over: bool = False) -> Outcome:
    """Send one of several files; what keeps it back is told, not raised."""
    if item.path.exists() and not over:
        taken = UserError(
            N_("There is a file of that name already."),
            where=item.path.name,
            do=N_("Choose another folder, or let it be written over."),
        )
        return Outcome(item, problem=taken)
    try:
        item.path.parent.mkdir(parents=True, exist_ok=True)
        return Outcome(
            item, dispatch.send(session, item.request, item.path, together=item.together)
        )
    except UserError as error:
        return Outcome(item, problem=error)
    except OSError as error:
        message = error.strerror or str(error)
        return Outcome(
            item,
            problem=UserError(
                N_("The folder cannot be made: {message}."),
                where=str(item.path.parent),
                do=N_("Choose a folder of your own."),
                message=message,
            ),
        )


def document(report: Report, texts: Texts) -> dict[str, Any]:
    """Return what became of the files as the JSON that the command line prints."""
    return {
        "files": [
            {
                "country": each.item.to.state.text("code"),
                "lang": each.item.request.lang,
                "to": each.item.to.called or None,
                "ok": each.sent is not None,
                "ref": each.sent.reference if each.sent else None,
                "problem": each.problem.sentence(texts) if each.problem else None,
                **(dispatch.document(each.sent, texts) if each.sent else {}),
            }
            for each in report.outcomes
        ],
        "done": len(report.done),
        "failed": len(report.failed),
        "left": [each.to.state.text("code") for each in report.left],
    }


def _each(
    wanted: Sequence[Item],
    act: Callable[[Item], T],
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> Iterator[T]:
    for number, item in enumerate(wanted):
        if cancelled is not None and cancelled():
            return
        if progress is not None:
            progress(number, len(wanted), item.to.name())
        yield act(item)
    if progress is not None:
        progress(len(wanted), len(wanted), "")


def _look(reading: Reading, item: Item) -> Looked:
    try:
        return Looked(item, dispatch.preview(reading, item.request))
    except UserError as error:
        return Looked(item, problem=error)


def _stem(pattern: str, to: Addressee, kind: str, day: str) -> str:
    known = {
        "code": to.state.text("code"),
        "state": to.name(),
        "kind": kind,
        "day": day,
        "who": to.called,
    }
    try:
        name = pattern.format_map(known)
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        raise UserError(
            N_("“{pattern}” cannot be used to name files."),
            do=N_("Use words and {names}."),
            pattern=pattern,
            names=", ".join(f"{{{each}}}" for each in known),
        ) from error
    clean = " ".join(_NOT_IN_NAMES.sub(" ", name).split())[:_LONGEST_NAME].strip(" .")
    return clean or known["code"]

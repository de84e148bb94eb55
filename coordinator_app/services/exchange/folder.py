"""Several files that came back at once: each looked at by itself, taken in one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from coordinator_app.domain import edtf
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.excel.refusals import Reason, Refusal
from coordinator_app.merge.planned import COUNTED
from coordinator_app.services.exchange import incoming, review
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.foreign import comparing, looking, remembering
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_

#: Endings of files that may hold a table; others in a folder are none of our business.
TABLES: Final = frozenset(
    {".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"}
)
#: More files than any region has replies to a letter: a wrong folder was chosen.
_MOST: Final = 300

#: Told before each file: how many are done, how many there are, the name of the next.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Arrived:
    """One of several files: what it holds, or why it is left out.

    Args:
        path: Where it lies.
        received: The reply, compared with the file it answers; or a list of somebody else's,
            compared as a kept mapping that fits it says.
        refusal: Why it is left out; exactly one of the two is there.
    """

    path: Path
    received: Received | None = None
    refusal: UserError | None = None

    @property
    def wants_password(self) -> bool:
        """Say whether it is left out for want of its password."""
        return wants_password(self.refusal)

    @property
    def unmapped(self) -> bool:
        """Say whether it is left out because it is a list that nobody has mapped yet."""
        return isinstance(self.refusal, incoming.NotOurs)

    @property
    def asks(self) -> bool:
        """Say whether it holds anything to take in or decide; a reply that is new always does."""
        if self.received is None:
            return False
        counts = self.received.plan.counts
        news = sum(counts.get(key, 0) for key in COUNTED if key not in _PLAIN)
        return bool(news) or not self.received.known


_PROTECTED: Final = (Reason.PASSWORD, Reason.WRONG_PASSWORD)
#: Classes that ask nothing of anybody.
_PLAIN: Final = ("unchanged", "same", "ours_only")


def files(places: Iterable[Path]) -> list[Path]:
    """Return the files named, and of each folder the tables that lie in it, each file once.

    Raises:
        UserError: A folder cannot be read, holds no table, or holds far too many.
    """
    found: dict[Path, None] = {}
    for place in places:
        if place.is_dir():
            found.update(dict.fromkeys(_tables(place)))
        else:
            found[place] = None
    if len(found) > _MOST:
        raise UserError(
            N_("There are {count} files; at most {most} are taken in at once."),
            do=N_("Put the replies into a folder of their own."),
            count=len(found),
            most=_MOST,
        )
    return list(found)


def look(
    reading: Reading,
    paths: Sequence[Path],
    *,
    passwords: Sequence[str] = (),
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    lang: str = "en",
) -> list[Arrived]:
    """Read every file and compare it with the one it answers; none hinders another.

    A file that is still as it was sent is no reply, and of two with the same bytes one is enough:
    both are listed with the reason they are left out.

    Args:
        passwords: Tried on each file that is protected, one after the other.
        progress: Told before each file.
        cancelled: Asked before each file; the rest is left out.
        lang: Of the person, for lists that do not say what language they are in.
    """
    found: list[Arrived] = []
    seen: dict[str, Path] = {}
    for number, path in enumerate(paths):
        if cancelled is not None and cancelled():
            break
        if progress is not None:
            progress(number, len(paths), path.name)
        arrived = _opened(reading, path, passwords, lang)
        if arrived.received is not None:
            first = seen.setdefault(arrived.received.sha256, path)
            if first != path:
                arrived = Arrived(path, refusal=_twice(path, first))
        found.append(arrived)
    return sorted(found, key=_Order(found))


def take_in(
    session: Session,
    received: Received,
    decisions: Mapping[int, review.Answer],
    *,
    accept: review.Accept = "safe",
    conflicts: review.Conflicts = "keep",
    data: Path | None = None,
) -> review.Applied:
    """Take one of several replies in, as an operation of its own, compared anew first.

    What was decided when mine was another value than now (another reply has changed it) is
    decided no more: it becomes a conflict and waits.

    Args:
        decisions: Made when the files were compared together.
        accept, conflicts, data: See `review.apply`.

    Raises:
        UserError: The workbook can only be read, or a backup could not be made.
    """
    fresh = review.up_to_date(session, received)
    kept = _still_meant(received, fresh, decisions)
    return review.apply(
        session, fresh, accept=accept, conflicts=conflicts, decisions=kept, data=data
    )


def receive(
    reading: Reading, path: Path, password: str, progress: incoming.Progress | None = None
) -> Received:
    """Read a reply that may be protected; it is compared anew with the same password.

    Args:
        progress: Told how many rows of how many are compared.

    Raises:
        UserError: It cannot be read, or is no reply to a file sent from this workbook.
    """
    if not password:
        return incoming.receive(reading, path, progress=progress)
    found = incoming.receive(reading, path, password=password, progress=progress)
    return replace(found, anew=partial(_anew, path, password))


def wants_password(error: UserError | None) -> bool:
    """Say whether a file was refused for want of its password, or of the right one."""
    return isinstance(error, Refusal) and error.reason in _PROTECTED


def counts(arrived: Iterable[Arrived]) -> dict[str, int]:
    """Return the classes of all files together."""
    total: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
    for each in arrived:
        if each.received is not None:
            total.update(each.received.plan.counts)
    return dict(total)


def clashes(arrived: Sequence[Arrived]) -> dict[tuple[Path, int], Path]:
    """Return the cells, by file and number, that an earlier file changes to something else."""
    said: dict[tuple[str, str], tuple[Path, Value]] = {}
    found = {}
    for each in arrived:
        for cell in each.received.plan.cells if each.received is not None else ():
            if not cell.usable or cell.cls.value in _PLAIN:
                continue
            first = said.setdefault((cell.record, cell.field), (each.path, cell.theirs))
            if first[0] != each.path and first[1] != cell.theirs:
                found[each.path, cell.n] = first[0]
    return found


def _anew(path: Path, password: str, reading: Reading) -> Received:
    return receive(reading, path, password)


def _opened(reading: Reading, path: Path, passwords: Sequence[str], lang: str) -> Arrived:
    """Look at a file with the password that opens it, if it is among those given."""
    arrived = _look(reading, path, "", lang)
    for password in passwords:
        if not arrived.wants_password:
            break
        arrived = _look(reading, path, password, lang)
    return arrived


def _look(reading: Reading, path: Path, password: str, lang: str) -> Arrived:
    try:
        received = receive(reading, path, password)
    except incoming.NotOurs as error:
        return _list(reading, path, password, lang, error)
    except UserError as error:
        return Arrived(path, refusal=error)
    as_sent = received.dispatch is not None and received.dispatch.text("sha256") == received.sha256
    if as_sent and not received.known:
        return Arrived(
            path,
            refusal=UserError(
                N_("This file is still as it was sent; nobody has filled it in."), where=path.name
            ),
        )
    return Arrived(path, received)


def _list(
    reading: Reading, path: Path, password: str, lang: str, not_ours: incoming.NotOurs
) -> Arrived:
    """Return a list that somebody else made, as a kept mapping reads it; without one it waits."""
    try:
        seen = looking.look(reading, path, password=password, lang=lang)
        mapping = remembering.fitting(reading, seen)
        if mapping is not None:
            return Arrived(path, comparing.compare(reading, seen, mapping, lang))
    except UserError as error:
        return Arrived(path, refusal=error)
    known = incoming.known_files(reading, seen.sha256, "")
    if not known:
        return Arrived(path, refusal=not_ours)
    taken = UserError(
        N_("This list was taken in on {day}."), where=path.name, day=edtf.Day(known[0].at[:10])
    )
    return Arrived(path, refusal=taken)


def _twice(path: Path, first: Path) -> UserError:
    return UserError(
        N_("This is the same file as {other}; it is taken in once."),
        where=path.name,
        other=first.name,
    )


def _still_meant(
    before: Received, now: Received, decisions: Mapping[int, review.Answer]
) -> dict[int, review.Answer]:
    """Return the decisions whose cells stand as they did when somebody decided."""
    if before is now:
        return dict(decisions)
    mine = {cell.n: cell.ours for cell in before.plan.cells}
    changed = {cell.n for cell in now.plan.cells if cell.n in mine and cell.ours != mine[cell.n]}
    there = {each.n for each in now.plan.cells} | {each.n for each in now.plan.rows}
    return {n: each for n, each in decisions.items() if n in there and n not in changed}


def _tables(folder: Path) -> list[Path]:
    try:
        inside = sorted(folder.iterdir(), key=_by_name)
    except OSError as error:
        raise UserError(N_("The folder cannot be read."), where=str(folder)) from error
    found = [
        each
        for each in inside
        # What begins so is left by Excel and LibreOffice while a file is open.
        if not each.name.startswith((".", "~$")) and each.suffix.lower() in TABLES
        if each.is_file()
    ]
    if not found:
        raise UserError(
            N_("There is no Excel file in this folder."),
            where=folder.name,
            do=N_("Choose the folder with the replies."),
        )
    return found


def _by_name(path: Path) -> str:
    return path.name.casefold()


class _Order:
    """Puts replies to the same file together, the one saved first before its correction."""

    def __init__(self, found: Sequence[Arrived]) -> None:
        self._place: dict[str, int] = {}
        for number, each in enumerate(found):
            self._place.setdefault(_answers(each), number)

    def __call__(self, arrived: Arrived) -> tuple[int, float, str]:
        try:
            saved = arrived.path.stat().st_mtime
        except OSError:  # gone since it was read
            saved = 0.0
        return self._place[_answers(arrived)], saved, arrived.path.name


def _answers(arrived: Arrived) -> str:
    """Return what a file answers; one that was refused stands by itself."""
    dispatch = arrived.received.dispatch_id if arrived.received is not None else ""
    return dispatch or str(arrived.path)

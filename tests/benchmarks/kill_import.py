"""Kill a program while it writes a large import, and look at what is left each time.

python tests/benchmarks/kill_import.py [--kills 200] [--rows 20000] [--before 1000]

An import of so many follow-ups is committed in a child process. First its writing is measured, in
two parts: *collecting*, from the first page in the journal until the journal is complete on the
disk, when the file itself is still untouched; and *replacing*, from then until the commit empties
the journal, when pages of the file are written over. Then the same is done again and again, and
the child is killed (SIGKILL) at moments spread evenly over each part, three in ten over the first
and seven in ten over the second, the dangerous one.

After each kill the file is opened as a person would open it; it must be recognised as not cleanly
closed, the check must find nothing, and the file must hold exactly what it held before the import
or what it holds after it. At least half of the kills must leave a hot journal (one that SQLite has
to play back: it is not empty and its header is valid), or they proved nothing. Needs a system that
can fork.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from coordinator_app.domain.changes import Create, Operation
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.identity import uuid7
from coordinator_app.services import maintenance, samples
from coordinator_app.services.session import Session

_MEASURED = 5
_COLLECTING_SHARE = 0.3
_POLL = 0.0005
_MAGIC = 8  # bytes by which SQLite knows a journal that is to be played back
_PATIENCE = 600.0
BEFORE, AFTER = "as before the import", "as after the import"


@dataclass(frozen=True)
class Trial:
    """The workbook before the import, and the import.

    Args:
        template: The workbook, closed.
        operation: The import; the ids of its records are given, so that it always makes the same.
        before, after: Digests of the workbook without it and with it.
        collecting: Seconds from the first page in the journal until it is complete.
        replacing: Seconds from then until the commit.
    """

    template: Path
    operation: Operation
    before: str
    after: str
    collecting: float
    replacing: float


def main(arguments: list[str] | None = None) -> int:
    """Measure, kill, look; return 1 if anything was lost or torn, or too little was proved."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument(
        "--hot", type=float, default=0.5, help="share that must leave a hot journal"
    )
    parser.add_argument("--before", type=int, default=1_000, help="follow-ups that are there")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kill-import-") as folder:
        trial = _prepared(Path(folder), options.rows, options.before)
        _say(
            f"{options.rows} rows: collecting takes {trial.collecting:.2f} s,"
            f" replacing {trial.replacing:.2f} s"
        )
        found: Counter[str] = Counter()
        wrong = []
        for number, (begun, delay) in enumerate(_moments(trial, options.kills)):
            outcome, hot = _killed(trial, begun, delay)
            found[outcome] += 1
            found["hot journal"] += hot
            if outcome not in (BEFORE, AFTER):
                wrong.append(f"kill {number}: {outcome}")
            if number % 20 == 19:
                _say(f"{number + 1} kills: {dict(found)}")
    _say(
        f"{options.kills} kills: {found['hot journal']} left a hot journal,"
        f" {found[BEFORE]} files were {BEFORE}, {found[AFTER]} {AFTER}, {len(wrong)} neither"
    )
    for line in wrong:
        _say(line)
    if found["hot journal"] < options.kills * options.hot:
        _say("too few left a hot journal: nothing is proved")
        return 1
    return 1 if wrong else 0


def _prepared(folder: Path, rows: int, before: int) -> Trial:
    template = folder / "template.c1540"
    with samples.new(template, _clock(), "Ana") as session:
        states = [each.id for each in session.records.all("country")]
        session.commit(_import(states, before, "Already there"))
        digest_before = maintenance.digest(session)
    operation = _import(states, rows, "Imported")
    path = folder / "measured.c1540"
    times = []
    for _ in range(_MEASURED):
        shutil.copy(template, path)
        child = _forked(lambda: _commit(path, operation))
        started, complete, done = (
            _wait(path, child, each) for each in (_is_begun, _is_hot, _is_empty)
        )
        os.waitpid(child, 0)
        times.append((complete - started, done - complete))
    with Session.open_for(path, _clock(), "Ana") as session:
        digest_after = maintenance.digest(session)
    collecting = median(each for each, _ in times)
    # The shortest: on a machine that is busy with other things the rest is waiting, not writing.
    replacing = min(each for _, each in times)
    return Trial(template, operation, digest_before, digest_after, collecting, replacing)


def _moments(trial: Trial, kills: int) -> Iterator[tuple[Callable[[Path], bool], float]]:
    """Yield when to kill: after which sign, and how many seconds later."""
    early = round(kills * _COLLECTING_SHARE)
    for number in range(early):
        yield _is_begun, trial.collecting * (number + 0.5) / early
    for number in range(kills - early):
        yield _is_hot, trial.replacing * (number + 0.5) / (kills - early)


def _import(states: list[str], rows: int, title: str) -> Operation:
    return Operation(
        tuple(
            Create(
                "follow_up",
                {
                    "title": f"{title}: send draft number {number} of the control list",
                    "description": f"Comments of the ministry on part {number % 40}. " * 4,
                    "countries": [states[number % len(states)]],
                    "owner": {"id": states[(number * 7) % len(states)]},
                    "agreed_on": f"{2010 + number % 15}-{number % 12 + 1:02d}",
                    "due_on": f"{2011 + number % 15}-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
                    "origin_quote": f"We will send part {number} by the end of the month.",
                },
                uuid7(),
            )
            for number in range(rows)
        ),
        "import",
        "Import",
    )


def _killed(trial: Trial, begun: Callable[[Path], bool], delay: float) -> tuple[str, bool]:
    """Commit the import, kill it some time after a sign; say what is left."""
    path = trial.template.with_name("killed.c1540")
    for left in path.parent.glob("killed.c1540*"):
        left.unlink()
    shutil.copy(trial.template, path)
    child = _forked(lambda: _commit(path, trial.operation))
    until = _wait(path, child, begun) + delay
    while (rest := until - time.monotonic()) > 0:
        time.sleep(min(rest, 0.05))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    hot = _is_hot(path)
    return _left(path, trial, hot=hot), hot


def _left(path: Path, trial: Trial, *, hot: bool) -> str:
    with Session.open_for(path, _clock(), "Ana") as session:
        if not session.book.unclean and hot:
            return "opened as if it had been closed cleanly"
        checked = maintenance.check(session)
        if not checked.clean:
            return f"not clean: {checked.findings[0]}"
        digest = maintenance.digest(session)
    return {trial.before: BEFORE, trial.after: AFTER}.get(digest, "something in between")


def _commit(path: Path, operation: Operation) -> None:
    with Session.open_for(path, _clock(), "Ana") as session:
        session.commit(operation)


def _forked(work: Callable[[], None]) -> int:
    """Do some work in a child process that shares what is already prepared."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)


def _wait(path: Path, child: int, sign: Callable[[Path], bool]) -> float:
    """Wait for a sign of the child's writing; return the time."""
    for _ in range(int(_PATIENCE / _POLL)):
        if sign(path):
            return time.monotonic()
        time.sleep(_POLL)
    os.kill(child, signal.SIGKILL)
    raise SystemExit("the import wrote nothing")


def _journal(path: Path) -> bytes | None:
    """Return the beginning of the journal, None when it holds nothing."""
    try:
        with path.with_name(f"{path.name}-journal").open("rb") as stream:
            return stream.read(_MAGIC) or None
    except FileNotFoundError:
        return None


def _is_begun(path: Path) -> bool:
    return _journal(path) is not None


def _is_hot(path: Path) -> bool:
    """Say whether the header is valid; until the journal is complete it holds zeros."""
    return any(_journal(path) or b"")


def _is_empty(path: Path) -> bool:
    return _journal(path) is None


def _clock() -> Clock:
    return Clock("killtest")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  this is what it is for


if __name__ == "__main__":
    sys.exit(main())

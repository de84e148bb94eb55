"""The program of the process apart: reads one file with one library, and ends.

It is told what to do on its standard input (a line of JSON, then the bytes of the file where they
are not on disk), and answers on its standard output.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from coordinator_app.excel.apart.answers import Answer, Refused, Task
from coordinator_app.excel.refusals import Reason

#: What a process needs before it reads anything; comes on top of what reading may take.
_OWN_MEMORY: Final = 192 * 2**20


def main() -> int:
    """Read what standard input names; return 0 when there is an answer, also when it is a no."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = request["limits"]
    _confine(int(limits["reader_memory"]), float(limits["reader_seconds"]))
    answer = Answer(sys.stdout.buffer, int(limits["reader_output"]))
    try:
        with _source(request["path"]) as source:
            given = {key: request[key] for key in ("job", "format", "path", "password")}
            _job(request["job"])(Task(source=source, limits=limits, **given), answer)
    except Refused as refused:
        answer.refuse(refused)
    except MemoryError:
        answer.refuse(Refused(Reason.LIMIT, "reader_memory"))
    except (KeyboardInterrupt, SystemExit):
        raise
    # Libraries raise whatever they like about a bad file, panics of compiled ones among them.
    except BaseException as error:  # noqa: BLE001  and is told as one refusal
        answer.refuse(Refused(Reason.DAMAGED, detail=f"{type(error).__name__}: {error}"[:500]))
    return 0


def _source(path: str) -> BinaryIO:
    if path:
        return Path(path).open("rb")
    return io.BytesIO(sys.stdin.buffer.read())


def _job(name: str) -> Callable[[Task, Answer], None]:
    """Return what does a job; each library is loaded only where it is used."""
    if name == "calamine":
        from coordinator_app.excel.apart import with_calamine  # noqa: PLC0415  for this job alone

        return with_calamine.read
    if name == "openpyxl":
        from coordinator_app.excel.apart import with_openpyxl  # noqa: PLC0415  the same

        return with_openpyxl.read
    from coordinator_app.excel.apart import unlocking  # noqa: PLC0415  the same

    return unlocking.unlock


def _confine(memory: int, seconds: float) -> None:
    """Bound what this process may use, where the system can; elsewhere its starter watches it."""
    try:
        import resource  # noqa: PLC0415  not on every system
    except ImportError:
        return
    for name, most in (
        ("RLIMIT_AS", memory + _OWN_MEMORY),
        ("RLIMIT_CPU", int(seconds) + 5),
        ("RLIMIT_CORE", 0),
    ):
        kind = getattr(resource, name, None)
        with suppress(ValueError, OSError):  # a stricter bound is set already, or it has none
            if kind is not None:
                resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    sys.exit(main())

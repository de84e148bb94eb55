"""Starting the process apart, watching it, and taking what it answers."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

import coordinator_app
from coordinator_app.excel.apart.answers import TAIL
from coordinator_app.excel.refusals import LimitReached, Limits, PasswordNeeded, Reason, Refusal
from coordinator_app.excel.safety import Container

#: The word by which a packaged program is asked to be this process.
WORD: Final = "--read-apart"
_MODULE: Final = "coordinator_app.excel.apart.child"
_PIECE: Final = 2**18
_LOG = logging.getLogger(__name__)


@dataclass
class Answered:
    """What the process apart answered; the stream is to be closed.

    Args:
        stream: Its lines.
        index: What it said at the end.
    """

    stream: BinaryIO
    index: dict[str, Any]
    start: int = field(default=0)

    def lines(self, start: int, end: int) -> Iterator[bytes]:
        """Yield the lines between two places; several can be read in turns."""
        rest = b""
        while start < end:
            self.stream.seek(start)
            piece = self.stream.read(min(_PIECE, end - start))
            if not piece:
                return
            start += len(piece)
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole

    def content(self) -> bytes:
        """Return all that came before the index."""
        self.stream.seek(0)
        return self.stream.read(self.start)


def ask(job: str, container: Container, limits: Limits, *, password: str = "") -> Answered:
    """Have a file read by a process apart.

    Its answer stays in memory where a password protects the file, else in a file without a name.

    Raises:
        Refusal: It cannot be read, or not within the limits.
    """
    request = {
        "job": job,
        "format": container.format,
        "path": "" if container.content is not None else str(container.path.absolute()),
        "password": password,
        "limits": asdict(limits),
    }
    given = json.dumps(request).encode() + b"\n" + (container.content or b"")
    if password or container.content is not None:
        return _answered(io.BytesIO(_run(given, None, limits, container)), container, limits)
    stream: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115  the book closes it
    try:
        _run(given, stream, limits, container)
        return _answered(stream, container, limits)
    except BaseException:
        stream.close()
        raise


def _run(given: bytes, out: BinaryIO | None, limits: Limits, container: Container) -> bytes:
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(  # noqa: S603  our own program, with no argument of a person's
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE if out is None else out,
            stderr=errors,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            said, _ = process.communicate(given, timeout=limits.reader_seconds)
        except subprocess.TimeoutExpired:
            raise LimitReached("reader_seconds", limits, where=container.path.name) from None
        finally:
            process.kill()
            process.communicate()
        if process.returncode != 0:
            errors.seek(0)
            _explain(process.returncode, errors.read(100_000), limits, container)
        return said or b""


def _explain(code: int, errors: bytes, limits: Limits, container: Container) -> None:
    _LOG.info("reading apart ended with %s: %s", code, errors[-2000:].decode("utf-8", "replace"))
    if b"memory allocation of" in errors or b"MemoryError" in errors:
        raise LimitReached("reader_memory", limits, where=container.path.name)
    raise Refusal(Reason.DAMAGED, where=container.path.name)


def _answered(stream: BinaryIO, container: Container, limits: Limits) -> Answered:
    where = container.path.name
    size = stream.seek(0, io.SEEK_END)
    try:
        stream.seek(max(size - TAIL, 0))
        start = int(stream.read(TAIL))
        stream.seek(start)
        index = json.loads(stream.read(size - TAIL - start))
    except ValueError as error:  # it ended before it could say so
        raise Refusal(Reason.DAMAGED, where=where) from error
    refused = index.get("refused")
    if refused is None:
        return Answered(stream, index, start)
    _LOG.info("not read apart: %s", refused)
    if refused["limit"]:
        raise LimitReached(refused["limit"], limits, where=where)
    if refused["reason"] == Reason.PASSWORD:
        raise PasswordNeeded(where=where)
    raise Refusal(Reason(refused["reason"]), where=where)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORD]
    return [sys.executable, "-m", _MODULE]


def _environment() -> dict[str, str]:
    """Return the environment with what finds this very package first."""
    root = str(Path(coordinator_app.__file__).resolve().parent.parent)
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH", "")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}

"""The log file: what happened and where, never what a person wrote.

A log is sent along with a bug report, so it must not carry names, notes or file names. It is closed
by default: a text among the arguments of a message is written as its length alone unless it is a
`Code`, a word of the program itself. Of an error the type and the lines of code are kept, not its
message. Ruff's logging rules keep values out of the messages themselves.
"""

from __future__ import annotations

import logging
import sys
import traceback
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any, Final

_ROOT: Final = "coordinator_app"
_FILE: Final = "coordinator.log"
_BYTES: Final = 1_000_000
_KEPT: Final = 3


class Code(str):
    """A word of the program's own (a record type's key, a command) that a log may show."""

    __slots__ = ()


class LogFile:
    """The open log of this process; close it to stop writing.

    Attributes:
        path: The file, or None where none could be opened. A program without a log still works.
    """

    def __init__(self, path: Path | None, handler: logging.Handler) -> None:
        self.path = path
        self._handler = handler

    def close(self) -> None:
        """Stop writing and release the file."""
        logging.getLogger(_ROOT).removeHandler(self._handler)
        self._handler.close()


def start(folder: Path, level: int = logging.INFO) -> LogFile:
    """Write the program's log to a folder from now on.

    Args:
        folder: Made if it is missing.
        level: Messages below it are left out.
    """
    handler: logging.Handler
    path: Path | None = folder / _FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _Rotating(folder / _FILE, encoding="utf-8", errors="replace")
    except OSError:
        path, handler = None, logging.NullHandler()
    handler.setFormatter(Discreet())
    logger = logging.getLogger(_ROOT)
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.info(
        "Started on Python %s, %s", Code(sys.version.split(maxsplit=1)[0]), Code(sys.platform)
    )
    return LogFile(path, handler)


class Discreet(logging.Formatter):
    """A formatter that shows numbers and codes and only the length of any other text."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        """Return one entry with its arguments masked."""
        masked = logging.makeLogRecord(record.__dict__)
        if isinstance(record.args, dict):
            masked.args = {key: _shown(value) for key, value in record.args.items()}
        elif record.args:
            masked.args = tuple(_shown(value) for value in record.args)
        # Another handler may have kept the unmasked form for reuse.
        masked.exc_text = None
        return super().format(masked)

    def formatException(  # noqa: N802  logging's own name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Return where an error came from and of what type it was, for each in its chain."""
        parts: list[str] = []
        error = ei[1]
        while error is not None:
            lines = "".join(traceback.format_tb(error.__traceback__))
            parts.append(f"{lines}{describe(error)}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nafter\n".join(reversed(parts))


class _Rotating(logging.FileHandler):
    """Begins a new file when one is full, and keeps a few.

    logging.handlers has one too, but loads sockets, pickles and queues at every start.
    """

    full_at = _BYTES

    def emit(self, record: logging.LogRecord) -> None:
        """Write an entry, in a new file if it no longer fits."""
        try:
            if self.stream is not None and self.stream.tell() > self.full_at:
                self.stream.close()
                self._rotate()
        except (OSError, ValueError):  # said by what follows, if it cannot be written either
            pass
        super().emit(record)

    def _rotate(self) -> None:
        """Rotate, or go on in the same file while another process holds it (Windows)."""
        file = Path(self.baseFilename)
        try:
            for number in range(_KEPT, 0, -1):
                older = file.with_name(f"{file.name}.{number}")
                newer = file.with_name(f"{file.name}.{number - 1}") if number > 1 else file
                if newer.exists():
                    newer.replace(older)
        finally:
            self.stream = self._open()


def describe(error: BaseException) -> str:
    """Return an error's type and number, which carry nothing a person wrote."""
    name = type(error).__qualname__
    if isinstance(error, OSError) and error.errno is not None:
        return f"{name} {error.errno}"
    sqlite_name = getattr(error, "sqlite_errorname", None)
    return f"{name} {sqlite_name}" if isinstance(sqlite_name, str) else name


def _shown(value: Any) -> Any:
    if value is None or isinstance(value, Code | bool | int | float | Enum):
        return value
    if isinstance(value, type):
        return value.__qualname__
    if isinstance(value, BaseException):
        return describe(value)
    try:
        return f"<{type(value).__name__}, {len(value)}>"
    except TypeError:
        return f"<{type(value).__name__}>"

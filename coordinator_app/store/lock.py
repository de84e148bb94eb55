"""One writer per file: a lock file beside it that the system releases when its owner dies."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from pathlib import Path
from typing import IO


class Lock:
    """A lock held on `<file>.lock` for as long as the process lives or until released.

    The operating system drops the lock with its process, so that a crash leaves a file but no
    lock; finding such a file tells that the last close was not clean.
    """

    def __init__(self, workbook: Path) -> None:
        self.path = workbook.with_name(workbook.name + ".lock")
        self.left_behind = False
        self._handle: IO[bytes] | None = None

    def acquire(self) -> bool:
        """Take the lock; False when another process holds it."""
        self.left_behind = self.path.exists()
        try:
            handle = self.path.open("r+b" if self.left_behind else "x+b")
        except FileExistsError:
            handle = self.path.open("r+b")
        except OSError:  # a folder we may not write to: we only read there
            return False
        try:
            _lock(handle)
        except OSError:
            handle.close()
            return False
        handle.seek(0)
        handle.truncate()
        owner = {"host": socket.gethostname(), "pid": os.getpid()}
        handle.write(b" " + json.dumps(owner).encode())  # byte 0 is the locked one on Windows
        handle.flush()
        self._handle = handle
        return True

    def owner(self) -> str:
        """Return the machine that holds the lock, "" when it cannot be read."""
        try:
            with self.path.open("rb") as handle:
                handle.seek(1)
                return str(json.loads(handle.read()).get("host", ""))
        except (OSError, ValueError):
            return ""

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._handle is None:
            return
        self._handle.close()
        self._handle = None
        with contextlib.suppress(OSError):  # somebody took it in between: it is theirs now
            self.path.unlink()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

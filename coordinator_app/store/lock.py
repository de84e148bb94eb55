"""One writer per file: a lock file beside it that the system releases when its owner dies."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import IO

#: How often to try again when a lock file is made or removed this very moment.
_TRIES = 20


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
        for _ in range(_TRIES):
            self.left_behind = self.path.exists()
            try:
                handle = self.path.open("r+b" if self.left_behind else "x+b", buffering=0)
            except (FileExistsError, FileNotFoundError):  # made or removed this very moment
                continue
            except OSError:  # a folder we may not write to: we only read there
                return False
            try:
                _lock(handle)
            except OSError:
                handle.close()
                return False
            if self._is_current(handle):
                self._take(handle)
                return True
            handle.close()
        return False

    def _is_current(self, handle: IO[bytes]) -> bool:
        """Say whether what we locked still bears the name; its owner may just have removed it."""
        try:
            return os.path.samestat(os.fstat(handle.fileno()), self.path.stat())
        except OSError:
            return False

    def _take(self, handle: IO[bytes]) -> None:
        self._handle = handle
        owner = {"host": _machine(), "pid": os.getpid()}
        with contextlib.suppress(OSError):  # on a full disk: the lock holds without a name, too
            handle.seek(0)
            handle.truncate()
            # The first byte is what Windows locks; what others may read begins after it.
            handle.write(b" " + json.dumps(owner).encode())

    def owner(self) -> str:
        """Return the machine that holds the lock, "" when it cannot be read."""
        try:
            with self.path.open("rb") as handle:
                handle.seek(1)
                return str(json.loads(handle.read())["host"])
        except (OSError, ValueError, LookupError, TypeError):
            return ""

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._handle is None:
            return
        with contextlib.suppress(OSError):  # on Windows somebody took it: it is theirs now
            if sys.platform == "win32":  # no open file can be removed there
                self._handle.close()
            self.path.unlink()
        self._handle.close()
        self._handle = None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

    def _machine() -> str:
        return os.environ.get("COMPUTERNAME", "")

else:
    import fcntl

    def _lock(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _machine() -> str:
        return os.uname().nodename

"""A hybrid logical clock: stamps that follow the wall clock and never run backwards.

Stamps only put operations in an order that people find natural; what rests on what is said by
the parents of each change.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Self

#: How far ahead of ours another workbook's clock may be and still be followed.
FARTHEST_AHEAD: Final = timedelta(hours=1)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_MS_LIMIT: Final = 253_402_300_799_999  # the last millisecond of the year 9999
_COUNTER_LIMIT: Final = 0xFFFF
_FORM: Final = re.compile(r"([0-9]{15})-([0-9a-f]{4})-([0-9a-z]{8})")
_REPLICA: Final = re.compile(r"[0-9a-z]{8}")


@dataclass(frozen=True, order=True, slots=True)
class Hlc:
    """One stamp.

    Its text, milliseconds since 1970 (15 digits), counter (4 hexadecimal digits) and replica
    (8 characters), has a fixed width and sorts as the stamp does.
    """

    ms: int
    counter: int
    replica: str

    def __post_init__(self) -> None:
        if not (0 <= self.ms <= _MS_LIMIT and 0 <= self.counter <= _COUNTER_LIMIT):
            raise ValueError(f"no stamp has the time {self.ms} and the counter {self.counter}")
        _checked_replica(self.replica)

    def __str__(self) -> str:
        return f"{self.ms:015d}-{self.counter:04x}-{self.replica}"

    @property
    def text(self) -> str:
        """Return the stamp as it is stored."""
        return str(self)

    @property
    def at(self) -> datetime:
        """Return the time of the stamp, in UTC."""
        return _EPOCH + self.ms * _MILLISECOND

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a stored stamp.

        Raises:
            ValueError: The text is no stamp.
        """
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is no stamp of a clock")
        return cls(int(found[1]), int(found[2], 16), found[3])


def utc_now() -> datetime:
    """Return the time of this machine, in UTC."""
    return datetime.now(UTC)


class Clock:
    """The time of one installation: stamps for the log, and the day that counts as today.

    Args:
        replica: Id of the installation, 8 characters of 0-9 and a-z.
        now: Returns the time, with its zone.
        today: Returns the day for "overdue", "today" and reports; without it the local day of
            ``now``. It does not touch the stamps, so that a view as at another day never puts
            false times into the log.
    """

    def __init__(
        self,
        replica: str,
        now: Callable[[], datetime] = utc_now,
        today: Callable[[], date] | None = None,
    ) -> None:
        self.replica = _checked_replica(replica)
        self._now, self._today = now, today
        self._ms, self._counter = 0, 0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """Return the time, in UTC."""
        return self._now().astimezone(UTC)

    def today(self) -> date:
        """Return the day that counts as today."""
        return self._today() if self._today else self._now().astimezone().date()

    def tick(self) -> Hlc:
        """Return the next stamp, greater than all this clock gave or observed."""
        with self._lock:
            physical = self._physical()
            if physical > self._ms:
                self._ms, self._counter = physical, 0
            elif self._counter < _COUNTER_LIMIT:
                self._counter += 1
            else:
                self._ms, self._counter = self._ms + 1, 0
            return Hlc(self._ms, self._counter, self.replica)

    def observe(self, other: Hlc) -> bool:
        """Take note of a stamp that came from elsewhere, or from the log when it is opened.

        Returns:
            Whether it was followed. A stamp more than an hour ahead is not: one machine with a
            wrong clock would drag all others along.
        """
        with self._lock:
            if other.ms > self._physical() + FARTHEST_AHEAD // _MILLISECOND:
                return False
            self._ms, self._counter = max((self._ms, self._counter), (other.ms, other.counter))
            return True

    def _physical(self) -> int:
        return max(0, (self._now() - _EPOCH) // _MILLISECOND)


def _checked_replica(replica: str) -> str:
    if _REPLICA.fullmatch(replica) is None:
        raise ValueError(f"{replica!r} is no replica id: 8 characters of 0-9 and a-z")
    return replica

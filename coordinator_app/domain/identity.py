"""Ids: of records and changes, of reference records, and as they travel in cells of Excel files."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable
from typing import Final

#: Namespace of reference ids. It is UUIDv5 of "reference.coordinator-workbook.invalid" in the
#: DNS namespace, worked out once; it never changes, or workbooks made apart no longer fit.
REFERENCE_NAMESPACE: Final = "0753f498-4b26-59af-a9ea-238da83225a4"

_RANDOM_BITS: Final = 74
# The largest prime below 36 * 36, and a number whose powers run through all its remainders:
# every single wrong character and every swap of two characters then changes the sum.
_PRIME: Final = 1291
_RADIX: Final = 2
_CHECK_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CHECKED: Final = re.compile(r"(?P<id>[!-~]+)\.(?P<check>[0-9A-Z]{2})")


def _random_bits(count: int) -> int:
    return int.from_bytes(os.urandom((count + 7) // 8)) >> -count % 8


class UuidSource:
    """Makes UUIDv7 ids (RFC 9562), each greater than the one before.

    Args:
        now_ms: Milliseconds since 1970.
        random_bits: Given a number of bits, returns that many random ones.
    """

    def __init__(
        self,
        now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        random_bits: Callable[[int], int] = _random_bits,
    ) -> None:
        self._now_ms, self._random_bits = now_ms, random_bits
        self._ms, self._tail = -1, 0
        self._lock = threading.Lock()

    def __call__(self) -> str:
        """Return the next id."""
        with self._lock:
            now = self._now_ms()
            if now > self._ms:
                self._ms, self._tail = now, self._random_bits(_RANDOM_BITS)
            else:
                # Same millisecond, or the clock went back: go on from the last id.
                self._tail += 1 + self._random_bits(32)
                if self._tail >> _RANDOM_BITS:
                    self._ms, self._tail = self._ms + 1, self._random_bits(_RANDOM_BITS)
            high, low = self._tail >> 62, self._tail & ((1 << 62) - 1)
            digits = f"{self._ms << 80 | 7 << 76 | high << 64 | 2 << 62 | low:032x}"
        # Four times as quick as by uuid.UUID, and imports ask for many.
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


#: The id source of this process; ids sort in the order in which they were made.
uuid7: Final = UuidSource()


def reference_id(type_key: str, code: str, version: str) -> str:
    """Return the id of a reference record: the same in every workbook ever made.

    Args:
        type_key: Key of the record type.
        code: Its code there, such as an ISO3 code.
        version: Version of the reference data whose meaning of the code this is.
    """
    import uuid  # noqa: PLC0415  loads cryptography that no start needs

    namespace = uuid.UUID(REFERENCE_NAMESPACE)
    return str(uuid.uuid5(namespace, f"{type_key}\n{code}\n{version}"))


def with_check(record_id: str) -> str:
    """Return an id with two check characters, for a cell that people and programs may spoil.

    Raises:
        ValueError: The id is empty or holds anything but visible ASCII.
    """
    text = f"{record_id}.{_check(record_id)}"
    if _CHECKED.fullmatch(text) is None:
        raise ValueError(f"{record_id!r} cannot travel in a cell")
    return text


def without_check(text: str) -> str | None:
    """Return the id in a cell, or None when it is not exactly as it was sent.

    Any one character changed and any two characters swapped are noticed; blanks around the
    whole do no harm.
    """
    found = _CHECKED.fullmatch(text.strip())
    if found is None or _check(found["id"]) != found["check"]:
        return None
    return found["id"]


def short(record_id: str) -> str:
    """Return the end of an id, enough to tell apart the few that are shown together.

    The end, since ids made in the same minute begin alike.
    """
    return record_id[-8:]


def _check(text: str) -> str:
    # ISO 7064 works over 36 signs with 1271; a prime takes every ASCII sign, hyphens included.
    total = 0
    for char in text:
        total = (total * _RADIX + ord(char)) % _PRIME
    return _CHECK_DIGITS[total // 36] + _CHECK_DIGITS[total % 36]

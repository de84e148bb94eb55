"""Replies being checked: what was decided so far waits here, and nothing of it in the records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from coordinator_app.store.connection import Connection, writing

_COLUMNS = "id, dispatch, sha256, name, at, counts, undecided"
#: Things of a list that are written in one go: no other thread has its turn meanwhile.
_AT_ONCE = 500


@dataclass(frozen=True)
class Review:
    """A source that came in and waits to be decided.

    Args:
        dispatch: The sent file it answers, "" when it answers none.
        sha256, name: Of the file that came in.
        at: ISO time of the last decision.
        counts: Class of change to how many there are.
        undecided: How many still ask for a decision.
        content: The plan and the decisions, JSON; empty where reviews are only listed. What is
            saved may hold iterators for lists, so that it never is whole in memory.
    """

    id: str
    dispatch: str
    sha256: str
    name: str
    at: str
    counts: Mapping[str, int] = field(default_factory=dict)
    undecided: int = 0
    content: Mapping[str, Any] = field(default_factory=dict)


class Reviews:
    """The saved reviews of one workbook."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, review: Review) -> None:
        """Keep a review, in the place of an earlier state of it."""
        with writing(self._connection):
            self._connection.execute(
                f"INSERT OR REPLACE INTO review ({_COLUMNS}, content)"
                # As bytes: to make them of text takes its time, and no other thread has its turn.
                " VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT))",
                (
                    review.id,
                    review.dispatch,
                    review.sha256,
                    review.name,
                    review.at,
                    _dumps(review.counts),
                    review.undecided,
                    b"".join(_json(review.content)),
                ),
            )

    def load(self, review_id: str) -> Review | None:
        """Return a review with its content."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS}, content FROM review WHERE id = ?", (review_id,)
        ).fetchone()
        return _review(row, json.loads(row[-1], object_hook=_as_it_is)) if row else None

    def all(self, dispatch: str = "") -> list[Review]:
        """Return the reviews (of a sent file) without their content, latest first."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM review WHERE ? IN ('', dispatch) ORDER BY at DESC, id DESC",
            (dispatch,),
        ).fetchall()
        return [_review(row, {}) for row in rows]

    def of_file(self, sha256: str) -> Review | None:
        """Return the latest review of the same bytes, without its content."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM review WHERE sha256 = ? ORDER BY at DESC, id DESC LIMIT 1",
            (sha256,),
        ).fetchone()
        return _review(row, {}) if row else None

    def undecided(self) -> int:
        """Return how many decisions are still asked for, over all reviews."""
        row = self._connection.execute("SELECT total(undecided) FROM review").fetchone()
        return int(row[0])

    def delete(self, review_id: str) -> None:
        """Forget a review, because it was applied or thrown away."""
        with writing(self._connection):
            self._connection.execute("DELETE FROM review WHERE id = ?", (review_id,))


def _review(row: Sequence[Any], content: Mapping[str, Any]) -> Review:
    review_id, dispatch, sha256, name, at, counts, undecided = row[:7]
    return Review(review_id, dispatch, sha256, name, at, json.loads(counts), undecided, content)


def _as_it_is(found: dict[str, Any]) -> dict[str, Any]:
    """Return an object as it was read; asked for each of them, so that other threads go on."""
    return found


def _json(value: object) -> Iterator[bytes]:
    """Yield the JSON of something bit by bit, so that other threads go on."""
    if isinstance(value, dict) and len(value) <= _AT_ONCE:
        before = "{"
        for key, each in value.items():
            yield f"{before}{_dumps(key)}:".encode()
            yield from _json(each)
            before = ","
        yield b"}" if value else b"{}"
    elif isinstance(value, dict):
        yield from _in_batches("{}", value.items(), dict)
    elif isinstance(value, list | Iterator):
        yield from _in_batches("[]", value, list)
    else:
        yield _dumps(value).encode()


def _in_batches(
    around: str, things: Iterable[Any], batch_of: Callable[[Iterable[Any]], object]
) -> Iterator[bytes]:
    before, rest = around[0], iter(things)
    while batch := batch_of(islice(rest, _AT_ONCE)):
        yield f"{before}{_dumps(batch)[1:-1]}".encode()
        before = ","
    yield (around[1] if before == "," else around).encode()


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

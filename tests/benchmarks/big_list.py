"""How soon a list of 100,000 follow-ups answers, beside plain SQL in the same run.

python tests/benchmarks/big_list.py [--rows 100000] [--rounds 20] [--file KEPT.c1540] [--limit MS]

Measured is the time from the request to the first page of 256 rows read, with the columns a list
of follow-ups shows: choosing and counting the rows, putting the first page in order, reading it.
Every round asks something else (another word, State, status), so that nothing kept from the round
before can answer. Plain SQL is what one would write by hand: the same rows and columns of the
first page, and their count, in two statements. With --limit it fails when a p95 is above it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, thread_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from coordinator_app.domain.changes import Create, Edit, Operation
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.folding import fold
from coordinator_app.domain.identity import uuid7
from coordinator_app.domain.records.code_lists import PRIORITIES
from coordinator_app.domain.records.follow_up import OPEN_STATUSES, STATUSES
from coordinator_app.services.listing import Condition, Op, Query
from coordinator_app.services.session import Reading, Session

TODAY = dt.date(2026, 6, 1)
#: What a list of follow-ups shows, and all of it can be sorted by.
COLUMNS = ("$reference", "due_on", "$states", "title", "owner", "status", "priority", "next_step",
           "$last_news")  # fmt: skip
_STATES, _PEOPLE = 25, 2_000
_VERBS = ("Send", "Draft", "Review", "Nominate", "Confirm", "Translate", "Submit", "Verify")
_SYLLABLES = ("ba", "ca", "de", "fi", "go", "hu", "la", "me", "ni", "po", "ré", "sa", "tí", "vo",
              "xa", "ño", "cru", "tra", "ple", "sti")  # fmt: skip

_NEWS = (
    "(SELECT u.text FROM follow_up_update u WHERE u.parent = t.id AND u.deleted = 0"
    " ORDER BY +u.noted_on DESC LIMIT 1)"
)

Round = Callable[[int], object]


class Words:
    """Invented words, a few of them frequent, as in a language."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.all = ["".join(chance.choices(_SYLLABLES, k=chance.randint(3, 5)))
                    for _ in range(8_000)]  # fmt: skip

    def some(self, count: int) -> str:
        """Return words; the first of the list come far more often than the last."""
        top = len(self.all)
        picked = (int(top * self._chance.random() ** 2) for _ in range(count))
        return " ".join(self.all[each] for each in picked)


def make(path: Path, rows: int) -> None:
    """Write the workbook through the one writer."""
    chance = random.Random(1540)
    words = Words(chance)
    clock = Clock("bench001", today=_today)
    with Session.create(path, clock, "Benchmark") as session:
        states = session.commit(Operation(tuple(
            Create("country", {"code": f"S{number:02}", "name_en": f"State {words.some(1)}",
                               "name_es": f"Estado {words.some(1)}"})
            for number in range(_STATES)
        ))).records  # fmt: skip
        people = session.commit(Operation(tuple(
            Create("contact", {"name": words.some(2).title(), "country": chance.choice(states)})
            for _ in range(_PEOPLE)
        ))).records  # fmt: skip
        edits = tuple(_follow_ups(rows, chance, words, states, people))
        session.commit(Operation(edits, "import"))


def _follow_ups(
    rows: int,
    chance: random.Random,
    words: Words,
    states: tuple[str, ...],
    people: tuple[str, ...],
) -> Iterator[Edit]:
    bodies = [words.some(2).title() for _ in range(300)]
    for _ in range(rows):
        due = dt.date(2019, 1, 1) + dt.timedelta(days=chance.randrange(3_000))
        record = uuid7()
        values: dict[str, Any] = {
            "title": f"{chance.choice(_VERBS)} {words.some(5)}",
            "description": words.some(30),
            "countries": chance.sample(states, 1 if chance.random() < 0.95 else 2),
            "owner": {"id": chance.choice(people)} if chance.random() < 0.9
            else {"label": chance.choice(bodies)},
            "status": chance.choice(STATUSES).code,
            "priority": chance.choice(PRIORITIES).code,
            "agreed_on": (due - dt.timedelta(days=90)).isoformat(),
        }  # fmt: skip
        if chance.random() < 0.9:
            values["due_on"] = due.isoformat()[: 10 if chance.random() < 0.8 else 7]
        if chance.random() < 0.5:
            values["next_step"] = words.some(4)
        yield Create("follow_up", values, id=record)
        if chance.random() < 0.3:
            news = {"parent": record, "noted_on": due.isoformat(), "text": words.some(12)}
            yield Create("follow_up_update", news)


class Bench:
    """Rounds of questions to one workbook."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._connection = reading.book.connection
        rows = self._connection.execute("SELECT id FROM country ORDER BY code").fetchall()
        self.states = [row[0] for row in rows]
        self.words = Words(random.Random(1540)).all

    def ask(self, **query: Any) -> int:
        """Ask for a list and read its first page; return how many rows it has."""
        lists = self._reading.lists
        result = lists.open(Query("follow_up", **query))
        lists.page(result.handle, 0, COLUMNS)
        lists.close(result.handle)
        return result.count

    def plain(self, where: str, order: str, *params: Any) -> int:
        """Read the same in two statements written by hand."""
        joined = "".join(
            f" LEFT JOIN record {name} ON {name}.id = t.{column}"
            for name, column in (("r", "id"), ("o", "owner"))
            if f"{name}." in where + order
        )
        chosen = f"FROM follow_up t{joined} WHERE t.deleted = 0 AND {where}"
        self._connection.execute(
            "SELECT t.id, r.reference, t.due_on, t.countries, t.title, t.owner, t.owner_label,"
            f" t.status, t.priority, t.next_step, o.title, {_NEWS}"
            f" FROM (SELECT t.rid {chosen} ORDER BY {order} LIMIT 256) p"
            " CROSS JOIN follow_up t ON t.rid = p.rid CROSS JOIN record r ON r.id = t.id"
            " LEFT JOIN record o ON o.id = t.owner",
            params,
        ).fetchall()
        return int(self._connection.execute(f"SELECT count(*) {chosen}", params).fetchone()[0])


def questions(bench: Bench) -> Iterator[tuple[str, Round, Round | None]]:
    """Yield what is asked: name, through the lists, in plain SQL (None: no simple way)."""
    due = (("due_on", False),)
    by_due = "t.due_on_from IS NULL, t.due_on_from, t.due_on_to, t.rid"
    plain_order = {
        "$reference": "r.reference", "due_on": by_due, "$states": "t.countries",
        "title": "t.title_fold", "owner": "o.title_fold", "status": "t.status",
        "priority": "t.priority", "next_step": "t.next_step_fold IS NULL, t.next_step_fold",
        "$last_news": f"{_NEWS} IS NULL, {_NEWS}",
    }  # fmt: skip
    yield "open", lambda _: bench.ask(sort=due), lambda _: bench.plain("1", by_due)

    def sorting(key: str) -> tuple[Round, Round]:
        return (
            lambda turn: bench.ask(sort=((key, bool(turn % 2)),)),
            lambda _: bench.plain("1", plain_order[key]),
        )

    for key in COLUMNS:
        yield f"sort by {key}", *sorting(key)
    opened = ", ".join(f"'{status}'" for status in OPEN_STATUSES)

    def day(turn: int) -> dt.date:
        return TODAY - dt.timedelta(days=turn)

    yield (
        "filter: overdue",
        lambda turn: bench.ask(sort=due, flags=frozenset({"overdue"}),
                               where=(Condition("due_on", Op.BEFORE, (day(turn).isoformat(),)),)),
        lambda turn: bench.plain(f"t.status IN ({opened}) AND t.due_on_to < ?", by_due,
                                 day(turn).isoformat()),
    )  # fmt: skip
    yield (
        "filter: one State",
        lambda turn: bench.ask(
            sort=due, where=(Condition("$states", Op.IS, (bench.states[turn % _STATES],)),)
        ),
        lambda turn: bench.plain(
            "t.id IN (SELECT record FROM link WHERE field = 'countries' AND target = ?)", by_due,
            bench.states[turn % _STATES],
        ),
    )  # fmt: skip
    yield (
        "filter: ten States, open",
        lambda turn: bench.ask(
            sort=due, flags=frozenset({"open"}),
            where=(Condition("$states", Op.IS, tuple(bench.states[turn % 15 :][:10])),),
        ),
        None,
    )  # fmt: skip
    yield (
        "filter: title holds",
        lambda turn: bench.ask(
            sort=due, where=(Condition("title", Op.CONTAINS, (bench.words[turn * 7][:4],)),)
        ),
        lambda turn: bench.plain("instr(t.title_fold, ?) > 0", by_due,
                                 fold(bench.words[turn * 7][:4])),
    )  # fmt: skip

    def search(step: int, letters: int) -> tuple[Round, Round]:
        def word(turn: int) -> str:
            return bench.words[(turn + 1) * step % len(bench.words)][:letters]

        return (
            lambda turn: bench.ask(sort=due, text=word(turn)),
            lambda turn: bench.plain(
                "r.rid IN (SELECT rowid FROM search WHERE search MATCH ?)", by_due,
                f'"{fold(word(turn))}"*',
            ),
        )  # fmt: skip

    yield "search: a word", *search(97, 20)
    yield "search: a frequent word", *search(1, 20)
    yield "search: two letters", *search(11, 2)


@dataclass
class Taken:
    """Milliseconds of the rounds of one question."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    rows: int = 0

    def add(self, way: Round, turn: int) -> None:
        """Ask once more."""
        wall, cpu = perf_counter(), thread_time()
        found = way(turn)
        self.cpu.append((thread_time() - cpu) * 1_000)
        self.wall.append((perf_counter() - wall) * 1_000)
        self.rows = max(self.rows, found if isinstance(found, int) else 0)

    @property
    def top(self) -> tuple[float, float]:
        """The 95th percentile, by the wall's clock and the processor's."""
        if len(self.wall) == 1:
            return self.wall[0], self.cpu[0]
        return quantiles(self.wall, n=20)[-1], quantiles(self.cpu, n=20)[-1]


def measure(bench: Bench, rounds: int) -> Iterator[tuple[str, Taken, Taken]]:
    """Yield name and times of each question, through the lists and by hand."""
    for name, ours, plain in questions(bench):
        taken, by_hand = Taken(), Taken()
        for turn in range(rounds):
            # The two take turns, since a shared machine changes its speed all the time.
            taken.add(ours, turn)
            if plain is not None:
                by_hand.add(plain, turn)
        yield name, taken, by_hand


def main() -> int:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--file", type=Path, help="made there if missing, and kept")
    parser.add_argument("--limit", type=float, help="fail when a p95 is above it (ms of the wall)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or Path(folder) / "big.c1540"
        if not path.exists():
            start = perf_counter()
            make(path, options.rows)
            _say(f"written in {perf_counter() - start:.0f} s")
        with Reading.open(path, Clock("bench002", today=_today)) as reading:
            reading.lists.use_language("es")
            _say(f"{'':26}{'rows':>7}  {'wall p50':>8} {'p95':>6}  {'cpu p50':>7} {'p95':>6}"
                 f"  {'plain cpu p50':>13} {'ratio':>6}")  # fmt: skip
            slow = []
            for name, taken, by_hand in measure(Bench(reading), options.rounds):
                wall, cpu = taken.top
                plain = median(by_hand.cpu) if by_hand.cpu else 0
                ratio = f"{plain:13.1f} {median(taken.cpu) / plain:6.2f}" if plain else ""
                _say(f"{name:26}{taken.rows:7}  {median(taken.wall):8.1f} {wall:6.1f}"
                     f"  {median(taken.cpu):7.1f} {cpu:6.1f}  {ratio}")  # fmt: skip
                slow += [name] if options.limit and wall > options.limit else []
    if slow:
        _say(f"above {options.limit:g} ms: {', '.join(slow)}")
    return 1 if slow else 0


def _today() -> dt.date:
    return TODAY


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a script's output


if __name__ == "__main__":
    sys.exit(main())

"""Indicators on training: attendances, persons, States reached (domain 5.2, I-T2, I-T3, I-T10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from coordinator_app.domain import counts
from coordinator_app.domain.counts import Count
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.code_lists import GENDERS
from coordinator_app.domain.records.training import TRAINED
from coordinator_app.reports.figures import (
    BY_LAST_DAY,
    NOT_UN_MEMBERS,
    UNDATED,
    Figure,
    Indicator,
    LeftOut,
    Part,
    exact,
    left_out,
    plain,
)
from coordinator_app.reports.frame import Frame, carried_out, dated, straddling
from coordinator_app.texts import N_

BY_STATE, BY_GENDER = N_("By State"), N_("By gender")
NO_STATE_GIVEN = N_("State not given")
NOT_STATED = N_("Not stated")
NO_NUMBER = N_("{n} without any number of participants")
NOT_SPLIT = N_("{n} with a number for several groups of States together")
OUTSIDE = N_("{n} participants of no State of the group")
PARTIAL = N_("{n} counted from a list that is not complete, so “at least”")
IN_ALL = N_("{n} counted from the number given, since the list is not complete")
INCOMPLETE = N_("{n} without a complete list; complete ones: {covered} of {all}")
BY_LIST_OF_STATES = N_("{n} without a complete list, counted by the States they were held for")
#: Below that number a split by gender would point at persons (domain 5.1).
FEWEST_TO_SPLIT = 5


@dataclass
class _Held:
    """A training of the period, and what counts of it.

    Args:
        rows: Trainees of the group who came, from the list.
        given: The number given for all, where the list is not complete.
    """

    training: Record
    rows: list[Record]
    complete: bool
    given: Count | None = None


@dataclass
class _Collected:
    """The trainings of a period, with what was left out."""

    held: list[_Held] = field(default_factory=list)
    excluded: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    remarks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def attendances(frame: Frame) -> Indicator:
    """Return I-T2: people on complete lists who came, else the numbers given, never both."""
    found = _collect(frame)
    total = counts.total(_number(held) for held in found.held).count if found.held else exact(())
    behind = tuple(each for held in found.held for each in _records(held))
    parts = {BY_STATE: tuple(_by_state(frame, found))}
    if (total["n"] or 0) >= FEWEST_TO_SPLIT:
        parts[BY_GENDER] = tuple(_by_gender(found, total))
    return Indicator(
        "I-T2",
        N_("Training attendances"),
        Figure(total, None, behind),
        parts,
        left_out(*found.excluded.items()),
        left_out(*found.remarks.items()),
    )


def persons(frame: Frame) -> Indicator:
    """Return I-T3: different persons on complete lists who came; each counts once."""
    found = _collect(frame, split=False)
    covered = [held for held in found.held if held.complete]
    missing = tuple(held.training.id for held in found.held if not held.complete)
    missing += tuple(found.excluded.get(NO_NUMBER, ()))
    people: dict[str, Record] = {}
    for held in covered:
        for row in held.rows:
            people.setdefault(_person(frame, row), row)
    rows = list(people.values())
    excluded = [LeftOut(UNDATED, tuple(found.excluded[UNDATED]))]
    if missing:
        facts = {"covered": len(covered), "all": len(covered) + len(missing)}
        excluded.append(LeftOut(INCOMPLETE, missing, facts))
    parts = {BY_STATE: tuple(_rows_by_state(frame, rows))}
    if len(rows) >= FEWEST_TO_SPLIT:
        parts[BY_GENDER] = tuple(_rows_by_gender(rows))
    return Indicator(
        "I-T3",
        N_("Persons trained"),
        Figure(exact(tuple(people)), None, tuple(_opened(row) for row in rows)),
        parts,
        tuple(each for each in excluded if each.records),
        left_out((BY_LAST_DAY, found.remarks[BY_LAST_DAY])),
    )


def states_reached(frame: Frame) -> Indicator:
    """Return I-T10: States with at least one trainee in the period."""
    found = _collect(frame, split=False)
    reached: dict[str, list[str]] = defaultdict(list)
    by_list = []
    for held in found.held:
        for row in held.rows:
            for state in _state(frame, row):
                reached[state].append(row.id)
        if not held.complete and (held.given is None or held.given["n"] != 0):
            by_list.append(held.training.id)
            for state in held.training.ids("countries"):
                reached[state].append(held.training.id)
    return Indicator(
        "I-T10",
        N_("States reached by training"),
        _reached(reached, frame.states, whole=True),
        {NOT_UN_MEMBERS: (Part(NOT_UN_MEMBERS, _reached(reached, frame.beside)),)},
        left_out((UNDATED, found.excluded[UNDATED])),
        left_out(
            (BY_LAST_DAY, found.remarks[BY_LAST_DAY]),
            (BY_LIST_OF_STATES, by_list),
        ),
    )


def _collect(frame: Frame, *, split: bool = True) -> _Collected:
    """Return the trainings of the group in the period.

    Args:
        split: A number given for several groups together cannot be used.
    """
    found = _Collected()
    ours = [each for each in carried_out(frame.facts.trainings) if _touches(frame, each)]
    known, found.excluded[UNDATED] = dated(ours)
    within = [training for training, day in known if frame.in_period(day)]
    found.remarks[BY_LAST_DAY] = straddling(frame, within)
    for training in within:
        held = _held(frame, training, found)
        if not held.complete and split and not _wholly_ours(frame, training):
            found.excluded[NOT_SPLIT].append(training.id)
        elif held.complete or held.given is not None or held.rows:
            found.held.append(held)
            if not held.complete:
                found.remarks[PARTIAL if held.given is None else IN_ALL].append(training.id)
        elif not split and training.ids("countries"):
            found.held.append(held)
        else:
            found.excluded[NO_NUMBER].append(training.id)
    return found


def _held(frame: Frame, training: Record, found: _Collected) -> _Held:
    rows: list[Record] = []
    outside: list[Record] = []
    for row in frame.facts.participants.get(training.id, ()):
        if row.get("role") != "TRAINEE" or row.get("attendance") not in TRAINED:
            continue
        inside = frame.whole_region or {*_state(frame, row)} & frame.belonging
        (rows if inside else outside).append(row)
    complete = training.get("roster_complete") is True
    given = training.get("participants")
    known = isinstance(given, dict) and not complete
    count = counts.make(given["n"], given["q"]) if known and isinstance(given, dict) else None
    if count is not None and count["n"] is None and rows:
        count = None
    if count is None:
        found.excluded[OUTSIDE] += [row.id for row in outside]
    return _Held(training, rows, complete, count)


def _number(held: _Held) -> Count:
    if held.given is not None:
        return held.given
    return counts.make(len(held.rows), "exact" if held.complete else "at_least")


def _records(held: _Held) -> tuple[str, ...]:
    if held.given is not None:
        return (held.training.id,)
    return tuple(row.id for row in held.rows)


def _touches(frame: Frame, training: Record) -> bool:
    if frame.whole_region or frame.belonging & {*training.ids("countries")}:
        return True
    rows = frame.facts.participants.get(training.id, ())
    return any({*_state(frame, row)} & frame.belonging for row in rows)


def _wholly_ours(frame: Frame, training: Record) -> bool:
    return frame.whole_region or {*training.ids("countries")} <= frame.belonging


def _state(frame: Frame, row: Record) -> tuple[str, ...]:
    """Return the State a participant comes from: that of the row, else of the contact."""
    if row.ids("country"):
        return row.ids("country")
    contact = frame.facts.contacts.get(next(iter(row.ids("person")), ""))
    return contact.ids("country") if contact else ()


def _person(frame: Frame, row: Record) -> str:
    """Return what tells a person from others: the contact, else name and State."""
    match row.get("person"):
        case {"id": str(contact)}:
            return contact
        case {"label": str(name)}:
            return " ".join((fold(name), *_state(frame, row)))
        case _:
            return row.id


def _opened(row: Record) -> str:
    return next(iter(row.ids("person")), row.id)


def _by_state(frame: Frame, found: _Collected) -> Iterator[Part]:
    rows = [row for held in found.held if held.given is None for row in held.rows]
    yield from _rows_by_state(frame, rows)
    rest = [held for held in found.held if held.given is not None]
    if rest:
        whole = counts.total(held.given for held in rest).count
        yield Part(NO_STATE_GIVEN, Figure(whole, None, tuple(held.training.id for held in rest)))


def _rows_by_state(frame: Frame, rows: list[Record]) -> Iterator[Part]:
    by_state: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_state[next(iter(_state(frame, row)), "")].append(row.id)
    for state, country in frame.facts.countries.items():
        if state in by_state:
            yield Part(country.title, plain(tuple(by_state[state])))
    if by_state.get(""):
        yield Part(NO_STATE_GIVEN, plain(tuple(by_state[""])))


def _rows_by_gender(rows: list[Record]) -> Iterator[Part]:
    for choice in GENDERS:
        ids = tuple(row.id for row in rows if (row.get("gender") or "U") == choice.code)
        if ids:
            yield Part(choice.label, plain(ids))


def _by_gender(found: _Collected, total: Count) -> Iterator[Part]:
    """Yield women, men and others; of numbers given only what they say."""
    rows = [row for held in found.held if held.given is None for row in held.rows]
    known: list[Count] = []
    for choice in GENDERS[:-1]:
        ids = tuple(row.id for row in rows if row.get("gender") == choice.code)
        said = [
            (held.training.id, count) for held in found.held if (count := _given(held, choice.code))
        ]
        count = counts.total([exact(ids), *(each for _, each in said)]).count
        if count["n"]:
            known.append(count)
            yield Part(choice.label, Figure(count, None, (*ids, *(each for each, _ in said))))
    rest = (total["n"] or 0) - sum(each["n"] or 0 for each in known)
    if rest > 0:
        sure = {each["q"] for each in (total, *known)} == {"exact"}
        yield Part(NOT_STATED, Figure(counts.make(rest, "exact" if sure else "about")))


def _given(held: _Held, gender: str) -> Count | None:
    """Return the number of women or men given with the number of all."""
    key = {"F": "women", "M": "men"}.get(gender)
    given = held.training.get(key) if key and held.given is not None else None
    if not isinstance(given, dict) or given.get("n") is None:
        return None
    return counts.make(given["n"], given["q"])


def _reached(
    reached: dict[str, list[str]], states: tuple[str, ...], *, whole: bool = False
) -> Figure:
    found = tuple(state for state in states if state in reached)
    through = tuple(dict.fromkeys(each for state in found for each in reached[state]))
    among = states if whole else ()
    return Figure(exact(found), exact(states) if whole else None, found, among, through)

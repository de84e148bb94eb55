"""The pages of a report: worked out from what is on record, numbers instead of people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from coordinator_app.domain import edtf
from coordinator_app.domain.display import label
from coordinator_app.domain.fields import Sensitivity
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.activity import CARRIED_OUT
from coordinator_app.domain.records.follow_up import due_day, is_open
from coordinator_app.excel.layouts import Page
from coordinator_app.excel.profiles import PageKind, PageProfile, Profile
from coordinator_app.excel.written import Content
from coordinator_app.services import naming, states
from coordinator_app.services.exchange import change_rows, issued
from coordinator_app.services.exchange import report_assistance as pipeline
from coordinator_app.services.exchange import report_numbers as numbers
from coordinator_app.services.exchange.extent import Extent
from coordinator_app.services.exchange.reach import Reach
from coordinator_app.services.exchange.selection import SENSITIVE, LeftOut, Tally, sensitivity
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts

UNDATED = N_("no date is known")

_ACTIVITIES = ("visit", "training", "event")
_COMING = ("IDEA", "PLANNED", "CONFIRMED", "ONGOING")
_HEADERS: Mapping[str, str] = {
    "reference": N_("Code"),
    "kind": N_("Kind"),
    "title": N_("Title"),
    "dates": N_("Dates"),
    "city": N_("City"),
    "host_country": N_("Host State"),
    "states": N_("States"),
    "participants": N_("Participants"),
    "status": N_("Status"),
    "agreed_on": N_("Agreed on"),
    "due_on": N_("Due"),
    "done_on": N_("Done on"),
    "late": N_("Days late"),
}


@dataclass(frozen=True)
class Report:
    """The pages of a report, and what they carry.

    Args:
        pages: In order.
        left_out: What they do not carry, and why.
        sensitivity: Of the most sensitive thing in them.
        figures: The numbers on them, as they are kept with the sent file.
    """

    pages: tuple[Page, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    sensitivity: Sensitivity = Sensitivity.PUBLIC
    figures: Mapping[str, Any] = field(default_factory=dict)


def make(
    reading: Reading,
    profile: Profile,
    extent: Extent,
    period: tuple[dt.date, dt.date],
    texts: Texts,
    written: Mapping[str, str] | None = None,
) -> Report:
    """Return the pages of a kind of file.

    Args:
        period: First and last day of what it reports on.
        texts: Of the recipient's language.
        written: Words of the sender, by their keys.
    """
    if not profile.pages:
        return Report()
    maker = _Maker(reading, profile.key, extent, period, texts, written or {})
    pages = tuple(
        replace(page, task=texts(each.task)) for each in profile.pages for page in maker.pages(each)
    )
    return Report(pages, maker.tally.left_out(), maker.sensitivity, maker.figures)


class _Maker:
    def __init__(
        self,
        reading: Reading,
        kind: str,
        extent: Extent,
        period: tuple[dt.date, dt.date],
        texts: Texts,
        written: Mapping[str, str],
    ) -> None:
        self._reading, self._kind, self._extent, self._texts = reading, kind, extent, texts
        self._written = written
        self.figures: Mapping[str, Any] = {}
        self._first, self._last = period
        self._reach = Reach(reading, extent)
        self._numbers = numbers.Numbers(reading, extent, period)
        self._ceiling = Sensitivity.INTERNAL
        self.tally = Tally()
        self.sensitivity = Sensitivity.INTERNAL
        self._counted: set[tuple[str, str]] = set()

    def pages(self, asked: PageProfile) -> list[Page]:
        """Return one page, or several where one cannot hold it all."""
        if asked.kind is PageKind.CHANGES:
            return change_rows.pages(self._reading, self._texts(asked.label), self._texts)
        if asked.kind is PageKind.WORDS:
            name, words = self._texts(asked.label), self._words(asked)
            return [Page(name, words=words)] if words else []
        return [self._page(asked)]

    def _page(self, asked: PageProfile) -> Page:
        made: Mapping[PageKind, Callable[[PageProfile], Page]] = {
            PageKind.SUMMARY: self._summary,
            PageKind.INDICATORS: self._indicators,
            PageKind.ACTIVITIES: self._activities,
            PageKind.PARTICIPANTS: self._participants,
            PageKind.STATES: self._states,
            PageKind.FOLLOW_UPS: self._follow_ups,
            PageKind.ASSISTANCE: self._assistance,
            PageKind.PLAN: self._plan,
            PageKind.DEFINITIONS: self._definitions,
        }
        self._ceiling = asked.ceiling
        return made[asked.kind](asked)

    # What is reported on -------------------------------------------------------------------------

    def _allowed(self, type_key: str) -> Iterator[Record]:
        for each in self._reach.records(type_key):
            if sensitivity(each) > self._ceiling:
                self._leave_out(each, SENSITIVE)
            else:
                yield each

    def _leave_out(self, record: Record, reason: str) -> None:
        """Count an entry that is left out, once for all pages."""
        if (record.id, reason) not in self._counted:
            self._counted.add((record.id, reason))
            self.tally.add(record.type, "entries", reason)

    def _held(self, type_keys: Iterable[str] = _ACTIVITIES) -> list[Record]:
        """Return what was carried out in the period, earliest first."""
        found = []
        for type_key in type_keys:
            for each in self._allowed(type_key):
                if each.get("status") not in CARRIED_OUT:
                    continue
                day = _last(each, "dates")
                if day is None:
                    self._leave_out(each, UNDATED)
                elif self._first <= day <= self._last:
                    found.append(each)
        return sorted(found, key=_by_date)

    def _promises(self) -> list[Record]:
        """Return what was agreed or done in the period, and what was open at its end."""
        found = []
        for each in self._allowed("follow_up"):
            agreed, done = _last(each, "agreed_on"), _last(each, "done_on")
            if agreed is not None and agreed > self._last:
                continue
            within = any(day and self._first <= day <= self._last for day in (agreed, done))
            if within or is_open(each):
                found.append(each)
        return sorted(found, key=_by_due)

    # Pages ---------------------------------------------------------------------------------------

    def _words(self, asked: PageProfile) -> tuple[str, ...]:
        """Return what the sender wrote for a page, paragraph by paragraph."""
        written = self._written.get(asked.written, "").split("\n")
        return tuple(each.strip() for each in written if each.strip())

    def _summary(self, asked: PageProfile) -> Page:
        texts = self._texts
        held, promises = self._held(), self._promises()
        count = {key: sum(each.type == key for each in held) for key in _ACTIVITIES}
        done = [each for each in promises if each.get("status") in ("DONE", "VERIFIED")]
        open_ = [each for each in promises if is_open(each)]
        late = [each for each in open_ if self._days_late(each)]
        trained = self._numbers.people_text(
            (each for each in held if each.type == "training"), texts
        )
        days = [edtf.display_day(day.isoformat(), texts.lang) for day in (self._first, self._last)]
        words = [
            *self._words(asked),
            texts(N_("From {first} to {last}."), first=days[0], last=days[1]),
            texts(N_("Visits carried out: {n}."), n=count["visit"]),
            texts(
                N_("Trainings carried out: {n}; participants: {people}."),
                n=count["training"],
                people=trained,
            ),
            texts(N_("Events carried out: {n}."), n=count["event"]),
            texts(
                N_("Follow-ups done: {done}; open: {open}, of these late: {late}."),
                done=len(done),
                open=len(open_),
                late=len(late),
            ),
        ]
        return Page(texts(asked.label), words=tuple(words))

    def _indicators(self, asked: PageProfile) -> Page:
        texts = self._texts
        headers = [N_("Indicator"), N_("Name"), N_("This period")]
        asked_for = [self._numbers.now]
        if "before" in asked.columns:
            headers.append(N_("The period before"))
            asked_for.append(self._numbers.before)
        if "year" in asked.columns:
            headers.append(N_("The year to date"))
            asked_for.append(self._numbers.year)
        shown = [[one.figure.text(texts) for one in each] for each in asked_for]
        named = [texts(each) for each in headers]
        period = self._first, self._last
        self.figures = issued.kept(self._numbers.now, period)
        if sent := issued.before(self._reading, self._kind, self._extent.ids, period):
            named.append(sent.title(texts))
            shown.append([sent.text(each.code, texts) for each in self._numbers.now])
        rows = tuple(
            (each.code, texts(each.label), *(values[at] or None for values in shown))
            for at, each in enumerate(self._numbers.now)
        )
        return Page(texts(asked.label), tuple(named), rows)

    def _activities(self, asked: PageProfile) -> Page:
        return self._table(asked, self._held())

    def _plan(self, asked: PageProfile) -> Page:
        coming = [
            each
            for type_key in _ACTIVITIES
            for each in self._allowed(type_key)
            if each.get("status") in _COMING
            and ((day := _last(each, "dates")) is None or day > self._last)
        ]
        return self._table(asked, sorted(coming, key=_by_date))

    def _follow_ups(self, asked: PageProfile) -> Page:
        return self._table(asked, self._promises())

    def _assistance(self, asked: PageProfile) -> Page:
        texts, period = self._texts, (self._first, self._last)
        found = pipeline.on_their_way(self._reading, self._allowed("assistance_request"), period)
        self.sensitivity = max([self.sensitivity, *(sensitivity(each.request) for each in found)])
        headers = (N_("Code"), N_("Request"), N_("Asked by"), N_("Submitted on"), N_("Request status"),
                   N_("Item"), N_("Type of assistance"), N_("Item status"), N_("Delivered on"))  # fmt: skip
        rows = tuple(
            (
                *(self._cell(request, key) for key in ("reference", "title")),
                self._within(request) or self._named_institution(request),
                *(self._cell(request, key) for key in ("submitted_on", "status")),
                *(
                    self._cell(item, key) if item is not None else None
                    for key in ("text", "assist_type", "status", "delivered_on")
                ),
            )
            for request, item in pipeline.lines(found)
        )
        return Page(
            texts(asked.label),
            tuple(map(texts, headers)),
            rows,
            tuple(pipeline.words(found, period, texts)),
        )

    def _participants(self, asked: PageProfile) -> Page:
        texts = self._texts
        headers = (N_("Training"), N_("Dates"), N_("States"), N_("Participants"), N_("Women"),
                   N_("Men"))  # fmt: skip
        rows = tuple(
            (
                each.title,
                edtf.display(each.text("dates"), texts.lang),
                self._within(each),
                *self._numbers.people(each).cells(texts),
            )
            for each in self._held(("training",))
        )
        return Page(texts(asked.label), tuple(map(texts, headers)), rows)

    def _states(self, asked: PageProfile) -> Page:
        texts = self._texts
        field = self._reading.catalogue.field("country_profile", "stage")
        headers = (N_("State"), N_("Stage"), N_("Last contact"), N_("Point of contact"),
                   N_("Open"), N_("Late"))  # fmt: skip
        rows: list[tuple[Content, ...]] = []
        for each in states.overviews(self._reading, texts.lang):
            if not self._extent.holds((each.state.id,)):
                continue
            stage = label(field, each.stage, texts) if each.stage else None
            if stage:
                self.sensitivity = max(self.sensitivity, field.sensitivity)
            contact = texts(N_("yes")) if each.contact else texts(N_("none on record"))
            rows.append(
                (each.name, stage, each.last.day_text or None, contact,
                 each.open_count, each.late_count)
            )  # fmt: skip
        return Page(texts(asked.label), tuple(map(texts, headers)), tuple(rows))

    def _definitions(self, asked: PageProfile) -> Page:
        texts = self._texts
        headers = (N_("Indicator"), N_("Name"), N_("What it counts"), N_("Left out or noted"))
        rows = tuple(
            (
                each.code,
                texts(each.label),
                texts(numbers.DEFINITIONS.get(each.code, "")) or None,
                "; ".join(one.text(texts) for one in (*each.excluded, *each.remarks)) or None,
            )
            for each in self._numbers.now
        )
        day = edtf.display_day(self._reading.today().isoformat(), texts.lang)
        words = (
            texts(N_("As on record on {day}."), day=day),
            texts(N_("≥ means at least, ≈ about. An activity counts on its last day.")),
            texts(N_("Nothing here says whether a State complies with any obligation.")),
        )
        return Page(texts(asked.label), tuple(map(texts, headers)), rows, words)

    # Cells ---------------------------------------------------------------------------------------

    def _table(self, asked: PageProfile, records: Iterable[Record]) -> Page:
        texts = self._texts
        headers = tuple(texts(_HEADERS[key]) for key in asked.columns)
        rows = []
        for each in records:
            self.sensitivity = max(self.sensitivity, sensitivity(each))
            rows.append(tuple(self._cell(each, key) for key in asked.columns))
        return Page(texts(asked.label), headers, tuple(rows))

    def _cell(self, record: Record, key: str) -> Content:
        texts = self._texts
        match key:
            case "reference":
                return record.reference or None
            case "kind":
                return texts(self._reading.catalogue[record.type].label)
            case "dates" | "agreed_on" | "due_on" | "done_on" | "submitted_on" | "delivered_on":
                written = record.text(key)
                return edtf.display(written, texts.lang) if written else None
            case "states":
                return self._within(record)
            case "host_country":
                return self._named(record.ids(key))
            case "participants":
                counted = record.type == "training"
                return self._numbers.people(record).cells(texts)[0] if counted else None
            case "status" | "assist_type":
                field = self._reading.catalogue.field(record.type, key)
                return label(field, record.get(key), texts) if record.get(key) else None
            case "late":
                return self._days_late(record) or None
            case _:
                return record.text(key) or None

    def _within(self, record: Record) -> str | None:
        return self._named(self._reach.states_of(record))

    def _named(self, ids: Iterable[str]) -> str | None:
        """Return the names of those States that the report is about."""
        found = (self._reach.get(each) for each in ids if self._extent.holds((each,)))
        names = (naming.name(each, self._texts.lang) for each in found if each is not None)
        return ", ".join(sorted(names)) or None

    def _named_institution(self, request: Record) -> str | None:
        """Return the name of the organisation that asks for itself."""
        found = [self._reach.get(each) for each in request.ids("requester")]
        return next((each.title for each in found if each is not None), None)

    def _days_late(self, record: Record) -> int:
        due = due_day(record)
        late = is_open(record) and due is not None and due < self._last
        return (self._last - due).days if late and due is not None else 0


def _last(record: Record, key: str) -> dt.date | None:
    written = record.text(key)
    return edtf.bounds(written)[1] if written else None


def _by_date(record: Record) -> tuple[tuple[str, str, str], str]:
    return edtf.sort_key(record.text("dates") or None), record.title


def _by_due(record: Record) -> tuple[bool, tuple[str, str, str], str]:
    written = record.text("due_on")
    return not is_open(record), edtf.sort_key(written or None), record.title

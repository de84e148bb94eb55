"""An entry as a printed page: a neutral structure that a front end renders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from coordinator_app.domain import display
from coordinator_app.domain.fields import Field, Kind
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.services import commitments, naming
from coordinator_app.services.session import DEMO, SAMPLE, Reading
from coordinator_app.texts import N_, Texts

#: Columns of owned rows on paper; other types show what identifies them.
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "visit_delegate": ("person", "institution", "function"),
    "visit_site": ("name", "site_type", "seen_on", "institution"),
    "activity_partner": ("party", "role"),
    "training_session": ("held_on", "starts", "title", "trainers"),
    "participant": ("person", "country", "institution", "position", "attendance"),
    "delegation": ("party", "level", "head", "people"),
    "agenda_item": ("held_on", "starts", "title", "speakers"),
    "outcome": ("outcome_type", "text", "who"),
    "contact_role": ("role", "institution", "position", "status"),
    "follow_up_update": ("noted_on", "text", "author"),
    "assistance_item": ("number", "text", "assist_type", "priority", "status"),
    "source_link": ("source", "quote"),
    "attachment": ("file", "title"),
}
_COMMITMENTS: Final = ("owner", "title", "due_on", "status")
#: Said at the head of the page, not among the facts.
_HEAD: Final = ("country", "countries", "dates", "city")
_INNER: Final = ("sensitivity", "lang", "notes", "title_alt")
_KINDS: Final = {
    SAMPLE: N_("SAMPLE: public facts for looking around"),
    DEMO: N_("DEMO: invented people and events"),
}


@dataclass(frozen=True)
class Facts:
    """Labels and values."""

    title: str
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Prose:
    """Paragraphs under a heading, with a muted line before them."""

    title: str
    text: str
    lead: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under headings."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


Block = Facts | Prose | Table


@dataclass(frozen=True)
class Paper:
    """A page.

    Args:
        title: Of the entry.
        lead: Where and when, in one line.
        marks: What a reader must know: how far it may travel, that it is no real data.
        blocks: In order.
        foot: Reference and day of printing.
    """

    title: str
    lead: str
    marks: Sequence[str]
    blocks: Sequence[Block]
    foot: str


def paper(reading: Reading, record_id: str, texts: Texts) -> Paper:
    """Return an entry as a page.

    Raises:
        UserError: There is no such entry.
    """
    record = reading.one(record_id)
    record_type = reading.catalogue[record.type]
    children = {
        each.key: reading.records.children(record.id, each.key)
        for each in reading.catalogue
        if each.owned
    }
    promised = commitments.of_entry(reading, record.id)
    rows = [record, *promised, *(row for listed in children.values() for row in listed)]
    say = _Speaker(reading, texts, naming.namer(naming.linked(reading, rows, texts.lang)))
    blocks: list[Block] = [*say.facts(record_type, record)]
    blocks += say.meetings(children.pop("visit_meeting", []))
    blocks += say.table("follow_up", promised, _COMMITMENTS, N_("Commitments"))
    blocks += say.prose(record_type, record)
    for key, listed in children.items():
        blocks += say.table(key, listed, _COLUMNS.get(key, ()))
    marks = [texts(_KINDS[reading.kind])] if reading.kind in _KINDS else []
    if record.text("sensitivity") in ("CONFIDENTIAL", "STRICT"):
        marks.insert(0, say.value(record_type.by_key["sensitivity"], record))
    day = display.show(_TODAY, reading.today().isoformat(), texts, str)
    foot = " · ".join(filter(None, (record.reference, texts("printed on {day}", day=day))))
    return Paper(
        naming.name(record, texts.lang), say.lead(record_type, record), marks, blocks, foot
    )


_TODAY: Final = Field("today", Kind.DATE, "")


class _Speaker:
    """Puts entries into words for paper."""

    def __init__(self, reading: Reading, texts: Texts, names: Callable[[str], str]) -> None:
        self._catalogue, self._texts, self._names = reading.catalogue, texts, names

    def value(self, field: Field, record: Record) -> str:
        """Return a value in words."""
        return display.show(field, record.get(field.key), self._texts, self._names)

    def lead(self, record_type: RecordType, record: Record) -> str:
        """Return where and when."""
        shown = (
            self.value(record_type.by_key[key], record)
            for key in _HEAD
            if key in record_type.by_key
        )
        return " · ".join(filter(None, shown))

    def facts(self, record_type: RecordType, record: Record) -> Iterable[Block]:
        """Yield the short fields that are filled."""
        rows = [
            (self._texts(field.label), shown)
            for field in record_type.fields
            if field.kind is not Kind.NOTE
            and field.key not in (*_HEAD, *_INNER, *record_type.title, PARENT)
            and (shown := self.value(field, record))
        ]
        if rows:
            yield Facts("", rows)

    def prose(self, record_type: RecordType, record: Record) -> Iterable[Block]:
        """Yield the long texts that are filled."""
        for field in record_type.fields:
            text = record.text(field.key)
            if field.kind is Kind.NOTE and text and field.key not in _INNER:
                yield Prose(self._texts(field.label), text)

    def meetings(self, meetings: Sequence[Record]) -> Iterable[Block]:
        """Yield the meetings in the order they were held, each with its notes."""
        if not meetings:
            return
        fields = self._catalogue["visit_meeting"].by_key

        def when(record: Record) -> tuple[str, str]:
            return (record.text("held_on") or "9", record.text("held_at"))

        for meeting in sorted(meetings, key=when):
            head = (self.value(fields[key], meeting) for key in ("held_on", "held_at"))
            what = (self.value(fields[key], meeting) for key in ("institution", "topic"))
            people = (
                self.value(fields[key], meeting) for key in ("people", "people_text", "level")
            )
            title = " · ".join(filter(None, what)) or self._texts("Meeting")
            lead = " · ".join(filter(None, (" ".join(filter(None, head)), *people)))
            yield Prose(title, meeting.text("points"), lead)

    def table(
        self, type_key: str, records: Sequence[Record], keys: Sequence[str] = (), title: str = ""
    ) -> Iterable[Block]:
        """Yield rows under the headings that say something."""
        record_type = self._catalogue[type_key]
        wanted = keys or [
            field.key for field in record_type.fields if field.identifying and field.key != PARENT
        ]
        fields = [record_type.by_key[key] for key in wanted]
        rows = [[self.value(field, record) for field in fields] for record in records]
        filled = [at for at in range(len(fields)) if any(row[at] for row in rows)]
        if rows and filled:
            yield Table(
                self._texts(title or record_type.plural),
                [self._texts(fields[at].label) for at in filled],
                [[row[at] for at in filled] for row in rows],
            )

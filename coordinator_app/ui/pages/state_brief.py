"""The one-page brief of a State: whom to talk to, what is promised, what was done, what comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from coordinator_app.domain import display, edtf
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.follow_up import is_overdue
from coordinator_app.domain.records.people import valid_on
from coordinator_app.services import naming
from coordinator_app.services.contact_dates import happened
from coordinator_app.services.states import Happening, StatePage
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.pages.brevity import last_contact_said
from coordinator_app.ui.pages.states import group_words, stage_words

_MOST_DONE: Final = 7
_MOST_PROMISES: Final = 8
_MOST_PEOPLE: Final = 5
_MARKS: Final = {
    "sample": N_("SAMPLE: public facts for looking around"),
    "demo": N_("DEMO: invented people and events"),
}
#: Qt's documents know no shorthand for margins, and make headings larger than they are told.
_STYLE: Final = """
body { font-family: Inter, sans-serif; font-size: 9.5pt; color: #17202B; }
p { margin-top: 1px; margin-bottom: 1px; }
p.name { font-size: 17pt; font-weight: 600; }
p.section {
    font-size: 10.5pt; font-weight: 600; color: #0B5299; margin-top: 12px; margin-bottom: 3px;
}
.muted { color: #525E6C; }
.late { color: #B42318; font-weight: 600; }
"""
#: Shares of the columns of a table, in percent of the page.
_NARROW_FIRST: Final = (23, 47, 30)
_HAPPENED: Final = (23, 15, 62)
_EVEN: Final = (26, 40, 34)


def brief(page: StatePage, context: Context) -> str:
    """Return the brief of a State as the HTML that Qt's documents understand."""
    return _Brief(page, context).html()


class _Brief:
    def __init__(self, page: StatePage, context: Context) -> None:
        self._page, self._context, self._texts = page, context, context.texts
        self._today = context.clock.today()
        self._left_out: set[str] = set()

    def html(self) -> str:
        """Return the whole document."""
        texts, page = self._texts, self._page
        timeline = [each for each in page.timeline if not self._is_strict(each.record)]
        past = [each for each in timeline if self._is_past(each) and happened(each.record)]
        ahead = [each for each in reversed(timeline) if self._is_ahead(each)]
        parts = [
            self._head(),
            self._section(texts("Whom to talk to"), self._people()),
            self._section(texts("Open promises: theirs to us"), self._promises(page.theirs)),
            self._section(texts("Open promises: ours to them"), self._promises(page.ours)),
            self._section(texts("Requests for assistance"), self._requests()),
            self._section(texts("What comes"), self._happenings(ahead)),
            self._section(texts("What was done last"), self._happenings(past[:_MOST_DONE])),
            self._section(texts("Key facts"), self._facts()),
            self._section(texts("National priorities"), self._priorities()),
            f'<p class="muted"><br>{escape(self._foot())}</p>',
        ]
        return f"<html><head><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>"

    def _head(self) -> str:
        texts, overview, context = self._texts, self._page.overview, self._context
        facts = [
            overview.state.text("code"),
            group_words(overview, texts),
            stage_words(context, overview.stage),
            texts("last contact: {day}", day=last_contact_said(overview.last, texts)),
        ]
        mark = _MARKS.get(context.file.kind, "")
        lines = [
            f'<p class="name">{escape(overview.name)}</p>',
            f"<p>{escape(' · '.join(fact for fact in facts if fact))}</p>",
            f'<p class="late">{escape(texts(mark))}</p>' if mark else "",
        ]
        return "".join(lines)

    def _section(self, title: str, body: str) -> str:
        return f'<p class="section">{escape(title)}</p>{body}' if body else ""

    def _people(self) -> str:
        role_field = self._context.catalogue.field("contact_role", "role")
        rows = []
        for contact, roles in self._page.people:
            held = [
                role
                for role in roles
                if role.get("status") != "ENDED" and valid_on(role, self._today)
            ]
            if not held:
                continue
            said = [display.label(role_field, held[0].get("role"), self._texts)]
            said += [self._page.names.get(each, "") for each in held[0].ids("institution")]
            reach = [contact.text("phone") or contact.text("mobile"), contact.text("email")]
            rows.append((contact.title, _joined(said), _joined(reach)))
        if not rows:
            return self._none(self._texts("No point of contact is recorded."))
        return _table(rows[:_MOST_PEOPLE], _EVEN)

    def _promises(self, records: Sequence[Record]) -> str:
        texts = self._texts
        owner = self._context.catalogue.field("follow_up", "owner")
        titles = naming.namer(self._page.names)
        rows = []
        records = [each for each in records if not self._is_strict(each)]
        for record in records[:_MOST_PROMISES]:
            due = edtf.display(record.text("due_on"), texts.lang) or texts("No date")
            if is_overdue(record, self._today):
                due = texts("{date} · late", date=due)
            rows.append(
                (due, record.title, display.show(owner, record.get("owner"), texts, titles))
            )
        if not rows:
            return self._none(texts("None."))
        more = len(records) - len(rows)
        rest = texts.n("and {n} more", "and {n} more", more) if more > 0 else ""
        return _table(rows) + (self._none(rest) if rest else "")

    def _requests(self) -> str:
        rows = []
        for each in self._page.requests:
            if self._is_strict(each.request):
                continue
            said = [self._status(item) + ": " + item.title for item in each.items]
            day = edtf.display(each.request.text("submitted_on"), self._texts.lang)
            about = _joined([each.request.title, *said])
            rows.append((day or self._texts("No date"), about, self._status(each.request)))
        return _table(rows)

    def _status(self, record: Record) -> str:
        field = self._context.catalogue.field(record.type, "status")
        status = record.get("status")
        return display.label(field, status, self._texts) if status else ""

    def _happenings(self, happenings: Iterable[Happening]) -> str:
        rows = [
            (
                each.day_text,
                self._texts(self._context.catalogue[each.kind].label),
                _joined([" ".join(each.record.title.split()), each.record.text("city")]),
            )
            for each in happenings
        ]
        return _table(rows, _HAPPENED)

    def _facts(self) -> str:
        if not self._page.facts:
            return ""
        facts = self._page.facts[0]
        titles = naming.namer(self._page.names)
        shown = [
            (self._texts(field.label), display.show(field, value, self._texts, titles), "")
            for field in self._context.catalogue["country_profile"].fields
            if (value := facts.get(field.key)) is not None
            and field.key not in ("parent", "remarks")
        ]
        return _table(shown, _EVEN)

    def _priorities(self) -> str:
        state = self._page.overview.state
        themes = [self._page.names.get(each, "") for each in state.ids("priorities")]
        said = _joined([*themes, state.text("priorities_text")])
        return f"<p>{escape(said)}</p>" if said else ""

    def _foot(self) -> str:
        texts = self._texts
        day = edtf.display_day(self._today.isoformat(), texts.lang)
        who = self._context.file.actor
        said = (
            texts("Confidential: for my office.") if self._page.people else "",
            texts("As recorded on {day}, by {name}.", day=day, name=who),
            texts.n(
                "{n} strictly confidential entry is left out.",
                "{n} strictly confidential entries are left out.",
                len(self._left_out),
            )
            if self._left_out
            else "",
            texts("What is not recorded is not known here; it may exist all the same."),
        )
        return " ".join(part for part in said if part)

    def _none(self, text: str) -> str:
        return f'<p class="muted">{escape(text)}</p>'

    def _is_strict(self, record: Record) -> bool:
        """Say whether an entry must not leave the file; the foot says how many were left out."""
        strict = record.get("sensitivity") == "STRICT"
        self._left_out |= {record.id} if strict else set()
        return strict

    def _is_past(self, happening: Happening) -> bool:
        return happening.day is None or happening.day <= self._today

    def _is_ahead(self, happening: Happening) -> bool:
        planned = happening.record.get("status") not in ("CANCELLED", "POSTPONED")
        return planned and happening.day is not None and happening.day > self._today


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def _table(rows: Sequence[tuple[str, str, str]], shares: Sequence[int] = _NARROW_FIRST) -> str:
    if not rows:
        return ""
    body = "".join(
        "<tr>"
        + "".join(
            f'<td width="{share}%">{escape(cell)}</td>'
            for cell, share in zip(row, shares, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f'<table width="100%" cellspacing="0" cellpadding="2">{body}</table>'

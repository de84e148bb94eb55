"""What has to be asked about a foreign file, each text once; and what the answers come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from coordinator_app.domain import date_orders
from coordinator_app.domain.display import show
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import linked_ids
from coordinator_app.domain.records.activity import ACTIVITIES
from coordinator_app.excel.cells import column_letters
from coordinator_app.services import naming
from coordinator_app.services.collecting import uncollected
from coordinator_app.services.foreign import reading as foreign_reading
from coordinator_app.services.foreign.lines import Line, Wrong
from coordinator_app.services.foreign.looked import Doubt, DoubtKind, Look, Proposal
from coordinator_app.services.foreign.mapping import DateOrder, Mapping, Meaning, TypeMapping
from coordinator_app.services.foreign.reading import Lines
from coordinator_app.services.foreign.resolving import creatable
from coordinator_app.services.foreign.telling import Tell, silent
from coordinator_app.services.foreign.values import ERROR, NO_RESULT
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts, load

_CELLS = 5
_DATES = (Kind.DATE, Kind.EDTF)
_NUMBERS = (Kind.WHOLE, Kind.PERCENT, Kind.AMOUNT, Kind.COUNT)
_LINKING = (Kind.LINK, Kind.LINKS, Kind.PARTY)
_WHAT_KIND = N_("“{value}” is no kind of entry we know.")
_SAY_KIND = N_("Say what these rows are, or leave them out.")


@dataclass
class _Asked:
    """One text in one field, wherever it stands."""

    line: Line
    key: str
    wrong: Wrong
    count: int = 0
    cells: list[str] = field(default_factory=list)


@uncollected()
def doubts(
    reading: Reading, look: Look, mapping: Mapping, lang: str = "en", tell: Tell = silent
) -> list[Doubt]:
    """Return what has to be asked before a file is taken in, the most frequent first.

    What is not answered waits in the review: nothing is guessed.

    Args:
        tell: Told how far it is.

    Raises:
        Refusal: The file cannot be read any more.
    """
    lines = foreign_reading.read(reading, look, mapping, lang, tell)
    return found_in(reading, lines, mapping, lang)


def found_in(reading: Reading, lines: Lines, mapping: Mapping, lang: str) -> list[Doubt]:
    """Return what has to be asked about lines that were read."""
    asker = _Asker(reading, mapping, load(lang))
    found = [asker.doubt(each) for each in _asked(lines.lines)]
    found += list(asker.words(lines))
    return sorted(found, key=_by_weight)


def answered(mapping: Mapping, doubt: Doubt, value: Value) -> Mapping:
    """Return the mapping with what a text means; for a kind of row, a record type."""
    if doubt.kind == "type":
        return _with_word(mapping, doubt, str(value or ""))
    return mapping.with_meaning(Meaning(doubt.type, doubt.field, doubt.raw, value))


def left_empty(mapping: Mapping, doubt: Doubt) -> Mapping:
    """Return the mapping with a text that means nothing; rows of that kind are left out."""
    if doubt.kind == "type":
        return _with_word(mapping, doubt, "")
    return mapping.with_meaning(Meaning(doubt.type, doubt.field, doubt.raw, None, "empty"))


def created(mapping: Mapping, doubt: Doubt) -> Mapping:
    """Return the mapping with a name for which a record is made."""
    return mapping.with_meaning(Meaning(doubt.type, doubt.field, doubt.raw, None, "create"))


def in_order(mapping: Mapping, doubt: Doubt, order: DateOrder, century: int = 0) -> Mapping:
    """Return the mapping with the order in which the whole column of a doubt writes its days.

    Args:
        order: "dmy", "mdy", "ymd"; "" leaves it as it is.
        century: 19 or 20 for years of two digits; 0 leaves it as it is.
    """
    before = mapping.sheets[doubt.sheet].columns[doubt.column]
    mapped = replace(
        before,
        date_order=order or before.date_order,
        century=century or before.century,
    )
    return mapping.with_column(doubt.sheet, doubt.column, mapped)


def _with_word(mapping: Mapping, doubt: Doubt, type_key: str) -> Mapping:
    sheet = mapping.sheets[doubt.sheet]
    types = {**sheet.types, fold(doubt.raw): TypeMapping(type_key)}
    return mapping.with_sheet(doubt.sheet, replace(sheet, types=types))


def _asked(lines: Iterable[Line]) -> Iterable[_Asked]:
    found: dict[tuple[tuple[str, ...], str], _Asked] = {}
    for line in lines:
        for key, wrong in line.wrong.items():
            heard = wrong.heard
            if heard.issue is None or heard.create or not _is_a_question(heard.issue):
                continue
            field_ = wrong.reader.field
            # A name means the same wherever it stands.
            where = field_.targets if field_.kind in _LINKING else (line.type, key)
            asked = found.setdefault((where, fold(heard.raw)), _Asked(line, key, wrong))
            asked.count += 1
            if len(asked.cells) < _CELLS:
                asked.cells.append(_cell(wrong.column, line.number))
    return found.values()


def _is_a_question(issue: Issue) -> bool:
    """Say whether a text can be asked about: what a cell with an error should say is not known."""
    return issue.what not in (ERROR, NO_RESULT)


class _Asker:
    """Words the doubts of one file."""

    def __init__(self, reading: Reading, mapping: Mapping, texts: Texts) -> None:
        self._reading = reading
        self._mapping = mapping
        self._texts = texts

    def doubt(self, asked: _Asked) -> Doubt:
        """Return the doubt about a text."""
        line, wrong, field_ = asked.line, asked.wrong, asked.wrong.reader.field
        issue = wrong.heard.issue or Issue("")
        raw = wrong.heard.raw
        kind = _kind(field_, issue, raw)
        proposals = self._proposals(field_, issue.proposals)
        only_a_name = field_.kind is Kind.PARTY and all(_is_label(each.value) for each in proposals)
        orders = date_orders.possible(raw) if field_.kind in _DATES else ()
        return Doubt(
            line.sheet,
            wrong.column,
            self._header(line.sheet, wrong.column),
            line.type,
            asked.key,
            raw,
            asked.count,
            kind,
            proposals,
            issue,
            tuple(asked.cells),
            creatable(field_) if field_.kind in _LINKING else "",
            bool(proposals) and only_a_name,
            orders,
        )

    def words(self, lines: Lines) -> Iterator[Doubt]:
        """Yield the doubts about what kind of row a row is."""
        proposals = tuple(
            Proposal(key, self._texts(self._reading.catalogue[key].label)) for key in ACTIVITIES
        )
        for name, words in lines.strange.items():
            column = self._mapping.sheets[name].type_column
            for word, numbers in words.items():
                issue = Issue(_WHAT_KIND, _SAY_KIND, value=word, params={"value": word},
                              proposals=ACTIVITIES)  # fmt: skip
                yield Doubt(
                    name, column, self._header(name, column), "", "", word, len(numbers), "type",
                    proposals, issue,
                    tuple(_cell(column, number) for number in numbers[:_CELLS]),
                )  # fmt: skip

    def _header(self, sheet: str, column: int) -> str:
        mapped = self._mapping.sheets[sheet].columns.get(column)
        return mapped.header if mapped else ""

    def _proposals(self, field_: Field, values: Sequence[Value]) -> tuple[Proposal, ...]:
        wanted = {each for value in values for each in linked_ids(value)}
        linking = field_.kind in _LINKING
        called = naming.apart(self._reading, wanted, self._texts.lang) if linking else {}
        name = naming.namer(called)
        return tuple(Proposal(each, show(field_, each, self._texts, name)) for each in values)


def _kind(field_: Field, issue: Issue, raw: str) -> DoubtKind:
    if field_.kind in _DATES and issue.proposals:
        return "century" if date_orders.has_short_year(raw) else "date"
    if field_.kind in _NUMBERS and issue.proposals:
        return "number"
    if field_.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO):
        return "list"
    if field_.kind in _LINKING:
        records = [each for each in issue.proposals if not _is_label(each)]
        if any(isinstance(each, list) for each in records):
            return "group"
        if not records:
            return "unknown"
        return "alike" if "name" in issue.params else "several"
    return "value"


def _is_label(value: Value) -> bool:
    return isinstance(value, dict) and "label" in value


def _cell(column: int, number: int) -> str:
    return f"{column_letters(column)}{number}"


def _by_weight(doubt: Doubt) -> tuple[bool, int, str, int, str]:
    return doubt.settled, -doubt.count, doubt.sheet, doubt.column, doubt.raw

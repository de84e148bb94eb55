"""What the cells of one column mean; each different text is worked out once."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from coordinator_app.domain import counted, date_orders, parsing
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.folding import clean, fold
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.numbers import currency_of
from coordinator_app.domain.reading import Raw, written
from coordinator_app.domain.record import linked_ids
from coordinator_app.domain.values import normalise_texts
from coordinator_app.excel.cells import SINCE_1904, Cell, CellKind
from coordinator_app.excel.cells import Value as CellValue
from coordinator_app.services.foreign.known import NOTHING, Heard, Known
from coordinator_app.services.foreign.mapping import ColumnMapping
from coordinator_app.texts import N_

_DATES = (Kind.DATE, Kind.EDTF)
_LINKING = (Kind.LINK, Kind.LINKS, Kind.PARTY)
#: Kinds of which a cell says the value beneath, however it is shown: 0012 people are twelve.
_BY_VALUE = (Kind.WHOLE, Kind.AMOUNT, Kind.COUNT, Kind.TIME, Kind.YES_NO, Kind.FILE)
_BETWEEN = re.compile(r"[;\n|]")
#: What else people put between names; only where all parts are known.
_PERHAPS_BETWEEN = re.compile(r"\s*(?:[,/&+]|\by\b|\band\b|\be\b|\bet\b|\ben\b)\s*")
_NOTE = re.compile(r"(.+?)\s*\([^()]*\)")
_WORDS = {str, type(None)}
_YEAR_AND_DAYS = range(2200, 110_000)  # numbers that are days, not years

#: What is wrong with cells that nobody can be asked about.
ERROR = N_("The cell shows an error ({value}).")
NO_RESULT = N_("The formula in this cell has no saved result.")
_WRITE = N_("Write the value itself.")
_GROUP = N_("“{value}” is a group of States.")
_SAY_STATES = N_("Say which States are meant.")
_NO_DAY = N_("“{value}” says no day.")
_WRITE_DAY = N_("Write it as 7 Mar 2025.")
_MORE = N_("“{value}” says more than a date.")
_MORE_COUNTED = N_("“{value}” counts something else.")
_TAKE_OR_LEAVE = N_("Say what is meant, or leave it empty.")


class ColumnReader:
    """Reads the cells of one column as values of one field.

    Args:
        type_key, field: What they are values of.
        mapped: How the column writes dates.
        known: Lookup, decisions.
        others: Keys of the fields of the row that a text may say something of, too.
        letters: What single letters mean in this column, folded.
    """

    def __init__(
        self,
        type_key: str,
        field: Field,
        mapped: ColumnMapping,
        known: Known,
        others: frozenset[str] = frozenset(),
        letters: Mapping[str, Heard] | None = None,
    ) -> None:
        self.type = type_key
        self.field = field
        self._mapped = mapped
        self._known = known
        self._others = others
        self._letters = letters or {}
        self._currency = currency_of(mapped.header) if field.kind is Kind.AMOUNT else ""
        #: By what sort of thing they are: True is not 1.
        self._cache: dict[type, dict[CellValue, Heard]] = defaultdict(_only_blanks)
        self._says_more = False
        self._parts: dict[object, tuple[Heard, ...]] = {}
        #: Its texts are what they are: there is nothing to be worked out.
        self.plain = field.kind in (Kind.TEXT, Kind.NOTE) and not known.decides(type_key, field)
        self._asks = known.decides(type_key, field)

    def read_all(self, cells: Sequence[CellValue]) -> tuple[Sequence[Value], Sequence[int]]:
        """Return what the cells of many rows mean, and the places of those with more to say.

        Of a blank that is nothing. More is to be said of what is doubtful, of what says something
        of another field, and of a text that holds nothing that can be kept.
        """
        if self.plain and {*map(type, cells)} <= _WORDS:
            said = iter(normalise_texts(self.field, [each for each in cells if each is not None]))  # type: ignore[misc]  # texts alone
            found = [None if each is None else next(said) for each in cells]
            odd = list[int]()
        else:
            heard = self._heard(cells)
            found = [each.value for each in heard]
            odd = []
            if self._says_more:
                odd += [at for at, each in enumerate(heard) if each.issue is not None or each.more]
        if None in found:
            odd += [at for at, each in enumerate(found) if each is None and cells[at] is not None]
        return found, odd

    def read(self, value: CellValue, odd: Cell | None = None) -> Heard:
        """Return what a cell means.

        Args:
            value: What it holds.
            odd: The cell itself where it is more than its value.
        """
        if odd is not None:
            return self._odd(value, odd)
        cache = self._cache[value.__class__]
        found = cache.get(value)
        if found is None:
            found = cache[value] = self._read(value)
            self._says_more |= found.issue is not None or bool(found.more)
        return found

    def _heard(self, cells: Sequence[CellValue]) -> list[Heard]:
        kinds = {*map(type, cells)} - {type(None)}
        if len(kinds) > 1:
            return [self.read(each) for each in cells]
        known = self._cache[kinds.pop() if kinds else type(None)]
        for each in {*cells} - known.keys():
            self.read(each)
        return [known[each] for each in cells]

    def forget_doubts(self) -> None:
        """Work out anew what was doubtful: more may be known by now."""
        for heards in self._cache.values():
            for value in [value for value, each in heards.items() if each.issue is not None]:
                del heards[value]
        self._parts.clear()

    def read_parts(self, value: CellValue, odd: Cell | None = None) -> tuple[Heard, ...]:
        """Return what each of the texts in a cell means, where each makes a row of its own."""
        if odd is not None or not isinstance(value, str):
            return (self.read(value, odd),)
        found = self._parts.get(value)
        if found is None:
            whole = self._decided(value) or self._parsed(value)
            parts = [part.strip() for part in _BETWEEN.split(value) if part.strip()]
            if whole.issue is None or len(parts) < 2:
                found = (whole if len(parts) > 1 else self.read(value),)
            else:
                found = tuple(self.read(part) for part in parts)
            self._parts[value] = found
        return found

    def _odd(self, value: CellValue, cell: Cell) -> Heard:
        raw = cell.shown or ("" if cell.value is None else written(cell.value))
        if cell.kind is CellKind.ERROR:
            return _refused(ERROR, raw)
        if cell.kind is CellKind.NO_VALUE:
            return _refused(NO_RESULT, raw)
        if not cell.shown or self.field.kind in _BY_VALUE:
            return self.read(value)
        if self.field.kind is Kind.DATE and isinstance(value, dt.date):
            issue = Issue(_NO_DAY, _WRITE_DAY, value=raw, params={"value": raw},
                          proposals=(value.isoformat(),))  # fmt: skip
            return self._decided(raw) or Heard(None, issue, raw=raw)
        return self.read(cell.shown)

    def _read(self, value: CellValue) -> Heard:
        if isinstance(value, str):
            value = clean(value)
        raw = written(value).strip()
        if not raw:
            return NOTHING
        if (decided := self._decided(raw)) is not None:
            return decided
        if (letter := self._letters.get(fold(raw))) is not None:
            return letter
        if self.field.kind is Kind.LINKS and isinstance(value, str):
            return self._links(value)
        heard = self._parsed(value)
        if heard.issue is None or not isinstance(value, str):
            return heard
        match self.field.kind:
            case Kind.DATE | Kind.EDTF:
                return self._without_its_note(value, heard)
            case Kind.COUNT:
                return self._counted(value, heard)
            case Kind.LINK | Kind.PARTY:
                return self._several(value, heard)
            case _:
                return heard

    def is_decided(self, raw: str) -> bool:
        """Say whether a person said what a text means here."""
        return self._decided(raw) is not None

    def _decided(self, raw: str) -> Heard | None:
        return self._known.decided(self.type, self.field, raw) if self._asks else None

    def _parsed(self, value: CellValue) -> Heard:
        raw = written(value).strip()
        given: Raw = value
        if isinstance(value, bool) and self.field.kind is not Kind.YES_NO:
            given = str(value).upper()
        elif self.field.kind in _DATES:
            given = self._as_date(value)
        parsed = parsing.parse(self.field, given, self._known.reading)
        if parsed.issue is not None and self._currency:
            with_it = f"{raw} {self._currency}"
            parsed = parsing.parse(self.field, with_it, self._known.reading)
        if parsed.issue is None:
            return Heard(parsed.value, raw=raw)
        issue = self._of_a_group(raw) or parsed.issue
        return Heard(None, replace(issue, value=raw), raw=raw)

    def _as_date(self, value: CellValue) -> Raw:
        if isinstance(value, str):
            return date_orders.ordered(value, self._mapped.date_order, self._mapped.century)
        if isinstance(value, dt.time):
            return value.isoformat()
        if self._known.from_1904 and isinstance(value, int | float) and not isinstance(value, bool):
            return value + SINCE_1904 if int(value) in _YEAR_AND_DAYS else value
        return value

    def _without_its_note(self, text: str, heard: Heard) -> Heard:
        """Return the refusal of a date with words in brackets behind it, with what it may mean."""
        found = _NOTE.fullmatch(text)
        if found is None or (heard.issue is not None and heard.issue.proposals):
            return heard
        date = self._parsed(found[1])
        proposals = (date.value,) if date.issue is None else date.issue.proposals
        if not proposals:
            return heard
        issue = Issue(_MORE, _TAKE_OR_LEAVE, value=text, params={"value": text},
                      proposals=proposals)  # fmt: skip
        return Heard(None, issue, raw=text)

    def _several(self, text: str, heard: Heard) -> Heard:
        """Return the refusal of a name, with the names in it as what it may mean."""
        if heard.issue is None or any(not _is_label(each) for each in heard.issue.proposals):
            return heard
        parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
        if len(parts) == 1:
            found = _NOTE.fullmatch(text)
            parts = [found[1]] if found else []
        meant = [self._parsed(part) for part in parts]
        values = tuple(each.value for each in meant if each.issue is None)
        if not values:
            return heard
        proposals = (*values, *heard.issue.proposals)
        return Heard(None, replace(heard.issue, proposals=proposals), raw=text)

    def _counted(self, text: str, heard: Heard) -> Heard:
        """Return several counts out of one text, each for its own field."""
        found = counted.of_fields(text, self.field.key, self._others)
        if found is None:
            return heard
        own, more = found
        if own is None and not more:
            proposals: tuple[Value, ...] = tuple(
                {"n": each["n"], "q": each["q"]} for each in (counted.read(text) or {}).values()
            )
            return Heard(None, Issue(_MORE_COUNTED, _TAKE_OR_LEAVE, value=text,
                                     params={"value": text}, proposals=proposals), raw=text)  # fmt: skip
        return Heard(own, None, more, text)

    def _links(self, text: str) -> Heard:
        """Return the records that a list of names means; the first doubtful name is told."""
        whole = self._parsed(text)
        if whole.issue is None:
            return whole
        ids: set[str] = set()
        for part in (each.strip() for each in _BETWEEN.split(text)):
            if not part:
                continue
            found = self._decided(part) or self._link(part)
            if found.issue is not None:
                return found
            ids.update(linked_ids(found.value))
        return Heard(sorted(ids) or None, raw=text)

    def _link(self, part: str) -> Heard:
        whole = self._parsed(part)
        names = [each for each in _PERHAPS_BETWEEN.split(part) if each]
        if whole.issue is None or len(names) < 2:
            return whole
        found = [self._decided(each) or self._parsed(each) for each in names]
        if all(each.issue is None for each in found):
            return Heard(sorted({one for each in found for one in linked_ids(each.value)}))
        if sum(each.issue is None for each in found) * 2 > len(found):
            return next(each for each in found if each.issue is not None)
        return whole

    def _of_a_group(self, raw: str) -> Issue | None:
        """Return the refusal of a group of States, with its members as what it may mean."""
        if self.field.kind is not Kind.LINKS or self.field.targets != ("country",):
            return None
        groups = [each for each in self._known.lookup.find(raw, ("country_group",)) if
                  each.score >= 1.0]  # fmt: skip
        if len(groups) != 1:
            return None
        rows = self._known.lookup.children(groups[0].id, "group_membership")
        members = sorted(
            {
                one
                for row in rows
                if row.get("status") == "FULL" and not row.get("valid_to")
                for one in row.ids("country")
            }
        )
        proposals: tuple[Value, ...] = (members,) if members else ()
        return Issue(_GROUP, _SAY_STATES, value=raw, params={"value": raw}, proposals=proposals)


def _only_blanks() -> dict[CellValue, Heard]:
    return {None: NOTHING}


def _is_label(value: Value) -> bool:
    return isinstance(value, dict) and "label" in value


def _refused(what: str, raw: str) -> Heard:
    return Heard(None, Issue(what, _WRITE, value=raw, params={"value": raw}), raw=raw)

"""The shared strings of a book: the texts that its cells refer to by number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coordinator_app.excel.cells import unescape
from coordinator_app.excel.package import Package
from coordinator_app.excel.parsing import (
    HINT_START,
    TEXT_START,
    ItemCutter,
    NotedParser,
    StartHandler,
    without_references,
)
from coordinator_app.excel.safety import LimitReached

_OPENING = re.compile(rb"<sst\b[^>]*>")
_PLAIN = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t>')


def read_strings(package: Package, part: str) -> list[str]:
    """Return the shared strings of a part, rich text flattened.

    Raises:
        Refusal: The part cannot be read to its end.
    """
    return _StringReader(package).read(part)


class _StringReader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._longest = package.limits.cell_characters
        self._parser = NotedParser(self._begin, package.limits, package.where)
        self._notes = self._parser.notes
        self._strings: list[str] = []
        self._pending = self._entered = False
        self._item = self._text = self._hint = ""

    def read(self, part: str) -> list[str]:
        cutter = ItemCutter(
            self._parser,
            opening=_OPENING,
            closing="</si>",
            entered=self._is_entered,
            settled=self._is_settled,
            take=self._take,
        )
        for _ in self._package.feed(part, cutter, self._package.where):
            if len(self._strings) > self._package.limits.cells:
                raise LimitReached("cells", self._package.limits, where=self._package.where)
        self._finish()
        return self._strings

    def _begin(self, root: str) -> StartHandler:
        self._entered = root == "sst"
        self._item = self._parser.mark("si")
        self._text, self._hint = self._parser.text_end, self._parser.hint_end
        return self._start

    def _is_entered(self) -> bool:
        return self._entered

    def _is_settled(self) -> bool:
        return bool(self._notes) and self._notes[-1] is self._item

    def _take(self, items: Sequence[str], at: int) -> int:
        """Take the texts that are spelled plainly; see ItemCutter."""
        self._finish()
        match, append, longest = _PLAIN.fullmatch, self._strings.append, self._longest
        while at < len(items) and (found := match(items[at])):
            text: str | None = found[1]
            if "&" in found[1]:
                text = without_references(found[1])
                if text is None:
                    break
            if len(text) > longest or "_x" in text:
                self._add(text)
            else:
                append(text)
            at += 1
        return at

    def _start(self, name: str, _attributes: list[str]) -> None:
        if name is self._text:
            self._notes.append(TEXT_START)
        elif name is self._item:
            self._finish()
            self._pending = True
        elif name is self._hint:
            self._notes.append(HINT_START)
        else:
            self._parser.elements += 1

    def _finish(self) -> None:
        if self._pending:
            self._add(self._parser.spelled())
            self._pending = False
        self._notes.clear()

    def _add(self, text: str) -> None:
        if len(text) > self._longest:
            raise LimitReached("cell_characters", self._package.limits, where=self._package.where)
        self._strings.append(unescape(text))

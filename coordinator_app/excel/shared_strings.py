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
from coordinator_app.excel.refusals import LimitReached

_OPENING = re.compile(rb"<sst\b[^>]*>")
_PLAIN, _SPACED, _END = "<si><t>", '<si><t xml:space="preserve">', "</t></si>"


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
            take_all=self._take_all,
        )
        for _ in self._package.feed(part, cutter, self._package.where):
            self._check_count()
        self._finish()
        self._check_count()
        return self._strings

    def _check_count(self) -> None:
        if len(self._strings) > self._package.limits.cells:
            raise LimitReached("cells", self._package.limits, where=self._package.where)

    def _begin(self, root: str) -> StartHandler:
        self._entered = root == "sst"
        self._item = self._parser.mark("si")
        self._text, self._hint = self._parser.text_end, self._parser.hint_end
        return self._start

    def _is_entered(self) -> bool:
        return self._entered

    def _is_settled(self) -> bool:
        return bool(self._notes) and self._notes[-1] is self._item

    def _take_all(self, block: str) -> bool:
        """Take many texts at once, if all of them are spelled plainly; see ItemCutter."""
        block = block.replace(_SPACED, _PLAIN)
        texts = block[len(_PLAIN) : -len(_END)].split(_END + _PLAIN)
        plain = block.startswith(_PLAIN) and block.endswith(_END)
        if not plain or block.count("<") > 4 * len(texts) or max(map(len, texts)) > self._longest:
            return False
        if "&" in block:
            replaced = [without_references(text) for text in texts]
            if None in replaced:
                return False
            texts = [text for text in replaced if text is not None]
        self._finish()
        self._strings += map(unescape, texts) if "_x" in block else texts
        return True

    def _take(self, items: Sequence[str], at: int) -> int:
        """Take the texts that are spelled plainly; see ItemCutter."""
        while at < len(items):
            item = items[at].replace(_SPACED, _PLAIN)
            text = without_references(item[len(_PLAIN) : -len("</t>")])
            plain = item.startswith(_PLAIN) and item.endswith("</t>") and item.count("<") == 3
            if text is None or not plain:
                break
            self._finish()
            self._add(text)
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

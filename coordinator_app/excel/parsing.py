"""The two ways through a large part: expat with little Python in it, and regular items cut out.

A sheet has millions of elements, and each call into Python costs more than parsing does. So ends of
elements and texts go into one list by that list's own append, and are looked at once a cell is
complete. To tell them apart, expat is given a table in which each name of interest stands for a
mark: a string that starts with the one character no XML text can hold.

Faster still: nearly all rows and texts are spelled in one plain way. An item spelled so is taken
as text and never reaches expat; what is left, without it, is as well-formed as before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from coordinator_app.excel.package import GuardedParser
from coordinator_app.excel.refusals import LimitReached, Limits

StartHandler = Callable[[str, list[str]], None]

TEXT_START = "\0text"
HINT_START = "\0hint"
_MOST_NOTES = 500_000
_MOST_HELD = 2**20
_ILLEGAL = bytes(set(range(32)) - set(b"\t\n\r"))
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([^"'>]+)""")
_NAMED = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
_NAMED_REFERENCE = re.compile(r"&(lt|gt|quot|apos|amp);")


class NotedParser:
    """Expat that calls back for starts alone and notes ends and texts.

    Args:
        begin: Called with the root's local name; returns what is called for every other start
            (mark or name, attributes as a flat list), None when nothing is wanted.
        limits: How much is read.
        where: The place of a refusal.
    """

    def __init__(
        self, begin: Callable[[str], StartHandler | None], limits: Limits, where: str
    ) -> None:
        self.notes: list[str] = []
        self.elements = 0
        self.text_end = self.hint_end = ""
        self._begin = begin
        self._limits = limits
        self._where = where
        self._names: dict[str, str] = {}
        self._namespace = ""
        self._parser = GuardedParser(where, self._names)
        expat = self._parser.expat
        expat.ordered_attributes = True
        expat.StartElementHandler = self._start_root
        expat.EndElementHandler = self.notes.append
        expat.CharacterDataHandler = self.notes.append

    @property
    def held(self) -> int:
        """Bytes of a token that is not complete."""
        return self._parser.held

    def parse(self, piece: bytes, *, final: bool = False) -> None:
        """Parse the next bytes and bound what one open cell or text may hold."""
        self._parser.parse(piece, final=final)
        notes = self.notes
        if len(notes) > _MOST_NOTES or self.elements > self._limits.elements:
            raise LimitReached("elements", self._limits, where=self._where)
        if sum(map(len, notes)) > self._limits.cell_characters + 200 * len(notes):
            raise LimitReached("cell_characters", self._limits, where=self._where)

    def mark(self, local: str) -> str:
        """Return the mark that stands for a name in the namespace of the root."""
        name = self._namespace + local
        return self._names.setdefault(name, f"\0{name}")

    def spelled(self) -> str:
        """Return the text that the notes spell: runs joined, phonetic hints left out, escapes kept."""
        notes = self.notes
        if 3 <= len(notes) <= 5 and notes[2] is self.text_end:
            return notes[1]
        pieces: list[str] = []
        inside = hint = False
        for note in notes:
            if note is TEXT_START:
                inside = not hint
            elif note is self.text_end:
                inside = False
            elif note is HINT_START:
                hint = True
            elif note is self.hint_end:
                hint = False
            elif inside:
                pieces.append(note)
        return "".join(pieces)

    def _start_root(self, name: str, _attributes: list[str]) -> None:
        self._namespace, _, local = name.rpartition(" ")
        self._namespace += " " if self._namespace else ""
        self.text_end, self.hint_end = self.mark("t"), self.mark("rPh")
        self._parser.expat.StartElementHandler = self._begin(local)


class _Way(Enum):
    SEARCHING = auto()
    CUTTING = auto()
    PASSING = auto()


@dataclass
class ItemCutter:
    """Takes the plainly spelled items out of a part before expat sees them.

    Whenever it is not certain where in the document it is, expat gets all that follows.

    Args:
        parser: Gets all the rest, in order.
        opening: The tag after which items follow.
        closing: The tag that ends each item.
        entered: Tells whether the parser met the opening as an element just now.
        settled: Tells whether the parser met the end of an item just now.
        take: Given items without their closing tags and where to start; takes what is plain and
            returns where it stopped.
        take_all: Given items with their closing tags; takes all of them or none.
    """

    parser: NotedParser
    opening: re.Pattern[bytes]
    closing: str
    entered: Callable[[], bool]
    settled: Callable[[], bool]
    take: Callable[[Sequence[str], int], int]
    take_all: Callable[[str], bool] | None = None
    _waiting: bytes = field(default=b"", init=False)
    _way: _Way = field(default=_Way.SEARCHING, init=False)

    @property
    def held(self) -> int:
        """Bytes that wait for what completes them."""
        return self.parser.held + len(self._waiting)

    def parse(self, piece: bytes, *, final: bool = False) -> None:
        """Take the next bytes; the last call has none."""
        piece = self._waiting + piece
        self._waiting = b""
        if self._way is _Way.SEARCHING:
            piece = self._search(piece)
        if self._way is _Way.CUTTING:
            piece = self._cut(piece)
        if final or self._way is _Way.PASSING:
            self.parser.parse(piece, final=final)
        else:
            self._waiting = piece

    def _search(self, piece: bytes) -> bytes:
        """Parse up to the opening; return what follows."""
        found = self.opening.search(piece)
        if found is None:
            if len(piece) > _MOST_HELD:
                self._way = _Way.PASSING
            return piece
        encoding = _ENCODING.match(piece)
        self.parser.parse(piece[: found.end()])
        plain = (encoding is None or encoding[1].lower() == b"utf-8") and self.entered()
        self._way = _Way.CUTTING if plain and not self.parser.held else _Way.PASSING
        return piece[found.end() :]

    def _cut(self, piece: bytes) -> bytes:
        """Take the items that are complete; return what follows."""
        closing = self.closing.encode()
        end = piece.rfind(closing) + len(closing)
        if end < len(closing):
            if len(piece) > _MOST_HELD:
                self._way = _Way.PASSING
            return piece
        block = piece[:end]
        if len(block.translate(None, _ILLEGAL)) < len(block):
            self._way = _Way.PASSING  # where expat refuses it
            return piece
        text = block.decode()
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if self.take_all and self.take_all(text):
            return piece[end:]
        items = text.split(self.closing)
        items.pop()
        at = 0
        while (at := self.take(items, at)) < len(items):
            self.parser.parse((items[at] + self.closing).encode())
            at += 1
            if self.parser.held or not self.settled():
                self._way = _Way.PASSING
                return self.closing.join([*items[at:], ""]).encode() + piece[end:]
        return piece[end:]


def without_references(text: str) -> str | None:
    """Return plain XML text with its named references replaced; None when it holds others."""
    if "&" not in text:
        return text
    replaced, count = _NAMED_REFERENCE.subn(lambda found: _NAMED[found[1]], text)
    return replaced if count == text.count("&") else None

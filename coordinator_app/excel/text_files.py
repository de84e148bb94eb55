"""Text that may hold a table: whether it does, in which encoding, and what parts its cells."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable
from typing import BinaryIO, Final

#: What stands between cells, the likeliest first where two fit as well.
SEPARATORS: Final = ("\t", ";", ",", "|")
#: How much of a file is looked at.
HEAD_BYTES: Final = 65_536
TEXT_ENDINGS: Final = (".csv", ".tsv", ".tab", ".txt", ".asc")
UTF_8, WESTERN = "utf-8", "cp1252"

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS: Final = bytes(each for each in range(32) if each not in b"\t\n\r\f\x1a\x1b")
_OTHERS: Final = (
    (re.compile(rb"\s*<(?:!doctype\s+)?html|\s*<table", re.IGNORECASE), "HTML"),
    (re.compile(rb"\s*<\?xml"), "XML"),
    (re.compile(rb"ID;P"), "SYLK"),
    (re.compile(rb"\{\\rtf"), "RTF"),
    (re.compile(rb"%PDF"), "PDF"),
)
_FEWEST_ROWS: Final = 2
_SAMPLE_ROWS: Final = 500
_NAMED_SEPARATOR: Final = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def bom(head: bytes) -> str:
    """Return the encoding that the first bytes name, or ""."""
    return next((name for mark, name in _BOMS if head.startswith(mark)), "")


def other_format(head: bytes) -> str:
    """Return the name of a format that is text but no table of ours, or ""."""
    plain = head.removeprefix(codecs.BOM_UTF8)
    if bom(head).startswith("utf-16"):
        plain = head[2:].replace(b"\0", b"")
    return next((name for pattern, name in _OTHERS if pattern.match(plain)), "")


def is_text(head: bytes) -> bool:
    """Say whether the first bytes of a file are text at all."""
    if bom(head):
        return True
    strange = len(head) - len(head.translate(None, _CONTROLS))
    return bool(head) and b"\0" not in head and strange * 200 <= len(head)


def is_table(head: bytes) -> bool:
    """Say whether text is parted into the same cells on several lines, whatever its name."""
    text = head.decode(bom(head) or UTF_8, "replace")
    rows = sample(text, whole=len(head) < HEAD_BYTES)
    return any(_fit(rows, each)[0] >= _FEWEST_ROWS for each in SEPARATORS)


def encoding(stream: BinaryIO) -> str:
    """Return the encoding of a whole text: by its mark, else UTF-8, else Western European.

    A text that is UTF-8 but for a few bytes counts as UTF-8: else every accent in it would break.
    """
    marked = bom(stream.read(4))
    if marked:
        return marked
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(UTF_8)("replace")
    broken = foreign = 0
    while piece := stream.read(1 << 20):
        if piece.isascii() and not decoder.getstate()[0]:
            continue
        text = decoder.decode(piece)
        broken += text.count("\ufffd")
        foreign += sum(1 for character in text if character > "\x7f")
    broken += decoder.decode(b"", final=True).count("\ufffd")
    return WESTERN if broken * 4 > foreign or (broken and not foreign) else UTF_8


def named_separator(first_line: str) -> str:
    """Return what a line `sep=;`, which Excel puts first, says parts the cells, or ""."""
    found = _NAMED_SEPARATOR.fullmatch(first_line)
    return found[1] if found else ""


def sample(text: str, *, whole: bool) -> list[str]:
    """Return the first lines of a text, without one that may be cut off."""
    lines = text.splitlines(keepends=True)
    return (lines if whole or len(lines) < 2 else lines[:-1])[:_SAMPLE_ROWS]


def separator(lines: list[str], *, likely: str = "") -> str:
    """Return what parts the cells: what gives most rows the same number of cells.

    Args:
        lines: The first ones.
        likely: Counts where two fit as well.
    """
    order = [likely, *SEPARATORS] if likely else list(SEPARATORS)
    best = max(
        order,
        key=lambda each: (_fit(lines, each), -order.index(each)),
    )
    return best if _fit(lines, best)[0] else likely or ","


def _fit(lines: Iterable[str], separator_: str) -> tuple[int, int]:
    """Return how many rows have the commonest number of cells above one, and that number."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator_))
    except csv.Error:  # a cell too long: not what parts this text
        return 0, 0
    del widths[0], widths[1]
    if not widths:
        return 0, 0
    width, rows = max(widths.items(), key=lambda each: (each[1], each[0]))
    return rows, width

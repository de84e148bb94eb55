"""Files spoilt on purpose, and what reading them comes to: never more than a refusal.

Run it as a program for many: `python -m tests.excel.mutations --files 20000`. Each file is named by
its seed and its number, from which it can be made again: `--only returned/reply.xlsx:1540`.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import signal
import sys
import tempfile
import time
import traceback
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from unittest.mock import patch

from coordinator_app.domain.catalogue import Catalogue, built_in
from coordinator_app.excel import opening, reader, rescue
from coordinator_app.excel.refusals import Limits, Refusal
from coordinator_app.excel.safety import Container
from tests.excel import corpus

#: Seeds larger than this cost time and show nothing that smaller ones do not.
MOST_BYTES = 120_000
#: What one file may take; the least of the limits that a person would meet is higher.
SECONDS = 20
LIMITS = Limits(reader_seconds=15.0, seconds=15.0)

_DATA = corpus.ROOT / "tests" / "data"
_TABLES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv")
_TAG = re.compile(rb"<[^<>]+>")
_VALUE = re.compile(rb'="([^"]*)"')
_NASTY = (
    *(b"", b"0", b"-1", b"1e999", b"NaN", b"99999999999999999999", b"4294967296", b"A0", b"XFE1"),
    *(b"ZZZZZZ99999999", b"&#0;", b"&lol;", b"\xff\xfe", b"\0", b"true", b"../../x", b"A" * 70_000),
    *(b"_xD800_", b"rId999", b"s", b"inlineStr", b"e", b"d", b"1048577", b"16385"),
)
_PIECES = (
    *(b"<c>", b"</c>", b"<v>1</v>", b"<row/>", b"</row>", b"<!-- -->", b"<![CDATA[x]]>", b"<?x?>"),
    *(b"<f>", b"</is>", b"<is><t>x</t></is>", b'<c r="XFD1048576"><v>1</v></c>', b"</sheetData>"),
    *(
        b"<!DOCTYPE x>",
        b"<x:y>",
        b"&amp;",
        b"&",
        b"<",
        b"\0",
        b"\xe9",
        b"<mergeCell ref='A1:XFD9'/>",
    ),
)


@dataclass
class Report:
    """What reading many spoilt files came to.

    Args:
        outcomes: How many ended in which way.
        failures: Name of a file to the traceback, where it did not end well.
        slowest: Seconds, and name of the file.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)
    slowest: tuple[float, str] = (0.0, "")


class Hung(BaseException):
    """A file took longer than it may; no refusal of the readers catches it."""


def seeds() -> dict[str, bytes]:
    """Return the files that are spoilt: our own, and others' where they lie beside the project."""
    found = {
        f"{path.parent.name}/{path.name}": path.read_bytes()
        for folder in ("formats", "returns")
        for path in sorted((_DATA / folder).rglob("*"))
        if path.suffix in _TABLES and path.stat().st_size < MOST_BYTES
    }
    for name, path in corpus.files().items():
        if path.suffix in _TABLES and 0 < path.stat().st_size < MOST_BYTES:
            found[name] = path.read_bytes()
    return found


def spoilt(name: str, content: bytes, number: int) -> bytes:
    """Return a seed spoilt in the way of a number; the same each time."""
    chance = random.Random(f"{name}:{number}")
    if content[:2] != b"PK" or chance.random() < 0.3:
        return _bytes(content, chance)
    try:
        return _parts(content, chance)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError):
        return _bytes(content, chance)  # a seed that is damaged itself


def _bytes(content: bytes, chance: random.Random) -> bytes:
    """Change, cut, repeat or fill some bytes."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        at, length = chance.randrange(len(made) + 1), chance.choice((1, 1, 2, 4, 16, 300))
        match chance.randrange(6):
            case 0:
                made[at : at + length] = chance.randbytes(length)
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length] * chance.choice((1, 2, 50))
            case 3:
                made[at : at + length] = chance.choice((b"\0", b"\xff", b"\x7f")) * length
            case 4 if at < len(made):
                made[at] ^= 1 << chance.randrange(8)
            case _ if chance.random() < 0.2:
                del made[at:]
    return bytes(made)


def _parts(content: bytes, chance: random.Random) -> bytes:
    """Change some parts of a zip file, and pack them as they should be."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        name = chance.choice([*parts, *_telling(parts)])
        match chance.randrange(12):
            case 0:
                parts[name] = parts.pop(chance.choice(list(parts)))
            case 1 if len(parts) > 1:
                del parts[name]
            case 2:
                parts[name] = b""
            case 3:
                parts[name] = _bytes(parts[name], chance)
            case _:
                parts[name] = _markup(parts[name], chance)
        if not parts:
            break
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)  # of no day
    return target.getvalue()


def _telling(parts: dict[str, bytes]) -> list[str]:
    """Return the parts that readers look into, several times, so that most mutations meet them."""
    looked = re.compile(r"sheet\d+\.|sharedStrings|styles|workbook|content\.xml|Content_Types")
    return [name for name in parts if looked.search(name)] * 3


def _markup(part: bytes, chance: random.Random) -> bytes:
    """Change tags, values and references, so that what results is mostly still well formed."""
    for _ in range(chance.choice((1, 1, 2, 3, 10))):
        tags = list(_TAG.finditer(part))
        values = list(_VALUE.finditer(part))
        if not tags:
            return _bytes(part, chance)
        one, other = chance.choice(tags), chance.choice(tags)
        match chance.randrange(8):
            case 0 | 1 | 2 if values:
                value = chance.choice(values)
                part = part[: value.start(1)] + chance.choice(_NASTY) + part[value.end(1) :]
            case 3:
                part = part[: one.start()] + part[one.end() :]
            case 4:
                part = part[: one.start()] + other.group() + part[one.start() :]
            case 5:
                part = part[: one.end()] + chance.choice(_PIECES) + part[one.end() :]
            case 6:
                first, last = sorted((one.start(), other.start()))
                part = part[:first] + part[first:last] * chance.choice((0, 2, 3)) + part[last:]
            case _:
                part = part[: one.end()] + chance.choice(_NASTY) + part[one.end() :]
    return part


def numbered(names: Sequence[str], count: int) -> Iterator[tuple[str, int]]:
    """Yield seeds in turn, each with the number of the next way to spoil it."""
    names = random.Random(1540).sample(names, len(names))
    for number in range(count):
        yield names[number % len(names)], number


def read_all(
    wanted: Iterator[tuple[str, int]], contents: dict[str, bytes], *, apart_every: int = 1
) -> Report:
    """Read spoilt files, and tell what became of each.

    Args:
        wanted: Seeds and numbers.
        contents: The seeds.
        apart_every: One in so many of those that a process apart would read is read there.
    """
    report, catalogue = Report(), built_in()
    with tempfile.TemporaryDirectory() as folder, _refusing_apart(apart_every):
        for name, number in wanted:
            path = Path(folder) / f"spoilt{Path(name).suffix}"
            path.write_bytes(spoilt(name, contents[name], number))
            started = time.perf_counter()
            try:
                with _alarm():
                    outcome = _read(path, catalogue)
            # Whatever a file causes is what this is about.
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt | SystemExit):
                    raise
                outcome = f"FAILED {type(error).__name__}"
                report.failures[f"{name}:{number}"] = traceback.format_exc()
            report.outcomes[outcome] += 1
            took = time.perf_counter() - started
            report.slowest = max(report.slowest, (took, f"{name}:{number}"))
    return report


def _read(path: Path, catalogue: Catalogue) -> str:
    """Return how reading a file ends: as a whole, and as a reply."""
    try:
        with opening.open_any(path, limits=LIMITS) as book:
            for page in book.sheets:
                for _ in page.rows():
                    pass
                _ = page.tables, page.merged, page.hidden_rows, page.hidden_columns, page.issues
            _ = book.properties, book.names
        reader.identify(path, catalogue)
    except Refusal as refusal:
        return f"refused {refusal.reason}"
    return "read"


@contextmanager
def _alarm() -> Iterator[None]:
    """Raise where a file takes too long, on systems that can."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise Hung

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _refusing_apart(every: int) -> Iterator[None]:
    """Let one in so many files through to a process apart, which costs ten times the rest."""
    if every == 1:
        yield
        return
    met = Counter[str]()
    second, unlock = rescue._second, opening._unlocked

    def rarely_second(container: Container, limits: Limits, first: Refusal) -> object:
        met["second"] += 1
        if met["second"] % every:
            raise first
        return second(container, limits, first)

    def rarely_unlocked(path: Path, password: str, limits: Limits, locked: Refusal) -> bytes:
        met["locked"] += 1
        if met["locked"] % every:
            raise locked
        return unlock(path, password, limits, locked)  # type: ignore[arg-type]  # as it was called

    with (
        patch.object(rescue, "_second", rarely_second),
        patch.object(opening, "_unlocked", rarely_unlocked),
    ):
        yield


def _peak() -> float:
    """Return the most memory this process and those it started ever held, in MiB."""
    import resource  # not on every system

    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in whose) / 1024


def main() -> int:
    """Spoil and read as many files as asked for; print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--apart-every", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    contents = seeds()
    names = sorted(contents)
    wanted = iter(list(numbered(names, given.first + given.files))[given.first :])
    if given.only:
        name, _, number = given.only.rpartition(":")
        wanted = iter([(name, int(number))])
    started = time.perf_counter()
    report = read_all(wanted, contents, apart_every=given.apart_every)
    sys.stdout.write(
        f"{given.files} files from {len(names)} seeds in {time.perf_counter() - started:.0f} s\n"
    )
    for outcome, count in report.outcomes.most_common():
        sys.stdout.write(f"{count:>7} {outcome}\n")
    sys.stdout.write(
        f"slowest {report.slowest[0]:.1f} s: {report.slowest[1]}; peak memory {_peak():.0f} MiB\n"
    )
    for name, trace in list(report.failures.items())[:20]:
        sys.stdout.write(f"== {name}\n{trace}\n")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())

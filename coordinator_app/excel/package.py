"""The parts of an .xlsx file: found as leniently as Excel finds them, parsed under guard."""

from __future__ import annotations

import codecs
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import thread_time
from types import TracebackType
from typing import BinaryIO, Protocol, Self
from urllib.parse import unquote
from xml.parsers.expat import ExpatError, ParserCreate

from coordinator_app.excel.refusals import LimitReached, Limits, Reason, Refusal
from coordinator_app.excel.safety import Container, unopened

_CHUNK = 65_536
_ENCODING = re.compile(r"utf-(?:8|16)|us-ascii|iso-8859-\d{1,2}|windows-125\d", re.IGNORECASE)


@dataclass(slots=True)
class Element:
    """One element of a part, names without their namespaces.

    Args:
        parent: Name of the element around it.
        name: Its name.
        attributes: Its attributes.
        pieces: The text in it and in what it holds, as it came.
    """

    parent: str
    name: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text in it and in what it holds."""
        return "".join(self.pieces)


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another part refers to.

    Args:
        id: How that part calls it.
        type: Last word of the relation's type: worksheet, styles, table.
        part: Its name in the package; it need not exist.
    """

    id: str
    type: str
    part: str


class Consumer(Protocol):
    """What takes the bytes of a part."""

    def parse(self, piece: bytes, *, final: bool) -> None:
        """Take the next bytes; the last call has none."""

    @property
    def held(self) -> int:
        """How many bytes were taken and wait for what completes them."""


@dataclass
class Package:
    """An .xlsx file opened for reading; a context manager.

    Args:
        container: What the guard let through.
        limits: How much is read.
    """

    container: Container
    limits: Limits
    _file: BinaryIO = field(init=False, repr=False)
    _archive: zipfile.ZipFile = field(init=False, repr=False)
    _names: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        with self._explained(self.where):
            self._file = self.container.open()
            try:
                self._archive = zipfile.ZipFile(self._file)
            except BaseException:
                self._file.close()
                raise
        self._names = {name.casefold(): name for name in self._archive.namelist()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()
        self._file.close()

    @property
    def where(self) -> str:
        """The file's name, as the place of a refusal."""
        return self.container.path.name

    def find(self, part: str) -> str | None:
        """Return a part's true name, found without regard to case, or None."""
        name = posixpath.normpath(part).lstrip("/").casefold()
        return self._names.get(name) or self._names.get(unquote(name))

    def ending(self, ending: str) -> str | None:
        """Return the first part whose name ends so, or None."""
        return next((name for name in self._names if name.endswith(ending)), None)

    def relations(self, part: str) -> list[Relation]:
        """Return what a part ("" for the package itself) refers to inside the file."""
        folder, base = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{base}.rels")
        return [
            Relation(
                attributes.get("Id", ""),
                posixpath.basename(attributes.get("Type", "")),
                posixpath.join("/", folder, attributes.get("Target", "")),
            )
            for element in self.elements(source, {"Relationship"})
            if (attributes := element.attributes).get("TargetMode", "").lower() != "external"
        ]

    def elements(self, part: str, wanted: set[str]) -> list[Element]:
        """Return the elements of these names in a part that describes the file.

        A part that is missing has none.
        """
        name = self.find(part)
        if name is None:
            return []
        if self._archive.getinfo(name).file_size > self.limits.description_bytes:
            raise LimitReached("description_bytes", self.limits, where=self.where)
        collector = _Collector(wanted, self.where)
        for _ in self.feed(name, collector, self.where):
            pass
        return collector.found

    def size(self, part: str) -> int:
        """Return the unpacked size of a part that exists."""
        return self._archive.getinfo(part).file_size

    def feed(self, part: str, consumer: Consumer, where: str) -> Iterator[None]:
        """Feed a part that exists to a consumer piece by piece, stopping after each piece.

        Raises:
            Refusal: The part is damaged, or goes beyond the limits of time or of one token.
        """
        spent = 0.0
        with self._explained(where), self._archive.open(part) as stream:
            piece = b"start"
            while piece:
                started = thread_time()  # a busy machine is no fault of the file
                piece = stream.read(_CHUNK)
                consumer.parse(piece, final=not piece)
                spent += thread_time() - started
                if spent > self.limits.seconds:
                    raise LimitReached("seconds", self.limits, where=where)
                if consumer.held > self.limits.token_bytes:
                    raise LimitReached("token_bytes", self.limits, where=where)
                yield

    @contextmanager
    def _explained(self, where: str) -> Iterator[None]:
        """Turn what zipfile, zlib and expat raise about a bad file into one refusal."""
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, ExpatError) as error:
            raise Refusal(Reason.DAMAGED, where=where) from error
        except (UnicodeDecodeError, NotImplementedError) as error:  # zip features among them
            raise Refusal(Reason.DAMAGED, where=where) from error
        except OSError as error:
            raise unopened(error, where) from error


class GuardedParser:
    """Expat with namespaces that refuses document types and knows what it has not yet parsed.

    Args:
        where: The place of a refusal.
        names: Table that element and attribute names are taken from.
    """

    def __init__(self, where: str, names: dict[str, str] | None = None) -> None:
        self.expat = ParserCreate(namespace_separator=" ", intern=names)
        self.expat.buffer_text = True
        self.expat.buffer_size = _CHUNK
        self.expat.XmlDeclHandler = self._check_encoding
        self.expat.StartDoctypeDeclHandler = self._refuse
        self._where = where
        self._fed = 0

    def parse(self, piece: bytes, *, final: bool = False) -> None:
        """Parse the next bytes."""
        self._fed += len(piece)
        self.expat.Parse(piece, final)

    @property
    def held(self) -> int:
        """Bytes of a token that is not complete."""
        return self._fed - max(self.expat.CurrentByteIndex, 0)

    def _check_encoding(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if not encoding:
            return
        try:
            codecs.lookup(encoding)
        except LookupError:
            raise Refusal(Reason.DAMAGED, where=self._where) from None
        if not _ENCODING.fullmatch(encoding):  # expat knows no other of several bytes
            raise Refusal(Reason.DAMAGED, where=self._where)

    def _refuse(self, *_declaration: object) -> None:
        raise Refusal(Reason.DTD, where=self._where)


class _Collector(GuardedParser):
    """Gathers the wanted elements of a small part, flat and in the order of their starts."""

    def __init__(self, wanted: set[str], where: str) -> None:
        super().__init__(where)
        self.found: list[Element] = []
        self._wanted = wanted
        self._path: list[str] = [""]
        self._open: list[tuple[int, Element]] = []
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = self._characters

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local in self._wanted:
            plain = {_local(key): value for key, value in attributes.items()}
            element = Element(self._path[-1], local, plain)
            self.found.append(element)
            self._open.append((len(self._path), element))
        self._path.append(local)

    def _end(self, _name: str) -> None:
        self._path.pop()
        if self._open and self._open[-1][0] == len(self._path):
            self._open.pop()

    def _characters(self, text: str) -> None:
        if self._open:
            self._open[-1][1].pieces.append(text)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]

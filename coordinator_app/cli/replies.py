"""Importing several replies at once: each is taken in by itself, and each answers for itself."""

from __future__ import annotations

import argparse
import getpass
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from coordinator_app.cli import writing
from coordinator_app.cli.console import DONE, REFUSED, WAITS, Console
from coordinator_app.domain.errors import UserError
from coordinator_app.services.exchange import documents, folder, issues_file, lines, review
from coordinator_app.services.exchange.folder import Arrived
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts

_NOT_TOLD: Final = ("unchanged", "same", "ours_only")


def several(named: list[str]) -> bool:
    """Say whether more than one file may be meant: several are named, or a folder is."""
    return len(named) > 1 or Path(named[0]).is_dir()


def run(
    options: argparse.Namespace,
    console: Console,
    reading: Reading,
    decisions: Mapping[str, Any],
) -> int:
    """Check several replies and take each in as an operation of its own.

    What keeps one from being taken in is said of that one; the others go on.

    Args:
        reading: A session, or for a dry run what only reads.
        decisions: File name to its decisions by number.
    """
    texts = console.texts
    paths = folder.files(Path(each) for each in options.reply)
    arrived = folder.look(reading, paths, passwords=options.passwords, lang=texts.lang)
    if options.ask_password and any(each.wants_password for each in arrived):
        given = [*options.passwords, *_asked(arrived, texts)]
        arrived = folder.look(reading, paths, passwords=given, lang=texts.lang)
    taking = _Taking(options, console, reading, _answers(reading, arrived, decisions))
    documents_, said = [], []
    for each in arrived:
        documents_.append(taking.take(each))
        said += _lines(each, documents_[-1], texts)
    document = {"files": documents_, "counts": folder.counts(arrived)}
    said.append(_total(documents_, texts))
    console.answer(document, *said)
    if all("refused" in each for each in documents_):
        return REFUSED
    return WAITS if any(each.get("undecided") for each in documents_) else DONE


def ask(name: str, texts: Texts) -> str:
    """Return the password of a file as it is typed on the terminal, where nobody sees it."""
    return getpass.getpass(f"{texts('Password of {file}:', file=name)} ")


def _asked(arrived: list[Arrived], texts: Texts) -> list[str]:
    """Return the passwords of the files that want one; an empty one leaves a file out."""
    wanted = [each.path.name for each in arrived if each.wants_password]
    return [password for name in wanted if (password := ask(name, texts))]


class _Taking:
    """Takes one file after the other."""

    def __init__(
        self,
        options: argparse.Namespace,
        console: Console,
        reading: Reading,
        decisions: Mapping[Path, Mapping[int, review.Answer]],
    ) -> None:
        self._options, self._console, self._reading = options, console, reading
        self._decisions = decisions
        self._backed_up = False

    def take(self, arrived: Arrived) -> dict[str, Any]:
        """Return what became of one file."""
        why = arrived.refusal
        if arrived.received is not None:
            try:
                return self._take(arrived.path, arrived.received)
            except UserError as error:
                why = error
        refused = why.sentence(self._console.texts) if why is not None else ""
        document = {"file": arrived.path.name, "refused": refused}
        if arrived.unmapped:
            parts = ("coordinator", "import", self._options.file, str(arrived.path))
            document["command"] = shlex.join(parts)
        return document

    def _take(self, path: Path, received: Received) -> dict[str, Any]:
        reading = self._reading
        how: dict[str, Any] = {"accept": self._options.accept, "conflicts": self._options.conflicts}
        received = review.up_to_date(reading, received)
        how["decisions"] = self._decisions.get(path, {})
        found = review.outcome(reading, received, **how)
        # Written first: when that fails, nothing of this reply has been taken in.
        sent_back = self._send_back(received, found)
        applied = None
        if isinstance(reading, Session):
            # One backup before the first that writes is enough: each can be undone by itself.
            data = None if self._backed_up else self._console.places.data
            applied = review.apply(reading, received, data=data, **how)
            self._backed_up = self._backed_up or bool(applied.operation)
            received, found = applied.received, applied.outcome
        document = documents.imported(reading, received, found, self._console.texts, applied)
        document["issues_file"] = sent_back
        return document

    def _send_back(self, received: Received, found: review.Outcome) -> str | None:
        if not self._options.issues or not issues_file.wanted(found):
            return None
        place = Path(self._options.issues)
        try:
            place.mkdir(exist_ok=True)
        except OSError as error:
            raise UserError(
                N_("For several replies, --issues names a folder."), where=str(place)
            ) from error
        name = self._console.texts("{name} to correct", name=Path(received.name).stem)
        out = writing.free(
            place / f"{name}.xlsx", replace=self._options.replace, endings=(".xlsx",)
        )
        issues_file.write(self._reading, received, found, out)
        return str(out)


def _answers(
    reading: Reading, arrived: list[Arrived], decisions: Mapping[str, Any]
) -> dict[Path, Mapping[int, review.Answer]]:
    """Return the decisions by file, before anything is written.

    Raises:
        UserError: One is about no file that was named, or cannot be followed.
    """
    read = {each.path.name: each for each in arrived if each.received is not None}
    found: dict[Path, Mapping[int, review.Answer]] = {}
    for name, given in decisions.items():
        if name not in read or not isinstance(given, dict):
            raise UserError(
                N_("The decisions do not say which file they are about."),
                where=name,
                do=N_('For several replies, write them as {{"reply.xlsx": {{"3": "take"}}}}.'),
                file=name,  # braces are only undoubled where there is something to put in
            )
        received = read[name].received
        if received is not None:
            found[read[name].path] = review.answers(reading, received, given)
    return found


def _lines(arrived: Arrived, document: Mapping[str, Any], texts: Texts) -> list[str]:
    received = arrived.received
    if received is None or "refused" in document:
        said = [f"✗ {document['refused']}"]
        if "command" in document:
            said.append(f"  {document['command']}")
        return said
    head = texts("Reply to {ref}: {file}", ref=document["source"]["dispatch"], file=received.name)
    if received.dispatch is None:
        head = texts("List of somebody else: {file}", file=received.name)
    said = [f"✓ {head}"]
    if received.known:
        day = received.known[0].at[:10]
        said.append("  " + texts("This file was taken in before, on {day}.", day=day))
    parts = [
        f"{texts(lines.LABELS[key])} {count}"
        for key, count in document["counts"].items()
        if count and key not in _NOT_TOLD
    ]
    if document["applied"]:
        taken = document["applied"]["taken"]
        parts.append(texts.n("{n} taken in", "{n} taken in", taken))
    if left := len(document["undecided"]):
        parts.append(texts.n("{n} left to decide", "{n} left to decide", left))
    said.append("  " + (" · ".join(parts) or texts("There is nothing new in this reply.")))
    said += [f"  ! {each}" for each in lines.notices(received, texts)]
    if document["issues_file"]:
        name = Path(document["issues_file"]).name
        said.append("  " + texts("To be sent back: {file}", file=name))
    return said


def _total(found: list[dict[str, Any]], texts: Texts) -> str:
    read = [each for each in found if "refused" not in each]
    parts = [texts.n("{n} reply read", "{n} replies read", len(read))]
    if out := len(found) - len(read):
        parts.append(texts.n("{n} file left out", "{n} files left out", out))
    if taken := sum(each["applied"]["taken"] for each in read if each["applied"]):
        parts.append(texts.n("{n} taken in", "{n} taken in", taken))
    if left := sum(len(each["undecided"]) for each in read):
        parts.append(texts.n("{n} left to decide", "{n} left to decide", left))
    return " · ".join(parts)

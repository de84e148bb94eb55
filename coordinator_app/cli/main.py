"""Reads the command line and runs the verb it names."""

from __future__ import annotations

import argparse
import datetime as dt
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from types import ModuleType
from typing import Final

from coordinator_app import __version__, paths
from coordinator_app.cli.console import DONE, REFUSED, WRONG_USAGE, Console
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.errors import UserError
from coordinator_app.services import installation
from coordinator_app.texts import LANGUAGES, N_, load

#: Verb (and module) to what it does.
VERBS: Final = {
    "new": N_("Make a new file"),
    "types": N_("Show the kinds of entries and their fields"),
    "list": N_("List entries of a kind"),
    "show": N_("Show one entry with all that belongs to it"),
    "find": N_("Search everything"),
    "add": N_("Record an entry"),
    "set": N_("Change fields of an entry"),
    "delete": N_("Put an entry into the recycle bin"),
    "undelete": N_("Take an entry out of the recycle bin"),
    "attach": N_("Attach a file to an entry"),
    "export": N_("Make an Excel file to send"),
    "table": N_("Save a list as Excel or CSV"),
    "import": N_("Check a reply and take it in"),
    "history": N_("Show the change log"),
    "undo": N_("Undo an operation"),
    "redo": N_("Redo what was undone last"),
    "check": N_("Check the file"),
    "backup": N_("Back the file up"),
    "restore": N_("Put a backup in the place of a file"),
    "report": N_("Count: the indicators of a period"),
    "docs": N_("Write the catalogue as a document"),
    "selftest": N_("Try the program's own parts"),
}
_MODULES: Final = {"list": "list_", "import": "import_", "set": "set_"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code.

    Args:
        arguments: Words of the command line, those of the process by default.
    """
    _speak_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not _names_a_verb(words):
        return _window(words)
    parser = _parser(words)
    try:
        options = parser.parse_args(words)
    except SystemExit as stop:  # argparse has said what is wrong, or shown the help
        return int(stop.code or 0)
    console = _console(options)
    try:
        code: int = _module(options.verb).run(options, console)
    except UserError as error:
        Console.complain(error.sentence(console.texts))
        return REFUSED
    except sqlite3.DatabaseError as error:
        Console.complain(console.texts("The file is damaged: {message}.", message=error))
        return REFUSED
    except BrokenPipeError:  # the reader of our output has seen enough
        return DONE
    return code


def _names_a_verb(words: Sequence[str]) -> bool:
    return any(word in VERBS or word in ("-h", "--help", "--version") for word in words)


def _common() -> argparse.ArgumentParser:
    """Return the options every command takes, before or after its verb."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--lang", choices=LANGUAGES, help="language of what is said")
    common.add_argument("--today", type=_day, metavar="DATE", help="the day that counts as today")
    common.add_argument("--actor", metavar="NAME", help="name written on the change")
    common.add_argument("--json", action="store_true", help="print one JSON document")
    return common


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    common = _common()
    parser = argparse.ArgumentParser(
        prog="coordinator",
        parents=[common],
        description="coordinator [FILE] opens the window; the verbs work without one.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, sentence in VERBS.items():
        made = verbs.add_parser(verb, parents=[common], help=sentence, description=sentence)
        if verb in words:
            _module(verb).arguments(made)
    return parser


def _module(verb: str) -> ModuleType:
    """Return a verb's module; only the one asked for is loaded."""
    return import_module(f"coordinator_app.cli.commands.{_MODULES.get(verb, verb)}")


def _console(options: argparse.Namespace) -> Console:
    places = paths.places()
    settings = installation.load(places.settings)
    if "actor" in options:
        settings = replace(settings, actor=options.actor)
    today = getattr(options, "today", None)
    clock = Clock(settings.replica, today=(lambda: today) if today else None)
    lang = getattr(options, "lang", None) or settings.lang or "en"
    return Console(load(lang), clock, places, settings, getattr(options, "json", False))


def _window(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="coordinator", parents=[_common()], add_help=False)
    parser.add_argument("file", nargs="?")
    try:
        options = parser.parse_args(words)
    except SystemExit as stop:
        return int(stop.code or WRONG_USAGE)
    console = _console(options)
    # Found by name: the command line itself must work, and be tested, without Qt.
    front = import_module("coordinator_app.ui.start")
    shown: int = front.show(options.file, getattr(options, "lang", ""), console.clock)
    return shown


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _speak_utf8() -> None:
    """Write UTF-8 also to a Windows console that would not know an accent otherwise."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")

"""Reads the command line and runs the verb it names."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

from coordinator_app import __version__, paths
from coordinator_app.cli import helping
from coordinator_app.cli.console import DONE, REFUSED, Console
from coordinator_app.cli.helping import WRONG_USAGE
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.errors import UserError
from coordinator_app.services import installation, maintenance
from coordinator_app.texts import N_, Texts, load

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
    "sent": N_("Show sent files; remind, extend, close, write again"),
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
_NAME: Final = "coordinator"
#: What the shell calls a program that was interrupted by Ctrl+C.
_INTERRUPTED: Final = 130
_MODULES: Final = {"list": "list_", "import": "import_", "set": "set_"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code.

    Args:
        arguments: Words of the command line, those of the process by default.
    """
    _speak_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    places = paths.places()
    settings = installation.load(places.settings)
    texts = load(_lang(words) or settings.lang)
    try:
        common, rest = _common(texts).parse_known_args(words)
        parser = _parser(rest, texts) if _names_a_verb(rest) else _window_parser(texts)
        options, more = parser.parse_known_args(rest)
    except UserError as error:  # what stands in an option cannot be read
        Console.complain(error.sentence(texts))
        return WRONG_USAGE
    except SystemExit as stop:  # argparse has said what is wrong, or shown the help
        return int(stop.code or 0)
    if more:
        return _not_understood(options, more, texts)
    if "actor" in common:
        settings = replace(settings, actor=common.actor)
    clock = Clock(settings.replica, today=(lambda: common.today) if "today" in common else None)
    if "verb" not in options:
        if options.file and not Path(options.file).exists():
            return _no_such(options.file, texts)
        # Found by name: the command line itself must work, and be tested, without Qt.
        front = import_module("coordinator_app.ui.start")
        shown: int = front.show(options.file, getattr(common, "lang", ""), clock)
        return shown
    return _run(options, Console(texts, clock, places, settings, "json" in common))


def _run(options: argparse.Namespace, console: Console) -> int:
    try:
        with maintenance.explaining(Path(getattr(options, "file", ""))):
            code: int = _module(options.verb).run(options, console)
        sys.stdout.flush()
    except UserError as error:
        Console.complain(error.sentence(console.texts))
        return REFUSED
    except BrokenPipeError:  # the reader of our output has seen enough
        # Python would flush again when it ends, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code


def _names_a_verb(words: Sequence[str]) -> bool:
    return any(word in VERBS or word in ("-h", "--help", "--version") for word in words)


def _lang(words: Sequence[str]) -> str:
    """Return the language asked for, before anything else is looked at; "" if none is."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--lang", default="")
    try:
        return str(parser.parse_known_args(words)[0].lang)
    except argparse.ArgumentError:  # said properly when all is read
        return ""


def _common(texts: Texts) -> helping.Parser:
    """Return what reads the options of every command, wherever they stand."""
    parser = helping.Parser(texts=texts, helps=False, prog=_NAME)
    helping.add_common(parser)
    return parser


def _parser(words: Sequence[str], texts: Texts) -> helping.Parser:
    parser = helping.Parser(
        texts=texts,
        prog=_NAME,
        description=texts("coordinator [FILE] opens the window; the verbs work without one."),
    )
    helping.add_common(parser)
    parser.add_argument(
        "--version", action="version", version=__version__, help=N_("Show the version")
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=texts("VERB"))
    for verb, sentence in VERBS.items():
        made = verbs.add_parser(verb, texts=texts, help=sentence, description=texts(sentence))
        helping.add_common(made)
        if verb in words:
            _module(verb).arguments(made)
    return parser


def _module(verb: str) -> ModuleType:
    """Return a verb's module; only the one asked for is loaded."""
    return import_module(f"coordinator_app.cli.commands.{_MODULES.get(verb, verb)}")


def _window_parser(texts: Texts) -> helping.Parser:
    parser = helping.Parser(texts=texts, prog=_NAME)
    helping.add_common(parser)
    parser.add_argument("file", nargs="?", metavar="FILE")
    return parser


def _not_understood(options: argparse.Namespace, more: Sequence[str], texts: Texts) -> int:
    if "verb" in options or not options.file:
        sentence = texts("Not understood: {names}.", names=" ".join(more))
    else:
        sentence = texts("There is no command “{word}”.", word=options.file)
    see = texts("See coordinator --help.")
    Console.complain(f"{sentence} {see}")
    return WRONG_USAGE


def _no_such(word: str, texts: Texts) -> int:
    """Refuse what names neither a command nor a file: a window is for files that are there."""
    Console.complain(
        texts(
            "There is no command and no file “{word}”. See coordinator --help, or make the file"
            " with coordinator new.",
            word=word,
        )
    )
    return WRONG_USAGE


def _speak_utf8() -> None:
    """Write UTF-8 also to a Windows console that would not know an accent otherwise."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")

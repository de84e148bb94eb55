"""Arguments and help of the command line, in the person's language."""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Iterable
from typing import Any, Final, NoReturn

from coordinator_app.domain.errors import UserError
from coordinator_app.texts import LANGUAGES, N_, Texts

#: The exit code of a command line that says nothing we can do.
WRONG_USAGE: Final = 2

_SECTIONS: Final = {
    "positional arguments": N_("Arguments"),
    "options": N_("Options"),
}
# What argparse says is wrong, in English alone, and what we say instead.
_WRONG: Final = (
    (re.compile(r"the following arguments are required: (?P<names>.+)"), N_("Missing: {names}.")),
    (re.compile(r"unrecognized arguments: (?P<names>.+)"), N_("Not understood: {names}.")),
    (
        re.compile(
            r"argument (?P<name>\S+): invalid choice: '(?P<value>.*)' \(choose from (?P<names>.+)\)"
        ),
        N_("{name}: “{value}” is not one of {names}."),
    ),
    (re.compile(r"argument (?P<name>\S+): expected one argument"), N_("{name} needs a value.")),
    (
        re.compile(r"argument (?P<name>\S+): not allowed with argument (?P<other>\S+)"),
        N_("{name} and {other} exclude each other."),
    ),
)


class Parser(argparse.ArgumentParser):
    """A parser whose help is translated; options are never abbreviated, lest one hide another.

    Args:
        texts: In the person's language.
        helps: It knows -h.
    """

    def __init__(self, *, texts: Texts, helps: bool = True, **facts: Any) -> None:
        def formatter(prog: str) -> argparse.HelpFormatter:
            return _Help(prog, texts)

        super().__init__(
            formatter_class=formatter,
            add_help=False,
            allow_abbrev=False,
            **facts,
        )
        self._texts = texts
        if helps:
            self.add_argument("-h", "--help", action="help", help=N_("Show this help"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in the person's language, under the usage, and stop."""
        for pattern, sentence in _WRONG:
            if found := pattern.fullmatch(message):
                message = self._texts(sentence, **found.groupdict())
                break
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"{self.prog}: {message}\n")


class _Help(argparse.HelpFormatter):
    """Writes the help with its English messages translated."""

    def __init__(self, prog: str, texts: Texts) -> None:
        super().__init__(prog)
        self._texts = texts

    def _get_help_string(self, action: argparse.Action) -> str | None:
        found = super()._get_help_string(action)
        return self._texts(found) if found else found

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Begin with the usage, under a translated word."""
        word = self._texts(N_("Usage:"))
        super().add_usage(usage, actions, groups, f"{word} " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """Begin a section under a translated heading."""
        super().start_section(self._texts(_SECTIONS.get(heading or "", heading or "")))


def add_common(parser: argparse.ArgumentParser) -> None:
    """Declare the options every command takes, before or after its verb."""
    common: dict[str, Any] = {"default": argparse.SUPPRESS}
    parser.add_argument("--lang", choices=LANGUAGES, help=N_("language of what is said"), **common)
    parser.add_argument(
        "--today", type=day, metavar="DATE", help=N_("the day that counts as today"), **common
    )
    parser.add_argument("--actor", metavar="NAME", help=N_("name written on the change"), **common)
    parser.add_argument("--json", action="store_true", help=N_("print one JSON document"), **common)


def day(text: str) -> dt.date:
    """Read a day as an option takes it.

    Raises:
        UserError: It is not one.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            N_("“{value}” is not a day."), do=N_("Write it like 2025-05-31."), value=text
        ) from error


def number(text: str) -> int:
    """Read how many of something, at least one.

    Raises:
        UserError: It is no such number.
    """
    if not text.isdecimal() or int(text) == 0:
        raise UserError(
            N_("“{value}” says not how many."), do=N_("Write a whole number from 1 on."), value=text
        )
    return int(text)


def replaceable(parser: argparse.ArgumentParser) -> None:
    """Declare the option that lets a command write over a file."""
    parser.add_argument(
        "--replace", action="store_true", help=N_("write over a file that is there")
    )

"""Collects, compiles and checks the translated texts.

    python packaging/translations.py update     collect the texts into each .po file, then compile
    python packaging/translations.py compile    write the .mo files the program reads
    python packaging/translations.py check      fail unless everything is translated and fresh
    python packaging/translations.py extract    print what the code says, as a template

English is the language of the code, so it has no catalogue. Marked are `texts("...")`, `N_("...")`,
`texts.n("one", "many", n)`, `P_("context", "...")` and `texts.p("context", "...")`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import string
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parent.parent
LANGUAGES: Final = ("es",)
KEYWORDS: Final = {
    "texts": None,
    "N_": None,
    "n": (1, 2),
    "P_": ((1, "c"), 2),
    "p": ((1, "c"), 2),
}
# These change with every run or every version of the tool and would make each diff noisy.
_NOISE: Final = (
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Last-Translator',
    '"Language-Team',
    '"Report-Msgid-Bugs-To',
    '"Generated-By',
)
_EPOCH: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_ENDINGS: Final = (":", "…", "?", "!", ".")


def collect(package: Path) -> Catalog:
    """Return every marked text of a package, with the files it stands in."""
    catalog = _catalog(None)
    found = extract_from_dir(
        package,
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for filename, _line, message, comments, context in sorted(found, key=lambda item: item[:2]):
        place = f"{package.name}/{Path(filename).as_posix()}"
        if message and message != ("", ""):
            catalog.add(message, locations=[(place, 1)], auto_comments=comments, context=context)
    return catalog


def read(path: Path, language: str) -> Catalog:
    """Return the catalogue in a .po file, empty where there is none."""
    if not path.exists():
        return _catalog(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="coordinator")


def update(package: Path, folder: Path) -> None:
    """Bring the .po files up to what the code says, keeping what is translated."""
    template = collect(package)
    for language in LANGUAGES:
        path = po_file(folder, language)
        catalog = read(path, language)
        # A guess that nobody looked at would pass for a translation.
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_po_bytes(catalog))


def compile_all(folder: Path) -> None:
    """Write the .mo file beside each .po file."""
    for language in LANGUAGES:
        path = po_file(folder, language)
        catalog = read(path, language)
        catalog.creation_date = catalog.revision_date = _EPOCH
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)


def check(package: Path, folder: Path) -> list[str]:
    """Return what is wrong with the catalogues, one sentence each."""
    template = {_key(message): message for message in _messages(collect(package))}
    problems: list[str] = []
    for language in LANGUAGES:
        path = po_file(folder, language)
        catalog = {_key(message): message for message in _messages(read(path, language))}
        problems += [
            f"{language}: not in the catalogue: {_text(k)}"
            for k in template.keys() - catalog.keys()
        ]
        problems += [
            f"{language}: no longer in the code: {_text(k)}"
            for k in catalog.keys() - template.keys()
        ]
        for message in catalog.values():
            problems += [
                f"{language}: {fault}: {_text(_key(message))}" for fault in faults(message)
            ]
        if _compiled(path.with_suffix(".mo")) != {
            k: _forms(m.string) for k, m in catalog.items() if _done(m)
        }:
            problems.append(f"{language}: the .mo file is older than the .po file")
    return sorted(problems)


def faults(message: Message) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    if not _done(message):
        yield "not translated"
        return
    sources = _forms(message.id)
    for number, translated in enumerate(_forms(message.string)):
        # One thing may be said without its number; every other form needs what the plural has.
        lawful = [_names(sources[-1])] if number else [_names(source) for source in sources]
        if _names(translated) not in lawful:
            yield "other {names} than the English text"
        source = sources[min(number, len(sources) - 1)]
        if source != source.strip() or translated != translated.strip():
            yield "begins or ends with a blank"
        if _ending(source) != _ending(translated):
            yield "ends with another sign than the English text"


def po_file(folder: Path, language: str) -> Path:
    """Return where the catalogue of a language lies."""
    return folder / language / "LC_MESSAGES" / "coordinator.po"


def _catalog(language: str | None) -> Catalog:
    return Catalog(
        locale=language,
        domain="coordinator",
        project="coordinator-workbook",
        version="1",
        header_comment="# Texts of the 1540 Coordinator Workbook.",
        fuzzy=False,
    )


def _po_bytes(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, sort_by_file=True, include_lineno=False)
    lines = buffer.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_NOISE)).encode("utf-8")


def _messages(catalog: Iterable[Message]) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _compiled(path: Path) -> dict[tuple[str | None, str], tuple[str, ...]]:
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {_key(message): _forms(message.string) for message in _messages(read_mo(file))}


def _forms(texts: str | Iterable[str] | None) -> tuple[str, ...]:
    if texts is None:
        return ()
    return (texts,) if isinstance(texts, str) else tuple(texts)


def _key(message: Message) -> tuple[str | None, str]:
    # Babel says text, but hands the context of a compiled message back as bytes.
    context = cast("str | bytes | None", message.context)
    return context.decode() if isinstance(context, bytes) else context, _forms(message.id)[0]


def _text(key: tuple[str | None, str]) -> str:
    context, text = key
    return f"{text!r} ({context})" if context else repr(text)


def _done(message: Message) -> bool:
    forms = _forms(message.string)
    return bool(forms) and all(forms) and not message.fuzzy


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _ending(text: str) -> str:
    if text.startswith("Dear ") and text.endswith(","):
        return ":"  # what a letter begins with ends with a comma in English, a colon in Spanish
    return next((sign for sign in _ENDINGS if text.endswith(sign)), "")


def main(argv: list[str] | None = None) -> int:
    """Run one command; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("command", choices=["extract", "update", "compile", "check"])
    command = parser.parse_args(argv).command
    package, folder = ROOT / "coordinator_app", ROOT / "resources" / "translations"
    if command == "extract":
        sys.stdout.write(_po_bytes(collect(package)).decode("utf-8"))
    elif command == "update":
        update(package, folder)
        compile_all(folder)
    elif command == "compile":
        compile_all(folder)
    elif problems := check(package, folder):
        print(*problems, sep="\n")
        print(
            f"{len(problems)} to mend; `python packaging/translations.py update` collects and compiles."
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

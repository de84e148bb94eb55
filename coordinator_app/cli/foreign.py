"""Lists that others made, on the command line: how they are mapped, and what is doubtful."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coordinator_app.cli.telling import Telling
from coordinator_app.domain.errors import UserError
from coordinator_app.services.exchange import incoming
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.foreign import (
    comparing,
    doubting,
    looking,
    proposing,
    remembering,
)
from coordinator_app.services.foreign import reading as foreign_reading
from coordinator_app.services.foreign.looked import Doubt, Look
from coordinator_app.services.foreign.mapping import BLANKS, MODES, Mapping
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts


@dataclass(frozen=True)
class Foreign:
    """A list that somebody else made, compared.

    Args:
        mapping: How it was read.
        doubts: What has to be asked about it.
    """

    received: Received
    mapping: Mapping
    doubts: tuple[Doubt, ...]

    @property
    def waits(self) -> bool:
        """Say whether somebody has to answer something."""
        return any(not each.settled for each in self.doubts)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments that only lists of others know."""
    parser.add_argument(
        "--sheet",
        metavar="NAME=TYPE",
        action="append",
        default=[],
        help=N_("what the rows of a sheet are; without a type the sheet is left out"),
    )
    parser.add_argument(
        "--mapping", metavar="NAME|M.json", help=N_("a mapping kept before, or one in a file")
    )
    parser.add_argument("--keep-mapping", metavar="NAME", help=N_("keep the mapping under a name"))
    parser.add_argument("--mode", choices=MODES, help=N_("which rows are taken in"))
    parser.add_argument("--blank", choices=BLANKS, help=N_("what a blank cell means"))
    parser.add_argument(
        "--create-missing",
        action="store_true",
        help=N_("make the institutions, contacts and sources that are named and not on record"),
    )


def is_foreign(options: argparse.Namespace, reading: Reading) -> bool:
    """Say whether a file is a list of somebody else's rather than a reply to one of ours."""
    path = Path(options.reply[0])
    if options.sheet or options.mapping:
        return True
    return not incoming.is_reply(reading, path, password=options.password)


def receive(options: argparse.Namespace, reading: Reading, texts: Texts) -> Foreign:
    """Read and compare a list.

    Raises:
        UserError: It cannot be read, or the mapping does not fit it.
    """
    tell = Telling(texts)
    try:
        return _receive(options, reading, texts, tell)
    finally:
        tell.end()


def _receive(options: argparse.Namespace, reading: Reading, texts: Texts, tell: Telling) -> Foreign:
    path = Path(options.reply[0])
    look = looking.look(reading, path, password=options.password, lang=texts.lang, tell=tell)
    for each in options.sheet:
        look = _said(reading, look, each, texts)
    mapping = _as_asked(options, _mapping(options, reading, look))
    if not any(each.type for each in mapping.sheets.values()):
        raise _untold(look)
    lines = foreign_reading.read(reading, look, mapping, texts.lang, tell)
    found = doubting.found_in(reading, lines, mapping, texts.lang)
    received = comparing.compare_lines(reading, look, mapping, lines, texts.lang, tell)
    of_rows = [each for each in received.plan.issues if each not in look.issues]
    if not (found or of_rows or any(received.plan.counts.values())):
        raise UserError(
            N_("No row of this list says anything that can be recorded."),
            where=look.name,
            do=N_(
                "Say with --mapping M.json which column is which field, and where the header is."
            ),
        )
    return Foreign(received, mapping, tuple(found))


def _untold(look: Look) -> UserError:
    """Return why nothing can be made of a list: no type fits it, or no column the type said."""
    said = next((each for each in look.sheets if each.type), None)
    if said is not None:
        return UserError(
            N_("No column of “{sheet}” is called like a field of {type}."),
            where=look.name,
            do=N_("Call them like the fields that “coordinator types {type}” shows."),
            sheet=said.name,
            type=said.type,
        )
    return UserError(
        N_("It cannot be told what the rows of this file are."),
        where=look.name,
        do=N_("Say it with --sheet NAME=TYPE; its sheets are: {names}."),
        names=", ".join(each.name for each in look.sheets),
    )


def document(found: Foreign, texts: Texts) -> dict[str, Any]:
    """Return what `import --json` says of a list beyond what it says of a reply."""
    return {
        "mapping": found.mapping.to_json(),
        "doubts": [_doubt(each, texts) for each in found.doubts],
    }


def lines(found: Foreign, texts: Texts) -> list[str]:
    """Return what is doubtful, as a person reads it."""
    return [
        f"  ? {each.sheet}!{', '.join(each.cells)}: {each.question(texts)}"
        for each in found.doubts
        if each.kind == "type"
    ]


def _said(reading: Reading, look: Look, said: str, texts: Texts) -> Look:
    """Return the look with what a person says the rows of a sheet are."""
    name, sign, type_key = said.rpartition("=")
    if not sign:
        raise UserError(
            N_("“{value}” does not say what the rows of a sheet are."),
            do=N_("Write --sheet NAME=TYPE."),
            value=said,
        )
    sheet = look.sheet(name)
    if sheet is None:
        raise UserError(
            N_("The file has no sheet “{sheet}”."),
            where=look.name,
            do=N_("Its sheets are: {names}."),
            sheet=name,
            names=", ".join(each.name for each in look.sheets),
        )
    if type_key:
        _ = reading.catalogue[type_key]  # says which there are
        return looking.look_again(reading, look, name, type_key=type_key, lang=texts.lang)
    kept = tuple(each for each in look.sheets if each.name != name)
    return replace(look, sheets=kept)


def _mapping(options: argparse.Namespace, reading: Reading, look: Look) -> Mapping:
    if not options.mapping:
        return remembering.fitting(reading, look) or proposing.propose(reading, look)
    path = Path(options.mapping)
    if path.suffix.lower() == ".json" or path.is_file():
        mapping = _from_file(path)
        if mapping.sheets:
            proposing.check(reading, look, mapping)
            return mapping
        return replace(mapping, sheets=proposing.propose(reading, look).sheets)
    kept = remembering.saved_mapping(reading, options.mapping)
    fitted = remembering.fitted_to(kept, look)
    if fitted is None:
        raise UserError(
            N_("The mapping “{name}” does not fit this file: its columns are others."),
            where=look.name,
            do=N_("Map the columns anew."),
            name=kept.name,
        )
    return fitted


def _from_file(path: Path) -> Mapping:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(
            N_("This mapping cannot be read."),
            where=str(path),
            do=N_("Map the columns anew, or take the form that a dry run prints."),
        ) from error
    return Mapping.from_json(data)


def _as_asked(options: argparse.Namespace, mapping: Mapping) -> Mapping:
    return replace(
        mapping,
        name=options.keep_mapping or mapping.name,
        mode=options.mode or mapping.mode,
        blank=options.blank or mapping.blank,
        create_missing=options.create_missing or mapping.create_missing,
    )


def _doubt(doubt: Doubt, texts: Texts) -> dict[str, Any]:
    return {
        "sheet": doubt.sheet,
        "column": doubt.column,
        "header": doubt.header,
        "type": doubt.type,
        "field": doubt.field,
        "raw": doubt.raw,
        "count": doubt.count,
        "kind": doubt.kind,
        "question": doubt.question(texts),
        "cells": list(doubt.cells),
        "proposals": [{"value": each.value, "label": each.label} for each in doubt.proposals],
        "orders": list(doubt.orders),
        "creates": doubt.creates,
        "settled": doubt.settled,
    }

"""coordinator report FILE NAME [OUT] [--from D] [--to D] [--as-at D] [--group G]."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from pathlib import Path

from coordinator_app.cli.console import DONE, Console
from coordinator_app.domain.errors import UserError
from coordinator_app.services import reporting
from coordinator_app.texts import N_

_NAMES = ("indicators",)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file")
    parser.add_argument("name")
    parser.add_argument("out", nargs="?", help="JSON file to write instead of printing")
    parser.add_argument("--from", dest="frm", type=dt.date.fromisoformat, metavar="D")
    parser.add_argument("--to", type=dt.date.fromisoformat, metavar="D")
    parser.add_argument("--as-at", type=dt.date.fromisoformat, metavar="D")
    parser.add_argument("--group", default="", metavar="G", help="group of States, such as SICA")


def run(options: argparse.Namespace, console: Console) -> int:
    """Count the indicators of a period."""
    texts = console.texts
    if options.name not in _NAMES:
        raise UserError(
            N_("There is no report “{name}”."),
            do=N_("There is: {names}."),
            name=options.name,
            names=", ".join(_NAMES),
        )
    with console.reading(options.file) as reading:
        found = reporting.indicators(reading, options.frm, options.to, options.as_at, options.group)
        data = reporting.as_data(reading, found, texts)
    if options.out:
        Path(options.out).write_text(
            json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8"
        )
        console.answer({"file": options.out}, texts("Written: {file}", file=options.out))
        return DONE
    lines = []
    for each, indicator in zip(data, found, strict=True):
        lines.append(f"{each['code']:<6} {indicator.figure.text(texts):>12}  {each['label']}")
        lines += [
            f"{'':<6} {'':>12}  {texts('left out')}: {one['why']} ({len(one['records'])})"
            for one in each["excluded"]
        ]
    console.answer(data, *lines)
    return DONE

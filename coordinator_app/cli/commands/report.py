"""coordinator report FILE NAME [OUT] [--from D] [--to D] [--as-at D] [--group G]."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from coordinator_app.cli import writing
from coordinator_app.cli.console import DONE, Console, json_text
from coordinator_app.cli.helping import day, replaceable
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Sensitivity
from coordinator_app.services import export_log, reporting
from coordinator_app.texts import N_

_NAMES = ("indicators",)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("name", metavar="NAME")
    parser.add_argument(
        "out", nargs="?", metavar="OUT", help=N_("JSON file to write instead of printing")
    )
    days: dict[str, Any] = {"type": day, "metavar": "D"}
    parser.add_argument("--from", dest="frm", help=N_("first day of the period"), **days)
    parser.add_argument("--to", help=N_("last day of the period"), **days)
    parser.add_argument("--as-at", help=N_("the day for what stands on a day"), **days)
    parser.add_argument(
        "--group", default="", metavar="G", help=N_("group of States, such as SICA")
    )
    replaceable(parser)


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
    out = writing.free(Path(options.out), replace=options.replace) if options.out else None
    with console.saving(options.file) if out else console.reading(options.file) as reading:
        frame = reporting.asked(reading, options.frm, options.to, options.as_at, options.group)
        found = reporting.work_out(frame)
        data = reporting.as_data(reading, frame, found, texts)
        if out:
            writing.write_text(out, f"{json_text(data)}\n")
            export_log.note(
                reading,
                out,
                options.name,
                rows=len(data),
                sensitivity=Sensitivity.INTERNAL,
                personal=False,
            )
    if out:
        console.answer({"file": str(out)}, texts("Written: {file}", file=out))
        return DONE
    lines = [reporting.period(frame, texts), ""]
    left_out = texts("left out")
    for each, indicator in zip(data, found, strict=True):
        lines.append(f"{each['code']:<6} {indicator.figure.text(texts):>12}  {each['label']}")
        lines += [f"{'':<6} {'':>12}  {left_out}: {one['why']}" for one in each["excluded"]]
    console.answer(data, *lines)
    return DONE

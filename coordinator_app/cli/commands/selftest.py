"""coordinator selftest."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from coordinator_app import paths
from coordinator_app.cli.console import DONE, REFUSED, Console
from coordinator_app.services import maintenance, samples, undoing
from coordinator_app.services.exchange import dispatch, incoming
from coordinator_app.services.session import Session
from coordinator_app.texts import LANGUAGES, load


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: none."""


def run(options: argparse.Namespace, console: Console) -> int:  # noqa: ARG001  every verb takes both
    """Try the program's own parts: files, texts, storing, the courier, undo."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "selftest.c1540"
        with samples.new_sample(book, console.clock, console.actor) as session:
            steps: dict[str, Callable[[], bool]] = {
                "resources": _resources,
                "texts": _texts,
                "store": lambda: maintenance.check(session).clean,
                "courier": lambda: _courier(session, Path(folder) / "form.xlsx"),
                "undo": lambda: bool(undoing.undo(session).undone),
            }
            results = {name: step() for name, step in steps.items()}
    console.answer(
        {"ok": all(results.values()), "steps": results},
        *(f"{name:<10} {'ok' if good else 'FAILED'}" for name, good in results.items()),
    )
    if all(results.values()):
        return DONE
    console.complain(console.texts("The program does not work as it should here."))
    return REFUSED


def _resources() -> bool:
    return (paths.resources() / "reference" / "countries.csv").is_file()


def _texts() -> bool:
    return all(load(lang)("Follow-ups") for lang in LANGUAGES)


def _courier(session: Session, path: Path) -> bool:
    """Send a form and take it back unchanged: nothing may differ."""
    sent = dispatch.send(session, dispatch.Request(session.one("TTO").id), path)
    counts = incoming.receive(session, path).plan.counts
    return counts["unchanged"] == sent.preview.cells

"""The main job on the command line, shown step by step: sent, edited elsewhere, taken in, undone.

    python packaging/journey.py      after setting up; `dev.py run` starts it where there is no screen

Everything happens in a temporary folder. It fails if a step does not do what it says.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any, Final

import openpyxl

ROOT: Final = Path(__file__).resolve().parent.parent
STATE: Final = "TTO"
# What the person who answers writes, on the first entry of a sheet.
EDITS: Final = {
    "country": {"priorities_text": "Port security and laboratories first."},
    "institution": {"city": "Port of Spain"},
    "visit": {"summary": "Confirmed by the ministry: the minutes name eleven institutions."},
}
_FIRST_ROW: Final = 3


class StepError(Exception):
    """A step did not do what it should; the text says which and how."""


def coordinator(*arguments: str | Path, lawful: tuple[int, ...] = (0,)) -> Any:
    """Run one command of the program, show it, and return the document it prints."""
    shown = [a.name if isinstance(a, Path) else a for a in arguments]
    print(f"   $ coordinator {' '.join(shown)}", flush=True)
    command = [sys.executable, "-m", "coordinator_app", *map(str, arguments), "--json"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode not in lawful:
        raise StepError(done.stderr.strip() or f"The command ended with {done.returncode}.")
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError as error:
        raise StepError(f"The command printed no document: {done.stdout[:200]!r}") from error


def say(text: str) -> None:
    """Print a line that belongs to the command above it."""
    print(f"     {text}", flush=True)


def counted(counts: dict[str, int]) -> str:
    """Return the classes that occur, in words."""
    return " · ".join(f"{n} {name.replace('_', ' ')}" for name, n in counts.items() if n) or "none"


def edit(path: Path, types: dict[str, str]) -> int:
    """Change cells of a sent file as somebody with a spreadsheet program does.

    Args:
        path: The file; saved by openpyxl, which is not what wrote it.
        types: The sheets by name, with the record type on each.

    Returns:
        How many cells were changed.
    """
    with warnings.catch_warnings():
        # What openpyxl cannot keep (validations' extensions) is not what is shown here.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
        changed = sum(
            _edit_sheet(book[name], kind) for name, kind in types.items() if kind in EDITS
        )
        book.save(path)
    return changed


def _edit_sheet(sheet: Any, kind: str) -> int:
    """Write the edits of a record type; return how many cells were changed.

    The first row holds the keys (``visit.title``), the third is the first with an entry.
    """
    columns = {str(cell.value).partition(" ")[0]: cell.column for cell in sheet[1] if cell.value}
    changed = 0
    for field, text in EDITS[kind].items():
        cell = sheet.cell(_FIRST_ROW, columns[f"{kind}.{field}"])
        say(f"{sheet.title}!{cell.coordinate}: {cell.value!r} becomes {text!r}")
        cell.value = text
        changed += 1
    return changed


def values(file: Path, types: list[str]) -> dict[str, Any]:
    """Return the values and the life of every entry of some types."""
    return {kind: coordinator("list", file, kind) for kind in types}


def show(folder: Path) -> None:
    """Go through the whole job in a folder.

    Raises:
        StepError: A step did not do what it says.
    """
    file, sent, reply = folder / "sample.c1540", folder / "form.xlsx", folder / "reply.xlsx"
    print("1. A coordinator file with the sample: cited public facts")
    coordinator("new", file, "--sample")

    print(f"\n2. The State update form for {STATE} goes out")
    export = coordinator("export", file, sent, "--country", STATE)
    sheets = {sheet["name"]: sheet["type"] for sheet in export["sheets"]}
    for sheet in export["sheets"]:
        say(f"{sheet['name']}: {sheet['rows']} rows, and {sheet['spare']} to add more")
    say(f"{export['cells']} cells; the file's identity is {export['dispatch']}")

    print("\n3. It comes back, edited and saved by another program")
    reply.write_bytes(sent.read_bytes())
    changed = edit(reply, sheets)
    if not changed:
        raise StepError("The form has none of the sheets that this example edits.")

    print(
        "\n4. It is compared with what was sent and with what is on record; nothing is written yet"
    )
    before = values(file, sorted(set(sheets.values()) & set(EDITS)))
    rehearsed = coordinator("import", file, reply, "--dry-run", lawful=(0, 3))
    say(counted(rehearsed["counts"]))
    for change in rehearsed["changes"]:
        was, becomes = change["ours"], change["theirs"]
        say(f"{change['ref']} {change['field']}: {was!r} → {becomes!r} ({change['class']})")
    if rehearsed["counts"]["theirs_only"] != changed:
        raise StepError(f"{changed} cells were edited, but the comparison does not say so.")

    print("\n5. What is safe is taken in, as one operation")
    taken = coordinator("import", file, reply)
    say(f"{counted(taken['counts'])}; taken in: {'yes' if taken['applied'] else 'no'}")
    after = values(file, list(before))
    if after == before:
        raise StepError("Nothing was taken in.")

    print("\n6. It is undone, and everything is as it was")
    undone = coordinator("undo", file)
    say(
        f"operation {undone['operation']}: {len(undone['undone'])} undone, {len(undone['kept'])} kept"
    )
    if values(file, list(before)) != before:
        raise StepError("After undoing, the entries are not what they were.")
    if not coordinator("check", file)["ok"]:
        raise StepError("The file's own check found something.")
    say("the same values as before, and the file's own check finds nothing")


def main() -> int:
    """Show the job; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="coordinator-") as folder:
        try:
            show(Path(folder))
        except StepError as failure:
            print(f"\nThis step failed: {failure}", file=sys.stderr)
            return 1
    print("\nEverything did what it said. With a screen, the same command opens the window.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Make the returned files: what `steps.json` says, done by the programs people have.

Run from the top of the project, with what the programs need at hand (see README.md):

    PYTHONPATH=. python tests/data/returns/make/make.py [--node FOLDER] [NAME...]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

from coordinator_app.domain.catalogue import built_in
from coordinator_app.excel.headers import CODE_HEADER, REMOVE_HEADER
from coordinator_app.excel.profiles import profile
from coordinator_app.texts import load
from tests.data.returns.make import by_openpyxl, strict

HERE: Final = Path(__file__).resolve().parent
SENT: Final = HERE.parent / "sent.xlsx"
RETURNED: Final = HERE.parent / "returned"
_GNUMERIC: Final = {
    ".xlsx": "Gnumeric_Excel:xlsx2",
    ".xls": "Gnumeric_Excel:excel_biff8",
    ".ods": "Gnumeric_OpenCalc:odf",
    ".csv": "Gnumeric_stf:stf_csv",
}
_SHEETS: Final = {"visit": "Visits"}


def main() -> None:
    """Make all files, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--node", type=Path, help="folder with node_modules (xlsx, exceljs)")
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args()
    work = _work(asked.names)
    RETURNED.mkdir(exist_ok=True)
    for by in ("libreoffice", "sheetjs", "exceljs", "openpyxl"):
        mine = {target: each for target, each in work.items() if each["by"] == by}
        if not mine:
            continue
        match by:
            case "libreoffice":
                _run(["/usr/bin/python3", str(HERE / "by_libreoffice.py")], mine)
            case "openpyxl":
                for target, each in mine.items():
                    by_openpyxl.edit(Path(each["source"]), Path(target), each["steps"])
            case _:
                modules = {"NODE_PATH": str(asked.node / "node_modules")} if asked.node else {}
                _run(["node", str(HERE / f"by_{by}.js")], mine, modules)
    for target, each in work.items():
        if each["by"] == "gnumeric":
            _gnumeric(Path(each["source"]), Path(target), each.get("sheet", ""))
        elif each["by"] == "strict":
            strict.rewrite(Path(each["source"]), Path(target))


def _work(names: list[str]) -> dict[str, dict[str, Any]]:
    """Return what to do, by the path of each file."""
    said = json.loads((HERE / "steps.json").read_text(encoding="utf-8"))
    found = {}
    for name, each in said["files"].items():
        if names and name not in names:
            continue
        steps = each.get("steps", [])
        steps = said[steps] if isinstance(steps, str) else steps
        if "translate" in each:
            steps = [*_translated(each["translate"]), *steps]
        source = RETURNED / each["from"] if "from" in each else SENT
        found[str(RETURNED / name)] = {**each, "source": str(source), "steps": steps}
    return found


def _translated(lang: str) -> list[list[Any]]:
    """Return the steps that type headers and tabs of another language over those sent."""
    texts = load(lang)
    steps: list[list[Any]] = []
    for sheet in profile("COUNTRY_RETURN").sheets:
        record_type = built_in()[sheet.type]
        if sheet.type == "training_session":
            continue  # none was sent: the State has none
        headers = {key: texts(record_type.by_key[key].label) for key in sheet.fields}
        headers |= {"_remove": texts(REMOVE_HEADER)} if sheet.removable else {}
        headers |= {"_ref": texts(CODE_HEADER)} if record_type.prefix else {}
        if sheet.type == "country":
            headers.pop("_ref", None)
        steps.append(["rename", sheet.type, headers])
        steps.append(["rename_sheet", sheet.type, texts(record_type.plural)])
    return steps


def _run(command: list[str], work: dict[str, Any], more: dict[str, str] | None = None) -> None:
    subprocess.run(
        command, input=json.dumps(work), text=True, check=True, env={**os.environ, **(more or {})}
    )


def _gnumeric(source: Path, target: Path, sheet: str) -> None:
    wanted = ["ssconvert", "-T", _GNUMERIC[target.suffix]]
    if not sheet:
        subprocess.run([*wanted, str(source), str(target)], check=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*wanted, "-S", str(source), str(Path(folder) / "%s.csv")], check=True)
        target.write_bytes((Path(folder) / f"{_SHEETS[sheet]}.csv").read_bytes())


if __name__ == "__main__":
    main()

"""What awkward files made by others hold, in one short line each, kept as a golden file.

Run it as a program (`python -m tests.excel.corpus`) to write the lines anew, and read the diff.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path

from coordinator_app.excel.opening import open_any
from coordinator_app.excel.refusals import LimitReached, Refusal

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "data" / "golden" / "corpus.json"
FOLDER = ROOT.parent / "shared" / "corpus"


def files() -> dict[str, Path]:
    """Return all files by folder and name; none where they do not lie beside the project."""
    return {
        f"{path.parent.name}/{path.name}": path
        for path in sorted(FOLDER.glob("*/*"))
        if path.is_file()
    }


def summary(path: Path) -> str:
    """Return format, rows/cells/issues of each sheet, a sum over all values, and what was said."""
    said = []
    total = 0
    try:
        with open_any(path) as book:
            said.append(str(book.format))
            for page in book.sheets:
                rows = cells = 0
                for row in page.rows():
                    rows += 1
                    cells += len(row.cells)
                    # Adler is quick, and a changed value does change it.
                    held = repr((row.number, row.hidden, *map(tuple, row.cells)))
                    total = zlib.adler32(held.encode("utf-8", "replace"), total)
                said.append(f"{rows}/{cells}/{len(page.issues)}")
            said.append(f"{total:08x}")
            if book.notices:
                said.append(f"notices {len(book.notices)}")
    except LimitReached as refusal:
        said.append(f"refused {refusal.reason} {refusal.limit}")
    except Refusal as refusal:
        said.append(f"refused {refusal.reason}")
    return " ".join(said)


def main() -> None:
    """Write the golden file."""
    lines = {name: summary(path) for name, path in files().items()}
    GOLDEN.write_text(json.dumps(lines, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()

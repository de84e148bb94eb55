"""Begins the program: `python -m coordinator_app`, and the command `coordinator`.

Most people come for the window, with a file or without. It is shown before anything is loaded
that only the command line needs. A packaged program has no Python beside it to start a reader
with, and starts itself by a word of its own instead.
"""

from __future__ import annotations

import sys

_EXTENSION = ".c1540"
_READER = "--read-apart"


def main() -> int:
    """Show the window, or run what the command line says; return the exit code."""
    words = sys.argv[1:]
    if not words or (len(words) == 1 and words[0].endswith(_EXTENSION)):
        from coordinator_app.ui.start import show  # noqa: PLC0415  one of the two is enough

        return show(words[0] if words else None)
    if words == [_READER]:
        from coordinator_app.excel.apart.child import main as read  # noqa: PLC0415  one of the two

        return read()
    from coordinator_app.cli.main import main as run  # noqa: PLC0415  one of the two is enough

    return run()


if __name__ == "__main__":
    sys.exit(main())

"""Opens the window, or says why there can be none."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator_app import paths
from coordinator_app.services import installation
from coordinator_app.texts import load

if TYPE_CHECKING:
    from coordinator_app.domain.clock import Clock


def show(file: str | None, lang: str = "", clock: Clock | None = None) -> int:
    """Show the window until it is closed; return the exit code.

    Args:
        file: File to open, None for the last one.
        lang: Language, "" for the remembered one.
        clock: The day that counts as today; the true one if none is given.
    """
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in screens):
        texts = load(lang or installation.load(paths.places().settings).lang)
        sentence = texts("There is no screen to open the window on. Use a verb: coordinator --help")
        sys.stderr.write(sentence + "\n")
        return 1
    from coordinator_app.ui import front  # noqa: PLC0415  Qt is loaded only for a window

    return front.main(Path(file) if file else None, lang=lang, clock=clock)

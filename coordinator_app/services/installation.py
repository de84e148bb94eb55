"""What belongs to this installation and not to a file: replica, name of the person, language."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

_FILE = "installation.json"
_REPLICA_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_RECENT = 8


@dataclass(frozen=True)
class Installation:
    """Settings of one installation.

    Args:
        replica: Eight characters that tell this installation's changes from others'; it never
            lies in a workbook, since files get copied.
        actor: Name written on every operation.
        lang: Language of the window, "" until chosen.
        region: Locale of numbers, "" follows the system.
        theme: system, light or dark.
        recent: Workbooks opened last, latest first.
    """

    replica: str
    actor: str = ""
    lang: str = ""
    region: str = ""
    theme: str = "system"
    recent: tuple[str, ...] = ()
    window: dict[str, Any] = field(default_factory=dict)

    def latest(self) -> Path | None:
        """Return the workbook opened last, None if it is gone."""
        there = (path for name in self.recent if (path := Path(name)).is_file())
        return next(there, None)

    def opened(self, path: Path) -> Installation:
        """Return the settings with a workbook put first among the recent ones."""
        name = str(path)
        rest = tuple(each for each in self.recent if each != name)
        return replace(self, recent=(name, *rest)[:_RECENT])


def load(folder: Path) -> Installation:
    """Return the installation's settings, made anew when there are none yet."""
    try:
        stored = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        stored = {}
    known = {key: stored[key] for key in Installation.__dataclass_fields__ if key in stored}
    known["recent"] = tuple(known.get("recent", ()))
    if not known.get("replica"):
        import secrets  # noqa: PLC0415  needed once, at the very first start

        known["replica"] = "".join(secrets.choice(_REPLICA_DIGITS) for _ in range(8))
        made = Installation(**known)
        save(folder, made)
        return made
    return Installation(**known)


def save(folder: Path, installation: Installation) -> None:
    """Write the settings; whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"{_FILE}.{os.getpid()}"
    with beside.open("w", encoding="utf-8") as stream:
        json.dump(asdict(installation), stream, ensure_ascii=False, indent=1)
    beside.replace(folder / _FILE)

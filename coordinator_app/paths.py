"""Where things lie: the program's own resources, a person's places, folders a cloud client mirrors."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

#: Moves every place of a person under one folder: portable copies, tests, a stick.
HOME_VARIABLE: Final = "COORDINATOR_HOME"

_NAME: Final = "Coordinator Workbook"
_UNIX_NAME: Final = "coordinator-workbook"
_WORKBOOKS: Final = "1540 Coordinator"

# Folder names under which the clients keep what they mirror; OneDrive and Dropbox append an
# organisation's name ("OneDrive - OAS").
_CLOUD_NAMES: Final = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("seafile", "Seafile"),
    ("pcloud", "pCloud"),
    ("box sync", "Box"),
    ("megasync", "MEGA"),
    ("tresorit", "Tresorit"),
    ("cloudstorage", "a cloud client"),
)
# What the clients leave inside the root of a folder they mirror, whatever that folder is called.
_CLOUD_MARKS: Final = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".owncloudsync.log", "ownCloud"),
    (".nextcloudsync.log", "Nextcloud"),
    (".tmp.drivedownload", "Google Drive"),
)
_CLOUD_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


@dataclass(frozen=True)
class Places:
    """A person's folders on this machine; none of them need exist yet.

    Attributes:
        settings: Small files that say how this installation behaves. Never travels to another
            machine: the installation's identity lies there.
        data: What the program keeps for itself: backups, drafts of files, the sample.
        logs: The log files.
        workbooks: Where a new coordinator file goes unless the person chooses otherwise.
    """

    settings: Path
    data: Path
    logs: Path
    workbooks: Path


@cache
def resources() -> Path:
    """Return the folder of icons, fonts, translations and reference data.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [
        *([Path(frozen) / "resources"] if frozen else []),
        package / "resources",  # installed from a wheel
        package.parent / "resources",  # the source tree, and the Windows tree
    ]
    for candidate in candidates:
        if (candidate / "icons").is_dir():
            return candidate
    raise FileNotFoundError("The program's own files are missing; install it again.")


def places(
    platform: str = sys.platform,
    env: Mapping[str, str] | None = None,
    home: Path | None = None,
) -> Places:
    """Return a person's folders by the rules of their system.

    Args:
        platform: As `sys.platform` names it.
        env: The environment; the process's own unless given.
        home: The person's home folder; looked up unless given.
    """
    env = os.environ if env is None else env
    if chosen := _absolute(env.get(HOME_VARIABLE)):
        return Places(chosen / "settings", chosen / "data", chosen / "logs", chosen / "files")
    home = home or Path.home()
    if platform == "win32":
        # Local, not roaming: a roaming profile would copy the installation's identity about.
        own = (_absolute(env.get("LOCALAPPDATA")) or home / "AppData" / "Local") / _NAME
        found = Places(own / "settings", own / "data", own / "logs", home / _WORKBOOKS)
    elif platform == "darwin":
        library = home / "Library"
        own = library / "Application Support" / _NAME
        found = Places(own, own / "data", library / "Logs" / _NAME, home / _WORKBOOKS)
    else:
        found = Places(
            (_absolute(env.get("XDG_CONFIG_HOME")) or home / ".config") / _UNIX_NAME,
            (_absolute(env.get("XDG_DATA_HOME")) or home / ".local" / "share") / _UNIX_NAME,
            (_absolute(env.get("XDG_STATE_HOME")) or home / ".local" / "state") / _UNIX_NAME,
            home / _WORKBOOKS,
        )
    # Not Documents and not the Desktop: OneDrive and iCloud take those over. A whole home can be
    # mirrored too; then the program's own folder is the safer one.
    if mirrored_by(found.workbooks, env):
        return Places(found.settings, found.data, found.logs, found.data / "files")
    return found


def mirrored_by(path: Path, env: Mapping[str, str] | None = None) -> str | None:
    """Return the name of the cloud client that mirrors the folder of a file, if one seems to.

    A mirrored SQLite file can be replaced while it is open, or come back as a conflicting copy.

    Args:
        path: A file or folder, existing or not.
        env: The environment; the process's own unless given.
    """
    env = os.environ if env is None else env
    path = path.absolute()
    for variable in _CLOUD_VARIABLES:
        root = _absolute(env.get(variable))
        if root and path.is_relative_to(root):
            return "OneDrive"
    for folder in (path, *path.parents) if path.is_dir() else path.parents:
        name = folder.name.casefold()
        for start, client in _CLOUD_NAMES:
            if name.startswith(start):
                return client
        for mark, client in _CLOUD_MARKS:
            if (folder / mark).exists():
                return client
    return None


def _absolute(text: str | None) -> Path | None:
    """Return the path an environment variable names; relative ones count as unset."""
    if not text:
        return None
    path = Path(text)
    return path if path.is_absolute() else None

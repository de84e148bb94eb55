"""Which libraries of the system Qt needs on Linux, and the Debian packages that hold them."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Final

# Found by starting Qt in a bare Debian and adding packages until nothing was missing.
CORE: Final = {
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
}
X11: Final = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND: Final = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


def loads(soname: str) -> bool:
    """Report whether the system can load a shared library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def needed(purpose: str, env: Mapping[str, str]) -> dict[str, str]:
    """Return the libraries for a purpose, with the package of each.

    Args:
        purpose: "window", "tests" (Qt without a screen) or "commands" (no Qt at all).
        env: The environment, which says what kind of screen there is.
    """
    if purpose == "commands":
        return {}
    if purpose == "tests":
        return CORE
    return {
        **CORE,
        **(X11 if env.get("DISPLAY") else {}),
        **(WAYLAND if env.get("WAYLAND_DISPLAY") else {}),
    }


def missing_packages(libraries: Mapping[str, str], can_load: Callable[[str], bool]) -> list[str]:
    """Return the packages of the libraries that cannot be loaded, each once."""
    return list(dict.fromkeys(p for soname, p in libraries.items() if not can_load(soname)))


def missing(purpose: str) -> list[str]:
    """Return the Debian packages this machine lacks for a purpose."""
    found = missing_packages(needed(purpose, os.environ), loads)
    if importlib.util.find_spec("ensurepip") is None:
        # Debian leaves out of Python what makes an environment of one's own.
        found.insert(0, f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return found


def ensure(purpose: str) -> str | None:
    """Install what is missing if that is allowed.

    Returns:
        None if everything is there now, else what a person has to do.
    """
    packages = missing(purpose)
    if not packages:
        return None
    line = install_line(packages)
    if shutil.which("apt-get") is None:
        return f"This system lacks what Debian calls: {' '.join(packages)}. Install these first."
    if os.geteuid() != 0:
        return (
            f"This system lacks {len(packages)} package(s). Install them with:\n\n    sudo {line}\n"
        )
    print(f"Installing {len(packages)} system package(s): {' '.join(packages)}", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=env, check=False)
    subprocess.run(line.split(), env=env, stdout=subprocess.DEVNULL, check=False)
    still = missing(purpose)
    return f"Could not be installed: {' '.join(still)}. Try:\n\n    {line}\n" if still else None


def install_line(packages: Iterable[str]) -> str:
    """Return the command that installs packages and nothing besides."""
    return f"apt-get install -y --no-install-recommends {' '.join(packages)}"

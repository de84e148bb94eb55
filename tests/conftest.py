"""What every test starts from: no screen, no person's own folders, reproducible properties."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything can import Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is no fault of the program: examples are bounded in number, not in time.
settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("default")


@pytest.fixture(scope="session", autouse=True)
def _own_places():
    """Keep settings, logs and files of the tests, and of programs they start, in a folder of their own."""
    with tempfile.TemporaryDirectory(
        prefix="coordinator-tests-", ignore_cleanup_errors=True
    ) as folder:
        before = os.environ.get("COORDINATOR_HOME")
        os.environ["COORDINATOR_HOME"] = folder
        yield
        if before is None:
            del os.environ["COORDINATOR_HOME"]
        else:
            os.environ["COORDINATOR_HOME"] = before


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the top folder of the project."""
    return Path(__file__).resolve().parent.parent

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

import pytest

from coordinator_app import logs

LOGGER = logging.getLogger("coordinator_app.tests")
SECRET = "Minister Ñandú promised 250,000"


@pytest.fixture
def log(tmp_path):
    opened = logs.start(tmp_path / "logs")
    yield opened
    opened.close()


def written(log: logs.LogFile) -> str:
    assert log.path is not None
    return log.path.read_text("utf-8")


def test_the_log_says_what_happened_and_when(log):
    LOGGER.info("Took in %d cells of %s", 14, logs.Code("visit"))
    line = written(log).splitlines()[-1]
    assert line.endswith("INFO coordinator_app.tests: Took in 14 cells of visit")
    assert line[:4].isdigit()


@pytest.mark.parametrize(
    "value",
    [
        SECRET,
        Path("/home") / SECRET,
        SECRET.encode(),
        [SECRET],
        {"note": SECRET},
        ValueError(SECRET),
    ],
)
def test_what_a_person_wrote_stays_out(log, value):
    LOGGER.warning("Could not use %s", value)
    LOGGER.warning("Could not use %(value)s", {"value": value})
    assert "Ñandú" not in written(log)
    assert written(log).count("Could not use ") == 2


def test_an_error_keeps_its_type_and_place_but_not_its_words(log):
    def look_up():
        no_words: dict[str, str] = {}
        return no_words[SECRET]

    try:
        look_up()
    except KeyError as cause:
        wrapped = ValueError(SECRET)
        wrapped.__cause__ = cause
        LOGGER.exception("Stopped", exc_info=wrapped)
    text = written(log)
    assert "Ñandú" not in text
    assert text.index("KeyError") < text.index("after") < text.index("ValueError")
    assert "test_logs.py" in text


def test_errors_of_the_disk_and_the_database_keep_their_number():
    assert logs.describe(FileNotFoundError(2, "No such file", SECRET)) == "FileNotFoundError 2"
    connection = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.OperationalError) as raised:
        connection.execute("select * from missing_table")
    connection.close()
    assert logs.describe(raised.value) == "OperationalError SQLITE_ERROR"


def test_the_log_stays_small(log, monkeypatch):
    handler = log._handler
    handler.full_at = 2_000
    for number in range(400):
        LOGGER.info("Entry %d", number)
    files = sorted(log.path.parent.iterdir())
    assert len(files) == 4
    assert all(file.stat().st_size <= 2_100 for file in files)
    assert "Entry 399" in written(log)


def test_a_log_held_by_another_process_is_written_on(log, monkeypatch):
    def refuse(*_args):
        raise PermissionError(13, "used by another process")

    log._handler.full_at = 200
    monkeypatch.setattr(Path, "replace", refuse)
    for number in range(20):
        LOGGER.info("Entry %d", number)
    assert "Entry 19" in written(log)


def test_a_program_without_a_log_still_works(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    log = logs.start(blocked / "logs")
    LOGGER.info("Goes nowhere")
    assert log.path is None
    log.close()


def test_closing_releases_the_file(tmp_path):
    log = logs.start(tmp_path)
    log.close()
    LOGGER.warning("Too late %d", 1)
    assert "Too late" not in written(log)
    assert log.path is not None
    log.path.unlink()

"""One writer per file, also when the one before died."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from coordinator_app.store.lock import Lock

HOLD = (
    "import sys, pathlib\n"
    "from coordinator_app.store.lock import Lock\n"
    "lock = Lock(pathlib.Path(sys.argv[1]))\n"
    "print(lock.acquire(), flush=True)\n"
    "sys.stdin.read()\n"
    "lock.release()\n"
)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return tmp_path / "office.c1540"


def holder(workbook: Path, root: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(workbook)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    )
    assert process.stdout.readline().strip() == "True"
    return process


def end(process: subprocess.Popen[str], kill: bool) -> None:
    if kill:
        process.send_signal(signal.SIGKILL)
    process.communicate()


def test_a_lock_is_taken_and_given_back(workbook):
    lock = Lock(workbook)
    assert lock.acquire()
    assert not lock.left_behind
    assert lock.path.is_file()
    assert lock.owner() == socket.gethostname()
    lock.release()
    assert not lock.path.exists()
    lock.release()  # once more does no harm


def test_a_second_window_gets_no_lock_and_knows_who_has_it(workbook, root):
    process = holder(workbook, root)
    try:
        second = Lock(workbook)
        assert not second.acquire()
        assert second.owner() == socket.gethostname()
        second.release()  # it had none, so it takes none away
        assert not Lock(workbook).acquire()
    finally:
        end(process, kill=False)
    assert not Lock(workbook).path.exists()
    after = Lock(workbook)
    assert after.acquire()
    assert not after.left_behind
    after.release()


def test_two_in_one_process_exclude_each_other(workbook):
    one, other = Lock(workbook), Lock(workbook)
    assert one.acquire()
    assert not other.acquire()
    one.release()
    assert other.acquire()
    other.release()


def test_a_crash_leaves_no_lock_but_a_sign(workbook, root):
    end(holder(workbook, root), kill=True)
    assert Lock(workbook).path.exists()
    lock = Lock(workbook)
    assert lock.acquire()
    assert lock.left_behind
    lock.release()
    again = Lock(workbook)
    assert again.acquire()
    assert not again.left_behind
    again.release()


def test_a_spoilt_lock_file_does_no_harm(workbook):
    Lock(workbook).path.write_bytes(b"\xff\xfe nonsense")
    lock = Lock(workbook)
    assert lock.owner() == ""
    assert lock.acquire()
    assert lock.left_behind
    lock.release()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_takes_the_name_of_the_owner_but_not_the_lock(workbook):
    Lock(workbook).path.symlink_to("/dev/full")
    lock = Lock(workbook)
    assert lock.acquire()
    lock.release()
    assert not lock.path.is_symlink()


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="needs a folder we may not write"
)
def test_a_folder_we_may_not_write_gives_no_lock(workbook):
    workbook.parent.chmod(0o500)
    try:
        lock = Lock(workbook)
        assert not lock.acquire()
        assert lock.owner() == ""
    finally:
        workbook.parent.chmod(0o700)


def test_taking_and_giving_back_at_the_same_time_never_lets_two_in(workbook):
    inside, wrong, taken = [], [], []

    def try_often() -> None:
        for _ in range(300):
            lock = Lock(workbook)
            if lock.acquire():
                inside.append(lock)
                if len(inside) > 1:
                    wrong.append(len(inside))
                taken.append(1)
                inside.remove(lock)
                lock.release()

    threads = [threading.Thread(target=try_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert taken

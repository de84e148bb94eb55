"""Files on their way into place: whole or absent, and one clear sentence when they cannot be."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from coordinator_app import placing
from coordinator_app.domain.errors import UserError
from coordinator_app.placing import Draft, drafted, refused, write_whole


def left(folder):
    return sorted(each.name for each in folder.iterdir())


class HeldError(PermissionError):
    """What Windows says of a file that another program holds."""

    winerror = 32


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, ""), "no room left on the disk"),
        (OSError(errno.EDQUOT, ""), "no room left on the disk"),
        (OSError(errno.ENAMETOOLONG, ""), "too long together with its folders"),
        (PermissionError(errno.EACCES, ""), "folder cannot be written to"),
        (OSError(errno.EROFS, ""), "folder cannot be written to"),
        (HeldError(errno.EACCES, "in use"), "open in another program"),
        (OSError(errno.EIO, "Input/output error"), "cannot be written: Input/output error"),
    ],
)
def test_each_thing_that_goes_wrong_every_day_has_a_sentence_and_something_to_do(
    tmp_path, error, said
):
    found = refused(error, tmp_path / "a.xlsx")
    assert said in found.what.format(**found.params)
    assert found.do
    assert str(tmp_path) in found.where or found.where == "a.xlsx"


def test_what_is_there_and_cannot_be_replaced_is_told_from_a_closed_folder(tmp_path):
    error = PermissionError(errno.EACCES, "")
    assert "open in another program" in str(refused(error, tmp_path / "a.xlsx", over=True))
    assert "folder cannot be written to" in str(refused(error, tmp_path / "a.xlsx"))


def test_a_file_is_written_whole_over_what_was_there(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert left(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, ""), ValueError("a bug")])
def test_what_was_there_stays_when_writing_fails_half_way(tmp_path, error):
    path = tmp_path / "a.txt"
    path.write_text("old")

    def half(temporary):
        temporary.write_text("ha")
        raise error

    with pytest.raises((UserError, ValueError)), drafted(path) as temporary:
        half(temporary)
    assert path.read_text() == "old"
    assert left(tmp_path) == ["a.txt"]


def test_what_another_program_holds_stays_and_nothing_is_left(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("old")

    def refuse(*_):
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserError, match="open in another program"):
        write_whole(path, b"new")
    assert path.read_text() == "old"
    assert left(tmp_path) == ["a.txt"]


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="an administrator may write anywhere"
)
def test_a_folder_that_takes_no_file_is_told(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o500)
    try:
        with pytest.raises(UserError, match="folder cannot be written to"):
            write_whole(closed / "a.txt", b"new")
    finally:
        closed.chmod(0o700)


def test_no_folder_a_folder_of_that_name_and_a_name_too_long(tmp_path, monkeypatch):
    (tmp_path / "a.txt").mkdir()
    for path, said in (
        (tmp_path / "nowhere" / "a.txt", "folder does not exist"),
        (tmp_path / "a.txt", "is a folder of that name"),
        (tmp_path / ("x" * 300 + ".txt"), "too long"),
    ):
        with pytest.raises(UserError, match=said):
            write_whole(path, b"new")
    monkeypatch.setattr(placing, "_LONGEST", len(str(tmp_path)) + 6)
    write_whole(tmp_path / "b.txt", b"")
    with pytest.raises(UserError, match="too long"):
        write_whole(tmp_path / "bb.txt", b"")
    assert left(tmp_path) == ["a.txt", "b.txt"]


def test_a_file_whose_record_was_not_kept_is_taken_back(tmp_path):
    for place in (True, False):
        with drafted(tmp_path / "a.txt") as temporary:
            temporary.write_bytes(b"new")
        draft = Draft(tmp_path / "a.txt", temporary)
        if place:
            draft.place()
        draft.take_back()
        assert left(tmp_path) == []

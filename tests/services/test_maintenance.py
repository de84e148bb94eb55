"""Looking after a workbook: the daily backup, the check, restoring, a word where it lies badly."""

from __future__ import annotations

from pathlib import Path

import pytest

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.changes import Create, Operation, Update
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.errors import UserError
from coordinator_app.services import attaching, maintenance, undoing
from coordinator_app.services.maintenance import Occasion
from coordinator_app.services.session import Reading, Session
from coordinator_app.store import workbook
from coordinator_app.store.backup import ATTACHMENTS
from coordinator_app.texts import load


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def record(session: Session, name: str = "Customs") -> str:
    operation = Operation(
        (Create("institution", {"name": name}),), label="New {type}", params={"type": "institution"}
    )
    return session.commit(operation).records[0]


def occasions(session: Session, data: Path) -> list[Occasion]:
    listed = maintenance.backups(data, session.path, session.meta["id"])
    return [each.occasion for each in listed]


class TestOpening:
    def test_the_first_opening_of_a_day_makes_a_backup(self, session, data, times):
        record(session)
        opened = maintenance.on_open(session, data)
        assert opened.backup.path.is_file()
        assert opened.backup.path.is_relative_to(data)
        assert opened.checked is None
        assert maintenance.on_open(session, data).backup is None
        times.pass_days(1)
        record(session)
        assert maintenance.on_open(session, data).backup is not None
        assert occasions(session, data) == [Occasion.DAILY] * 2

    def test_days_without_anything_new_need_none(self, session, data, times):
        record(session)
        maintenance.on_open(session, data)
        times.pass_days(3)
        assert maintenance.on_open(session, data).backup is None
        assert occasions(session, data) == [Occasion.DAILY]

    def test_a_backup_that_cannot_be_read_is_none(self, session, data, times):
        record(session)
        maintenance.on_open(session, data).backup.path.write_bytes(b"torn")
        times.pass_days(1)
        assert maintenance.on_open(session, data).backup is not None

    def test_old_ones_go(self, session, data, times):
        for _ in range(30):
            record(session)
            maintenance.on_open(session, data)
            times.pass_days(1)
        assert 7 <= len(occasions(session, data)) <= 15

    @pytest.mark.parametrize("kind", ["sample", "demo"])
    def test_what_is_no_real_data_needs_none(self, tmp_path, clock, data, kind):
        with Session.create(tmp_path / "demo.c1540", clock, "Ana", kind) as session:
            record(session)
            assert maintenance.on_open(session, data).backup is None

    def test_a_backup_that_fails_keeps_nobody_from_working(self, session, tmp_path):
        data = tmp_path / "full"
        data.write_text("no folder")
        record(session)
        opened = maintenance.on_open(session, data)
        assert opened.backup is None
        (notice,) = opened.notices
        assert "folder does not exist" in notice.sentence(load("en"))
        assert notice.place.file.startswith(str(data))
        record(session, "Police")

    def test_after_an_unclean_close_it_is_checked(self, session, clock, data):
        record(session)
        path = session.path
        session.close()
        path.with_name(path.name + ".lock").touch()
        with Session.open_for(path, clock, "Ana") as again:
            opened = maintenance.on_open(again, data)
            assert opened.checked.clean
            assert opened.checked.records == 1

    def test_a_second_window_does_nothing(self, session, clock, data):
        record(session)
        with Session.open_for(session.path, clock, "Ben") as second:
            assert second.read_only
            assert maintenance.on_open(second, data) == maintenance.Opened()
        assert not data.exists()

    @pytest.mark.parametrize(
        ("folder", "client"),
        [("OneDrive - OAS", "OneDrive"), ("Dropbox", "Dropbox"), ("work", None)],
    )
    def test_a_word_when_a_cloud_client_mirrors_it(self, tmp_path, clock, data, folder, client):
        (tmp_path / folder).mkdir()
        with Session.create(tmp_path / folder / "office.c1540", clock, "Ana") as session:
            notices = maintenance.on_open(session, data, env={}).notices
        if client is None:
            assert notices == ()
        else:
            assert client in notices[0].sentence(load("en"))
            assert notices[0].do


class TestBackups:
    def test_by_hand_and_before_an_import(self, session, data):
        record(session)
        maintenance.back_up(session, data)
        maintenance.back_up(session, data, Occasion.IMPORT)
        assert occasions(session, data) == [Occasion.IMPORT, Occasion.HAND]

    def test_before_a_migration(self, tmp_path, times, data):
        path = tmp_path / "office.c1540"
        clock = Clock("replica1", times.now)
        Session.create(path, clock, "Ana").close()
        older = workbook.open_file(path, built_in())
        older.connection.execute('DROP TABLE "dispatch"')
        older.close()
        make = maintenance.before_migration(data, clock.now)
        with Session.open_for(path, clock, "Ana", make) as session:
            assert occasions(session, data) == [Occasion.MIGRATION]
            assert session.records.count("dispatch") == 0
        with Session.open_for(path, clock, "Ana", make) as session:
            assert len(occasions(session, data)) == 1

    def test_a_look_says_what_is_in_it_and_what_was_done_last(self, session, data):
        record(session)
        record(session, "Police")
        found = maintenance.look(maintenance.back_up(session, data).path)
        assert found.counts == {"institution": 2}
        assert maintenance.latest_operation(found, load("en")) == "New institution"

    def test_an_empty_workbook_has_a_look_too(self, session, data):
        found = maintenance.look(maintenance.back_up(session, data).path)
        assert found.counts == {}
        assert maintenance.latest_operation(found, load("en")) == ""

    def test_those_of_a_file_that_cannot_be_opened_any_more_are_found(self, session, data):
        made = maintenance.back_up(session, data)
        path = session.path
        session.close()
        path.write_bytes(b"torn")
        assert maintenance.backups(data, path) == [made]
        assert maintenance.backups(data, path.with_name("other.c1540")) == []

    def test_restored_it_holds_what_it_held_with_attached_files(
        self, session, clock, data, tmp_path
    ):
        office = record(session)
        (tmp_path / "report.pdf").write_bytes(b"report")
        attached = attaching.attach(session, office, tmp_path / "report.pdf")
        before = maintenance.digest(session)
        made = maintenance.back_up(session, data)
        assert len(list((made.path.parent / ATTACHMENTS).iterdir())) == 1
        session.commit(Operation((Update(office, {"name": "Police"}),)))
        path = session.path
        with pytest.raises(UserError, match="open in another window"):
            maintenance.restore(made.path, path, clock.now, replace=True)
        session.close()
        with pytest.raises(UserError, match="a file of that name already"):
            maintenance.restore(made.path, path, clock.now)
        done = maintenance.restore(made.path, path, clock.now, replace=True)
        with Session.open_for(path, clock, "Ana") as again:
            assert maintenance.digest(again) == before
            assert maintenance.check(again).clean
            saved = attaching.save_as(again, again.one(attached.id), tmp_path / "out.pdf")
            assert saved.read_bytes() == b"report"
        assert done.aside is not None
        with Session.open_for(done.aside, clock, "Ana") as aside:
            assert aside.one(office).get("name") == "Police"

    def test_a_copy_is_whole(self, session, clock, tmp_path):
        record(session)
        copy = maintenance.save_copy(session, tmp_path / "copy.c1540")
        with Reading.open(copy, clock) as reading:
            assert maintenance.digest(reading) == maintenance.digest(session)


class TestChecking:
    def test_a_sound_workbook(self, session):
        record(session)
        seen = []
        checked = maintenance.check(session, lambda done, total: seen.append((done, total)))
        assert checked.clean
        assert seen == [(1, 1)]

    def test_a_reader_may_check(self, session, clock):
        record(session)
        with Reading.open(session.path, clock) as reading:
            assert maintenance.check(reading).clean

    def test_what_is_derived_is_repaired(self, session):
        record(session)
        session.book.connection.execute("DELETE FROM search_text")
        checked = maintenance.check(session)
        assert checked.repairable
        told = checked.findings[0].told(load("en"))
        assert told == {
            "what": "The search does not know it as it is.",
            "where": "INS-REG-2026-001",
            "do": "Repair puts it right.",
        }
        assert maintenance.repair(session).clean

    def test_a_reader_repairs_nothing(self, session, clock):
        record(session)
        with (
            Session.open_for(session.path, clock, "Ben") as second,
            pytest.raises(UserError, match="only be read"),
        ):
            maintenance.repair(second)

    def test_the_digest_is_the_same_after_undo(self, session):
        record(session)
        before = maintenance.digest(session)
        record(session, "Police")
        assert maintenance.digest(session) != before
        undoing.undo(session)
        assert maintenance.digest(session) == before

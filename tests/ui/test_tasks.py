import functools
import threading
import time

import pytest
import shiboken6
from PySide6.QtCore import QObject

from coordinator_app.domain.errors import UserError
from coordinator_app.ui.tasks import Generation, Tasks


class Session:
    """Stands in for a connection: knows its thread, can be stopped."""

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.closed_in: int | None = None
        self.stopped = threading.Event()
        self.started = threading.Event()
        self.calls: list[object] = []

    def close(self) -> None:
        self.closed_in = threading.get_ident()

    def slow(self) -> str:
        self.started.set()
        if self.stopped.wait(20):
            self.stopped.clear()
            raise RuntimeError("interrupted")
        return "finished"


class Seen(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[BaseException] = []
        self.threads: set[int] = set()
        self.progress: list[tuple[int, int, str]] = []

    def done(self, value: object) -> None:
        self.results.append(value)
        self.threads.add(threading.get_ident())

    def failed(self, error: BaseException) -> None:
        self.errors.append(error)

    def told(self, done: int, total: int, text: str) -> None:
        self.progress.append((done, total, text))


class Runner:
    def __init__(self) -> None:
        self.sessions: list[Session] = []
        self.explained: list[UserError] = []
        self.bugs: list[BaseException] = []
        self.tasks: Tasks[Session, Session] = Tasks(
            self.open,
            self.open,
            explain=self.explained.append,
            bug=self.bugs.append,
            interrupt=lambda session: session.stopped.set(),
        )

    def open(self) -> Session:
        self.sessions.append(Session())
        return self.sessions[-1]


@pytest.fixture
def runner(qapp):
    made = Runner()
    yield made
    made.tasks.close()


@pytest.fixture
def seen(qapp):
    return Seen()


def test_a_read_runs_in_the_readers_thread_and_comes_back_to_this_one(runner, seen):
    runner.tasks.read(lambda session: session.thread, seen.done)
    runner.tasks.read(lambda session: threading.get_ident(), seen.done)
    runner.tasks.wait()
    assert seen.results[0] == seen.results[1] != threading.get_ident()
    assert seen.threads == {threading.get_ident()}
    assert len(runner.sessions) == 1


def test_results_come_without_waiting_too(runner, seen, qtbot):
    runner.tasks.read(lambda _: 7, seen.done)
    qtbot.waitUntil(lambda: seen.results == [7])


def test_reader_and_writer_have_sessions_of_their_own(runner, seen):
    runner.tasks.read(id, seen.done)
    runner.tasks.write(id, seen.done)
    runner.tasks.wait()
    assert len(set(seen.results)) == 2


def test_writes_keep_their_order(runner, seen):
    for number in range(50):
        runner.tasks.write(functools.partial(lambda n, session: n, number), seen.done)
    runner.tasks.wait()
    assert seen.results == list(range(50))


def test_a_user_error_goes_to_the_caller_or_is_explained(runner, seen):
    error = UserError("No such file.")

    def fail(_: object) -> None:
        raise error

    runner.tasks.read(fail, seen.done, seen.failed)
    runner.tasks.write(fail)
    runner.tasks.work(fail)
    runner.tasks.wait()
    assert seen.errors == [error]
    assert runner.explained == [error, error]
    assert not seen.results
    assert not runner.bugs


def test_any_other_error_is_a_bug(runner, seen):
    runner.tasks.read(lambda session: session.nothing, seen.done, seen.failed)
    runner.tasks.work(lambda job: 1 / 0, seen.done, seen.failed)
    runner.tasks.wait()
    assert {type(bug) for bug in runner.bugs} == {AttributeError, ZeroDivisionError}
    assert not seen.errors


def test_a_session_that_does_not_open_is_explained_and_tried_again(qapp, seen):
    tries = []

    def open_it() -> Session:
        tries.append(1)
        if len(tries) == 1:
            raise UserError("The file is locked.")
        return Session()

    tasks: Tasks[Session, Session] = Tasks(
        open_it, Session, explain=seen.failed, bug=seen.results.append
    )
    tasks.read(lambda _: "one", seen.done)
    tasks.read(lambda _: "two", seen.done)
    tasks.wait()
    tasks.close()
    assert [type(error) for error in seen.errors] == [UserError]
    assert seen.results == ["two"]


def test_stale_answers_are_dropped(runner, seen):
    asked = Generation()
    runner.tasks.read(lambda _: "old", seen.done, generation=asked.new())
    runner.tasks.read(lambda _: "new", seen.done, generation=asked.new())
    runner.tasks.wait()
    assert seen.results == ["new"]


def test_pages_of_the_same_answer_are_not_stale(runner, seen):
    asked = Generation()
    runner.tasks.read(lambda _: 1, seen.done, generation=asked.new())
    runner.tasks.read(lambda _: 2, seen.done, generation=asked.now())
    runner.tasks.wait()
    assert seen.results == [1, 2]


def test_a_newer_question_interrupts_the_running_one_and_its_error_is_no_bug(runner, seen):
    asked = Generation()
    runner.tasks.read(Session.slow, seen.done, generation=asked.new())
    while not (runner.sessions and runner.sessions[0].started.wait(0.01)):
        pass
    runner.tasks.read(lambda _: "new", seen.done, generation=asked.new())
    runner.tasks.wait()
    assert seen.results == ["new"]
    assert not runner.bugs


def test_an_interrupt_does_not_hit_a_question_of_another_view(runner, seen):
    one, other = Generation(), Generation()
    runner.tasks.read(lambda _: "kept", seen.done, generation=one.new())
    runner.tasks.read(lambda _: "also kept", seen.done, generation=other.new())
    runner.tasks.wait()
    assert seen.results == ["kept", "also kept"]
    assert not runner.sessions[0].stopped.is_set()


def test_cancel_stops_a_read_and_drops_its_answer(runner, seen):
    job = runner.tasks.read(Session.slow, seen.done)
    while not (runner.sessions and runner.sessions[0].started.wait(0.01)):
        pass
    runner.tasks.cancel(job)
    runner.tasks.wait()
    assert not seen.results
    assert not runner.bugs


def test_a_deleted_page_is_not_called(runner):
    page = Seen()
    runner.tasks.read(lambda _: 1, page.done)
    runner.tasks.read(lambda _: 2, functools.partial(page.told, 1, 2))
    shiboken6.delete(page)
    runner.tasks.wait()
    assert not page.results
    assert not page.progress


def test_work_reports_its_progress_now_and_then_and_always_its_end(runner, seen):
    def count(job) -> str:
        for number in range(1, 2001):
            job.report(number, 2000, "rows")
        return "counted"

    runner.tasks.work(count, seen.done, progress=seen.told)
    runner.tasks.wait()
    assert seen.results == ["counted"]
    assert seen.progress[-1] == (2000, 2000, "rows")
    assert len(seen.progress) < 2000


def test_work_can_be_cancelled(runner, seen):
    def loop(job) -> str:
        while not job.cancelled:
            time.sleep(0.001)
        return "stopped"

    job = runner.tasks.work(loop, seen.done)
    runner.tasks.cancel(job)
    runner.tasks.wait()
    assert runner.tasks.idle
    assert not seen.results


def test_busy_is_told_once_each_way(runner, seen, qtbot):
    told: list[bool] = []
    runner.tasks.busy.connect(told.append)
    runner.tasks.read(lambda _: 1, seen.done)
    runner.tasks.write(lambda _: 2, seen.done)
    runner.tasks.wait()
    assert told == [True, False]


def test_an_error_in_a_callback_does_not_hold_up_the_others(runner, seen, qtbot):
    def bad(_: object) -> None:
        raise ValueError("in the page")

    with qtbot.captureExceptions() as caught:
        runner.tasks.write(lambda _: 1, bad)
        runner.tasks.write(lambda _: 2, seen.done)
        qtbot.waitUntil(lambda: seen.results == [2])
    assert [kind for kind, _, _ in caught] == [ValueError]


def test_closing_finishes_writes_drops_reads_and_closes_sessions_in_their_threads(qapp, seen):
    runner = Runner()
    runner.tasks.read(Session.slow, seen.done)
    while not (runner.sessions and runner.sessions[0].started.wait(0.01)):
        pass
    written: list[int] = []
    for number in range(20):
        runner.tasks.write(functools.partial(lambda n, session: written.append(n), number))
    runner.tasks.close()
    runner.tasks.close()
    assert written == list(range(20))
    assert len(runner.sessions) == 2
    assert all(session.closed_in == session.thread for session in runner.sessions)
    assert not seen.results
    assert not runner.bugs
    with pytest.raises(RuntimeError):
        runner.tasks.read(lambda _: 1, seen.done)


def test_wait_gives_up_in_the_end(runner, seen):
    runner.tasks.read(Session.slow, seen.done)
    with pytest.raises(TimeoutError):
        runner.tasks.wait(0.05)


def test_a_task_may_ask_for_another_when_it_is_done(runner, seen):
    def again(value: int) -> None:
        seen.done(value)
        if value < 3:
            runner.tasks.read(lambda _: value + 1, again)

    runner.tasks.read(lambda _: 1, again)
    runner.tasks.wait()
    assert seen.results == [1, 2, 3]

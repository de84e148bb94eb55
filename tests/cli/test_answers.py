"""What commands answer a person, in one sentence that says what matters."""

from __future__ import annotations


def test_a_state_that_comes_with_the_program_is_not_deleted(run, file):
    before = run("list", file, "country", "--json").out
    done = run("delete", file, "TTO")
    assert done.code == 1
    assert done.err.strip().count("\n") == 0
    assert "comes with the program" in done.err
    assert run("list", file, "country", "--json").out == before

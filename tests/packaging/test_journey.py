"""What is shown where there is no screen really happens."""

from __future__ import annotations

import journey
import pytest


@pytest.mark.slow
def test_a_form_is_sent_edited_taken_in_and_undone(tmp_path, capsys):
    journey.show(tmp_path)
    said = capsys.readouterr().out
    assert [line[0] for line in said.splitlines() if line[:1].isdigit()] == list("123456")
    assert "becomes" in said
    assert "the same values as before" in said


def test_a_step_that_fails_says_which_and_why(tmp_path):
    with pytest.raises(journey.StepError):
        journey.coordinator("show", tmp_path / "missing.c1540", "VIS-TTO-2013-001")

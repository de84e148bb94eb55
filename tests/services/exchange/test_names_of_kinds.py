"""What a sent file is called in lists is what its kind is called when it is made."""

from __future__ import annotations

from coordinator_app.domain.records.support import KINDS_OF_FILE
from coordinator_app.excel.profiles import PROFILES


def test_every_kind_of_file_has_one_name():
    called = {each.code: each.label for each in KINDS_OF_FILE}
    assert {each.key: each.label for each in PROFILES}.items() <= called.items()

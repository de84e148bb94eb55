"""What the settings say of the open file: where it lies, how large it is, what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coordinator_app.domain.issues import Issue
from coordinator_app.services import maintenance
from coordinator_app.services.session import Reading


@dataclass(frozen=True)
class FileFacts:
    """Facts about a workbook.

    Args:
        size: In bytes.
        counts: Record type to how many there are; owned rows and what came with the program
            are not counted.
        cloud: A word when it lies where a cloud client mirrors it.
    """

    path: Path
    size: int
    counts: Mapping[str, int]
    cloud: Issue | None = None

    @property
    def entries(self) -> int:
        """How many entries there are in all."""
        return sum(self.counts.values())


def file_facts(reading: Reading) -> FileFacts:
    """Return the facts about the open workbook."""
    counts = {
        each.key: reading.records.count(each.key)
        for each in reading.catalogue
        if not each.owned and not each.reference_data
    }
    return FileFacts(
        reading.path,
        reading.path.stat().st_size,
        {key: count for key, count in counts.items() if count},
        maintenance.cloud_word(reading.path),
    )

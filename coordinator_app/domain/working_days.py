"""Working days as every office of the United Nations keeps them."""

from __future__ import annotations

import datetime as dt
from typing import Final

#: Monday is 0; these are Saturday and Sunday.
_WEEKEND: Final = (5, 6)
#: Month and day; holidays that differ from office to office and year to year are not known here.
_HOLIDAYS: Final = ((1, 1), (12, 25))


def working_days_after(day: dt.date, count: int) -> dt.date:
    """Return the day so many working days after a day."""
    while count:
        day += dt.timedelta(days=1)
        free = day.weekday() in _WEEKEND or (day.month, day.day) in _HOLIDAYS
        count -= not free
    return day

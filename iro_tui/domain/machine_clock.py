"""Whether the day that a computer's clock tells can be right, by the day on which something was last done.

What is done is dated by that clock, and a wrong date is not found again: so it is asked before the first thing is done.
"""

from __future__ import annotations

from datetime import date

from iro_tui.domain.words import dated

LONGEST_AWAY_DAYS = 60
"""Days after the last thing done up to which a clock is believed without a question: six weeks of leave, and some."""


def clock_doubt(today: date, last: date | None) -> str:
    """Why the clock is doubted, in a sentence; empty where it is not, or nothing was done yet (`last` is None).

    Both are days on this computer's calendar: an hour's difference, as by summer time, is no fault.
    """
    if last is None or 0 <= (today - last).days <= LONGEST_AWAY_DAYS:
        return ""
    how = "before that day" if today < last else f"{(today - last).days} days later"
    return (
        f"This computer's clock says {dated(today)}; the last thing here was done on {dated(last)}, and the clock is "
        f"{how}."
    )

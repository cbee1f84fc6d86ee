"""Why something cannot be done to a row, for the screens to say beforehand. Importing this costs nothing."""

from __future__ import annotations

from iro_tui.domain.duty import Duty

_REVIEW = "A review is recorded with h."
NOT_TICKED = {
    "review": _REVIEW,
    "early_review": _REVIEW,
    "review_unbooked": "Booking is b.",
    "midpoint": "A mid-point check is m.",
    "escalation_total": "An escalation is settled with e.",
    "conference": "A conference is recorded on the child's page.",
}
"""The kinds of duty that are more than a day to be marked, and the key that does them."""


def why_no_tick(duty: Duty) -> str | None:
    """Why a duty cannot be marked as done, and what does it instead; None where it can."""
    return NOT_TICKED.get(duty.kind)

"""The settings of a practice beside the looked-after review: child protection conferences, and court."""

from __future__ import annotations

from iro_tui.domain.practice_entries import Panel
from iro_tui.domain.practice_setting import PracticeSettings, setting


class Conferences(PracticeSettings):
    """Limits of child protection conferences, and what a service watches in them."""

    initial_working_days: int = setting(15, "working days from the strategy discussion", 1, 60, "Working Together")
    transfer_working_days: int = setting(15, "working days from the written notification to a transfer-in", 1, 60)
    first_review_months: int = setting(
        3, "months from the initial conference to the first review", 1, 12, "Working Together"
    )
    later_months: int = setting(6, "months between later review conferences", 1, 12, "Working Together")
    after_birth_days: int = setting(
        0, "days from the birth to the review of a plan made before it; 0: the usual limits alone", 0, 90
    )
    long_plan_months: int = setting(24, "months from which a plan is shown as a long one", 1, 120)
    first_review_end_flag: bool = setting(True, "a plan that ended at its first review conference is shown for audit")
    second_review_alert: str = setting(
        "legal pathway considered", "what is asked from the second review conference on; empty: nothing", 0, 60
    )


class Court(PracticeSettings):
    """What goes before a filing, and being in touch with the guardian."""

    panels: tuple[Panel, ...] = setting((), "panels before filing", 0, 4)
    guardian_working_days: int = setting(
        20, "working days from the guardian's appointment to the first talk with the IRO", 1, 60
    )

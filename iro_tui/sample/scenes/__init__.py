"""The situations of an officer's week, each a scene of one child. A caseload plays them all, then ordinary children.

A scene's docstring says what it shows; the scenes in `SIBLINGS` show a brother or sister of the child before.
"""

from __future__ import annotations

from collections.abc import Callable

from iro_tui.sample.scenes.care import (
    adopted,
    agreed_breaks,
    alone,
    both,
    breaks_became_care,
    disrupted,
    file_silent,
    final_review,
    gone_home,
    nearly_18,
    newborn,
    not_allocated,
    of_age_after_all,
    placed_and_reviewed,
    placed_for_adoption,
    protection_only,
    recorded_breaks,
    remanded,
    second_period,
    secured,
    told_late,
    unborn,
    waits_for_family,
)
from iro_tui.sample.scenes.concerns import (
    amber_followed_up,
    amber_forgotten,
    cafcass,
    escalated_high,
    midpoint_overdue,
    red_and_new,
    red_and_stuck,
    withdrawn,
)
from iro_tui.sample.scenes.reviews import (
    adjourned_review,
    booked_beyond,
    decisions_late,
    early_review,
    in_good_order,
    late_review,
    moved_for_worker,
    plan_change,
    record_late,
    report_late,
    today,
    unbooked_and_nearer,
    unbooked_this_month,
)
from iro_tui.sample.story import Story

Scene = Callable[[Story], None]

# The order of play: at any size the first ones come first


SCENES: tuple[Scene, ...] = (
    late_review, unbooked_this_month, unbooked_and_nearer, midpoint_overdue, red_and_new, amber_forgotten,
    adjourned_review, report_late, moved_for_worker, newborn, decisions_late, placed_for_adoption, agreed_breaks,
    remanded, alone, both, red_and_stuck, amber_followed_up, today, booked_beyond, early_review, plan_change,
    record_late, in_good_order, escalated_high, cafcass, withdrawn, placed_and_reviewed, waits_for_family,
    recorded_breaks, breaks_became_care, not_allocated, told_late, second_period, nearly_18, final_review,
    protection_only, file_silent, secured, disrupted,
    unborn,
)  # fmt: skip
CLOSED: tuple[Scene, ...] = (gone_home, adopted, of_age_after_all)
SIBLINGS: frozenset[Scene] = frozenset({unbooked_and_nearer, moved_for_worker})
"""Scenes whose child is the brother or sister of the one before."""
ARRIVED: frozenset[Scene] = frozenset({alone})
"""Scenes of unaccompanied young people."""

"""What a task came to: kept with it, done with it, its actions chased; and the dip samples that were kept."""

from __future__ import annotations

from datetime import date

from iro_tui.caseload.dip_kept import KeptSample, kept_samples
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, acts, look_after, rows


def test_what_a_dip_sample_found_is_kept_with_it_and_its_actions_are_chased(session: Session) -> None:
    ids = look_after(session, "AB 1", "AB 2")
    what = "Dip sample: PN7, Q2 2026-27, seed 1"
    act(session, "task", ids, what=what, due=date(2026, 12, 18), type="dip sample")
    key = next(row["id"] for row in rows(session, tables.TaskRow) if row["child_id"] == ids[0])
    changes = acts(session, lambda: act(session, "outcome", (), key, outcome="Views not in the record"))
    assert changes.sentence == (
        "AB 1: dip sample done Fri 20 Nov, with what was found; what came of it is looked at by "
        "Sat 20 Feb 2027, no working day."
    )
    [sample] = session.query(kept_samples)
    assert isinstance(sample, KeptSample)
    assert (sample.what, sample.looked_at) == ("PN7, Q2 2026-27, seed 1", 1)
    assert [(task.ref, task.done_on, task.outcome) for task in sample.tasks] == [
        ("AB 1", TODAY, "Views not in the record"), ("AB 2", None, ""),
    ]  # fmt: skip
    # Put right later: the day stays, and nothing comes again.
    before = len(rows(session, tables.TaskRow))
    act(session, "outcome", (), key, outcome="Views are in the record after all")
    assert len(rows(session, tables.TaskRow)) == before

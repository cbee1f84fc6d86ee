"""Two reviews within 14 days that a file brings are asked about in its preview: reference 1.7."""

from __future__ import annotations

from pathlib import Path

import pytest

from iro_tui.actions.differences import Difference
from iro_tui.actions.import_files import ImportPreview, answered, apply_import, preview_import
from iro_tui.caseload.session import Session
from tests.support.acting import acts
from tests.support.returns import make_return

HEAD = "7,M,05/06/2012,WBRI,,,\n"
IN_CARE = "7,03/08/2026,S,C2,N1,U6,PR1,,,,,,\n"
NEAR = ("27/08/2026", "03/09/2026")


def a_return(folder: Path, *held: str, ended: str = "") -> Path:
    episodes = IN_CARE.replace("PR1,,", f"PR1,{ended},E4A", 1) if ended else IN_CARE
    return make_return(folder, HEAD, episodes, "".join(f"7,,{day},PN1\n" for day in held))


def about_near(preview: ImportPreview) -> list[Difference]:
    return [difference for difference in preview.asked if "one review in two meetings" in difference.text]


def standing(session: Session) -> tuple[bool | None, str, bool]:
    """What is on record of the later review; by which rule the next is due; whether Today still asks."""
    caseload = session.caseload()
    [(child_id, case)] = caseload.cases.items()
    coming = caseload.on_day[child_id].next_review
    assert coming is not None
    asks = any(duty.kind == "near_reviews" for duty in caseload.duties[child_id])
    return case.held_reviews[-1].apart, coming.rule, asks


@pytest.mark.parametrize(
    ("answer", "after"),
    [(True, (True, "rev3+", False)), (False, (False, "rev2", False)), (None, (None, "rev2", True))],
    ids=["two", "one", "unanswered"],
)
@pytest.mark.parametrize("before", [(), NEAR[:1], NEAR[1:]], ids=["both new", "the later new", "the earlier new"])
def test_they_are_what_the_officer_says(
    answer: bool | None, after: tuple[bool | None, str, bool], before: tuple[str, ...], tmp_path: Path, session: Session
) -> None:
    if before:
        apply_import(session, preview_import(session, [a_return(tmp_path / "before", *before)]))
    preview = preview_import(session, [a_return(tmp_path / "now", *NEAR)])
    [asked] = about_near(preview)
    assert (preview.takes(asked), asked.answer_words(None)) == (None, "later")
    assert "one review in two meetings (1) or two reviews (2)?" in asked.text
    assert asked.by_key == {"1": False, "2": True}
    if answer is not None:
        preview = answered(session, preview, {asked.key: answer})
    acts(session, lambda: apply_import(session, preview))
    assert standing(session) == after
    assert preview_import(session, [tmp_path / "now"]).changes_nothing, "nothing is asked twice by the same file"


@pytest.mark.parametrize(
    ("held", "ended"),
    [
        (("27/08/2026", "11/09/2026"), ""),  # 15 days
        ((*NEAR, "16/11/2026"), ""),  # no limit hangs on them
        (NEAR, "02/11/2026"),  # care has ended
    ],
)
def test_nothing_is_asked_where_no_limit_hangs_on_it(
    held: tuple[str, ...], ended: str, tmp_path: Path, session: Session
) -> None:
    assert about_near(preview_import(session, [a_return(tmp_path / "now", *held, ended=ended)])) == []

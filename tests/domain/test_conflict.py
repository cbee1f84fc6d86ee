"""Who is too near to a case to be its IRO is known however the records write the name."""

from __future__ import annotations

from datetime import date

import pytest

from iro_tui.domain.colleagues import same_name
from iro_tui.domain.conflict import Worked, conflicts

TODAY = date(2026, 11, 20)
WRITTEN = {
    "D. Hughes": True, "D Hughes": True, "D.Hughes": True, "d. hughes": True, "  D.  Hughes ": True, "Hughes, D.": True,
    "Hughes D": True, "D. Hughes-Bell": False, "E. Hughes": False, "Hughes": False, ".": False,
}  # fmt: skip
"""How a return, a list or an officer may write a name, and whether it may be D. Hughes."""


@pytest.mark.parametrize(("name", "near"), WRITTEN.items(), ids=WRITTEN.keys())
def test_a_childs_worker_and_a_colleague_are_one_however_the_name_is_written(name: str, near: bool) -> None:
    for one, other in ((name, "D. Hughes"), ("D. Hughes", name)):
        says = list(conflicts(one, None, [Worked("social_worker", other)], (), TODAY))
        assert says == (["is the child’s social worker"] if near else [])


def test_of_a_team_too_and_whom_a_file_is_for_is_asked_more_strictly() -> None:
    worked = [Worked("manager", "Kim Other", "North-East Team")]
    assert list(conflicts("D. Hughes", "north east team", worked, (), TODAY)) == [
        "is of North-East Team, the manager’s own team"
    ]
    assert not same_name("D. Hughes", "D Hughes")

"""Tables on the command line: what gives way where a line is too long."""

from __future__ import annotations

import pytest

from iro_tui.caseload.lists.base import AUTHORITY_KEEPS
from iro_tui.cli.printing import PIPED_WIDTH, table

FLEXIBLE = (False, True, True)
KEEPS = (0, 0, AUTHORITY_KEEPS)


@pytest.mark.parametrize("authority", ["CPPCR 36(1)(b)", "IRO Handbook 6.2", "CPPCR 33(2), AAR 36(1)"])
def test_the_authority_is_whole_however_long_what_is_asked(authority: str) -> None:
    what = "Review due between Mon 2 Mar and Wed 30 Sep, booked Fri 4 Dec, inferred"
    for line in table(("Due", "What", "Authority"), [("Mon 2 Mar", what, authority)] * 2, FLEXIBLE, "", KEEPS)[1:]:
        assert line.endswith(authority)
        assert "…" in line
        assert len(line) <= PIPED_WIDTH


def test_one_longer_than_any_gives_way_before_the_rest_is_unreadable() -> None:
    cells = [("Mon 2 Mar", "Panel on secure accommodation", "Secure Accommodation Regs 1991 reg 15, " * 2)]
    [line] = table(("Due", "What", "Authority"), cells, FLEXIBLE, "", KEEPS)[1:]
    assert "Panel on secure accommodation" in line

"""`iro chase` prints the text of the screen, for everybody, a worker or a team."""

from __future__ import annotations

from tests.support.commands import Iro


def test_the_command_line_prints_the_same(filled: Iro) -> None:
    whole = filled("chase")
    assert whole.code == 0
    assert whole.out.startswith("What I am waiting for, Fri 20 Nov 2026")
    listed = filled("chase", "--json").json["owed"]
    assert whole.out.count("\n- ") == len(listed)
    assert filled("chase", "--worker", "no such name").out.strip() == "Nobody owes anything."

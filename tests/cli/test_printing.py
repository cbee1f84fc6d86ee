"""Tables on the command line: what gives way where a line is too long."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.caseload.lists import every_list
from iro_tui.caseload.lists.base import AnyList
from iro_tui.cli.lists import text
from iro_tui.cli.printing import table
from iro_tui.text import safe_json
from tests.support.stores import open_store

FLEXIBLE = (False, True, True)
LAST = (False, False, True)
ROOM = 80


@pytest.mark.parametrize("authority", ["CPPCR 36(1)(b)", "IRO Handbook 6.2", "CPPCR 33(2), AAR 36(1)"])
def test_the_authority_is_whole_however_long_what_is_asked(authority: str) -> None:
    what = "Review due between Mon 2 Mar and Wed 30 Sep, booked Fri 4 Dec, inferred"
    for line in table(("Due", "What", "Authority"), [("Mon 2 Mar", what, authority)] * 2, FLEXIBLE, "", LAST, ROOM)[1:]:
        assert line.endswith(authority)
        assert "…" in line
        assert len(line) <= ROOM


def test_one_longer_than_any_gives_way_before_the_rest_is_unreadable() -> None:
    cells = [("Mon 2 Mar", "Panel on secure accommodation", "Secure Accommodation Regs 1991 reg 15, " * 2)]
    [line] = table(("Due", "What", "Authority"), cells, FLEXIBLE, "", LAST, ROOM)[1:]
    assert "Mon 2 Mar" in line
    assert len(line) <= ROOM


@pytest.mark.parametrize("listed", list(every_list()), ids=lambda listed: listed.id)
def test_a_list_fits_a_terminal_of_eighty_and_cuts_nothing_without_one(
    _filled_once: Path,  # noqa: PT019 -- `filled` is a command in this folder
    tmp_path: Path,
    listed: AnyList,
) -> None:
    session = open_store(Path(shutil.copytree(_filled_once, tmp_path / "filled")))
    view = listed.switch.off if listed.switch else None
    rows = session.lines(listed, **listed.options(view))
    assert max(map(len, text(session, listed, rows, view, 80))) <= 80
    whole = "\n".join(text(session, listed, rows, view, None))
    for row in listed.standing(rows):
        for column in (column for column in listed.shown(view) if column.printed and not column.below):
            value = column.of(row)
            words = column.kind.words(value, session.today, False) if value is not None else ""
            assert words.replace("\n", " ") in whole
    session.close()


@given(st.text(st.characters(exclude_categories=[])) | st.text("\x1b\x9b\u202e\u200b\U000e0041\ud800\n[]é"))
def test_json_means_the_same_and_steers_no_terminal(text: str) -> None:
    printed = safe_json(json.dumps({"text": text, text: 1}, ensure_ascii=False, indent=1))
    assert json.loads(printed) == json.loads(json.dumps({"text": text, text: 1}))
    assert not [c for c in printed if c != "\n" and unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not set(printed) & set("\u200b\u200e\u202e\u2066\ufeff\U000e0041")
    assert "é" not in text or "é" in printed, "what does no harm stays readable"

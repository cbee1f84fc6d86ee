"""The command line's contract: shapes, exit codes, refusals, and where messages go."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_tui.cli import main
from iro_tui.store import keyfile
from tests.support import TODAY
from tests.support.commands import Iro
from tests.support.returns import ONE_CHILD, make_return


def test_init_prints_a_recovery_code_that_opens_the_store(iro: Iro, tmp_path: Path) -> None:
    from iro_tui.caseload.opening import recover

    result = iro("init", "--json")
    assert result.code == 0
    code = result.json["recovery_code"]
    assert len(code.split("-")) == 7
    recover(tmp_path / "store", code, "another long passphrase", cost=keyfile.KdfCost.FLOOR).close()
    assert iro("today").code == 1, "the old passphrase is gone"


def test_init_never_writes_over_a_store(filled: Iro) -> None:
    result = filled("init")
    assert (result.code, result.out) == (1, "")
    assert "already" in result.err
    assert filled("caseload", "--json").json["children"]


def _ahead(duty: dict[str, Any]) -> int:
    """How many days ahead it is done."""
    return (date.fromisoformat(duty["on"]) - TODAY).days


def test_today_has_the_promised_keys(filled: Iro) -> None:
    result = filled("today", "--json")
    assert result.code == 0
    assert result.json["today"] == "2026-11-20"
    keys = {"id", "child", "kind", "what", "due", "days", "working_days", "clock", "authority", "rag", "booked"}
    for duty in result.json["duties"]:
        assert keys <= set(duty)
        assert duty["clock"] in ("overdue", "today", "soon", "on_time")
        assert (duty["days"] < 0) == (duty["clock"] == "overdue")
        assert min(duty["days"], _ahead(duty)) <= 28
    assert len({duty["id"] for duty in result.json["duties"]}) == len(result.json["duties"])


def test_days_bound_what_today_lists(filled: Iro) -> None:
    near, far = filled("today", "--json", "--days", "3").json["duties"], filled("today", "--json").json["duties"]
    assert {duty["id"] for duty in near} == {duty["id"] for duty in far if min(duty["days"], _ahead(duty)) <= 3}


def test_caseload_has_the_promised_keys(filled: Iro) -> None:
    keys = {"ref", "initials", "age", "status", "rag", "rag_trail", "next_review", "midpoint", "last_seen",
            "open_escalations", "open_decisions"}  # fmt: skip
    children = filled("caseload", "--json").json["children"]
    assert len(children) >= 35
    for child in children:
        assert keys <= set(child)
        assert child["status"] in ("looked_after", "child_protection", "both", "short_break")
        if child["next_review"] is not None:
            assert {"limit", "booked", "rule", "authority", "inferred"} <= set(child["next_review"])
        if child["rag_trail"]:
            assert child["rag"] == child["rag_trail"][-1]


@pytest.mark.parametrize("words", [("practice", "show"), ("do",), ("today",), ("log",), ("reviews",)])
def test_nothing_is_cut_in_a_pipe(filled: Iro, words: tuple[str, ...]) -> None:
    lines = filled(*words).out.splitlines()
    assert len(lines) >= 2
    assert not [line for line in lines if line.rstrip().endswith("…") or "…  " in line]


@pytest.mark.parametrize("verb", ["reviews", "midpoints", "escalations", "log"])
def test_every_list_is_json_too(filled: Iro, verb: str) -> None:
    [(_, rows)] = filled(verb, "--json").json.items()
    assert rows
    assert all("name" not in row for row in rows) or verb == "log"


def test_a_child_by_reference(filled: Iro) -> None:
    ref = filled("caseload", "--json").json["children"][0]["ref"]
    result = filled("child", ref.lower(), "--json")
    assert result.json["ref"] == ref
    assert any(line["lines"] for entry in result.json["record"] for line in entry["reading"])
    assert ref in filled("child", ref).out
    unknown = filled("child", "nobody")
    assert unknown.code == 1
    assert "nobody" in unknown.err


def test_import_asks_and_without_a_terminal_refuses(iro: Iro, tmp_path: Path) -> None:
    iro("init")
    folder = str(make_return(tmp_path / "return", **ONE_CHILD))
    result = iro("import", folder)
    assert result.code == 1
    assert "--yes" in result.err
    assert iro("caseload", "--json").json["children"] == []


def test_import_asks_since_when_the_children_are_mine(iro: Iro, tmp_path: Path) -> None:
    iro("init")
    folder = str(make_return(tmp_path / "return", **ONE_CHILD))
    assert "which is to come" in iro("import", folder, "--since", "tomorrow", "--yes").err
    assert iro("import", folder, "--dry-run", "--json").json["since"] == "2026-11-20"
    assert iro("import", folder, "--since", "1/10/2026", "--yes").code == 0
    assert "On my caseload since" in iro("child", "1001").out


def test_import_previews_then_does_it_once(iro: Iro, tmp_path: Path) -> None:
    iro("init")
    folder = str(make_return(tmp_path / "return", **ONE_CHILD))
    dry = iro("import", folder, "--dry-run", "--json")
    counts = {"new", "changed", "unchanged", "ended", "left_out"}
    assert set(dry.json) == counts | {"recognised", "nothing_read", "since", "returns", "asked", "noted", "problems"}
    assert dry.json["new"] == 1
    assert iro("caseload", "--json").json["children"] == []
    done = iro("import", folder, "--yes", "--json")
    assert (done.code, done.json["new"]) == (0, 1)
    assert len(iro("caseload", "--json").json["children"]) == 1
    again = iro("import", folder, "--yes")
    assert again.code == 0
    assert "Nothing to change" in again.out


def test_what_a_return_takes_back_is_told_and_stands_in_the_answer(iro: Iro, tmp_path: Path) -> None:
    iro("init")
    iro("import", str(make_return(tmp_path / "1", **ONE_CHILD)), "--yes")
    corrected = {**ONE_CHILD, "reviews": ONE_CHILD["reviews"].replace("01/10/2026", "02/10/2026")}
    folder = str(make_return(tmp_path / "2", **corrected))
    told = iro("import", folder, "--dry-run")
    assert "1 asked about" in told.err
    assert "SSDA903 2026-27: covers Wed 1 Apr 2026 to Wed 31 Mar 2027" in " ".join(told.err.split())
    answer = iro("import", folder, "--yes", "--json").json
    [asked] = answer["asked"]
    assert (asked["child"], asked["about"], asked["taken"]) == ("1001", "Review", True)
    assert iro("child", "1001", "--json").json["last_review"] == "2026-10-02"


@pytest.mark.parametrize(
    ("typed", "year"), [("2025-26", 2025), ("2025/26", 2025), ("2025", 2025), ("2025-27", None), ("26", None)]
)
def test_the_year_of_a_return_can_be_put_right(iro: Iro, tmp_path: Path, typed: str, year: int | None) -> None:
    iro("init")
    folder = str(make_return(tmp_path / "1", **ONE_CHILD))
    answer = iro("import", folder, "--year", typed, "--dry-run", "--json")
    if year is None:
        assert answer.code == 2
    else:
        assert [item["year"] for item in answer.json["returns"]] == [year]


def test_undo_and_redo_by_name(iro: Iro, tmp_path: Path) -> None:
    iro("init")
    assert iro("undo").code == 1, "nothing to undo is a refusal"
    iro("import", str(make_return(tmp_path / "return", **ONE_CHILD)), "--yes")
    assert "Import" in iro("undo", "--yes").out
    assert iro("caseload", "--json").json["children"] == []
    assert "Import" in iro("redo").out
    assert len(iro("caseload", "--json").json["children"]) == 1
    assert [entry["name"] for entry in iro("log", "--json").json["log"]][-1] == "Import"


def test_the_sample_goes_only_into_an_empty_store(filled: Iro) -> None:
    result = filled("sample", "--children", "5")
    assert result.code == 1
    assert "empty" in result.err


def test_a_wrong_passphrase_is_a_plain_refusal(filled: Iro, tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text("quite another passphrase", encoding="utf-8")
    result = filled("today")
    assert (result.code, result.out) == (1, "")
    assert "passphrase does not open" in result.err
    assert "Traceback" not in result.err


def test_without_terminal_or_file_the_passphrase_is_a_refusal(filled: Iro) -> None:
    result = filled("today", passphrase=False)
    assert result.code == 1
    assert "--passphrase-file" in result.err


def test_no_store_says_how_to_make_one(iro: Iro) -> None:
    result = iro("today")
    assert result.code == 1
    assert "iro init" in result.err


@pytest.mark.parametrize(
    "words",
    [["yesterday"], ["today", "--days", "none"], ["child"], ["sample"], ["practice"], ["today", "--today", "soon"]],
)
def test_wrong_usage_is_code_two(iro: Iro, words: list[str]) -> None:
    result = iro(*words)
    assert result.code == 2
    assert result.out == ""


def test_a_practice_is_used_from_a_day(filled: Iro, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('name = "own"\n[reviews]\nlater_months = 5\n', encoding="utf-8")
    own = str(tmp_path / "own.toml")
    assert "from Tue 1 Dec" in filled("practice", "use", own, "--from", "1/12/2026").out
    assert filled("practice", "show", "--json").json["in_force"] == [
        {"name": "statutory", "title": "Statute and national guidance", "from": None},
        {"name": "own", "title": "Statute and national guidance", "from": "2026-12-01"},
    ]
    assert "In force from Tue 1 Dec 2026: Statute and national guidance (own)" in filled("practice", "show").out
    later = filled("practice", "show", "--json", today="2026-12-01").json
    assert later["settings"]["reviews.later_months"] == 5
    assert filled("practice", "use", "statutory", "--from", "soonish").code == 1


def test_practices(filled: Iro, tmp_path: Path) -> None:
    assert "statutory" in filled("practice", "list").out
    shown = filled("practice", "show", "--json").json
    assert shown["settings"]["reviews.first_working_days"] == 20
    lax = tmp_path / "lax.toml"
    lax.write_text('name = "lax"\ntitle = "Lax"\n[reviews]\nfirst_working_days = 28\n', encoding="utf-8")
    checked = filled("practice", "check", str(lax))
    assert checked.code == 0
    assert "CPPCR 33(1)" in checked.out
    used = filled("practice", "use", str(lax))
    assert used.code == 0
    assert "CPPCR 33(1)" in used.err
    assert filled("practice", "show", "--json").json["settings"]["reviews.first_working_days"] == 28
    assert filled("undo").code == 0
    assert filled("practice", "show", "--json").json["settings"]["reviews.first_working_days"] == 20
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[reviews]\nfirst_workin_days = 20\nlater_months = "six"\n', encoding="utf-8")
    refused = filled("practice", "check", str(wrong))
    assert refused.code == 1
    assert "first_workin_days" in refused.err
    assert "Did you mean first_working_days?" in refused.err
    assert "'six'" in refused.err


def test_options_stand_before_or_after_the_verb(filled: Iro, tmp_path: Path) -> None:
    before = main(["--json", "--passphrase-file", str(tmp_path / "passphrase"), "--today", "2026-11-20", "caseload"])
    assert before == 0


def test_control_characters_never_reach_the_terminal(iro: Iro, tmp_path: Path) -> None:
    iro("init")
    hostile = {key: rows.replace("1001", "Ann [/red]\x1b]0;owned\x07Smith") for key, rows in ONE_CHILD.items()}
    iro("import", str(make_return(tmp_path / "return", **hostile)), "--yes")
    for verb in ("today", "caseload", "reviews"):
        result = iro(verb)
        assert result.code == 0
        assert "\x1b" not in result.out + result.err
        assert "\x07" not in result.out + result.err


def test_demo_prints_a_made_up_today(iro: Iro) -> None:
    result = iro("demo", "--print", "--children", "40", passphrase=False)
    assert result.code == 0
    assert "Late by law" in result.out
    assert result.out == iro("demo", "--print", "--children", "40", passphrase=False).out


def test_a_birth_that_makes_a_child_18_needs_a_yes(iro: Iro) -> None:
    iro("init")
    new = ["do", "child", "--ref", "ZZ 1", "--since", "2/11/2026", "--status", "V2", "--placement", "U6"]
    assert iro(*new, "--born", "5/6/2015").code == 0
    asked = iro("do", "details", "ZZ 1", "--born", "5/6/2008")
    assert asked.code == 1
    assert "Born Thu 5 Jun 2008 makes ZZ 1 18 on Fri 5 Jun 2026, and reviews end then: is that right?" in asked.err
    assert "--yes" in asked.err
    assert iro("caseload", "--json").json["children"][0]["age"] == 11
    assert "is that right?" in iro("do", "details", "ZZ 1", "--born", "5/6/2008", "--dry-run").out
    assert iro("do", "details", "ZZ 1", "--born", "5/6/2008", "--yes").out == "ZZ 1: born changed.\n"


def test_who_left_is_listed_printed_and_put_back(iro: Iro) -> None:
    iro("init")
    iro("do", "child", "--ref", "ZZ 1", "--since", "2/11/2026", "--status", "V2", "--placement", "U6")
    iro("do", "end_care", "ZZ 1", "--reason", "E4A", "--day", "2026-11-09")
    assert iro("caseload", "--json").json["children"] == []
    [child] = iro("caseload", "--closed", "--json").json["children"]
    assert (child["ref"], child["status"], child["left_care"]) == ("ZZ 1", None, "2026-11-09")
    assert "ZZ 1" in iro("caseload", "--closed").out
    assert iro("child", "ZZ 1").code == 0
    assert iro("child", "ZZ 1", "--json").json["status"] is None
    back = iro("do", "back_in_care", "zz1", "--legal", "V2", "--placement", "U6", "--day", "2026-11-18")
    assert back.out.startswith("ZZ 1: looked after again since Wed 18 Nov")
    iro("undo")
    assert iro("do", "open_again", "ZZ 1").out == ("ZZ 1: open again, the end of care on Mon 9 Nov is withdrawn.\n")

"""Every list on the command line: the same columns as text, as CSV, as JSON and as a file; and the page about them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from iro_tui.caseload.lists import every_list
from iro_tui.caseload.lists.base import AnyList
from tests.support.commands import Iro
from tests.support.json_page import PAGE, written

EVERY = list(every_list())
every_verb = pytest.mark.parametrize("listed", EVERY, ids=[each.verb or each.id for each in EVERY])

DOCUMENTED = {
    "today": "id child kind what due days working_days clock authority rule rag booked inferred note",
    "caseload": "ref initials age status rag rag_trail next_review midpoint last_seen open_escalations "
    "open_decisions legal_status placement social_worker alerts",
    "reviews": "ref initials review_id rule authority limit booked held completed participation rag clock ticks "
    "inferred note what days working_days",
    "midpoints": "ref initials due done clock rag last_review look_at days working_days",
    "escalations": "ref initials escalation_id kind issue stage stage_name person raised reply_due working_days_used "
    "working_days_total closed outcome clock rag days working_days working_days_warn next_step stage_person",
    "outbox": "note_id ref initials on title body waiting filed",
    "paperwork": "ref initials rag review_id held completed steps next manager_reply signed_off",
    "owed": "due clock days working_days ref initials what chased owner owes team",
    "decisions": "due clock days working_days ref initials rag decision owner chased worker team",
    "journal": "number at name sentence state changes",
    "practice": "key value words source mark laxer says",
    "return903": "ref initials on rule asks remedy review_id",
    "differences": "ref initials kind what was now",
    "clashes": "ref initials what mine theirs colleague since mine_stands key",
    "colleagues": "name role initials team fte agency from until away holds_or_covers covered_for you",
    "surveys": "answered_on survey words answers key",
    "conferences": "ref initials what limit booked held outcome plan_since category authority conference_id clock days "
    "working_days",
    "court": "ref initials on what time filing panel week note kind court_id clock days working_days",
    "week": "day entry time until what note place duty due clock off",
}
"""What scripts were promised before the lists were declared: none of these goes."""


def verb(listed: AnyList) -> str:
    return listed.verb or listed.id


@every_verb
def test_no_key_that_was_promised_to_scripts_has_gone(filled: Iro, listed: AnyList) -> None:
    rows = filled(verb(listed), "--json").json[listed.json]
    assert rows or listed.id in ("clashes", "differences", "surveys", "service", "fair_share"), (
        "nothing was imported, nobody has it otherwise, its practice asks nobody, and its officer is no manager"
    )
    assert all(set(DOCUMENTED[listed.id].split()) <= set(row) for row in rows)


@every_verb
def test_a_list_as_csv_has_the_columns_titles_and_all_rows(filled: Iro, listed: AnyList) -> None:
    done = filled(verb(listed), "--format", "csv")
    assert (done.code, done.err) == (0, "")
    titles, *rows = csv.reader(io.StringIO(done.out))
    assert len(titles) == len(set(titles)) or listed.id == "outbox"
    assert len(rows) == len(filled(verb(listed), "--json").json[listed.json])
    assert all(len(row) == len(titles) for row in rows)


def test_a_cell_is_never_a_formula(filled: Iro) -> None:
    ref = filled("caseload", "--json").json["children"][0]["ref"]
    assert filled("do", "decide", ref, "--text", "=1+1").code == 0
    assert "=1+1" in str(filled("decisions", "--json").json["decisions"])
    assert "'=1+1" in filled("decisions", "--format", "csv").out


@every_verb
def test_a_list_is_written_to_a_new_file_after_asking(filled: Iro, tmp_path: Path, listed: AnyList) -> None:
    ending = ("csv", "txt", "xlsx", "html")[EVERY.index(listed) % 4]
    path = tmp_path / f"list.{ending}"
    asked = filled(verb(listed), "-o", str(path))
    assert asked.code == 1
    assert "say so with --yes" in asked.err.replace("\n", " ")
    assert not path.exists()
    rows = filled(verb(listed), "--json").json[listed.json]
    done = filled(verb(listed), "-o", str(path), "--yes", "--json")
    assert done.code == 0
    assert done.json == {"file": str(path), "written": len(rows)}
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") is (ending == "csv")
    assert filled(verb(listed), "-o", str(path), "--yes").code == 1, "never over another"


@pytest.mark.parametrize(
    "listed", [each for each in EVERY if each.switch and each.id != "journal"], ids=lambda each: each.id
)
def test_the_option_of_a_list_shows_its_other_view(filled: Iro, listed: AnyList) -> None:
    assert listed.switch
    words = [listed.switch.flag, *(["1"] if listed.switch.takes_number else [])]
    assert filled(verb(listed), "--json").json != filled(verb(listed), *words, "--json").json
    assert filled(verb(listed), *words).code == 0


def test_print_and_screen_say_it_in_the_same_words(filled: Iro) -> None:
    out = filled("caseload").out + filled("today").out
    assert all(words in out for words in ("care order", "Review by", "Late by law ("))
    assert "CLA" not in out


@every_verb
def test_an_empty_list_says_so(iro: Iro, listed: AnyList) -> None:
    iro("init")
    if listed.id in ("journal", "practice"):  # of which there is always something
        return
    assert listed.views[0].nothing in iro(verb(listed)).out


def test_the_page_about_json_is_made_from_the_lists() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page), "write it anew: python -m tests.support.json_page"


def test_the_week_is_turned_back_and_to_a_day(filled: Iro) -> None:
    def days(*options: str) -> set[str]:
        return {row["day"] for row in filled("week", *options, "--json").json["entries"]}

    before, this = days("--weeks", "-1"), days()
    assert before
    assert max(before) < min(this)
    assert days("--from", min(before)) == before
    assert filled("week", "--weeks", "x").code == 2

"""`iro figures`: the promised keys, a period of one's own, who is behind a number, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from iro_tui.figures import Figure, Part, declared
from iro_tui.figures.words import change_words, part_words, value_words
from tests.support.commands import Iro
from tests.support.facts import STATUTORY

PROMISED = (
    "children_looked_after", "children_per_iro", "reviews_held", "reviews_in_time", "children_reviewed_in_time",
    "reviews_moved", "moves", "moved_by_iro", "moved_by_social_worker", "decisions_in_5wd", "record_in_15wd",
    "distributed_in_20wd", "participation", "attendance", "chaired_own_review", "chaired_by_service", "rag_green",
    "rag_amber", "rag_red", "midpoints_done", "children_escalated", "escalated_informal", "escalated_formal",
    "cafcass_referrals", "sw_report_in_time", "late_notifications", "allocated_in_5wd", "child_spoken_before",
    "permanence_by_second_review", "adjourned", "events_not_told", "cp_children",
)  # fmt: skip
"""Ids that scripts rely on, beside qa.<item>."""


def test_every_figure_is_printed_with_what_it_is_made_of(filled: Iro) -> None:
    printed = filled("figures", "half", "--of", "2026-08-01", "--json", "--children").json
    assert (printed["from"], printed["to"]) == ("2026-04-01", "2026-09-30")
    figures = {figure["id"]: figure for figure in printed["figures"]}
    assert set(PROMISED) <= set(figures)
    assert {f"qa.{item.id}" for item in STATUTORY.checklist.items} <= set(figures)
    for figure in figures.values():
        if figure["unit"] == "%" and figure["denominator"]:
            assert figure["value"] == 100 * figure["numerator"] / figure["denominator"]
        assert {"title", "base", "previous", "parts", "missing"} <= set(figure)
    held = figures["reviews_held"]
    assert 0 < len(held["children"]) <= held["value"]
    assert all(isinstance(ref, str) and ref for ref in held["children"])


def test_the_text_says_n_of_n_and_what_it_is_split_into(filled: Iro) -> None:
    said = filled(
        "figures", "--from", "2026-04-01", "--to", "2026-06-30", "--only", "participation", "--by", "team"
    ).out
    assert said.startswith("Q1 2026-27: ")
    assert " of " in said
    assert "points" in said
    assert "Taking part: PN1" in said
    assert "Children in Care 1" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--only", "reviews_in_tme"), "did you mean reviews_in_time?"),
        (("--to", "2026-06-30"), "give its first with --from"),
        (("quarter", "--of", "2030-01-01"), "Q4 2029-30 has not begun yet"),
        (("--from", "2026-11-21", "--to", "2026-11-30"), "has not begun yet"),
        (("--from", "2026-06-30", "--to", "2026-06-01"), "--to is 2026-06-01, before --from 2026-06-30"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_a_sentence(filled: Iro, words: tuple[str, ...], sentence: str) -> None:
    refused = filled("figures", *words)
    assert refused.code == 1
    assert sentence in refused.err


def test_a_report_is_not_kept_without_a_name(filled: Iro) -> None:
    refused = filled("report", "--keep", "")
    assert (refused.code, refused.out) == (1, "")
    assert "The name is empty." in refused.err


def test_a_dip_sample_is_drawn_again_by_its_seed_and_kept_as_tasks(filled: Iro) -> None:
    words = ("dip", "3", "half", "--of", "2026-08-01", "--missed", "sw_report_in_time", "--json")
    first, again, other = filled(*words).json, filled(*words).json, filled(*words, "--seed", "2").json
    assert first == again
    assert len(set(first["children"])) == min(3, first["fitting"])
    assert first["of"] == "not in “Social worker's report in time”, first half 2026-27, seed 1"
    assert first["fitting"] == other["fitting"]
    assert not first["kept"]
    before = filled("log", "--json").json["log"]
    assert filled(*words, "--keep").json["kept"]
    after = filled("log", "--json").json["log"]
    assert len(after) == len(before) + 1
    assert "dip sample added for" in after[0]["sentence"]
    [kept] = filled("dip", "--kept", "--json").json["samples"]
    assert kept["what"] == first["of"]
    assert sorted(task["ref"] for task in kept["tasks"]) == sorted(first["children"])
    assert f"{first['of']}: 0 of {len(first['children'])} looked at" in filled("dip", "--kept").out
    assert "How many children?" in filled("dip").err
    assert "Nobody fits." in filled("dip", "8", "month", "--of", "2015-05-01", "--code", "PN7").out
    assert filled("dip", "8", "--missed", "sw_report").code == 1


def test_a_dip_sample_of_plans_that_ended_at_their_first_review(filled: Iro) -> None:
    assert filled("do", "child", "--ref", "E 1", "--born", "2015-05-05", "--status", "conference",
                  "--strategy", "2026-07-06").code == 0  # fmt: skip
    for day, outcome in (("2026-07-20", "plan"), ("2026-10-12", "ended")):
        assert filled("do", "hold_conference", "E 1", "--outcome", outcome, "--on", day).code == 0
    sample = filled("dip", "8", "--of", "2026-10-12", "--counted", "cp_ended_first_review", "--json").json
    assert (sample["children"], sample["fitting"]) == (["E 1"], 1)
    assert sample["of"].startswith("in “Plans ended at the first review conference”")
    assert "Nobody fits." in filled("dip", "8", "--of", "2026-10-12", "--missed", "cp_ended_first_review").out
    assert filled("dip", "8", "--counted", "ended").code == 1


def test_numbers_are_rounded_only_for_the_eye() -> None:
    share = next(each for each in declared(STATUTORY) if each.id == "attendance")
    figure = Figure(share, share.title, "", 1, 16, previous=5.0)
    assert (value_words(figure), change_words(figure)) == ("6.3 %", "+1.3 points")
    whole = Figure(next(each for each in declared(STATUTORY) if each.unit == "mean"), "", "", 43, 1, previous=26)
    assert (value_words(whole), change_words(whole), change_words(replace(whole, previous=2.5))) == (
        "43",
        "+17",
        "+40.5",
    )
    assert value_words(Figure(share, share.title, "", 0, 0)) == "no reviews"
    assert part_words(Part("x", 1234, None, "count")) == "1,234"


def test_the_report_has_the_same_numbers_and_is_written_by_its_ending(filled: Iro, tmp_path: Path) -> None:
    of = ("--of", "2026-08-01")
    figures, report = (filled(verb, *of, "--json").json["figures"] for verb in ("figures", "report"))
    for each, reported in zip(figures, report, strict=True):
        same = ("id", "value", "numerator", "denominator", "previous", "parts", "unit", "base")
        assert [each[name] for name in same] == [reported[name] for name in same]
    written = filled("report", *of, "-o", str(tmp_path / "q2.md"), "--hide-small", "--yes").out
    assert "written to" in written
    assert (tmp_path / "q2.md").read_text(encoding="utf-8").startswith("# Independent reviewing service, Q2 2026-27")
    again = filled("report", *of, "-o", str(tmp_path / "q2.md"), "--yes").err
    assert "already: give another name" in again
    assert "end it in .md" in filled("report", *of, "--format", "md", "-o", str(tmp_path / "q.txt")).err


def test_the_sheet_for_supervision_is_printed(filled: Iro) -> None:
    assert filled("supervision").out.startswith("SUPERVISION")
    assert filled("supervision", "--json").json["parts"][0]["heading"] == "CASELOAD"


def test_the_written_part_is_written_by_a_verb_and_printed(filled: Iro) -> None:
    of = ("--of", "2026-08-01")
    written = filled("do", "write_report", "--section", "staffing", "--post", "vacant, full-time equivalent",
                  "--number", "0.5").out  # fmt: skip
    assert written == "Written for Q2 2026-27: staffing.\n"
    assert filled("written").out.splitlines()[0] == "Q2 2026-27", "the period that was written for"
    rows = filled("written", *of, "--json").json["written"]
    assert {"section": "staffing", "words": "0.5"}.items() <= next(
        r for r in rows if r["section"] == "staffing"
    ).items()
    offered = next(row for row in rows if row["offered"])
    assert f"{offered['ref']}: words of" in filled("do", "quote", "--id", offered["key"]).out
    assert "ACTION PLAN OF 2025-26" in filled("report", *of).out
    assert "Staffing (1)" in filled("written", *of).out
    plain = filled("report", *of, "--for-children").out
    assert plain.startswith("Your reviews, Q2 2026-27")
    assert "# Your reviews" in filled("report", *of, "--for-children", "--format", "md").out
    assert "with -o a file" in filled("report", *of, "--for-children", "--format", "html").err

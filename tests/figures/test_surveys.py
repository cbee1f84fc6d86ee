"""Surveys: questions and scales of the practice, answers by hand or out of a file, n of N for each question.

Kent's report prints them so: line 282 "82% felt that the review was appropriately managed by the IRO, which rose to 92%
when those carers giving a 'partial' rating are included"; line 291 "Only 32% of carers felt that the IRO always
demonstrated sufficient levels of case oversight".
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.caseload.lists.surveys import SHEETS
from iro_tui.caseload.practices import find
from iro_tui.caseload.session import Session
from iro_tui.domain.practice_entries import SurveyQuestion
from iro_tui.domain.surveys import answer_meant, figure_id, is_good, question_meant, surveys_of
from iro_tui.domain.words import listed
from iro_tui.exchange.surveys import read_sheets
from iro_tui.figures import Period, figure_of
from iro_tui.figures.formats import plain_report, read_report
from iro_tui.figures.reading import service_of
from iro_tui.figures.report_text import as_text
from iro_tui.figures.surveyed import questions_of
from iro_tui.figures.written_lines import written_lines
from iro_tui.store import tables
from tests.support import TODAY
from tests.support.acting import act, acts, asked, refuses, rows
from tests.support.workbooks import xlsx

Q3 = Period.of("quarter", TODAY)
KENT = find("kent").practice
MANAGED = next(each for each in KENT.surveys.questions if each.id == "managed")
OVERSIGHT = next(each for each in KENT.surveys.questions if each.id == "oversight")


@pytest.fixture
def kent(session: Session) -> Session:
    session.use_practice(find("kent"))
    return session


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("Yes", "yes"), ("y", "yes"), (" partly ", "partially"), ("NO", "no"), ("maybe", None), ("", None)],
)
def test_an_answer_is_known_by_its_words(typed: str, answer: str | None) -> None:
    assert answer_meant(typed, MANAGED) == answer


@given(st.sampled_from(KENT.surveys.questions), st.data())
def test_what_the_scale_says_is_understood_in_any_case(question: SurveyQuestion, data: st.DataObject) -> None:
    answer = data.draw(st.sampled_from(question.scale))
    assert answer_meant(answer.upper(), question) == answer
    assert is_good(answer, question) is (question.scale.index(answer) < question.good)
    assert question_meant(question.words.upper(), surveys_of(KENT)[question.survey]) == question


def _answer(question: str) -> str:
    """The place of a question of Kent's in the form."""
    at = [each.id for each in KENT.surveys.questions].index(question)
    return f"answer_{at + 1}"


def test_a_sheet_is_entered_by_hand_and_counts(kent: Session) -> None:
    shown = asked(kent, "survey", survey="carers")
    asked_of_carers = [each.words for each in surveys_of(KENT)["carers"]]
    assert [each.label for each in shown.values()] == ["Survey of", *asked_of_carers, "In words", "Answered on"]
    assert [option.value for option in shown[_answer("oversight")].options] == list(OVERSIGHT.scale)
    changes = acts(kent, lambda: act(kent, "survey", survey="carers", **{_answer("managed"): "partially"}))
    assert changes.sentence == "Survey of carers: a sheet with 1 answer."
    for answer in ("yes", "yes", "no"):
        act(kent, "survey", survey="carers", **{_answer("managed"): answer})
    act(kent, "survey", survey="carers", **{_answer("oversight"): "most of the time"})
    service = kent.query(service_of)
    managed = figure_of("survey.carers.managed", Q3, service)
    assert (managed.numerator, managed.denominator) == (2, 4), "n of N: who left it out is in neither"
    assert [(part.label, part.numerator) for part in managed.parts] == [("yes", 2), ("partially", 1), ("no", 1)]
    oversight = figure_of("survey.carers.oversight", Q3, service)
    assert (oversight.numerator, oversight.denominator) == (1, 1), "the first three of the scale count as good"
    assert figure_of("survey.carers", Q3, service).numerator == 5
    assert figure_of("survey.carers.managed", Q3.previous, service).value is None
    text = as_text(kent.query(read_report, Q3, hides=False))
    assert "SURVEYS" in text
    assert "2 of 4" in next(line for line in text.splitlines() if line.startswith(MANAGED.words))


def test_a_sheet_is_listed_and_taken_away(kent: Session) -> None:
    act(kent, "survey", survey="children", words="Shorter please", **{_answer("helpful"): "no"})
    [line] = kent.lines(SHEETS)
    assert (line.answered, line.words) == ("1 of 4", "Shorter please")
    assert line.answers == (("Was the review helpful?", "no"),)
    acts(kent, lambda: act(kent, "delete", (), line.key, kind="survey_sheet"))
    assert not kent.lines(SHEETS)
    assert not rows(kent, tables.SurveyAnswerRow)


def test_nothing_is_no_answer_and_a_practice_may_have_no_survey(kent: Session) -> None:
    refuses(kent, lambda: act(kent, "survey", survey="children"), "at least one answer")


def test_the_statutory_practice_asks_nobody(session: Session) -> None:
    refuses(session, lambda: act(session, "survey", survey="children"), "has no survey")


CSV = """Survey export
ID,Email,Completion time,Was the review well managed?,oversight,Comments
1,a@example.org,2026-10-12 09:31:00,Yes,always,
2,b@example.org,13/10/2026,partially,,"Minutes come late,
and long"
3,c@example.org,,,never,
4,d@example.org,,,,
"""


def test_a_file_is_brought_in_whole_and_without_who_answered(kent: Session, tmp_path: Path) -> None:
    file = tmp_path / "carers.csv"
    file.write_text(CSV, encoding="utf-8")
    changes = acts(kent, lambda: act(kent, "survey_file", survey="carers", file=str(file), day=date(2026, 11, 2)))
    assert changes.sentence == "Survey of carers: 3 sheets with 4 answers."
    assert [(line.day, line.answered, line.words) for line in kent.lines(SHEETS)] == [
        (date(2026, 11, 2), "1 of 6", ""),
        (date(2026, 10, 13), "1 of 6", "Minutes come late,\nand long"),
        (date(2026, 10, 12), "2 of 6", ""),
    ]
    assert "example.org" not in str([rows(kent, model) for model in (tables.SurveySheetRow, tables.SurveyAnswerRow)])
    oversight = figure_of("survey.carers.oversight", Q3, kent.query(service_of))
    assert (oversight.numerator, oversight.denominator) == (1, 2)


def test_a_file_that_came_in_before_is_not_counted_twice(kent: Session, tmp_path: Path) -> None:
    file = tmp_path / "carers.csv"
    file.write_text(CSV, encoding="utf-8")
    act(kent, "survey_file", survey="carers", file=str(file), day=date(2026, 11, 2))
    refuses(kent, lambda: act(kent, "survey_file", survey="carers", file=str(file)), "3 sheets of this file came in")
    file.write_text(f"{CSV}5,e@example.org,13/10/2026,yes,,\n", encoding="utf-8")
    changes = act(kent, "survey_file", survey="carers", file=str(file), day=date(2026, 11, 2))
    assert changes.sentence.startswith("Survey of carers: 1 sheet with 1 answer"), "of a longer one what is new"
    assert len(kent.lines(SHEETS)) == 4


def test_a_workbook_reads_as_well(tmp_path: Path) -> None:
    file = tmp_path / "carers.xlsx"
    file.write_bytes(xlsx({"Answers": [["managed", "Date"], ["yes", date(2026, 10, 12)], ["no", None]]}))
    read = read_sheets(file, surveys_of(KENT)["carers"])
    assert [(sheet.day, dict(sheet.answers)) for sheet in read.sheets] == [
        (date(2026, 10, 12), {"managed": "yes"}),
        (None, {"managed": "no"}),
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("managed\nmaybe\n", r"row 2, managed: 'maybe' is none of yes, partially, no"),
        ("managed,day\nyes,soon\n", "'soon' is not a day"),
        ("managed,day\nyes,2027-01-04\n", "still to come"),
        ("name\nA\n", "no column for a question: call them time_with_child, managed"),
        ("managed\n,\n", "no row with an answer"),
    ],
)
def test_what_is_not_understood_is_told_and_nothing_kept(
    kent: Session, tmp_path: Path, content: str, says: str
) -> None:
    file = tmp_path / "carers.csv"
    file.write_text(content, encoding="utf-8")
    refuses(kent, lambda: act(kent, "survey_file", survey="carers", file=str(file)), says)
    refuses(kent, lambda: act(kent, "survey_file", survey="carers", file=str(tmp_path / "none.csv")), "not there")


def test_children_s_answers_and_words_are_in_their_own_version(kent: Session) -> None:
    for helpful in ("yes",) * 6 + ("no",) * 5:
        act(kent, "survey", survey="children", **{_answer("helpful"): helpful})
    act(kent, "survey", survey="children", words="I want drinks and biscuits")
    [offered] = kent.query(lambda connection, caseload: list(written_lines(connection, caseload, Q3)))
    assert offered.is_offered
    assert offered.who is None
    changes = act(kent, "quote", (), offered.entry.id)
    assert changes.sentence.startswith("A survey: words of Fri 20 Nov marked")
    text = kent.query(plain_report, Q3).forms[".txt"]().decode()
    assert "Was the review helpful? 6 of 11 said yes" in text
    assert "“I want drinks and biscuits”" in text


def test_a_figure_of_a_survey_is_called_by_who_is_asked() -> None:
    assert figure_id("social workers", "told") == "survey.social_workers.told"


def test_the_same_question_of_two_groups_is_told_apart(kent: Session) -> None:
    """Carers and social workers are asked alike: each title names who, and each group has its own chart."""
    titles = {each.id: each.title_for(KENT) for each in questions_of(KENT)}
    assert titles["survey.carers.managed"] == f"{MANAGED.words} (carers)"
    assert titles["survey.social_workers.managed"] == f"{MANAGED.words} (social workers)"
    for survey, questions in surveys_of(KENT).items():
        at = [f"answer_{KENT.surveys.questions.index(each) + 1}" for each in questions]
        answers = {place: each.scale[0] for place, each in zip(at, questions, strict=True)}
        for day in (date(2026, month, 5) for month in range(5, 12)):
            act(kent, "survey", survey=survey, day=day, **answers)
    report = kent.query(read_report, Q3, hides=False, months=True)
    section = next(each for each in report.sections if each.heading == "Surveys")
    charts = {heading: {each.figure.declared.group for each in figures} for heading, figures in section.charts}
    assert charts == {
        "Surveys: children": {"children"},
        "Surveys: carers": {"carers"},
        "Surveys: social workers (1 of 2)": {"social workers"},
        "Surveys: social workers (2 of 2)": {"social workers"},
    }


def test_answers_with_a_comma_are_told_apart_in_a_refusal() -> None:
    assert listed(("yes", "", "no")) == "yes, no"
    assert listed(("yes, always", "no")) == "“yes, always”, “no”"


def test_a_routine_of_the_practice_comes_again_as_the_practice_says(kent: Session) -> None:
    """Kent, report line 67: supervision every 4 weeks; another interval, or once, is as it was asked."""
    for again, repeats in (("", "every 4 weeks"), ("once", None), ("monthly", "monthly")):
        act(kent, "task", (), what="Supervision", type="supervision", due=TODAY, again=again)
        assert rows(kent, tables.TaskRow)[-1]["repeats"] == repeats
        kent.undo()
    act(kent, "task", (), what="Call the school", due=TODAY)
    assert rows(kent, tables.TaskRow)[-1]["repeats"] is None

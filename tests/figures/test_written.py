"""The written part of a report: typed or taken from the record, kept, merged into every format; the children's version.

The form of the action plan is that of Enfield's report, lines 300 to 327: areas for development, action, lead officer,
timescale, RAG status. The summary for the children's council is Kent's, line 19.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain.practice_sections import CalledWords
from iro_tui.domain.written import ReportEntry, plan_before
from iro_tui.figures import Period, figure_of
from iro_tui.figures.formats import FORMATS, plain_report, read_report
from iro_tui.figures.reading import service_of
from iro_tui.figures.report_children import PLAIN
from iro_tui.figures.report_children import as_text as for_children
from iro_tui.figures.report_text import as_text
from iro_tui.figures.written import entries_of, quotable
from iro_tui.figures.written_lines import ReportLine, written_lines
from iro_tui.store import tables
from iro_tui.store.work import action
from tests.support import TODAY
from tests.support.acting import NAME, act, acts, look_after, plan_of, refuses, rows

Q2 = Period.of("quarter", TODAY).previous
YEAR, LAST_YEAR = Period(date(2026, 4, 1), date(2027, 3, 31)), Period(date(2025, 4, 1), date(2026, 3, 31))


def write(session: Session, section: str, period: Period = Q2, **answers: str) -> None:
    act(session, "write_report", section=section, first=period.first, last=period.last, **answers)


def lines(session: Session, period: Period = Q2) -> list[ReportLine]:
    return session.query(lambda connection, caseload: list(written_lines(connection, caseload, period)))


def child_says(session: Session, words: str, on: date = date(2026, 9, 3)) -> str:
    """A review with the child's words; its key."""
    (child,) = look_after(session, "AB 1", held=())
    with action(session.engine, "Set up") as work:
        return work.add(tables.ReviewRow(child_id=child, held=on, completed=on, child_words=words))


# Which report an entry stands in


def _plan(first: date, last: date, name: str = "a") -> ReportEntry:
    return ReportEntry(name, first, last, "action", "done")


@pytest.mark.parametrize(
    ("first", "last", "stands_in"),
    [
        (Q2.first, Q2.last, True),
        (YEAR.first, YEAR.last, False),  # the annual report has its own text
        (date(2026, 8, 4), date(2026, 8, 4), True),  # words of a day are in every report of it
        (date(2026, 10, 4), date(2026, 10, 4), False),
    ],
)
def test_an_entry_stands_in_the_report_it_was_written_for(first: date, last: date, stands_in: bool) -> None:
    assert _plan(first, last).is_in(Q2.first, Q2.last) is stands_in


def test_the_plan_before_is_that_of_the_last_report_with_one() -> None:
    year, quarter = _plan(LAST_YEAR.first, LAST_YEAR.last, "year"), _plan(date(2026, 1, 1), LAST_YEAR.last, "quarter")
    older = _plan(date(2024, 4, 1), date(2025, 3, 31), "older")
    assert [each.id for each in plan_before([older, quarter, year], YEAR.first)] == ["year"]
    assert [each.id for each in plan_before([older], YEAR.first)] == ["older"]
    assert plan_before([_plan(Q2.first, Q2.last)], Q2.first) == (), "one's own is no plan before"


days = st.dates(date(2024, 1, 1), date(2028, 1, 1))


@given(st.lists(st.tuples(days, days).map(sorted), max_size=8), days)
def test_what_was_over_before_is_one_plan_alone(spans: list[list[date]], first: date) -> None:
    before = plan_before([_plan(first_, last) for first_, last in spans], first)
    assert len({(each.first, each.last) for each in before}) <= 1
    assert all(each.last < first for each in before)
    assert bool(before) == any(last < first for _, last in spans)


# Writing it


def test_an_entry_is_kept_journalled_changed_and_undone(session: Session) -> None:
    given_: dict[str, Any] = {
        "area": "Reviews in time",
        "text": "Reports 5 days before",
        "lead": "M. Example",
        "timescale": "Ongoing",
    }
    changes = acts(session, lambda: act(session, "write_report", section="action", **given_))
    assert changes.sentence == "Written for Q2 2026-27: action plan.", "the last quarter that is over; not its words"
    [line] = lines(session)
    key = line.entry.id
    acts(session, lambda: act(session, "rewrite_report", (), key, rag="green", outcome="Done in June"))
    [line] = lines(session)
    assert (line.about, line.words, line.entry.lead, line.entry.rag) == (
        "Reviews in time", "Reports 5 days before", "M. Example", "green",
    )  # fmt: skip
    acts(session, lambda: act(session, "delete", (), key, kind="report_entry"))
    assert not lines(session)


def test_what_is_typed_must_be_what_is_asked(session: Session) -> None:
    refuses(session, lambda: write(session, "staffing", post="vacant, full-time equivalent", number="some"), "give one")
    refuses(session, lambda: write(session, "theme"), "Nothing is written")
    backwards: dict[str, Any] = {"section": "theme", "text": "Drift", "first": Q2.last, "last": Q2.first}
    refuses(session, lambda: act(session, "write_report", **backwards), "give a later day")


def test_a_name_in_it_is_said_before_it_is_kept(session: Session) -> None:
    look_after(session, "AB 1")
    first, _ = NAME.split()
    assert "A child here has a name" in plan_of(session, "write_report", section="theme", text=f"{first} waits").warning
    assert not plan_of(session, "write_report", section="theme", text="A boy waits").warning


def test_the_child_s_words_are_marked_for_use_without_a_name(session: Session) -> None:
    review = child_says(session, f"{NAME.split()[0]} likes the dog.")
    [offered] = lines(session)
    assert (offered.is_offered, offered.ref) == (True, "AB 1")
    assert "likes the dog" not in as_text(session.query(read_report, Q2)), "what is only on record is in no report"
    changes = acts(session, lambda: act(session, "quote", (), review))
    assert changes.sentence == (
        "AB 1: words of Thu 3 Sep marked for reports, under “in children's words”, without a name."
    )
    [line] = lines(session)
    assert (line.is_offered, line.words) == (False, "KB likes the dog.")
    for period in (Q2, YEAR):
        assert "“KB likes the dog.”" in as_text(session.query(read_report, period))
    refuses(session, lambda: act(session, "quote", (), review), "already")
    [entry] = rows(session, tables.ReportEntryRow)
    assert review not in str(entry), "what stays when a case is removed knows no key of it"
    assert "KB likes" not in as_text(session.query(read_report, Q2.following))


def test_what_changed_and_good_practice_come_from_the_record(session: Session) -> None:
    (child,) = look_after(session, "AB 1")
    act(session, "good_practice", child, issue="Life-story work", effect="She knows why", day=date(2026, 9, 1))
    act(session, "escalate", child, issue="drift", day=date(2026, 9, 2))
    [dispute] = [row for row in rows(session, tables.EscalationRow) if row["kind"] == "dispute"]
    with action(session.engine, "Set up") as work:
        work.change(tables.EscalationRow, dispute["id"], what_changed="He has a school", closed_on=date(2026, 9, 20))
    with session.engine.connect() as connection:
        assert [(each.section, each.words, each.day) for each in quotable(connection)] == [
            ("good_practice", "Life-story work: She knows why", date(2026, 9, 1)),
            ("changed", "He has a school", date(2026, 9, 20)),
        ]


# In the report


@pytest.fixture
def written(session: Session) -> Session:
    """Everything that can stand in a written part."""
    write(session, "theme", text="Drift <b>in</b> three teams")
    write(session, "good_practice", text="Life-story work")
    write(session, "changed", text="She moved nearer to school")
    write(session, "words", text="I want to see my sister more")
    write(session, "recommendation", text="Book the second review at the first")
    write(session, "action", area="Participation", text="Promote the app", lead="M. Example", timescale="March",
          rag="amber")  # fmt: skip
    write(session, "staffing", post="from an agency, full-time equivalent", number="1.5")
    write(session, "comparator", figure="reviews_in_time", whose="England", number="93 %")
    write(session, "comparator", figure="Looked after per 10,000 children", whose="own service", number="63")
    write(session, "children", text="Thank you")
    write(session, "action", LAST_YEAR, area="Record", text="Sent in 20 days", rag="green", outcome="Nearly always now")
    return session


PRINTED = (
    "Drift ", "Life-story work", "She moved nearer to school", "I want to see my sister more",
    "Book the second review at the first", "Participation", "Promote the app", "M. Example", "March",
    "from an agency, full-time equivalent", "1.5", "England", "93 %", "Looked after per 10,000 children", "63",
    "Nearly always now",
)  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_all_of_it_stands_in_every_format(written: Session, name: str) -> None:
    content = FORMATS[name].made(written.query(read_report, Q2))
    if name == "xlsx":
        sheet = openpyxl.load_workbook(BytesIO(content))["Written"]
        cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
        assert (0.93 in cells, "Reviews held in time" in cells, "reviews_in_time" in cells) == (True, True, False)
        content = " ".join("93 %" if cell == 0.93 else str(cell) for cell in cells).encode()
    assert [words for words in PRINTED if words.encode() not in content] == []
    assert b"<b>in</b>" not in content or name != "html", "data is never markup"


def test_the_plan_before_says_what_became_of_it(written: Session) -> None:
    text = as_text(written.query(read_report, Q2))
    assert "ACTION PLAN OF 2025-26, AND WHAT BECAME OF IT" in text
    assert text.index("Nearly always now") < text.index("Promote the app")
    own = as_text(written.query(read_report, LAST_YEAR))
    assert "Sent in 20 days" in own
    assert "Nearly always now" not in own, "the report that made the plan cannot know yet"


def test_a_figure_of_one_s_own_stands_beside_that_of_others(session: Session) -> None:
    look_after(session, "AB 1", held=(date(2026, 8, 19),))
    write(session, "comparator", figure="reviews held in TIME", whose="England", number="93 %")
    line = next(each for each in as_text(session.query(read_report, Q2, hides=False)).splitlines() if "England" in each)
    assert line.split("  ")[0] == "Reviews held in time"
    assert "100.0 %" in line
    hiding = as_text(session.query(read_report, Q2))
    assert "hidden" in next(each for each in hiding.splitlines() if "England" in each)


def test_themes_are_counted(session: Session) -> None:
    ids = look_after(session, "AB 1", "AB 2", held=(date(2026, 8, 19),))
    for child in ids:
        act(session, "rag", child, value="amber", theme="drift", day=date(2026, 8, 19))
    act(session, "escalate", ids[0], issue="placement", day=date(2026, 9, 1))
    write(session, "theme", text="Teams are new")
    text = as_text(session.query(read_report, Q2, hides=False))
    themes = [each.split() for each in text.partition("THEMES")[2].splitlines()]
    assert ["drift", "2"] in themes
    assert ["placement", "1"] in themes


def test_as_data(written: Session) -> None:
    data = json.loads(FORMATS["json"].made(written.query(read_report, Q2)))
    assert len(data["written"]) == 10
    assert [each["outcome"] for each in data["plan_before"]] == ["Nearly always now"]
    assert all("source" not in each for each in data["written"])


# For children


def test_the_children_s_version_is_plain_and_tells_no_small_number(written: Session) -> None:
    look_after(written, *(f"CD {n}" for n in range(3)), held=(date(2026, 8, 19),))
    forms = written.query(plain_report, Q2).forms
    for ending in (".txt", ".md", ".html"):
        content = forms[ending]().decode()
        for words in ("Thank you", "I want to see my sister more", "Promote the app", "Nearly always now"):
            assert words in content
        for words in ("PN", "RAG", "agency", "England", "held 3 reviews", "3 of 3"):
            assert words not in content
    assert "Sent in 20 days: Nearly always now" in forms[".txt"]().decode()


def test_children_are_called_in_their_version_what_the_practice_calls_them(session: Session) -> None:
    look_after(session, *(f"CD {n}" for n in range(8)), held=(date(2026, 8, 19),))
    report = session.query(read_report, Q2)
    called = replace(report, called=CalledWords("young person", "young people"))
    assert "each child in care" in for_children(report)
    text = for_children(called)
    assert "each young person in care" in text
    assert "No young person can be known" in text
    assert not re.search(r"\bchild|\{", text)


def test_what_children_are_told_is_a_figure_that_is_there(session: Session) -> None:
    assert set(PLAIN) <= {each.id for each in session.query(read_report, Q2).every()}


def test_words_that_are_marked_stay_when_the_case_is_gone(session: Session) -> None:
    review = child_says(session, "I like the dog")
    act(session, "quote", (), review)
    with action(session.engine, "Set up") as work:
        work.change(tables.ReviewRow, review, child_words=None)
    assert [each.text for each in session.query(lambda connection, _: entries_of(connection))] == ["I like the dog"]
    with pytest.raises(Refused, match="no words"):
        act(session, "quote", (), rows(session, tables.CarePeriodRow)[0]["id"])


def test_the_filled_posts_that_are_typed_are_what_children_come_to(session: Session) -> None:
    look_after(session, *(f"AB {n}" for n in range(1, 16)))
    act(session, "write_report", section="staffing", post="filled, full-time equivalent", number="7.5",
        first=Q2.first, last=Q2.last)  # fmt: skip
    figure = figure_of("children_per_iro", Q2, session.query(service_of))
    assert (figure.denominator, figure.grouping) == (
        7.5, "By 7.5 full-time equivalents, as typed in the written part."
    )  # fmt: skip

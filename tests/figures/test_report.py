"""The report of a period: one content in every format, no name, and no small number that could come back."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from html import escape
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.domain.practice import in_force
from iro_tui.figures import Period, figure_of
from iro_tui.figures.charts import MOST_STEPS, steps
from iro_tui.figures.formats import FORMATS, read_report
from iro_tui.figures.published import PublishedReport, published
from iro_tui.figures.reading import service_of
from iro_tui.figures.report import HIDDEN, MOST_LINES, InPrint, Report, ReportSection, report_of
from iro_tui.figures.report_data import as_data
from iro_tui.figures.report_text import as_markdown, as_text, plain_markdown
from iro_tui.figures.service import ReviewRecord, Service
from iro_tui.figures.suppression import SMALL, is_small
from tests.support import TODAY
from tests.support.acting import act, look_after
from tests.support.facts import STATUTORY, d
from tests.support.figured import in_care
from tests.support.stores import open_store

Q2 = Period.of("quarter", TODAY).previous


@pytest.fixture(scope="module")
def made(_filled_once: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Report, set[str]]:
    """A report, the same with small numbers hidden, and every name and reference of the caseload."""
    session = open_store(Path(shutil.copytree(_filled_once, tmp_path_factory.mktemp("report") / "store")))
    whole, hiding = (session.query(read_report, Q2, hides=hides) for hides in (False, True))
    children = session.caseload().children.values()
    told = {word for child in children for word in (child.ref, child.name) if word}
    session.close()
    return whole, hiding, told


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_has_a_name_or_a_reference(made: tuple[Report, Report, set[str]], name: str) -> None:
    whole, _, told = made
    content = FORMATS[name].made(whole)
    assert not [word for word in told if word.encode() in content]


def test_every_figure_stands_in_every_format(made: tuple[Report, Report, set[str]]) -> None:
    whole, hiding, _ = made
    for report in (whole, hiding):
        text, marked, data = as_text(report), as_markdown(report), json.loads(FORMATS["json"].made(report))
        assert [each["id"] for each in data["figures"]] == [each.id for each in report.every()]
        for each in report.every():
            assert each.title in text
            assert each.value_words in text
            assert f"| {each.value_words} |" in marked


def test_what_is_said_of_a_figure_is_said_in_every_format(made: tuple[Report, Report, set[str]]) -> None:
    """What is not on record of it, how it is grouped, the aim: whether it has parts or not."""
    for report in made[:2]:
        text, marked, page = (FORMATS[name].made(report).decode() for name in ("text", "md", "html"))
        book = openpyxl.load_workbook(BytesIO(FORMATS["xlsx"].made(report)))["Figures"]
        cells = {str(cell) for row in book.iter_rows(values_only=True) for cell in row if cell}
        remarked = [each for each in report.every() if each.remarks]
        assert {bool(each.parts) for each in remarked} == {True, False}
        for each in remarked:
            assert " ".join(each.remarks) in cells
            for words in each.remarks:
                assert words in text
                assert plain_markdown(words) in marked
                assert escape(words, quote=False) in page


def test_hidden_is_hidden_in_every_number_of_it(made: tuple[Report, Report, set[str]]) -> None:
    whole, hiding, _ = made
    hidden = [each for each in hiding.every() if each.hidden]
    assert hidden
    for each in hidden:
        assert (each.value, each.numerator, each.denominator, each.change_words) == (None, None, None, "")
        assert each.value_words == HIDDEN
    for each in hiding.every():
        assert not (each.numerator in SMALL and each.figure.unit in ("%", "count"))
        shown = [part for part in each.parts if part.numerator is not None]
        assert not [part for part in shown if is_small(part.numerator or 0, part.denominator)]
    assert not any(each.hidden for each in whole.every())


def test_the_page_is_one_file_that_fetches_nothing(made: tuple[Report, Report, set[str]]) -> None:
    for report in made[:2]:
        page = FORMATS["html"].made(report).decode()
        assert page == FORMATS["html"].made(report).decode(), "the same again, but for nothing"
        assert set(re.findall(r"https?://[^\"'\s<]+", page)) == {"http://www.w3.org/2000/svg"}, "its names' own space"
        assert "<script" not in page
        assert not re.search(r"\b(?:src|href|onload)=", page)
        charts = re.findall(r"<svg [^>]*>", page)
        assert charts
        assert f"<title>{report.title}</title>" in page, "what a browser calls it"
        assert "Pygal" not in page
        assert all('role="img"' in chart and 'aria-label="' in chart for chart in charts), "told to who cannot see it"
        assert page.count("<figure>") == len(charts) == len(set(re.findall(r'<svg [^>]*id="([^"]+)"', page)))
        assert all(escape(each.title) in page for each in report.every())


def test_the_workbook_has_the_numbers_behind_its_charts(made: tuple[Report, Report, set[str]]) -> None:
    for report in made[:2]:
        book = openpyxl.load_workbook(BytesIO(FORMATS["xlsx"].made(report)))
        rows = {
            str(row[-1]): row for row in book["Figures"].iter_rows(min_row=2, max_col=11, values_only=True) if row[-1]
        }
        assert list(rows) == [each.id for each in report.every()]
        for each in report.every():
            _, _, value, numerator, denominator, *_ = rows[each.id]
            assert (numerator, denominator) == (each.numerator, each.denominator)
            if each.value is not None:
                assert value == pytest.approx(each.value / 100 if each.figure.unit == "%" else each.value)
        months = {str(row[0]): row[1:] for row in book["Months"].iter_rows(min_row=2, values_only=True)}
        for each in report.every():
            if any(value is not None for value in each.months):
                assert [value is None for value in months[each.title]] == [value is None for value in each.months]
        charted = [figures for section in report.sections for _, figures in section.charts]
        assert max(map(len, charted)) <= MOST_LINES
        assert len(getattr(book["Charts"], "_charts")) == len(charted) > 0  # noqa: B009


@pytest.mark.parametrize(("months", "drawn"), [(0, False), (1, False), (2, True), (12, True)])
def test_a_line_is_drawn_from_two_months_on(made: tuple[Report, Report, set[str]], months: int, drawn: bool) -> None:
    figure = made[0].figure("reviews_in_time")
    assert figure
    line = replace(figure, months=(50.0,) * months + (None,) * (12 - months))
    section = ReportSection("Reviews", (line,))
    assert [each for _, each in section.charts] == [(line,)] * drawn


def test_what_was_published_stays_and_corrections_show(session: Session) -> None:
    (child,) = look_after(session, "AB 1", held=(date(2026, 8, 19),))
    act(session, "keep_report", name="Q2 for the panel", first=Q2.first, last=Q2.last)
    with pytest.raises(Refused, match="already"):
        act(session, "keep_report", name="q2 for the PANEL", first=Q2.first, last=Q2.last)

    def report(*, hides: bool = False) -> Report:
        return report_of(Q2, session.query(service_of), published=session.query(published), hides=hides)

    assert report().in_print[0].words.endswith("nothing has changed since.")
    assert not report_of(Q2.previous, session.query(service_of), published=session.query(published)).in_print
    review = next(iter(session.caseload().cases[child].held_reviews)).id
    act(session, "correct_review", (), review, on=date(2026, 10, 2))
    told = report().in_print[0]
    assert ("Reviews held", "1", "0") in told.corrections
    for name in ("text", "md", "html"):
        assert b"Q2 for the panel" in FORMATS[name].made(report())
    assert "was 1, is now 0" in as_text(report())
    assert [HIDDEN in line for line in report(hides=True).in_print[0].corrections] == [True] * len(told.corrections)
    session.undo()
    session.undo()
    assert report().in_print == (), "it can be undone as everything else"


def test_what_was_published_before_the_period_was_over_is_no_correction() -> None:
    printed = InPrint("early", Q2.last, (("Reviews held", "3", "5"),), early=True)
    assert printed.words.endswith("one figure has changed since: the period was not over then.")
    early = PublishedReport("early", Q2.first, Q2.last, Q2.last, STATUTORY.title, {"reviews_held": (3, None)})
    later = replace(early, on=Q2.last + timedelta(1))
    service = Service((), STATUTORY, d("20.11.2026"))
    assert [each.early for each in report_of(Q2, service, published=(early, later)).in_print] == [True, False]


def test_what_was_published_by_another_practice_is_no_correction() -> None:
    was = PublishedReport("Q2", Q2.first, Q2.last, Q2.last + timedelta(1), "Kent", {"reviews_held": (3, None)})
    report = report_of(
        Q2, Service((), STATUTORY, d("20.11.2026")), published=(was, replace(was, practice=STATUTORY.title))
    )
    other, same = report.in_print
    assert other.words.endswith("one figure has changed since: it was made by the practice “Kent”.")
    assert same.words.endswith("one figure has been corrected since.")
    assert [each["practice"] for each in as_data(report)["published"]] == ["Kent", STATUTORY.title]


def test_the_foot_names_every_practice_of_the_period() -> None:
    other = replace(STATUTORY, name="own", title="Our own")
    spans = [(d("01.01.2020"), STATUTORY), (d("10.08.2026"), other), (d("01.09.2026"), replace(other, sources=()))]
    report = report_of(Q2, Service((), in_force(spans, d("20.11.2026")), d("20.11.2026")))
    assert f"by the practice “{STATUTORY.title}”, from Mon 10 Aug 2026 “Our own”." in report.notes[0]
    assert report.practice == "Our own"


def test_in_markdown_what_stands_under_a_figure_has_lines_of_its_own() -> None:
    late = in_care("AB1", "01.06.2026", "29.06.2026", "30.09.2026", record=ReviewRecord(late_reason="worker ill"))
    report = report_of(Q2, Service((late,), STATUTORY, d("20.11.2026")))
    assert "held late 100.0 % (1 of 1); not held 0.0 % (0 of 1)  \nNot counted, why: worker ill 1\n" in as_markdown(
        report
    )


@given(st.integers(0, 5000))
def test_the_axis_of_numbers_has_whole_steps(most: int) -> None:
    labels = steps(most)
    assert labels[0] == 0
    assert labels[-1] >= max(most, 1)
    assert 2 <= len(labels) == len(set(labels)) <= MOST_STEPS + 1


def test_a_period_that_goes_on_is_compared_with_as_many_days(session: Session) -> None:
    """On Fri 20 November 2026 the quarter has 51 days: 1 July to 20 August stands beside them."""
    running = Period.of("quarter", TODAY)
    before = Period(date(2026, 7, 1), date(2026, 8, 20))
    assert running.before(TODAY) == before
    assert (Q2.before(TODAY), running.before(running.last)) == (Q2.previous, Q2)
    report = report_of(running, session.query(service_of))
    assert report.dates.endswith("as many days before: 1 Jul 2026 to 20 Aug 2026")
    look_after(session, "AB 1", held=(date(2026, 8, 21),))
    look_after(session, "AB 2", held=(date(2026, 8, 20),))
    assert figure_of("reviews_held", before, session.query(service_of)).numerator == 1
    held = report_of(running, session.query(service_of)).figure("reviews_held")
    assert held is not None
    assert held.previous == 1


def test_a_title_that_asks_has_one_sign_at_its_end(made: tuple[Report, Report, set[str]]) -> None:
    assert "?.**" not in as_markdown(made[0])

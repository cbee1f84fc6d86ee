"""The report for children: for a care council to read and for its page, in plain words and without a name.

Small numbers are always hidden in it. It says what was done, what children said, what changed and what comes next.
Source: Kent 2011-12, line 19.
"""

from __future__ import annotations

from collections.abc import Iterator

from iro_tui.caseload.outgoing.html import page_html
from iro_tui.caseload.outgoing.page import PageHead, Paragraph, Part, Points, PrintedPage, page_text
from iro_tui.domain.surveys import CHILDREN_SURVEY, figure_id
from iro_tui.domain.written import ACTION, CHANGED, CHILDREN, RECOMMENDED, WORDS
from iro_tui.figures.report import Report, Reported
from iro_tui.figures.report_text import parts_markdown, plain_markdown
from iro_tui.figures.report_written import quoted
from iro_tui.figures.words import number_words

PLAIN = {
    "reviews_held": "we held {n} reviews.",
    "reviews_in_time": "{some} reviews were held on time. The law says by when.",
    "reviews_moved": "the day of {some} reviews was moved.",
    "child_spoken_before": "before {some} reviews the reviewing officer talked with the child.",
    "participation": "at {some} reviews of {children} aged 4 and over they had their say.",
    "attendance": "at {some} reviews of {children} aged 4 and over the {child} was there.",
    "chaired_own_review": "{some} reviews were led by the {child}.",
    "decisions_in_5wd": "after {some} reviews the decisions were sent within five working days.",
    "children_escalated": "for {some} {children} we asked managers to put something right.",
}
"""What children are told of the figures, by id; one that is hidden is left out, for what is few may be the rest."""
SURVEYED = f"{figure_id(CHILDREN_SURVEY)}."
"""What the figures of the children's own survey begin with."""
GOOD = "{some} said yes, or something like it."
INTRODUCTION = (
    "An independent reviewing officer (IRO) makes sure that the plan for each {child} in care is a good one, and that "
    "it happens. This page says what we did."
)
FOOT = "No {child} can be known by this page: it has no names, and small numbers are not told."


def plain_parts(report: Report) -> Iterator[Part]:
    """What it says, from the same figures and the same text as the report."""
    written = report.written
    yield Paragraph(_called(INTRODUCTION, report))
    yield from (Paragraph(each.text) for each in written.of(CHILDREN))
    done = tuple(
        sentence
        for name, words in PLAIN.items()
        if (sentence := _sentence(report.figure(name), _called(words, report)))
    )
    if done:
        yield PageHead("What we did")
        yield Points(done)
    asked = [figure for figure in report.every() if figure.id.startswith(SURVEYED)]
    if spoken := tuple(quoted(each) for each in written.of(WORDS)):
        yield PageHead(_called("What {children} said", report))
        yield Points(spoken)
    questions = ((each, f"{each.figure.declared.own_title} {GOOD}") for each in asked)
    if answers := tuple(sentence for each, words in questions if (sentence := _sentence(each, words))):
        yield PageHead(_called("What {children} answered when we asked", report))
        yield Points(answers)
    if changed := tuple(each.text for each in written.of(CHANGED)):
        yield PageHead(_called("What changed for {children}", report))
        yield Points(changed)
    if became := tuple(f"{each.text}: {each.outcome}" for each in written.before if each.outcome):
        yield PageHead("What we said we would do, and what came of it")
        yield Points(became)
    if ahead := tuple(each.text for section in (ACTION, RECOMMENDED) for each in written.of(section)):
        yield PageHead("What we do next")
        yield Points(ahead)


def _sentence(figure: Reported | None, words: str) -> str:
    """A figure in a sentence; empty where it is hidden, there is nothing to count, or `none` would only be unknown."""
    numerator, denominator = (figure.numerator, figure.denominator) if figure else (None, None)
    if figure is None or numerator is None or not (numerator or denominator):
        return ""
    unknown = figure.figure.unknown
    if unknown and not numerator:
        return ""
    some = f"{'at least ' if unknown else ''}{_some(numerator, denominator or 0)}"
    made = words.replace("{n}", number_words(numerator)).replace("{some}", some)
    return made[:1].upper() + made[1:]


def _some(numerator: float, denominator: float) -> str:
    """`6 of 31`, `all 30`, `none of the 30`."""
    of = number_words(denominator)
    if numerator == denominator:
        return f"all {of}"
    return f"{number_words(numerator)} of {of}" if numerator else f"none of the {of}"


def _called(words: str, report: Report) -> str:
    """A sentence with what the practice calls a child, and children."""
    return words.replace("{child}", report.called.child).replace("{children}", report.called.children)


def _title(report: Report) -> str:
    return f"Your reviews, {report.period.words}"


def _page(report: Report, tab: str = "") -> PrintedPage:
    return PrintedPage(_title(report), tuple(plain_parts(report)), "", _called(FOOT, report), tab=tab)


def as_html(report: Report) -> bytes:
    """As a page to print or to put on a council's own page."""
    return page_html(_page(report, tab=_title(report)))


def as_text(report: Report) -> str:
    """As text."""
    return page_text(_page(report))


def as_markdown(report: Report) -> str:
    """As Markdown, for a document that is written on."""
    foot = _called(FOOT, report)
    return "\n".join([f"# {plain_markdown(_title(report))}", "", *parts_markdown(plain_parts(report)), f"*{foot}*\n"])

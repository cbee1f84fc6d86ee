"""Of which year the days of a tab are that are written without one: by the tab's name, or by a person's word.

A tab that names a month may tell of days around it: `2 Jan` in the tab of December is of this year or the next, and is
asked. A tab without a year is asked about, never guessed; where all that have one agree, theirs is shown and taken.
Source: domain reference 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from iro_tui.domain.listed_day import NamedDay, days_named
from iro_tui.domain.words import MONTHS
from iro_tui.exchange.extract import FileQuestion
from iro_tui.exchange.headings import LIES, Lies

NO_YEAR = "The tab “{tab}” names no year. Are its days without a year of {year}? (No: each of them is asked.)"
NEAREST = (
    "{what} names no year. Are its days without a year the nearest: what was held the last before today, a booking the "
    "next? (No: each of them is asked.)"
)
_NAMES = rf"\b({'|'.join(MONTHS)})[a-z]*"
_MONTH = re.compile(rf"{_NAMES}(?![a-z])", re.IGNORECASE)
_YEAR = re.compile(rf"(?<!\d)(20\d\d)(?![-/]?\d)|'(\d\d)\b|{_NAMES}[ .'-]*(\d\d)(?= *(?:-|–|to\b|$))", re.IGNORECASE)
_SPAN = re.compile(r"(?<![\d/-])(?:20)?(\d\d) ?[-/–] ?(?:20)?(\d\d)(?![\d/-])")
_BEGINS = 4
"""The month in which a financial and collection year begins."""
_HALF = 6
"""Months from that of its tab from which a day may lie in the year before or after."""


def month_of(title: str) -> int | None:
    """The month that a tab is called by."""
    named = _MONTH.search(title)
    return 1 + [month.casefold() for month in MONTHS].index(named[1].casefold()) if named else None


def year_of(title: str) -> int | None:
    """The one year that a tab is called by; None for none, and for two: `2025-26`."""
    years = {int(each[1] or f"20{each[2] or each[4]}") for each in _YEAR.finditer(title.strip())}
    return years.pop() if len(years) == 1 else None


def span_of(title: str) -> int | None:
    """The year in which the collection year begins that a tab is called by: `2025-26`."""
    spans = {int(each[1]) for each in _SPAN.finditer(title) if int(each[2]) == int(each[1]) + 1}
    return 2000 + spans.pop() if len(spans) == 1 else None


def tab_years(
    file: str, titles: Sequence[str], today: date, answers: Mapping[str, bool]
) -> tuple[dict[str, tuple[int, ...]], list[FileQuestion]]:
    """By its title the years that a tab's days may be of, and what is asked. `titles`: those with days without a year.

    A tab of a month follows the one before it: `Jan` behind `Dec 2025` is that of 2026. Where nothing names a year,
    whether the nearest days are meant is asked; a tab without a title is the file.
    """
    named = {title: year_of(title) for title in titles}
    of_file = {year for year in named.values() if year}
    years: dict[str, tuple[int, ...]] = {title: (year,) for title, year in named.items() if year}
    years |= {title: (first, first + 1) for title in titles if (first := span_of(title)) and title not in years}
    near = _in_turn(titles, named, today.year)
    questions: list[FileQuestion] = []
    for title in titles:
        if title in years:
            continue
        of_a_year = bool(of_file or month_of(title) or re.search(r"20\d\d", title))
        year = near[title]
        take = True if of_file == {year} else None
        what = f"The tab “{title[:40]}”" if title else "The file"
        text = NO_YEAR.format(tab=title[:40], year=year) if of_a_year else NEAREST.format(what=what)
        yes = str(year) if of_a_year else "nearest"
        question = FileQuestion(f"year:{file}:{title}", file, text, take if of_a_year else None, yes, "ask")
        questions.append(question)
        if not answers.get(question.key, question.take):
            years[title] = (year - 1, year, year + 1)
        elif of_a_year:
            years[title] = (year,)
    return years, questions


def _in_turn(titles: Sequence[str], named: Mapping[str, int | None], this_year: int) -> dict[str, int]:
    """The year of each tab by the one beside it: that in which its month is nearest to the month of that."""
    first = next((at for at, title in enumerate(titles) if named[title]), 0)
    near: dict[str, int] = {}
    for run in (titles[first:], titles[first::-1]):
        year, month = this_year, None
        for title in run:
            of_this = month_of(title)
            gap = of_this - month if of_this and month else 0
            year = named[title] or year + (gap <= -_HALF) - (gap > _HALF)
            near[title], month = year, of_this or month
    return near


def has_no_year(text: str) -> bool:
    """Whether a cell names a day without its year."""
    return any(not each.has_year for each in days_named(text))


def has_year(text: str) -> bool:
    """Whether a cell names a day with its year."""
    return any(each.has_year for each in days_named(text))


def around(today: date) -> tuple[int, ...]:
    """The years that a day without one may be of."""
    return today.year - 1, today.year, today.year + 1


def with_year(text: str, years: Sequence[int], title: str, name: str, today: date) -> str:
    """A cell with its tab's year behind each day that has none; with each of several, so that they are asked.

    `name`: what its column says. A day that may lie years back is of none of several for certain, and stays as it is.
    """
    lies = LIES.get(name, "either")
    for each in reversed(days_named(text)):
        may_be = () if each.has_year else _may_be(each, years, month_of(title), span_of(title))
        if len(may_be) > 1:
            may_be = _OFFERED[lies](may_be, _first_ahead(each, today))
        if may_be:
            dated = " or ".join(_dated(each, year) for year in may_be)
            behind = text[each.end :]
            text = text[: each.end - len(each.text)] + dated + (behind[1:] if behind[:1] == "." else behind)
    return text


def _may_be(day: NamedDay, years: Sequence[int], of_tab: int | None, span: int | None) -> Sequence[int]:
    month = _month(day.text)
    if span:
        return (span if month >= _BEGINS else span + 1,)
    if of_tab is None or len(years) > 1 or abs(month - of_tab) < _HALF:
        return years
    return (years[0], years[0] + 1) if month < of_tab else (years[0] - 1, years[0])


def _first_ahead(day: NamedDay, today: date) -> int:
    """The first year in which a day without one is still to come."""
    number = re.search(r"\d+", day.text)
    has_been = (_month(day.text), int(number[0]) if number else 0) <= (today.month, today.day)
    return today.year + has_been


def _behind(years: Sequence[int], ahead: int) -> Sequence[int]:
    """Those of what has been; where less than two are left, the last two."""
    return [year for year in years if year < ahead] if years[1] < ahead else (ahead - 2, ahead - 1)


def _ahead(years: Sequence[int], ahead: int) -> Sequence[int]:
    """Those of what is to come, or was to come within a year; where less than two are left, all: it is an old list."""
    return [year for year in years if year >= ahead - 1] if years[-2] >= ahead - 1 else years


_OFFERED: Mapping[Lies, Callable[[Sequence[int], int], Sequence[int]]] = {
    "long ago": lambda _, __: (),
    "behind": _behind,
    "either": lambda years, _: years,
    "ahead": _ahead,
}
"""By where the days of a column lie: of several years that one may be of, those that are offered."""


def _month(text: str) -> int:
    return month_of(re.sub(r"[\d]+(?:st|nd|rd|th)?", " ", text)) or int(re.findall(r"\d+", text)[1])


def _dated(day: NamedDay, year: int) -> str:
    named = re.search(r"[A-Za-z]{3,}", day.text)
    number = re.search(r"\d+", day.text)
    if named and number:
        return f"{number[0]} {named[0]} {year}"
    mark = next(sign for sign in day.text if not sign.isdigit() and sign != " ")
    return f"{day.text}{mark}{year}"

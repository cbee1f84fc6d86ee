"""Days as people type them: worked examples, and what holds for any text."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.calendar import WorkingCalendar, add_months
from iro_tui.domain.typed_day import Lean, NotADay, read_day
from iro_tui.domain.words import DAYS, MONTHS, day_words
from tests.support.facts import d

CALENDAR = WorkingCalendar()
TODAY = date(2026, 11, 20)  # a Friday
LEANS: tuple[Lean, ...] = get_args(Lean)
HOW = "Write it as 12/3, tue, +20wd or 2027-03-12."

days = st.dates(date(1995, 1, 1), date(2060, 12, 31))
todays = st.dates(date(2005, 1, 1), date(2050, 12, 31))
leans = st.sampled_from(LEANS)

ALIKE = {
    # the same day however it is written
    "12.03.2027": [
        *(
            "12/3",
            "12.3",
            "12-3",
            "12 3",
            "12 / 3",
            "  12/03 ",
            "12,3",
            "12.3.",
            "12/3/27",
            "12/03/2027",
            "12-3-27",
            "12 3 27",
        ),
        *("12.3.2027", "2027-03-12", "2027-3-12", "2027/03/12", "2027 03 12", "12 mar", "12 march", "12mar"),
        *("12 MAR", "12\tMar\n", "12-mar-27", "mar 12", "mar12", "March 12th", "mar 12 27", "March 12, 2027"),
        *("12 mar 27", "12mar27", "12 march 2027", "12th march", "12th of March", "12th mar 2027"),
        *("Fri 12 Mar", "friday, 12 march 2027", "fr 12/3"),
    ],
    "20.11.2026": ["t", "T", "today", " Today ", "+0", "+0wd", "0d", "20", "20/11", "20th", "Fri 20 Nov"],
    "21.11.2026": ["tom", "tomorrow", "TOMORROW", "+1", "+1d", "1 day", "in 1 day", "21", "sa", "sat", "Saturday"],
    "19.11.2026": ["yes", "yesterday", "-1", "-1d", "1 day ago", "- 1", "last thu", "last thurs"],
    "23.11.2026": ["mo", "next mon", "+1wd", "+3"],
    "24.11.2026": ["tu", "tue", "tues", "tuesday", "next tue", "Next  Tuesday", "+2wd", "24"],
    "25.11.2026": ["we", "wed", "weds", "wednesday"],
    "27.11.2026": ["fr", "fri", "Friday", "next fri", "+1w", "+7", "+5wd", "5wd", "1 week"],
    "17.11.2026": ["last tue", "last tuesday", "-3wd", "3 wd ago", "3 working days ago", "-3"],
    "13.11.2026": ["last fri", "-1w", "-7", "1 week ago"],
    "04.12.2026": ["+2w", "2w", "2 w", "2wks", "2 weeks", "in 2 weeks", "In 2 Weeks", "+ 2 weeks", "4/12", "4"],
    "06.11.2026": ["2 weeks ago", "-2w", "2w ago"],
    "11.12.2026": ["3 weeks", "in 3 weeks", "+21", "+15wd"],
    "30.11.2026": ["+10", "+10d", "10 days", "in 10 days", "10d", "30"],
    "18.12.2026": ["+20wd", "20wd", "20 wd", "20 working days", "in 20wd", "+20 working days"],
    "20.12.2026": ["+1m", "1m", "1 month", "in 1 month"],
    "20.01.2027": ["2 months", "+2m", "2 mths"],
    "20.05.2027": ["+6m", "6 months"],
    "20.11.2027": ["+1y", "1y", "1 year", "+12m", "20/11/27"],
    "20.11.2025": ["-1y", "1 year ago", "12 months ago"],
    "29.11.2026": ["next sun", "29"],
    "22.11.2026": ["su", "sun", "sunday"],
    "31.12.2026": ["31", "31/12", "31 dec"],
    "29.02.2028": ["29/2", "29 feb", "29/2/28"],
}


@pytest.mark.parametrize(("text", "day"), [(text, day) for day, texts in ALIKE.items() for text in texts])
def test_from_friday_20_november_2026(text: str, day: str) -> None:
    assert read_day(text, TODAY, CALENDAR) == d(day)


@pytest.mark.parametrize(
    ("text", "today", "ahead", "back", "near"),
    [
        ("12/3", "20.11.2026", "12.03.2027", "12.03.2026", "12.03.2027"),
        ("12/6", "20.11.2026", "12.06.2027", "12.06.2026", "12.06.2026"),
        ("20 nov", "20.11.2026", "20.11.2026", "20.11.2026", "20.11.2026"),
        ("21/11", "20.11.2026", "21.11.2026", "21.11.2025", "21.11.2026"),
        ("19/11", "20.11.2026", "19.11.2027", "19.11.2026", "19.11.2026"),
        ("12", "20.11.2026", "12.12.2026", "12.11.2026", "12.11.2026"),
        ("31", "20.11.2026", "31.12.2026", "31.10.2026", "31.10.2026"),
        ("tue", "20.11.2026", "24.11.2026", "17.11.2026", "17.11.2026"),
        ("mon", "20.11.2026", "23.11.2026", "16.11.2026", "23.11.2026"),
        ("fri", "20.11.2026", "27.11.2026", "13.11.2026", "20.11.2026"),
        # what says its own direction, or its year, does not lean
        ("next tue", "20.11.2026", "24.11.2026", "24.11.2026", "24.11.2026"),
        ("last tue", "20.11.2026", "17.11.2026", "17.11.2026", "17.11.2026"),
        ("2w", "20.11.2026", "04.12.2026", "04.12.2026", "04.12.2026"),
        ("12/3/26", "20.11.2026", "12.03.2026", "12.03.2026", "12.03.2026"),
        # calendar weeks begin on Monday
        ("next tue", "16.11.2026", "24.11.2026", "24.11.2026", "24.11.2026"),
        ("next tue", "22.11.2026", "24.11.2026", "24.11.2026", "24.11.2026"),
        ("next sun", "16.11.2026", "29.11.2026", "29.11.2026", "29.11.2026"),
        ("last sun", "22.11.2026", "15.11.2026", "15.11.2026", "15.11.2026"),
        # 29 February
        ("29/2", "29.02.2028", "29.02.2028", "29.02.2028", "29.02.2028"),
        ("29/2", "01.03.2028", "29.02.2032", "29.02.2028", "29.02.2028"),
        ("29/2", "28.02.2027", "29.02.2028", "29.02.2024", "29.02.2028"),
        ("29", "01.02.2027", "29.03.2027", "29.01.2027", "29.01.2027"),
        ("+1y", "29.02.2028", "28.02.2029", "28.02.2029", "28.02.2029"),
        ("4 years ago", "29.02.2028", "29.02.2024", "29.02.2024", "29.02.2024"),
        # the turn of the year
        ("31/12", "31.12.2026", "31.12.2026", "31.12.2026", "31.12.2026"),
        ("1/1", "31.12.2026", "01.01.2027", "01.01.2026", "01.01.2027"),
        ("30 dec", "31.12.2026", "30.12.2027", "30.12.2026", "30.12.2026"),
        ("1", "31.12.2026", "01.01.2027", "01.12.2026", "01.01.2027"),
        ("tom", "31.12.2026", "01.01.2027", "01.01.2027", "01.01.2027"),
        # ends of months
        ("+1m", "31.01.2027", "28.02.2027", "28.02.2027", "28.02.2027"),
        ("+1m", "31.03.2027", "30.04.2027", "30.04.2027", "30.04.2027"),
        ("1 month ago", "31.03.2028", "29.02.2028", "29.02.2028", "29.02.2028"),
        ("31", "30.04.2027", "31.05.2027", "31.03.2027", "31.03.2027"),
        # working days over Christmas: 25 December a Friday, Boxing Day made up on Monday 28
        ("+20wd", "11.12.2026", "13.01.2027", "13.01.2027", "13.01.2027"),
        ("+1wd", "24.12.2026", "29.12.2026", "29.12.2026", "29.12.2026"),
        ("+3wd", "24.12.2026", "31.12.2026", "31.12.2026", "31.12.2026"),
        ("-3wd", "05.01.2027", "30.12.2026", "30.12.2026", "30.12.2026"),
        # the edges of the years
        ("+1", "30.12.2060", "31.12.2060", "31.12.2060", "31.12.2060"),
        ("31/12/2060", "20.11.2026", "31.12.2060", "31.12.2060", "31.12.2060"),
        ("1.1.1995", "20.11.2026", "01.01.1995", "01.01.1995", "01.01.1995"),
    ],
)
def test_where_a_day_lies(text: str, today: str, ahead: str, back: str, near: str) -> None:
    read = [read_day(text, d(today), CALENDAR, lean=lean) for lean in ("ahead", "back", "near")]
    assert read == [d(ahead), d(back), d(near)]


def test_an_office_closed_between_the_years() -> None:
    closed = WorkingCalendar([date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)])
    assert read_day("+1wd", date(2026, 12, 24), closed) == date(2027, 1, 4)


EXAMPLES = (
    "12/3", "12 mar 27", "12", "tue", "next tue", "tomorrow", "+20wd", "+2w", "+6m", "2 weeks ago", "2027-03-12",
)  # fmt: skip


@pytest.mark.parametrize("lean", LEANS)
@pytest.mark.parametrize("example", EXAMPLES)
def test_every_way_of_writing_a_day_can_be_typed_whatever_the_lean(example: str, lean: Lean) -> None:
    read_day(example, TODAY, CALENDAR, lean=lean)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31/2", f"'31/2' is not a day: February 2027 has 28 days. {HOW}"),
        ("30 Feb", f"'30 Feb' is not a day: February 2027 has 28 days. {HOW}"),
        ("30/2/28", f"'30/2/28' is not a day: February 2028 has 29 days. {HOW}"),
        ("29/2/2027", f"'29/2/2027' is not a day: February 2027 has 28 days. {HOW}"),
        ("31 nov", f"'31 nov' is not a day: November 2026 has 30 days. {HOW}"),
        ("2027-04-31", f"'2027-04-31' is not a day: April 2027 has 30 days. {HOW}"),
        ("3/13", f"'3/13' is not a day: there is no month 13, and the day comes first. {HOW}"),
        ("32", f"'32' is not a day: no month has 32 days. {HOW}"),
        ("tue 20 nov", f"'tue 20 nov' is not a day: 20 November 2026 is a Friday. {HOW}"),
        ("12/3/95", f"'12/3/95' is not a day: it lies outside 1995-2060. {HOW}"),
        ("12/3/1994", f"'12/3/1994' is not a day: it lies outside 1995-2060. {HOW}"),
        ("0000-01-01", f"'0000-01-01' is not a day: it lies outside 1995-2060. {HOW}"),
        ("+100y", f"'+100y' is not a day: it lies outside 1995-2060. {HOW}"),
        ("", f"No day was typed. {HOW}"),
        (" \t\n", f"No day was typed. {HOW}"),
        ("someday\x1b \ud800", f"'someday? ?' is not a day. {HOW}"),
        ("x" * 400, f"'{'x' * 40}…' is not a day. {HOW}"),
        ("12/3" + " " * 400, f"'12/3' is not a day: it is longer than 400 characters. {HOW}"),
    ],
)
def test_a_refusal_says_what_was_typed_and_how_to_write_it(text: str, sentence: str) -> None:
    with pytest.raises(NotADay) as refused:
        read_day(text, TODAY, CALENDAR)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0",
            "0/3",
            "12/0",
            "00",
            "m",
            "ma",
            "12 ma",
            "march",
            "mar 2027",
            "12/3/7",
            "12/3/207",
            "120327",
            "1203",
            "to",
        ),
        *(
            "next",
            "last",
            "next week",
            "next 12",
            "+",
            "-",
            "+wd",
            "in 2",
            "2 ago",
            "-2w ago",
            "in 2 weeks ago",
            "1.5w",
        ),
        *("tue 2w", "12//3", "/3", "12/", "12/3/", "12 mon", "tuesdays", "++3", "None", "[b]12/3"),
        *("\u0661\u0662/\u0663", "2\u00b2", "\uff11\uff12/\uff13"),  # digits, but not those of a keyboard in England
    ],
)
@pytest.mark.parametrize("lean", LEANS)
def test_nonsense(text: str, lean: Lean) -> None:
    with pytest.raises(NotADay, match=r"is not a day.* Write it as "):
        read_day(text, TODAY, CALENDAR, lean=lean)


@pytest.mark.parametrize("unit", ["", "d", "wd", "w", "m", "y"])
@pytest.mark.parametrize("sign", "+-")
@pytest.mark.parametrize("amount", [30_000, 10**9, 2**31, 2**63, 10**18, 10**390])
def test_amounts_beyond_the_years(sign: str, amount: int, unit: str) -> None:
    with pytest.raises(NotADay, match="outside 1995-2060"):
        read_day(f"{sign}{amount}{unit}", TODAY, CALENDAR)


@pytest.mark.parametrize(
    ("text", "today", "lean"),
    [
        ("29/2", date(2060, 3, 1), "ahead"),
        ("31", date(1995, 1, 30), "back"),
        ("tue", date.max, "ahead"),
        ("last tue", date.min, "near"),
        ("12", date.max, "ahead"),
        ("t", date(2061, 1, 1), "near"),
    ],
)
def test_nothing_lies_beyond_the_edges(text: str, today: date, lean: Lean) -> None:
    with pytest.raises(NotADay, match="outside 1995-2060"):
        read_day(text, today, CALENDAR, lean=lean)


PIECES = st.sampled_from(
    [
        *("0123456789+-/., "),
        *(
            "31",
            "29",
            "2027",
            "9999",
            "wd",
            "d",
            "w",
            "m",
            "y",
            "weeks",
            " working days",
            "in ",
            " ago",
            "next ",
            "last ",
        ),
        *("th", " of ", "mar", "feb", "tue", "weds", "today", "t", "yes", "\u00a0", "\u0663", "\u0130"),
    ]
)


@given(st.text() | st.lists(PIECES).map("".join), st.dates(), leans)
def test_any_text_is_a_day_of_the_years_or_is_refused(text: str, today: date, lean: Lean) -> None:
    try:
        assert 1995 <= read_day(text, today, CALENDAR, lean=lean).year <= 2060
    except NotADay as refused:
        sentence = str(refused)
    else:
        return
    assert sentence.endswith(HOW)
    assert sentence.isprintable()


FORMATS = (
    "{d}/{m}/{y}",
    "{d:02}/{m:02}/{y}",
    "{d}.{m}.{y}",
    "{d}-{m}-{y}",
    "{d} {m} {y}",
    "{y}-{m:02}-{d:02}",
    "{d} {mon} {y}",
    "{d}{mon}{y}",
    "{d}th {mon} {y}",
    "{mon} {d} {y}",
    "{mon} {d}, {y}",
    "{day} {d} {mon} {y}",
)


@given(days, days, leans, st.sampled_from(FORMATS), st.sampled_from([str, str.upper, str.lower]))
def test_a_day_written_out_is_read_as_itself(day: date, today: date, lean: Lean, form: str, case: type[str]) -> None:
    parts = {"d": day.day, "m": day.month, "mon": MONTHS[day.month - 1], "day": DAYS[day.weekday()]}
    assert read_day(case(form.format(y=day.year, **parts)), today, CALENDAR, lean=lean) == day
    if day.year >= 2000 and not form.startswith("{y}"):
        assert read_day(case(form.format(y=f"{day:%y}", **parts)), today, CALENDAR, lean=lean) == day


@given(days, days)
def test_a_day_as_the_program_writes_it_is_read_as_itself(day: date, today: date) -> None:
    assert read_day(day_words(day, today), today, CALENDAR, lean="ahead" if day >= today else "back") == day


@given(todays, st.integers(1, 31), st.integers(1, 12), st.sampled_from(DAYS))
def test_the_lean_is_kept(today: date, day: int, month: int, weekday: str) -> None:
    for text in (f"{day}/{month}", f"{day} {MONTHS[month - 1]}", str(day), weekday):
        try:
            ahead, back, near = (read_day(text, today, CALENDAR, lean=lean) for lean in ("ahead", "back", "near"))
        except NotADay:
            assert text != weekday
            assert day > 29
            continue
        assert back <= today <= ahead
        assert abs(near - today) == min(ahead - today, today - back) or near == today
        if text == weekday:
            assert today not in (back, ahead)
            assert max(ahead - today, today - back) <= timedelta(days=7)
        else:
            assert {ahead.day, back.day, near.day} == {day}


@given(todays, st.integers(0, 400))
def test_amounts_are_those_of_the_calendar(today: date, n: int) -> None:
    for text, day in {
        f"+{n}wd": CALENDAR.add(today, n),
        f"-{n}wd": CALENDAR.add(today, -n),
        f"{n} working days": CALENDAR.add(today, n),
        f"+{n}": today + timedelta(days=n),
        f"-{n}d": today - timedelta(days=n),
        f"in {n} weeks": today + timedelta(weeks=n),
        f"{n} days ago": today - timedelta(days=n),
        f"+{n % 100}m": add_months(today, n % 100),
        f"{n % 10} years ago": add_months(today, -12 * (n % 10)),
    }.items():
        assert read_day(text, today, CALENDAR) == read_day(text, today, CALENDAR, lean="back") == day


@given(todays, st.sampled_from(DAYS))
def test_next_is_of_the_week_to_come_and_last_is_past(today: date, weekday: str) -> None:
    monday = today + timedelta(days=7 - today.weekday())
    assert read_day(f"next {weekday}", today, CALENDAR) == monday + timedelta(days=DAYS.index(weekday))
    assert read_day(f"last {weekday}", today, CALENDAR) == read_day(weekday, today, CALENDAR, lean="back") < today

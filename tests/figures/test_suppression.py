"""No small number can be worked out from what one report prints with small numbers hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_tui.domain.case import Rating
from iro_tui.figures import Period, Service
from iro_tui.figures.records import BANDS, IN_TIME, LONGEST
from iro_tui.figures.report import HIDDEN, Report, Reported, report_of
from iro_tui.figures.report_children import as_text as for_children
from iro_tui.figures.service import CountedChild, ReviewRecord, TeamSpan
from iro_tui.figures.suppression import SMALL, is_small
from iro_tui.figures.worked_out import worked_out
from tests.support.facts import STATUTORY, d
from tests.support.figured import each_review, in_care, moved

HALF = Period.of("half", d("01.08.2026"))
TODAY = d("15.01.2027")
_DAYS = (IN_TIME, *(words for _, words in BANDS), LONGEST)
Cell = tuple[str, ...]


# Working out


@pytest.mark.parametrize(
    ("equations", "known", "values", "expected"),
    [
        ([{0: 1, 1: 1, 2: -1}], {0, 2}, (9, 3, 12), {1}),  # a part is the whole less the other
        ([{0: 1, 1: 1, 2: -1}], {2}, (9, 3, 12), set()),
        ([{0: 1, 1: 1, 2: -1}], {2}, (0, 0, 0), {0, 1}),  # of nothing each part is nothing
        ([{0: 1, 1: 1, 2: -1}], {2}, (1, 1, 2), {0, 1}),  # what is nothing is not hidden: each is one at the least
        ([{0: 1, 1: 1, 2: -1}], {2}, (1, 2, 3), set()),
        ([{0: 1, 1: 1, 3: 1, 2: -1}], {2, 3}, (1, 1, 7, 5), {0, 1}),
        ([{0: 1, 1: 1, 4: -1}, {0: 1, 1: 1, 2: 1, 5: -1}], {4, 5}, (3, 4, 2, 0, 7, 9), {2}),  # the two stay together
        ([{0: 1, 1: 1, 2: -1}, {0: 1, 1: -1, 3: -1}], {2, 3}, (5, 3, 8, 2), {0, 1}),  # sum and difference
    ],
)
def test_what_follows(equations: Any, known: set[int], values: tuple[int, ...], expected: set[int]) -> None:
    assert worked_out(equations, known, values) == expected


@given(
    st.lists(st.lists(st.sampled_from((-1, 0, 1)), min_size=4, max_size=4), max_size=4),
    st.lists(st.integers(0, 3), min_size=4, max_size=4),
    st.sets(st.integers(0, 3), max_size=3),
)
def test_what_follows_is_so_in_every_world(signs: list[list[int]], values: list[int], known: set[int]) -> None:
    """Each row of signs, with what it comes to here, which is known."""
    told = [sum(sign * value for sign, value in zip(row, values, strict=True)) for row in signs]
    equations = [
        {**{place: sign for place, sign in enumerate(row) if sign}, 4 + at: -1} for at, row in enumerate(signs)
    ]
    follows = worked_out(equations, known | {4 + at for at in range(len(signs))}, [*values, *told])
    worlds = [
        world
        for world in product(range(8), repeat=4)
        if all(bool(mine) >= bool(real) for mine, real in zip(world, values, strict=True))
        and all(world[place] == values[place] for place in known)
        and all(sum(s * v for s, v in zip(row, world, strict=True)) == t for row, t in zip(signs, told, strict=True))
    ]
    assert all({world[place] for world in worlds} == {values[place]} for place in follows)


# What one report prints, as somebody reads it who knows how figures hang together


def _numbers(report: Report, whole: Report) -> Iterator[tuple[Cell, float, bool]]:
    """Every number that is printed or hidden: its name, what it is, whether it stands there."""
    for each, real in zip(report.every(), whole.every(), strict=True):
        of_days = real.figure.unit == "days"
        if real.numerator is not None and not of_days:
            yield (each.id,), real.numerator, not each.hidden
        if real.denominator is not None and real.figure.unit != "mean":
            yield (each.id, "base"), real.denominator, not each.hidden
        if real.figure.unit == "%" and real.numerator is not None and real.denominator is not None:
            yield (each.id, "rest"), real.denominator - real.numerator, False
        for part, its in zip(each.parts, real.parts, strict=True):
            yield (each.id, "part", part.label), its.numerator or 0, part.numerator is not None
            if its.denominator is not None:
                yield (each.id, "part", part.label, "base"), its.denominator, part.numerator is not None
        for (why, number), (_, its_number) in zip(each.reasons, real.reasons, strict=True):
            yield (each.id, "why", why), float(its_number), number != HIDDEN
        if real.figure.unit == "count" and real.previous is not None:
            yield (each.id, "before"), real.previous, each.previous is not None
        if real.figure.unit == "count":
            for month, value, its_value in zip(report.months, each.months, real.months, strict=True):
                yield (each.id, month.words), its_value or 0, value is not None


def _sums(report: Report, by: str) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
    """What is what else together, by what the figures are called."""
    for each in report.every():
        name, labels = (each.id,), [part.label for part in each.parts]
        if each.figure.unit == "%":
            yield (each.id, "base"), (name, (each.id, "rest"))
        if each.reasons:
            yield (each.id, "rest"), tuple((each.id, "why", why) for why, _ in each.reasons)
        parts = tuple((each.id, "part", label) for label in labels)
        if by in ("team", "asylum", "month", "quarter") and parts and each.figure.unit in ("%", "count"):
            yield name, parts
            if each.figure.unit == "%":
                yield (each.id, "base"), tuple((*part, "base") for part in parts)
        elif not by:
            for kind in ("asked by: ", "why: "):
                if kinds := tuple(part for part in parts if part[2].startswith(kind)):
                    yield name, kinds
            if each.id in ("reviews_in_time", "participation", "attendance", "chaired_by_service"):
                yield (each.id, "base"), parts
            if each.id.startswith("population") or each.id in ("contacts", "rag_themes", "ends"):
                yield name, parts
        if each.figure.unit == "count":  # April to September are the half-year
            halves = [month.words for month in report.months if month.first in HALF]
            yield name, tuple((each.id, words) for words in halves)
    for base, figures in {
        ("reviews_held",): ("rag_green", "rag_amber", "rag_red", "chaired_own_review", "sw_report_in_time"),
        ("moves",): ("moved_by_iro", "moved_by_social_worker"),
        ("children_looked_after",): ("population_asylum", "population_disabled", "stability_many_homes"),
    }.items():
        yield from (((figure, "base"), (base,)) for figure in figures)
    yield ("children_per_iro",), (("children_looked_after",),)
    yield ("cp_children_per_iro",), (("cp_children",),)
    yield ("rag_themes",), (("rag_amber",), ("rag_red",))
    yield ("children_escalated",), (("escalated_informal",), ("escalated_formal",))
    yield ("moved_by_iro",), (("moves", "part", "asked by: IRO"),)
    yield ("moved_by_social_worker",), (("moves", "part", "asked by: social worker"),)
    yield ("reviews_in_time",), (("reviews_in_time", "part", "in time"),)
    yield ("record_in_15wd",), (("record_days", "part", IN_TIME),)
    yield ("record_days", "base"), tuple(("record_days", "part", label) for label in _DAYS)
    took_part = tuple(
        ("participation", "part", part.label)
        for each in report.every() if each.id == "participation"
        for part in each.parts if part.label[:3] in STATUTORY.participation.took_part
    )  # fmt: skip
    yield ("participation",), took_part


def _leaks(report: Report, whole: Report, by: str) -> list[Cell]:
    """Small numbers that somebody could work out."""
    numbers = {name: (value, printed) for name, value, printed in _numbers(report, whole)}
    place = {name: at for at, name in enumerate(numbers)}
    values = [value for value, _ in numbers.values()]
    equations = []
    for total, shares in _sums(report, by):
        if shares and all(name in place for name in (total, *shares)):
            terms = dict.fromkeys((place[name] for name in shares), 1)
            terms[place[total]] = terms.get(place[total], 0) - 1
            if not sum(values[at] * sign for at, sign in terms.items()):  # what was left out of one counts in the other
                equations.append(terms)
    known = {place[name] for name, (_, printed) in numbers.items() if printed}
    names = list(numbers)
    leaks = [names[at] for at in worked_out(equations, known, values) if values[at] in SMALL]
    for terms in equations:  # what two hidden numbers make together is a number as well
        hidden = terms.keys() - known
        if len({terms[at] for at in hidden}) == 1 and sum(values[at] for at in hidden) in SMALL:
            leaks += [names[at] for at in hidden if values[at]]
    return leaks


CHILD = st.fixed_dictionaries(
    {
        "held": st.sampled_from(("20.04.2026", "15.05.2026", "10.07.2026", "14.08.2026", "")),
        "code": st.sampled_from(("PN1", "PN1", "PN1", "PN2", "PN5", "PN6", "PN7", "")),
        "rag": st.sampled_from(("green", "green", "green", "amber", "red", "")),
        "moved": st.sampled_from(("", "IRO", "social worker", "court")),
        "team": st.sampled_from(("North", "North", "South", "East")),
        "chair": st.sampled_from(("own IRO", "own IRO", "other IRO", "")),
        "uasc": st.sampled_from((None, False, False, True)),
        "record": st.sampled_from((None, None, 10, 18, 40)),
    }
)


def _child(number: int, told: dict[str, Any]) -> CountedChild:
    ref = f"AB{number}"
    record = ReviewRecord(chaired_by=told["chair"] or None, child_chaired=told["rag"] == "green")
    held = (told["held"],) if told["held"] else ()
    child = in_care(
        ref, "01.04.2026", *held, record=record, uasc=told["uasc"], teams=(TeamSpan(told["team"], d("01.01.2026")),)
    )
    child = each_review(child, participation=told["code"] or None)
    if held and told["record"]:
        child = each_review(child, record_on=d(held[0]) + timedelta(told["record"]))
    if held and told["rag"]:
        child = replace(child, case=replace(child.case, ratings=(Rating(f"r{ref}", told["rag"], d(held[0])),)))
    return moved(child, (told["held"], told["moved"], "in court")) if held and told["moved"] else child


def _both(children: Iterable[dict[str, Any]], by: str) -> tuple[Report, Report]:
    service = Service(tuple(_child(number, told) for number, told in enumerate(children)), STATUTORY, TODAY)
    hiding, whole = (report_of(HALF, service, by=by, hides=hides, months=True) for hides in (True, False))
    return hiding, whole


@settings(max_examples=25)
@given(st.lists(CHILD, min_size=3, max_size=45), st.sampled_from(("", "team", "asylum", "month", "quarter")))
def test_no_small_number_can_be_worked_out(children: list[dict[str, Any]], by: str) -> None:
    hiding, whole = _both(children, by)
    assert not _leaks(hiding, whole, by)
    for each, real in zip(hiding.every(), whole.every(), strict=True):
        small = real.numerator in SMALL if real.figure.unit != "days" else real.denominator in SMALL
        assert each.hidden or not small
        if real.figure.unit == "%" and real.numerator is not None:
            assert each.hidden or not is_small(real.numerator, real.denominator)


def _told(held: str, **more: Any) -> dict[str, Any]:
    usual = {
        "code": "PN1",
        "rag": "green",
        "moved": "",
        "team": "North",
        "chair": "own IRO",
        "uasc": False,
        "record": None,
    }
    return {"held": held, **usual, **more}


def _figure(report: Report, figure_id: str) -> Reported:
    figure = report.figure(figure_id)
    assert figure is not None
    return figure


def test_a_part_that_is_another_figure_is_hidden_with_it() -> None:
    """Ten moves: three by the IRO, seven by the social worker; the seven would tell the three."""
    asked = ["IRO"] * 3 + ["social worker"] * 7
    report, _ = _both([_told("10.07.2026", moved=by) for by in asked] + [_told("10.07.2026")] * 10, "")
    parts = {part.label: part.numerator for part in _figure(report, "moves").parts}
    assert parts == {"asked by: IRO": None, "asked by: social worker": None, "why: in court": 10}
    assert (_figure(report, "moved_by_iro").hidden, _figure(report, "moved_by_social_worker").hidden) == (True, True)


def test_the_few_of_which_nobody_is_in_a_band_are_not_told_by_it() -> None:
    """Four records, written in ten days each: that none took longer would be said of the four."""
    report, _ = _both([_told("10.07.2026", record=10)] * 4 + [_told("10.07.2026")] * 10, "")
    record = _figure(report, "record_days")
    assert record.hidden
    assert [part.numerator for part in record.parts] == [None] * len(record.parts)


def test_records_in_time_do_not_tell_the_few_that_were_late() -> None:
    """Twenty written in ten days, four in nineteen, one not: of 24 written, 20 within fifteen working days."""
    written = [10] * 20 + [25] * 4 + [None]
    report, whole = _both([_told("14.08.2026", record=days) for days in written], "")
    assert (_figure(whole, "record_in_15wd").numerator, _figure(whole, "record_days").denominator) == (20, 24)
    assert {part.label: part.numerator for part in _figure(whole, "record_days").parts}["16 to 20"] == 4
    assert _leaks(report, whole, "") == []


def test_quarters_of_a_half_year_do_not_tell_a_small_one() -> None:
    """Nine reviews, of which seven in the first quarter: with them the two of the second would be told."""
    report, _ = _both([_told("15.05.2026")] * 7 + [_told("10.07.2026")] * 2, "quarter")
    assert [part.numerator for part in _figure(report, "reviews_held").parts] == [None, None]


def test_green_amber_and_red_of_one_whole_are_hidden_together() -> None:
    """Twenty reviews: twelve green, six amber, two red."""
    rated = ["green"] * 12 + ["amber"] * 6 + ["red"] * 2
    report, _ = _both([_told("10.07.2026", rag=rag) for rag in rated], "")
    hidden = {each.id for each in report.every() if each.hidden}
    assert {"rag_red", "rag_amber"} <= hidden
    assert ("rag_themes" in hidden, "rag_green" in hidden) == (False, False)


def test_the_children_s_version_tells_no_more_than_the_report() -> None:
    rated = ["PN1"] * 12 + ["PN7"] * 3
    report, _ = _both([_told("10.07.2026", code=code) for code in rated], "")
    words = for_children(report)
    assert "12" not in words


def test_who_is_there_at_the_end_is_hidden_wherever_it_stands() -> None:
    """Eight before the half-year, two began in September: ten, to one IRO, by age, in September, would tell the two."""
    begun = ["05.01.2026"] * 8 + ["01.09.2026"] * 2
    service = Service(tuple(in_care(f"AB{n}", day) for n, day in enumerate(begun)), STATUTORY, TODAY)
    hiding, whole = (report_of(HALF, service, hides=hides, months=True) for hides in (True, False))
    ten = [each.id for each in whole.every() if each.numerator == 10]
    assert {"children_looked_after", "children_per_iro", "population_age"} <= set(ten)
    assert [name for name in ten if not _figure(hiding, name).hidden] == []
    assert [name for name in ten if _figure(hiding, name).months[-1] is not None] == []


def test_children_are_not_told_that_nobody_did_what_is_not_on_record() -> None:
    """Eight reviews of which nothing says who led them; once it is known of six, it is six at the least."""
    nothing, some = (
        for_children(report_of(HALF, Service(tuple(children), STATUTORY, TODAY)))
        for children in (
            [in_care(f"AB{n}", "01.04.2026", "10.07.2026") for n in range(8)],
            [each_review(in_care(f"AB{n}", "01.04.2026", "10.07.2026"), spoken_on=d("09.07.2026") if n < 6 else None)
             for n in range(8)],
        )
    )  # fmt: skip
    assert "held" in nothing
    assert not {word for word in ("led by the child", "talked with", "had their say") if word in nothing}
    assert "Before at least 6 of 8 reviews the reviewing officer talked with the child." in " ".join(some.split())


def test_two_small_months_beside_a_known_third_hide_it_too() -> None:
    """Seven reviews, five of them in one month: the two others make two, and a month without any prints none."""
    children = [_told(day) for day in ("20.04.2026", "15.05.2026", *["10.07.2026"] * 5)]
    hiding, _ = _both(children, "month")
    [held] = [each for each in hiding.every() if each.id == "reviews_held"]
    printed = {part.label: part.numerator for part in held.parts}
    assert held.numerator == 7
    assert sum(number is None for number in printed.values()) >= 3

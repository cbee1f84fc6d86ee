"""`iro figures`: the figures of a period, each with numerator and denominator, printed or as JSON."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from iro_tui.cli.printing import print_json, table, width, wrapped
from iro_tui.cli.stores import opened
from iro_tui.cli.streams import say

if TYPE_CHECKING:
    from iro_tui.figures import Figure, Period, Service

PERIODS = ("month", "quarter", "half", "year")
SPLITS = ("month", "quarter", "team", "locality", "asylum")
_INDENT = "    "


def period_arguments(verb: ArgumentParser, day: Callable[[str], date], *, splits: bool = True) -> None:
    """Which period, and by what it is split."""
    verb.add_argument("period", nargs="?", choices=PERIODS, default="quarter",
                      help="which period, all from 1 April: Q1 is April to June (quarter)")  # fmt: skip
    verb.add_argument(
        "--of", type=day, metavar="DATE", help="the one that this day lies in (the last one that is over)"
    )
    verb.add_argument("--from", dest="first", type=day, metavar="DATE", help="a period of your own: its first day")
    verb.add_argument("--to", dest="last", type=day, metavar="DATE", help="its last day (today)")
    if splits:
        verb.add_argument("--by", choices=SPLITS, default="",
                          help="split each; asylum: citizen children and unaccompanied asylum seekers")  # fmt: skip


def arguments(verb: ArgumentParser, day: Callable[[str], date]) -> None:
    """The options of the verb."""
    period_arguments(verb, day)
    verb.add_argument("--only", action="append", default=[], metavar="ID,…", help="only these figures, by id")
    verb.add_argument("--children", action="store_true", help="with the references of the children behind each")


def print_figures(options: Namespace) -> None:
    """Print the figures of the period that was named. Raises Refused."""
    from iro_tui.figures import figures_of
    from iro_tui.figures.reading import service_of

    with opened(options) as session:
        service: Service = session.query(service_of)
        period = asked_period(options, service.today)
        only = _ids(options, service)
        figures = figures_of(period, service, by=options.by, only=only, previous=True)
    refs = {child.id: child.case.ref for child in service.children} if options.children else None
    if getattr(options, "json", False):
        print_json(shape(period, figures, refs))
        return
    _print(period, figures, service, refs, parts=bool(options.by or only))


def asked_period(options: Namespace, today: date) -> Period:
    """The period that was named. Raises Refused for days that are none, and for one that is still to come."""
    from iro_tui.caseload.refusals import Refused

    period = _named_period(options, today)
    if period.first > today:
        raise Refused(f"{period.words} has not begun yet: name a period that has.")
    return period


def _named_period(options: Namespace, today: date) -> Period:
    from iro_tui.caseload.refusals import Refused
    from iro_tui.figures import Period

    if options.first is None and options.last is None:
        return Period.of(options.period, options.of) if options.of else Period.usual(today, options.period)
    if options.first is None:
        raise Refused("--to is the last day of a period of your own: give its first with --from.")
    last = options.last or today
    if last < options.first:
        raise Refused(f"--to is {last.isoformat()}, before --from {options.first.isoformat()}: give a later day.")
    return Period(options.first, last)


def _ids(options: Namespace, service: Service) -> tuple[str, ...]:
    only = tuple(name for names in options.only for name in names.split(",") if name)
    require_figures(only, service, "--only")
    return only


def require_figures(names: Iterable[str], service: Service, option: str = "--missed") -> None:
    """Raises Refused for what is no figure."""
    from iro_tui.caseload.refusals import Refused
    from iro_tui.figures import declared

    known = [each.id for each in declared(service.practice)]
    for name in names:
        if name not in known:
            close = get_close_matches(name, known, 1)
            hint = f"did you mean {close[0]}?" if close else "iro figures --json has them all."
            raise Refused(f"{option} is {name!r}, which is no figure: {hint}")


def shape(period: Period, figures: tuple[Figure, ...], refs: dict[str, str] | None = None) -> dict[str, Any]:
    """The figures as scripts read them; with `refs` the children behind each, by reference."""
    return {
        "from": period.first,
        "to": period.last,
        "figures": [
            {
                "id": figure.id,
                "title": figure.title,
                "value": figure.value,
                "unit": figure.unit,
                "numerator": figure.numerator,
                "denominator": figure.denominator,
                "base": figure.declared.base,
                "previous": figure.previous,
                "aim": figure.aim,
                "definition": figure.definition,
                "period_rule": figure.declared.period_rule,
                "low": figure.low,
                "high": figure.high,
                "grouping": figure.grouping or None,
                "missing": figure.missing,
                "reports": figure.declared.reports,
                "parts": [
                    {"label": p.label, "value": p.value, "numerator": p.numerator, "denominator": p.denominator}
                    for p in figure.parts
                ],
            }
            | ({"children": [refs[child] for child in figure.children]} if refs is not None else {})
            for figure in figures
        ],
    }


def _print(
    period: Period, figures: tuple[Figure, ...], service: Service, refs: dict[str, str] | None, *, parts: bool
) -> None:
    from iro_tui.figures.words import base_words, change_words, part_words, remarks, value_words

    running = " so far" if period.last > service.today else ""
    days = period.days(service.today)
    say(f"{period.name}{running}: {days}" if period.name else f"{days}{running}")
    say()
    rows = [(f.title, value_words(f), base_words(f), change_words(f)) for f in figures]
    lines = table(("figure", "value", "of", "since the period before"), rows, room=width())
    say(lines[0])
    for figure, line in zip(figures, lines[1:], strict=True):
        say(line)
        for words in remarks(figure):
            for each in wrapped(words, first=_INDENT, rest=_INDENT):
                say(each)
        if parts and figure.parts:
            split = [(part.label, part_words(part), base_words(part)) for part in figure.parts]
            for each in table(("", "", ""), split, indent=_INDENT, room=width())[1:]:
                say(each)
        if refs is not None and figure.children:
            for each in wrapped(", ".join(refs[child] for child in figure.children), first=_INDENT, rest=_INDENT):
                say(each)

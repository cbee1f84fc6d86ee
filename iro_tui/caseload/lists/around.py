"""What single lists say around their rows, for whoever prints them: above, below, beside a heading, and for scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from iro_tui.domain.words import amount_words, day_words

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session


def _counts(session: Session) -> Iterator[str]:
    strip, today = session.strip(), session.today
    shared = ((strip.covered, "covered"), (strip.lent, "with a colleague"))
    whose = "".join(f", {amount:,} {words}" for amount, words in shared if amount)
    yield (
        f"{day_words(today, today)} {today.year}: {strip.looked_after:,} looked after "
        f"(range {strip.range_low}-{strip.range_high}){whose}, {strip.child_protection:,} child protection, "
        f"{strip.short_breaks:,} short breaks; {strip.overdue:,} late, {strip.by_law:,} of them by law; "
        f"{amount_words(strip.unbooked, 'reviews')} due in 28 days to book; {strip.outbox:,} to file"
    )


def _warnings(session: Session, rows: tuple[Any, ...]) -> Iterator[str]:
    from iro_tui.domain.calendar import beyond_known

    yield from session.remarks()  # what every command tells is told
    if any(beyond_known(row.duty.due) for row in rows):
        yield "some dates lie beyond the bank holidays that are published so far; one-off holidays may move them."


def _measures(session: Session) -> Iterator[str]:
    from iro_tui.caseload.lists.paperwork import MEASURES, measured

    yield "Reviews followed here, the two never mixed:"
    for name, (n, of) in measured(session.caseload()).items():
        yield f"  {MEASURES[name]:<16} {n} of {of}"


def _today_data(session: Session) -> dict[str, Any]:
    return {"today": session.today, "caseload": session.strip().children, "warnings": list(session.warnings())}


def _group_notes(session: Session, days: int) -> Mapping[str, str]:
    from iro_tui.caseload.group_notes import group_notes

    return session.query(group_notes, days)


def _measure_data(session: Session) -> dict[str, Any]:
    from iro_tui.caseload.lists.paperwork import measured

    return {name: {"numerator": n, "denominator": of} for name, (n, of) in measured(session.caseload()).items()}


def _fairness(session: Session) -> Iterator[str]:
    from iro_tui.caseload.lists.fair_share import fairness

    if session.manages:
        yield fairness(session.caseload())


def _to_choose(_session: Session, rows: tuple[Any, ...]) -> Iterator[str]:
    """Which of the two stands, and what to type for one of them."""
    for row in rows:
        both = "stands or other" if row.mine_by else "mine or theirs"
        which = f"{row.mine_by}: stands" if row.mine_by else "mine stands" if row.mine_stands else "theirs stands"
        yield f"{row.ref}, {row.what}: {which}. iro do settle --id {row.key} --choose {both}"


ABOVE: dict[str, Callable[[Session], Iterator[str]]] = {"today": _counts, "fair_share": _fairness}
HEADINGS: dict[str, Callable[[Session, Any], Mapping[str, str]]] = {"today": _group_notes}
"""What is said beside headings, by heading."""
BELOW: dict[str, Callable[[Session], Iterator[str]]] = {"paperwork": _measures}
NOTES: dict[str, Callable[[Session, tuple[Any, ...]], Iterator[str]]] = {"today": _warnings, "clashes": _to_choose}
"""What is told beside a list on the standard error."""
BESIDE: dict[str, Callable[[Session], dict[str, Any]]] = {"today": _today_data, "paperwork": _measure_data}
"""What scripts are given beside the rows."""

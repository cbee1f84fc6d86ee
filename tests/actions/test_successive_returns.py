"""Returns brought in one after the other: a later one is the whole truth of its time, in whatever order they come."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from iro_tui.actions.import_files import answered, apply_import, preview_import
from iro_tui.caseload.session import Session
from tests.support.histories import Life, Spell, lives, return_of
from tests.support.stores import open_store

YEAR = date(2025, 4, 1), date(2026, 3, 31)
TODAY = date(2026, 4, 20)
FIVE = [(date(year, 4, 1), date(year + 1, 3, 31)) for year in range(2021, 2026)]
of_a_year = st.tuples(lives("A", *YEAR), lives("B", *YEAR)).map(list)
EVERY_YEAR = Life("C", tuple(Spell(start, start + timedelta(90), "S", "V2", "U6", "E4A") for start, _ in FIVE), ())
"""A return is of the year of its newest day: somebody comes into care in each."""
of_five = st.tuples(lives("A", FIVE[0][0], YEAR[1]), lives("B", FIVE[0][0], YEAR[1]), st.just(EVERY_YEAR)).map(list)
few = settings(
    max_examples=(settings.default or settings()).max_examples // 8,  # six usually, more when tried at length
    phases=[Phase.explicit, Phase.generate],  # each example is real stores: making it smaller would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def bring(session: Session, *folders: Path) -> None:
    """Bring returns in together, following them in every difference; what only an officer can say is left open."""
    preview = preview_import(session, folders)
    followed = {difference.key: True for difference in preview.asked if difference.take is not None}
    preview = answered(session, preview, followed)
    apply_import(session, preview, ended=preview.ended)


def asked_for(session: Session) -> set[tuple[Any, ...]]:
    """What every child's case asks, but for the store's keys."""
    caseload = session.caseload()
    return {
        tuple(value for name, value in vars_of(duty) if name not in ("id", "subject"))
        for duties in caseload.duties.values()
        for duty in duties
    } | {(child.ref, str(sorted(known(caseload.cases[key])))) for key, child in caseload.children.items()}


def vars_of(duty: Any) -> list[tuple[str, Any]]:
    return list(duty._asdict().items())


def known(case: Any) -> list[str]:
    """The facts of a case, but for the store's keys."""
    return [
        str(fact._replace(id="") if hasattr(fact, "id") else fact)
        for facts in (case.periods, case.legal_statuses, case.placements, case.reviews)
        for fact in facts
    ]


def outcome(empty: Path, *steps: Sequence[Path], today: date = TODAY) -> set[tuple[Any, ...]]:
    """What is asked after bringing in, in a new store, each step's returns together."""
    with TemporaryDirectory() as folder:
        session = open_store(Path(shutil.copytree(empty, Path(folder) / "store")), today)
        try:
            for step in steps:
                bring(session, *step)
            return asked_for(session)
        finally:
            session.close()


@few
@given(of_a_year, of_a_year)
def test_of_two_returns_of_one_year_the_second_alone_counts(store: Path, first: list[Life], second: list[Life]) -> None:
    with TemporaryDirectory() as folder:
        one, two = (return_of(Path(folder) / name / "r", told, *YEAR) for name, told in (("1", first), ("2", second)))
        assert outcome(store, [one], [two]) == outcome(store, [two])


@few
@given(of_five, st.permutations(range(5)))
def test_five_yearly_returns_come_to_the_same_in_any_order(store: Path, told: list[Life], order: list[int]) -> None:
    with TemporaryDirectory() as folder:
        returns = [return_of(Path(folder) / str(start.year) / "r", told, start, end) for start, end in FIVE]
        together = outcome(store, returns)
        assert outcome(store, *([each] for each in returns)) == together
        assert outcome(store, *([each] for each in reversed(returns))) == together
        assert outcome(store, *([returns[at]] for at in order)) == together


def lived(life: Life) -> dict[str, Any]:
    """What the record should say of a life, worked out from the life alone: no rule of the program's is asked."""
    periods: list[list[date | None]] = []
    for spell in life.spells:
        if spell.new == "S":
            periods.append([spell.start, None])
        ends_care = spell.end is not None and spell.reason != "X1"
        periods[-1][1] = spell.end if ends_care else None
    return {"periods": [tuple(each) for each in periods], "held": sorted(life.reviews)}


@few
@given(of_a_year, of_a_year)
def test_after_a_correction_the_record_is_what_the_corrected_life_was(
    store: Path, first: list[Life], second: list[Life]
) -> None:
    """An oracle of its own, beside the comparison with the second return alone."""
    with TemporaryDirectory() as folder:
        for name, told in (("1", first), ("2", second)):
            return_of(Path(folder) / name / "r", told, *YEAR)
        session = open_store(Path(shutil.copytree(store, Path(folder) / "store")), TODAY)
        try:
            for name in ("1", "2"):
                bring(session, Path(folder) / name / "r")
            cases = {case.ref: case for case in session.caseload().cases.values()}
        finally:
            session.close()
    for life in second:
        case = cases[life.ref]
        on_record = {
            "periods": sorted((period.started, period.ended) for period in case.periods),
            "held": list(case.held_days),
        }
        assert on_record == lived(life)

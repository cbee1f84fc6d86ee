"""What stays of cases that were removed for good: codes, the year of birth, and the days and limits of reviews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class PastCase:
    """One such case, by the names of the columns; nothing leads back to the child."""

    child: Mapping[str, Any]
    reviews: tuple[Mapping[str, Any], ...]
    stages: tuple[Mapping[str, Any], ...]


def past_cases(connection: Connection, _caseload: Caseload | None = None) -> tuple[PastCase, ...]:
    """Every case that was removed for good, by year of birth."""
    from iro_tui.store import shapes
    from iro_tui.store.reads import read_rows

    reviews, stages = (_by_case(read_rows(connection, model)) for model in (shapes.PastReviewRow, shapes.PastStageRow))
    rows = sorted(read_rows(connection, shapes.PastCaseRow), key=lambda row: (row.born_year or 0, row.id))
    return tuple(PastCase(_values(row), tuple(reviews.get(row.id, ())), tuple(stages.get(row.id, ()))) for row in rows)


def words_of(past: PastCase) -> tuple[str, ...]:
    """A case as a line: born, sex, ethnicity, need, how many reviews were held, and the last one."""
    from iro_tui.store.shapes import PastCaseRow

    words = {fact.name: fact.words or {} for fact in PastCaseRow.facts}
    codes = (words[name].get(past.child[name], past.child[name]) for name in ("born_year", "sex", "ethnicity", "need"))
    held = sorted(review["held"] for review in past.reviews if review["held"])
    return (*(str(word or "") for word in codes), str(len(held)), held[-1].isoformat() if held else "")


TITLES = ("born in", "sex", "ethnicity", "need", "reviews held", "the last")


def _by_case(rows: Any) -> dict[str, list[Mapping[str, Any]]]:
    of_case: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        of_case.setdefault(row.past_case_id, []).append(_values(row))
    return of_case


def _values(row: Any) -> dict[str, Any]:
    kept = ("id", "version", "deleted_at", "made_by", "past_case_id")
    return {name: value for name, value in row._asdict().items() if name not in kept}

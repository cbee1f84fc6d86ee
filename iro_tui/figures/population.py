"""The children looked after, by age, asylum, disability, legal status and home; starts, ends, orders, stability."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from iro_tui.domain import codes
from iro_tui.domain.calendar import add_months, age_on
from iro_tui.domain.care_status import care_ended
from iro_tui.domain.placings import lasting
from iro_tui.domain.words import in_a_sentence
from iro_tui.figures.figure import Counting, Declared
from iro_tui.figures.reckoning import Reckoning, Standing

BANDS = ((1, "under 1"), (5, "1 to 4"), (10, "5 to 9"), (16, "10 to 15"), (18, "16 and 17"))
"""Ages, as Enfield's report and the national return group them."""
ADOPTED, GUARDED = frozenset({"E11", "E12"}), frozenset({"E43", "E44", "E45", "E46", "E47", "E48"})
LONG_MONTHS, SAME_HOME_MONTHS, UNDER = 30, 24, 16
"""Two and a half years in care, two of them in one home, under 16. Source: Shropshire 2014-15 section 7."""
MANY_HOMES = 3
_NOT = "not on record"
_BY_THEN = "care had ended by the day it counts by, on which is not on record"
_WHY = {"period": f"why is {_NOT}", "of_age": "18th birthday", "short_breaks": "short breaks from then on"}


def _age(standing: Standing, end: date) -> str:
    born = standing.case.born
    return next((words for below, words in BANDS if age_on(born, end) < below), _NOT) if born else _NOT


def _legal(standing: Standing, _end: date) -> str:
    status = standing.care.legal_status if standing.care else None
    return codes.LEGAL_STATUS.get(status.code, status.code) if status else _NOT


def _home(standing: Standing, _end: date) -> str:
    placement = standing.care.placement if standing.care else None
    return codes.PLACEMENT.get(placement.code, placement.code) if placement else _NOT


def _grouped(label: Callable[[Standing, date], str]) -> Callable[[Reckoning], Iterator[Counting]]:
    def counted(reckoning: Reckoning) -> Iterator[Counting]:
        for standing in reckoning.looked_after:
            yield Counting(standing.child.id, reckoning.end, labels=(label(standing, reckoning.end),))

    return counted


def _share(holds: Callable[[Standing, date], bool | None], what: str) -> Callable[[Reckoning], Iterator[Counting]]:
    def counted(reckoning: Reckoning) -> Iterator[Counting]:
        for standing in reckoning.looked_after:
            answer = holds(standing, reckoning.end)
            unknown = f"{what} is {_NOT}" if answer is None else ""
            yield Counting(standing.child.id, reckoning.end, bool(answer), unknown=unknown)

    return counted


def _starts(reckoning: Reckoning) -> Iterator[Counting]:
    for child, began in reckoning.starts():
        yield Counting(child.id, began.day)


def _ends(reasons: frozenset[str] | None = None) -> Callable[[Reckoning], Iterator[Counting]]:
    """Children whose care ended in the period, for these reasons, or for any."""

    def counted(reckoning: Reckoning) -> Iterator[Counting]:
        for child in reckoning.service.children:
            for ended in care_ended(child.case):
                reason = ended.period.end_reason if ended.why == "period" else None
                if ended.day in reckoning and (reasons is None or reason in reasons):
                    words = codes.END_REASON.get(reason, reason) if reason else _WHY[ended.why]
                    unknown = _BY_THEN if ended.why == "period" and not ended.period.end_known else ""
                    yield Counting(child.id, ended.day, labels=(words,), unknown=unknown)

    return counted


def _same_home(reckoning: Reckoning) -> Iterator[Counting]:
    long, two_years = add_months(reckoning.end, -LONG_MONTHS), add_months(reckoning.end, -SAME_HOME_MONTHS)
    for standing in reckoning.looked_after:
        care, born = standing.care, standing.case.born
        if care is None or care.since > long or (born and age_on(born, reckoning.end) >= UNDER):
            continue
        since = next((p.started for p in reversed(care.homes) if not p.same_carer), None)
        unknown = f"where the child lives is {_NOT}" if since is None else ""
        yield Counting(standing.child.id, reckoning.end, since is not None and since <= two_years, unknown=unknown)


def _many_homes(reckoning: Reckoning) -> Iterator[Counting]:
    year_ago = add_months(reckoning.end, -12)
    for standing in reckoning.looked_after:
        homes = lasting(sorted(standing.case.placements, key=lambda p: p.started))
        recent = [p for p in homes if (p.ended is None or p.ended > year_ago) and p.started <= reckoning.end]
        changes = sum(not p.same_carer or at == 0 for at, p in enumerate(recent))
        yield Counting(standing.child.id, reckoning.end, changes >= MANY_HOMES)


_END = "at the end of the period"
_BASE = f"children looked after {_END}"


def _population(figure_id: str, title: str, label: Callable[[Standing, date], str], *bands: str) -> Declared:
    return Declared(
        f"population_{figure_id}",
        title,
        f"{title}: children looked after at the end of the period; short breaks stand apart.",
        _BASE,
        "count",
        _END,
        _grouped(label),
        things="children",
        reports=("Shropshire", "Enfield", "Kent"),
        fewer_is_better=None,
        bands=bands,
    )


def _part(figure_id: str, title: str, holds: Callable[[Standing, date], bool | None], what: str) -> Declared:
    return Declared(
        f"population_{figure_id}",
        title,
        f"Of the children looked after at the end of the period: {in_a_sentence(title)}.",
        _BASE,
        "%",
        _END,
        _share(holds, what),
        things="children",
        reports=("Enfield", "Kent", "Shropshire"),
        fewer_is_better=None,
    )


def _ended(figure_id: str, title: str, reasons: frozenset[str] | None, *reports: str) -> Declared:
    return Declared(
        figure_id,
        title,
        f"{title} in the period, by the day that care ended, the 18th birthday at the latest; a new period that begins "
        "the same day goes on; short breaks are none.",
        "children whose care ended in the period",
        "count",
        "ended in the period",
        _ends(reasons),
        things="children",
        reports=reports,
        fewer_is_better=None,
    )


FIGURES = (
    _population("age", "By age", _age, *(words for _, words in BANDS)),
    _population("legal_status", "By legal status", _legal),
    _population("placement", "By where they live", _home),
    _part("asylum", "Unaccompanied asylum seekers", lambda s, end: s.child.is_uasc_on(end), "whether an asylum seeker"),
    _part("disabled", "Disabled children", lambda s, _end: s.child.disabled, "whether disabled"),
    _part(
        "out_of_area",
        "Placed outside the area",
        lambda s, _end: s.care.placement.out_of_area if s.care and s.care.placement else None,
        "whether outside the area",
    ),
    Declared(
        "starts",
        "Began to be looked after",
        "Children who began to be looked after in the period; each start is one, short breaks are none.",
        "starts in the period",
        "count",
        "began in the period",
        _starts,
        things="children",
        reports=("Kent", "Enfield"),
        fewer_is_better=None,
    ),
    _ended("ends", "Care ended", None, "Kent"),
    _ended("adopted", "Adoption orders", ADOPTED, "Enfield", "Shropshire"),
    _ended("special_guardianship", "Special guardianship orders", GUARDED, "Enfield"),
    Declared(
        "stability_same_home",
        "In one home for two years",
        "Of the children under 16 looked after for two and a half years, those in the same home for the last two; "
        "a move with the same carer is none.",
        "children under 16 looked after for two and a half years at the end of the period",
        "%",
        _END,
        _same_home,
        things="children",
        reports=("Shropshire", "Enfield"),
    ),
    Declared(
        "stability_many_homes",
        "Three or more homes in a year",
        "Of the children looked after at the end of the period, those with three or more homes in the twelve months "
        "before it; temporary stays are left out.",
        _BASE,
        "%",
        _END,
        _many_homes,
        things="children",
        reports=("Shropshire",),
        fewer_is_better=True,
    ),
)

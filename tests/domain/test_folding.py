"""What is folded: every duty is a row or stands in exactly one row of its child, and the law is never under a habit."""

from __future__ import annotations

from datetime import date

from hypothesis import event, given

from iro_tui.caseload.today_words import note_words
from iro_tui.domain.case import CarePeriod, Case, LegalStatus, Review
from iro_tui.domain.duties import duties
from iro_tui.domain.folding import AFTER, BEFORE, RANK, folded
from iro_tui.domain.running import NOT_ON_RECORD
from tests.support import TODAY
from tests.support.facts import STATUTORY
from tests.support.strategies import cases


@given(cases())
def test_every_duty_is_a_row_or_stands_in_one_row_of_a_late_duty_that_binds_no_less(case: Case) -> None:
    asked = duties(case, STATUTORY, TODAY)
    by_id = {duty.id: duty for duty in asked}
    folds = folded(asked)
    for duty_id, under in folds.items():
        head = by_id[under.head]
        assert under.head not in folds, "a head is a row itself"
        if head.kind in NOT_ON_RECORD:
            continue
        assert head.days < 0, "only what is late explains others"
        assert RANK[by_id[duty_id].weight] >= RANK[head.weight]


@given(cases(open_care=True))
def test_a_child_whose_last_review_is_unknown_has_one_row_for_it(case: Case) -> None:
    asked = duties(case, STATUTORY, TODAY)
    folds = folded(asked)
    unknown = [duty for duty in asked if duty.kind in NOT_ON_RECORD]
    event("unknown" if unknown else "known")
    inferred = [duty for duty in asked if duty.is_review and duty.inferred and duty.booked is None]
    for duty in unknown:
        rows = [each.id for each in (*unknown, *inferred) if each.id not in folds]
        assert rows == [duty.id]
    if not unknown:
        assert not any(duty.id in folds for duty in asked if duty.is_review), "the law stands by itself"


def test_a_late_review_has_what_goes_before_it_in_its_row() -> None:
    began, held = date(2026, 1, 5), date(2026, 1, 26)
    case = Case(
        "AB 1",
        born=date(2014, 1, 1),
        periods=(CarePeriod(began),),
        legal_statuses=(LegalStatus("C2", began),),
        reviews=(Review("r1", held=held, completed=held),),
    )
    asked = duties(case, STATUTORY, TODAY)
    review = next(duty for duty in asked if duty.is_review)
    assert review.days < 0
    before = [duty_id for duty_id, under in folded(asked).items() if under.head == review.id]
    assert len(before) >= 5
    assert {folded(asked)[duty_id].side for duty_id in before} == {BEFORE}
    assert AFTER not in {under.side for under in folded(asked).values()}


def test_a_review_whose_booked_day_has_passed_is_one_row_when_it_is_late() -> None:
    """The row in red said that it was not booked, and another asked for the record of the very same review."""
    held = Review("r1", held=date(2026, 6, 12))
    case = Case(
        "ZZ 1",
        born=date(2014, 3, 14),
        periods=(CarePeriod(date(2024, 9, 3), id="p1"),),
        legal_statuses=(LegalStatus("C2", date(2024, 9, 3)),),
        reviews=(held, Review("r2", booked=date(2026, 12, 8))),
    )
    asked = duties(case, STATUTORY, date(2026, 12, 14))
    folds = folded(asked)
    [review] = (duty for duty in asked if duty.is_review)
    [record] = (duty for duty in asked if duty.kind == "review_to_record")
    assert review.days < 0
    assert folds[record.id].head == review.id
    assert note_words(review, date(2026, 12, 14), asked, folds).startswith("Tue 8 Dec, to be recorded · +")

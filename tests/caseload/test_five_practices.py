"""Each of the five services' practices over one made-up caseload: only what its report describes is asked otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from iro_tui.caseload.practices import find
from iro_tui.caseload.session import Session
from iro_tui.domain.duties import duties
from iro_tui.domain.duty import Duty
from iro_tui.domain.practice import Practice
from tests.support.stores import open_store

Asked = dict[str, Duty]


def _asked(session: Session, practice: Practice) -> Asked:
    cases = session.caseload().cases.values()
    return {duty.id: duty for case in cases for duty in duties(case, practice, session.caseload().today)}


def _differs(plain: Asked, own: Asked) -> Iterator[tuple[str, Duty | None, Duty | None]]:
    for key in sorted(plain.keys() | own.keys()):
        if plain.get(key) != own.get(key):
            yield key.partition(":")[0], plain.get(key), own.get(key)


@pytest.fixture(scope="module")
def session(_filled_once: Path) -> Iterator[Session]:
    """The made-up caseload; nothing is written here, so it needs no copy."""
    session = open_store(_filled_once)
    yield session
    session.close()


@pytest.fixture(scope="module")
def plain(session: Session) -> Asked:
    return _asked(session, find("statutory").practice)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        # 000:60 names "informal and formal problem resolution", and no limit of its own.
        ("lancashire", set()),
        # 001:139 "unplanned change in placement": within 20 working days again, with what hangs on that review; 001:435
        # names who is turned to, and no days.
        ("shropshire", {"review", "early_review", "midpoint", "escalation_reply"}),
        # 002:37 "ratify plans prior to the Quality Assurance Advisory Group (QAAG) and filing dates".
        ("lincolnshire", {"ratify", "court", "filing"}),
        # 003:327 "SW reports are completed 5 days before the LAC review is due".
        ("enfield", {"sw_report"}),
        # 004:43 "no more than 20 days" in all, and no days for a level.
        ("kent", {"escalation_reply"}),
    ],
)
def test_only_what_its_report_describes_is_asked_otherwise(
    session: Session, plain: Asked, name: str, kinds: set[str]
) -> None:
    practice = find(name).practice
    differs = list(_differs(plain, _asked(session, practice)))
    assert {kind for kind, _, _ in differs} == kinds


def test_enfield_and_lincolnshire_ask_so_many_days_before(session: Session, plain: Asked) -> None:
    """003:327 "5 days before" where the usual is 3; 002:37 the panel before the filing, five of ours."""
    for name, kind, days in (("enfield", "sw_report", 2), ("lincolnshire", "ratify", 5)):
        practice = find(name).practice
        differs = [(before, now) for k, before, now in _differs(plain, _asked(session, practice)) if k == kind]
        assert {practice.office.between(now.due, before.due) for before, now in differs if before and now} == {days}


def test_shropshire_begins_anew_after_an_unplanned_move(session: Session, plain: Asked) -> None:
    """001:139 "within 20 working days, three months and six months" of an "unplanned change in placement"."""
    own = _asked(session, find("shropshire").practice)
    moved = [now for kind, before, now in _differs(plain, own) if kind == "review" and before and now
             and now.due != before.due]  # fmt: skip
    assert [duty.what.split(",")[0] for duty in moved] == ["Review after an unplanned move"]
    assert all(duty.due < plain[duty.id].due for duty in moved)


def test_every_practice_still_asks_the_total_of_an_escalation(session: Session, plain: Asked) -> None:
    """004:43 "no more than 20 days": where a level has no days of its own, the whole has."""
    total = {key: duty.due for key, duty in plain.items() if duty.kind == "escalation_total"}
    assert total
    for name in ("kent", "shropshire"):
        own = _asked(session, find(name).practice)
        assert {key: duty.due for key, duty in own.items() if duty.kind == "escalation_total"} == total

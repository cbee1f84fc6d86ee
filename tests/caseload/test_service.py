"""The service as a manager sees it: each number is that of an officer's own screens, and all of them the figures'."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.actions.base import do
from iro_tui.actions.colleague import ACTION as COLLEAGUE
from iro_tui.actions.colleague import ColleagueAnswers
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.filters import KINDS, made_of, matching
from iro_tui.caseload.lists.base import record
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.colleagues import COLLEAGUES
from iro_tui.caseload.lists.escalations import escalations
from iro_tui.caseload.lists.fair_share import FAIR_SHARE, fairness, shared
from iro_tui.caseload.lists.paperwork import paperwork
from iro_tui.caseload.lists.service import NOBODYS_ROW, SERVICE, ServiceLine, Tallies, caseloads, service
from iro_tui.caseload.lists.today import strip
from iro_tui.caseload.session import Session
from iro_tui.domain.allocation import BY_FILE, Carried, carried, whose
from iro_tui.domain.case import Allocation, Case
from iro_tui.domain.colleagues import OFFICER
from iro_tui.figures import Period
from iro_tui.figures.reading import service_of
from iro_tui.figures.reckon import figure_of
from iro_tui.figures.supervision import sheet
from iro_tui.sample import people
from iro_tui.store.engine import reading, writing
from iro_tui.store.hub_log import write_joined
from iro_tui.store.own import read_own_role, write_exchanges, write_own_role
from iro_tui.store.writes import person_key
from tests.support import TODAY
from tests.support.statements import statements
from tests.support.stores import make_store, open_store

CHILDREN_MADE = 150


@pytest.fixture(scope="module")
def _service_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("service") / "store"
    make_store(folder, CHILDREN_MADE, service=True)
    return folder


@pytest.fixture
def manager(_service_once: Path, tmp_path: Path) -> Iterator[Session]:
    """A manager's store with the children of five IROs."""
    opened = open_store(Path(shutil.copytree(_service_once, tmp_path / "store")))
    yield opened
    opened.close()


def rows_of(session: Session) -> dict[str, ServiceLine]:
    return {row.key: row for row in session.lines(SERVICE)}


def as_officer(caseload: Caseload, person: str) -> Caseload:
    """The same children as they would stand in the IRO's own store."""
    own = replace(caseload, own=person, role=OFFICER)
    named = {key for key in caseload.carried if any(a.allocated for a in own.cases[key].allocations)}
    hers = {key for key in named if whose(own.cases[key], person, own.today).counts}
    return own.only(hers | {key for key in caseloads(caseload).get(person, ()) if key not in named})


# Whose store it is


def test_a_store_is_an_officers_until_it_is_said_to_be_a_managers(filled: Path) -> None:
    session = open_store(filled)
    assert not session.manages
    last = session.reached
    for role, kept in (("head", "head"), ("manager", "manager"), ("iro", OFFICER), ("support", OFFICER)):
        with writing(session.engine) as connection:
            write_own_role(connection, role)
        with reading(session.engine) as connection:
            assert read_own_role(connection) == kept
        again = open_store(filled)
        assert again.manages is (kept != OFFICER)
        assert again.caseload().manages is again.manages
        again.close()
    session.revision()
    assert session.reached == last, "it is not journalled, and travels to nobody"
    session.close()


@pytest.mark.parametrize(
    ("role", "state", "manages"),
    [
        ("head", "active", True),
        ("manager", "active", True),
        ("head", "asked", False),  # nobody has admitted it
        ("manager", "revoked", True),  # the children are still there
        ("iro", "active", False),
        ("support", "active", False),
    ],
)
def test_who_joined_a_hub_has_the_role_it_says(role: str, state: str, manages: bool, filled: Path) -> None:
    session = open_store(filled)
    body = {"council_name": "Sampleton", "name": "Grace Overview", "role": role, "state": state, "exchanged_at": None}
    with writing(session.engine) as connection:
        write_joined(connection, "c" * 32, json.dumps(body))
    session.close()
    session = open_store(filled)
    assert (session.manages, session.caseload().manages) == (manages, manages)
    with writing(session.engine) as connection:
        write_joined(connection, "c" * 32, None)
    session.close()
    session = open_store(filled)
    assert not session.manages, "left"
    session.close()


def test_an_officers_store_has_no_service(filled: Path) -> None:
    session = open_store(filled)
    for listed in (SERVICE, FAIR_SHARE):
        assert not session.lines(listed)
    assert all(not row.iros for row in session.lines(CHILDREN))
    session.close()


# The rows


def test_each_row_is_what_the_iro_sees_on_her_own_screens(manager: Session) -> None:
    caseload = manager.caseload()
    rows = [row for row in rows_of(manager).values() if row.is_iro]
    assert len(rows) == 5
    for row in rows:
        own = as_officer(caseload, row.key)
        shown = strip(own)
        lines = manager.query(lambda connection, _, own=own: tuple(CHILDREN.rows(connection, own)))  # type: ignore[misc]
        disputes = manager.query(lambda connection, _, own=own: escalations(connection, own))  # type: ignore[misc]
        assert row.tallies == Tallies(
            shown.looked_after,
            shown.child_protection,
            shown.by_law,
            shown.unbooked,
            sum(line.who.rag == "red" for line in lines),
            sum(line.who.rag == "amber" for line in lines),
            sum(line.kind == "dispute" for line in disputes),
            sum(1 for line in paperwork(None, own) if line.next and line.next.due and line.next.due < TODAY
                and not line.left_care),
        ), row.name  # fmt: skip
        low, high = own.practice.caseload.low, own.practice.caseload.high
        assert row.ratio
        assert row.ratio.number == pytest.approx(shown.looked_after / (row.fte or 1), abs=0.05)
        assert row.ratio.off == max(0, round(row.ratio.number) - high) + min(0, round(row.ratio.number) - low)


def test_the_service_is_what_the_figures_say(manager: Session) -> None:
    total = rows_of(manager)["service"]
    counted = manager.query(service_of)
    figures = {
        name: figure_of(name, Period(TODAY, TODAY), counted) for name in ("children_looked_after", "children_per_iro")
    }
    assert total.tallies.looked_after == figures["children_looked_after"].numerator
    assert total.fte == pytest.approx(figures["children_per_iro"].denominator)
    assert total.ratio
    assert total.ratio.number == pytest.approx(figures["children_per_iro"].value, abs=0.05)


def test_the_rows_add_up_to_the_service_but_for_who_is_covered(manager: Session) -> None:
    caseload, rows = manager.caseload(), rows_of(manager)
    total = rows.pop("service")
    covered = [child_id for child_id, each in caseload.carried.items() if each.cover]
    assert len(covered) == 9
    twice = service(None, caseload.only(frozenset(covered)))
    of_covered = next(row for row in twice if row.key == "service").tallies
    for part in fields(Tallies):
        name = part.name
        added = sum(getattr(row.tallies, name) for row in rows.values())
        assert added - getattr(of_covered, name) == getattr(total.tallies, name), name


def test_whom_nobody_has_stand_in_a_row_of_their_own(manager: Session) -> None:
    row = rows_of(manager)[NOBODYS_ROW]
    children = [child for child in manager.lines(CHILDREN) if child.iros == ("nobody",)]
    assert row.tallies.looked_after == len(children) == 1
    assert all("nobody" in child.holder for child in children)
    assert "With nobody." in children[0].alerts
    assert row.ratio is None


def test_parts_of_full_time_add_up_to_what_can_be_read(manager: Session) -> None:
    """Fifty people at 0.8 or 0.6 are no 41.79999999999999 together, which is cut from its column."""
    caseload = manager.caseload()
    vars(caseload)["posts"] = 41.79999999999999
    assert [row.fte for row in service(None, caseload)][-1] == 41.8


def test_away_and_cover_are_said_of_both(manager: Session) -> None:
    rows = rows_of(manager)
    ill, covering = rows[person_key(people.COLLEAGUE_AWAY)], rows[person_key("Delia Nextdoor")]
    assert ill.away == "sickness Mon 16 Nov to Fri 27 Nov, covered by Delia Nextdoor (9)"
    assert covering.covers == "covers 9 for Rowan Elsewhere until Fri 27 Nov"
    assert (ill.begins, covering.begins) == ("to 27 Nov", "covers 9"), "what no screen cuts"
    assert ill.in_row == "to 27 Nov, sickness, covered by Delia Nextdoor (9)"
    total = rows["service"]
    assert total.in_row == total.beside == "9 covered, in both rows", "the rows add up to more than the service"
    assert next(row for row in manager.lines(COLLEAGUES) if row.key == ill.key).with_them == len(
        caseloads(manager.caseload())[ill.key]
    )


@pytest.mark.parametrize(("started", "ended", "words", "brief"), [
    (date(2026, 11, 16), date(2026, 11, 27), "sickness Mon 16 Nov to Fri 27 Nov, covered by Delia Nextdoor (9)",
     "to 27 Nov, sickness, covered by Delia Nextdoor (9)"),
    (date(2026, 11, 16), date(2026, 11, 30),
     "sickness Mon 16 Nov to Mon 30 Nov, covered by Delia Nextdoor (9) until Fri 27 Nov",
     "to 30 Nov, sickness, covered by Delia Nextdoor (9) until Fri 27 Nov"),
    (date(2026, 12, 14), date(2026, 12, 18),
     "sickness Mon 14 Dec to Fri 18 Dec · covered by Delia Nextdoor (9) until Fri 27 Nov",
     "14–18 Dec, sickness · covered by Delia Nextdoor (9) until Fri 27 Nov"),
    (None, None, "covered by Delia Nextdoor (9) until Fri 27 Nov", "covered by Delia Nextdoor (9) until Fri 27 Nov"),
], ids=["whole", "shorter", "another spell", "no spell"])  # fmt: skip
def test_a_cover_is_of_the_spell_only_where_it_spans_it(
    manager: Session, started: date | None, ended: date | None, words: str, brief: str
) -> None:
    caseload, key = manager.caseload(), person_key(people.COLLEAGUE_AWAY)
    ill = caseload.colleagues[key]
    spells = tuple(replace(spell, started=started, ended=ended) for spell in ill.away if started and ended)
    vars(caseload)["colleagues"] = {**caseload.colleagues, key: replace(ill, away=spells)}
    row = next(row for row in service(None, caseload) if row.key == key)
    assert (row.away, row.in_row) == (words, brief)


def test_the_last_exchange_is_a_dash_until_the_hub_tells(manager: Session) -> None:
    key = person_key("Delia Nextdoor")
    assert {row.exchanged_words for row in rows_of(manager).values()} == {"–"}
    at = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)
    with writing(manager.engine) as connection:
        write_exchanges(connection, {key: at})
    row = rows_of(manager)[key]
    assert row.exchanged == at
    assert row.exchanged_words == f"{at.astimezone():Fri 20 Nov %H:%M}"
    assert row.exchanged_ago == f"{at.astimezone():%H:%M}"
    assert record(SERVICE.columns, row)["exchanged"] == at
    with writing(manager.engine) as connection:
        write_exchanges(connection, {key: at - timedelta(days=2)})
    assert rows_of(manager)[key].exchanged_ago == "2 d"


def test_a_new_iro_has_a_row_with_nobody_and_counts_in_the_fair_share(manager: Session) -> None:
    do(manager, COLLEAGUE, ColleagueAnswers(name="Petra Newcome", fte="1"))
    row = rows_of(manager)[person_key("Petra Newcome")]
    assert row.tallies == Tallies()
    share = shared(manager.caseload())
    assert share.before[row.key] == 0
    assert share.after[row.key] == 0, "nobody of her locality is there yet, so nobody would go to her"
    assert row.key in share.outside


def test_the_service_stays_last_however_the_list_is_sorted(manager: Session) -> None:
    rows = list(rows_of(manager).values())
    for column in SERVICE.columns:
        order = column.order
        if order is not None and column.width and column.key not in ("agency", "beside", "exchanged", "team"):
            assert [row.key for row in rows if order(row) is None] == ["service"], column.key


def test_no_query_is_made_for_a_row_or_a_child(manager: Session) -> None:
    manager.caseload()
    with statements(manager.engine) as made:
        manager.lines(SERVICE)
        manager.lines(FAIR_SHARE)
    assert len([each for each in made if "FROM" in each[0]]) <= 8, made


# The caseload of one


def test_the_filter_of_an_iro_leaves_whom_she_holds_or_covers(manager: Session) -> None:
    caseload, rows = manager.caseload(), manager.lines(CHILDREN)
    kind = next(kind for kind in KINDS if kind.id == "whose")
    assert set(made_of(kind, rows).values()) == {
        *(row.name for row in manager.lines(SERVICE) if row.is_iro and caseloads(caseload).get(row.key)), "nobody"
    }  # fmt: skip
    for person, ids in caseloads(caseload).items():
        left = matching(rows, [f"whose:{caseload.name_of(person) if person else 'nobody'}"])
        assert {row.child_id for row in left} == set(ids) & {row.child_id for row in rows}


def test_her_sheet_for_supervision_is_that_of_her_own_children(manager: Session) -> None:
    caseload = manager.caseload()
    key = person_key("Delia Nextdoor")
    page = manager.query(sheet, None, key)
    assert "Delia Nextdoor's caseload, by reference, without names" in page.text
    assert page.parts[0].aside.startswith(f"{rows_of(manager)[key].tallies.looked_after} looked after of")
    others = {child.ref for child_id, child in caseload.children.items() if child_id not in caseloads(caseload)[key]}
    assert not [ref for ref in others if ref in page.text]
    assert max(map(len, page.text.splitlines())) <= 80


def test_her_sheet_reads_the_history_of_her_own_children_once(manager: Session) -> None:
    key = person_key("Delia Nextdoor")
    hers = set(caseloads(manager.caseload())[key])
    pages = []
    for reads in (1, 0):
        with statements(manager.engine) as made:
            pages.append(manager.query(sheet, None, key).text)
        assert len([each for each in made if "FROM rating" in each[0]]) == reads, made
    assert set(manager.caseload()._histories["ratings"]) == hers
    assert pages[0] == pages[1]


def test_renewed_is_as_read_anew(manager: Session) -> None:
    before = manager.caseload()
    do(manager, COLLEAGUE, ColleagueAnswers(name="Delia Nextdoor", fte="0.5"))
    renewed = manager.caseload()
    anew = Caseload.read(manager.engine.connect(), manager.practice, TODAY)
    assert renewed is not before
    assert list(service(None, renewed)) == list(service(None, anew))


def test_a_fair_share_keeps_siblings_and_localities_and_moves_nobody(manager: Session) -> None:
    caseload, last = manager.caseload(), manager.reached
    rows = manager.lines(FAIR_SHARE)
    assert rows
    share = shared(caseload)
    for row in rows:
        siblings = {
            key
            for key, case in caseload.cases.items()
            if case.sibling_group and case.sibling_group == caseload.cases[row.child_id].sibling_group
            and key in caseload.carried and caseload.carried[key].holder == caseload.carried[row.child_id].holder
        }  # fmt: skip
        assert siblings <= set(row.together)
    assert person_key(people.COLLEAGUE_AWAY) not in {move.to for move in share.moves}, "who is ill is given nobody"
    assert "give or take 5: 1 child would move." in fairness(caseload)
    manager.revision()
    assert manager.reached == last


# The rule


KEYS = ("a", "b", "c")
days = st.dates(date(2026, 10, 1), date(2026, 12, 31))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case with namings that follow one another, and covers."""
    at, rows = date(2026, 9, 1), []
    for number in range(draw(st.integers(1, 3))):
        rows.append(Allocation(allocated=at, id=f"h{number}", iro_id=draw(st.sampled_from(KEYS))))
        at += timedelta(draw(st.integers(1, 60)))
        if number:
            rows[number - 1] = rows[number - 1]._replace(until=rows[number].allocated)
    holder = rows[-1].iro_id
    for number in range(draw(st.integers(0, 2))):
        first = draw(days)
        rows.append(
            Allocation(
                allocated=first, until=first + timedelta(draw(st.integers(0, 20))), id=f"c{number}", mode="covers",
                iro_id=draw(st.sampled_from(KEYS)), previous_iro_id=holder, reason=BY_FILE,
            )
        )  # fmt: skip
    return Case(ref="A 1", allocations=tuple(rows))


@given(cases(), st.dates(date(2026, 10, 1), date(2027, 1, 31)))
def test_a_case_is_on_the_caseload_of_those_whose_own_store_says_so(case: Case, today: date) -> None:
    now = carried(case, None, today)
    for person in KEYS:
        assert (person in now.by) == whose(case, person, today).counts, person


def test_worked_examples_of_who_has_a_case() -> None:
    named = Allocation(allocated=date(2026, 3, 2), iro_id="a", id="1")
    over = named._replace(until=date(2026, 6, 1))
    cover = Allocation(
        allocated=date(2026, 11, 16), until=TODAY, mode="covers", iro_id="b", previous_iro_id="a", id="2"
    )
    for allocations, author, expected in (
        ((), "", Carried()),
        ((), "c", Carried("c")),
        ((named,), "c", Carried("a")),
        ((over,), "c", Carried()),
        ((named, cover), "", Carried("a", "b", TODAY)),
        ((named, cover._replace(until=date(2026, 11, 19))), "", Carried("a")),
        ((named, cover._replace(iro_id="a")), "", Carried("a")),
        ((cover,), "", Carried("a", "b", TODAY)),
        ((named._replace(iro_id=None),), "", Carried("own")),
    ):
        assert carried(Case(ref="A 1", allocations=allocations), "own", TODAY, author) == expected

"""A manager's allocation, transfer and cover are done at the hub with her next exchange; and who was last there."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from iro_tui.actions.at_hub import at_hub, exchange_now
from iro_tui.sharing.allotting import Giving, HoldingAtHub, givings
from iro_tui.store.engine import reading
from iro_tui.store.own import read_exchanges
from iro_tui.text import ref_key
from tests.hub.test_verbs import Desk, add, database, desk, head, joined, made_once
from tests.support.postgres import Cluster
from tests.support.stores import open_store

__all__ = ["database", "desk", "head", "made_once"]
pytestmark = pytest.mark.hub
TODAY = date(2026, 11, 20)
REF = "AB 1042"


@pytest.fixture
def service(desk: Desk, head: Desk, tmp_path: Path) -> Path:
    """A head, a manager, and three officers, of whom the first has some children at the hub."""
    for name, *more in (("A. Patel",), ("D. Hughes",), ("C. Smith",), ("T. Banks", "--role", "manager")):
        joined(desk, head, name[3:].lower(), name, "--team", "North", *more)
    for number in range(6):
        add(desk, "patel", f"AB 104{number}")
    for who in ("patel", "banks", "head"):
        desk(who, "hub", "exchange")
    return tmp_path


def holders(folder: Path) -> dict[str, bool]:
    """Who has the child at the hub now; whether for good."""
    with closing(open_store(folder / "head", TODAY)) as session, at_hub(session) as at:
        stream = at.joined.key.stream(ref_key(REF))
        names = {row[1]: row[2] for row in at.hub.admin("devices")}
        return {
            names[member]: until is None
            for of, member, mode, _, until in at.hub.admin("holdings")
            if of == stream and mode == "write" and (until is None or until > datetime.now(UTC))
        }


@pytest.mark.parametrize("who", ["banks", "head"])
def test_another_iro_has_the_child_at_the_hub_and_the_allocation_in_its_log(
    service: Path, desk: Desk, who: str
) -> None:
    desk(who, "do", "allocate", REF, "--iro", "D. Hughes", "--reason", "area of work")
    printed = desk(who, "hub", "exchange")
    assert "hand it over as a file" not in printed.out + printed.err
    assert holders(service) == {"D. Hughes": True}
    desk("hughes", "hub", "exchange")
    assert desk("hughes", "child", REF).out
    desk("patel", "hub", "exchange")
    assert "There is no child" in desk("patel", "child", REF, code=1).err
    assert desk(who, "hub", "exchange").out.strip() == "Exchanged: nothing new."
    desk(who, "undo")
    desk(who, "hub", "exchange")
    assert holders(service) == {"A. Patel": True}, "undone it is given back"


def test_a_child_who_is_given_back_comes_back_whole(service: Path, desk: Desk) -> None:
    """Away and back, twice: with what was written before, and what a colleague wrote meanwhile."""
    for number in range(6):  # of fewer than five children one that leaves is asked about
        add(desk, "hughes", f"CD 204{number}")
    desk("patel", "do", "people", REF, "--role", "guardian", "--name", "Gina Guard")
    desk("patel", "hub", "exchange")
    for number in range(2):
        desk("banks", "do", "allocate", REF, "--iro", "D. Hughes", "--reason", "area of work")
        for who in ("banks", "hughes", "patel"):
            desk(who, "hub", "exchange")
        assert "There is no child" in desk("patel", "child", REF, code=1).err
        desk("hughes", "do", "contact", REF, "--how", "visit", "--who", "child", "--note", f"the horses {number}")
        desk("hughes", "hub", "exchange")
        desk("banks", "do", "allocate", REF, "--iro", "A. Patel", "--reason", "back")
        for who in ("banks", "hughes"):
            desk(who, "hub", "exchange")
        assert "There is no child" in desk("hughes", "child", REF, code=1).err
        printed = desk("patel", "hub", "exchange")
        assert "1 child came" in printed.out + printed.err
        page = desk("patel", "child", REF, "--names").out
        assert f"the horses {number}" in page
        assert "Gina Guard" in page
        desk("patel", "do", "contact", REF, "--how", "visit", "--who", "child", "--note", f"the goats {number}")
        desk("patel", "hub", "exchange")
    assert desk("patel", "hub", "exchange").out.strip() == "Exchanged: nothing new."
    assert desk("patel", "check").out


def test_a_late_word_of_the_former_iro_is_still_taken(service: Path, desk: Desk) -> None:
    desk("banks", "do", "allocate", REF, "--iro", "D. Hughes", "--reason", "area of work")
    desk("banks", "hub", "exchange")
    desk("patel", "do", "contact", REF, "--how", "visit", "--who", "child", "--note", "the horses")
    assert "1 entry went" in desk("patel", "hub", "exchange").out
    desk("hughes", "hub", "exchange")
    assert "horses" in desk("hughes", "child", REF).out


def test_a_cover_has_its_end_and_another_one_takes_its_place(service: Path, desk: Desk) -> None:
    desk("banks", "do", "cover", REF, "--to", "C. Smith", "--until", "2059-01-31")
    desk("banks", "hub", "exchange")
    assert holders(service) == {"A. Patel": True, "C. Smith": False}
    desk("smith", "hub", "exchange")
    assert desk("smith", "child", REF).out
    desk("banks", "do", "cover", REF, "--to", "D. Hughes", "--until", "2059-01-31")
    desk("banks", "hub", "exchange")
    assert holders(service) == {"A. Patel": True, "D. Hughes": False}


def test_who_covers_goes_by_since_when_the_holder_has_the_child(service: Path, desk: Desk) -> None:
    """So that what guidance asked before the cover is on somebody's Today; another IRO begins with her own day."""
    since = ("--since", "2026-01-05", "--status", "care", "--placement", "foster", "--mine-since", "2026-02-02")
    for ref in ("EF 1", "EF 2"):
        desk("patel", "do", "child", "--ref", ref, "--born", "2015-05-05", *since)
    for who in ("patel", "banks"):
        desk(who, "hub", "exchange")
    desk("banks", "do", "cover", "EF 1", "--to", "C. Smith", "--until", "2059-01-31")
    desk("banks", "do", "allocate", "EF 2", "--iro", "C. Smith", "--reason", "area of work")
    desk("banks", "hub", "exchange")
    desk("smith", "hub", "exchange")
    assert "On the holder’s caseload since Mon 2 Feb" in " ".join(desk("smith", "child", "EF 1").out.split())
    assert "On my caseload since Fri 20 Nov" in " ".join(desk("smith", "child", "EF 2").out.split())


def test_a_cover_to_come_is_given_on_its_first_day(service: Path, desk: Desk) -> None:
    desk("banks", "do", "cover", REF, "--to", "C. Smith", "--started", "2026-11-25", "--until", "2059-01-31")
    desk("banks", "hub", "exchange")
    assert holders(service) == {"A. Patel": True}
    for day, expected in ((24, {"A. Patel": True}), (25, {"A. Patel": True, "C. Smith": False})):
        with closing(open_store(service / "banks", date(2026, 11, day))) as session:
            exchange_now(session)
        assert holders(service) == expected


def test_what_an_older_backup_of_the_hub_lacks_is_given_again_by_the_next_days_exchange(
    service: Path, desk: Desk, postgres: Cluster, database: tuple[str, ...]
) -> None:
    """A transfer and a cover; another laptop has healed the log before any manager looks."""
    desk("banks", "do", "allocate", REF, "--iro", "D. Hughes", "--reason", "area of work")
    desk("banks", "do", "cover", REF, "--to", "C. Smith", "--until", "2059-01-31")
    desk("banks", "hub", "exchange")
    given = {"D. Hughes": True, "C. Smith": False}
    assert holders(service) == given
    postgres.psql(
        "delete from hub.holding h using hub.member m where m.id = h.member and m.name in ('D. Hughes', 'C. Smith');"
        "update hub.holding h set until = null from hub.member m where m.id = h.member and m.name = 'A. Patel'",
        database=database[0].rpartition("/")[2],
    )
    assert holders(service) == {"A. Patel": True}
    with closing(open_store(service / "banks", TODAY + timedelta(days=1))) as session:
        exchange_now(session)
    assert holders(service) == given
    desk("banks", "undo")  # the cover
    desk("banks", "hub", "exchange")
    assert holders(service) == {"D. Hughes": True}


def test_a_child_of_another_team_is_not_the_managers_to_give(service: Path, desk: Desk, head: Desk) -> None:
    """She has it in her store still when the head gives it to another team; the hub refuses, and it is said."""
    joined(desk, head, "south", "S. Ito", "--team", "South")
    head("do", "allocate", REF, "--iro", "S. Ito", "--reason", "area of work")
    head("hub", "exchange")
    desk("banks", "do", "allocate", REF, "--iro", "D. Hughes", "--reason", "area of work")
    printed = desk("banks", "hub", "exchange")
    assert holders(service) == {"S. Ito": True}
    assert REF in printed.out + printed.err


def test_who_is_no_member_is_named_and_it_is_done_once_they_are(service: Path, desk: Desk, head: Desk) -> None:
    desk("banks", "do", "allocate", REF, "--iro", "N. Ofori", "--reason", "area of work")
    printed = desk("banks", "hub", "exchange")
    assert "N. Ofori is no member there" in " ".join((printed.out + printed.err).split())
    assert holders(service) == {"A. Patel": True}
    joined(desk, head, "ofori", "N. Ofori", "--team", "North")
    desk("banks", "hub", "exchange")
    assert holders(service) == {"N. Ofori": True}


def test_a_manager_knows_when_each_laptop_was_last_there(service: Path, desk: Desk) -> None:
    desk("banks", "hub", "exchange")
    with closing(open_store(service / "banks", TODAY)) as session:
        with reading(session.engine) as connection:
            seen = read_exchanges(connection)
        names = {key: each.name for key, each in session.caseload().colleagues.items()}
    assert {"A. Patel", "R. Head"} <= {names.get(key, "") for key in seen}
    assert all(datetime.now(UTC) - at < timedelta(minutes=10) for at in seen.values())
    with closing(open_store(service / "patel", TODAY)) as session, reading(session.engine) as connection:
        assert read_exchanges(connection) == {}


AT, END = datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 12, 5, tzinfo=UTC)
ONE, TWO, COVER = (UUID(int=number) for number in (1, 2, 3))


def has(member: UUID, until: datetime | None = None, mode: str = "write") -> HoldingAtHub:
    return HoldingAtHub(member, mode, until)


@pytest.mark.parametrize(
    ("holdings", "holder", "cover", "expected"),
    [
        ([has(ONE)], ONE, None, []),
        ([has(ONE)], TWO, None, [Giving(TWO, instead=True)]),
        ([], TWO, None, [Giving(TWO, instead=True)]),
        ([has(TWO, AT)], TWO, None, [Giving(TWO, instead=True)]),
        ([has(TWO, mode="read")], TWO, None, [Giving(TWO, instead=True)]),
        ([has(ONE)], ONE, COVER, [Giving(COVER, END)]),
        ([has(ONE), has(COVER, END)], ONE, COVER, []),
        ([has(ONE), has(COVER, AT)], ONE, COVER, [Giving(COVER, END)]),
        ([has(ONE), has(COVER, END)], ONE, None, [Giving(COVER, AT)]),
        ([has(ONE), has(COVER, AT)], ONE, None, []),
        ([has(ONE), has(TWO)], ONE, None, []),
        ([has(ONE), has(COVER, END)], TWO, COVER, [Giving(TWO, instead=True), Giving(COVER, END)]),
    ],
)
def test_what_the_hub_is_told(
    holdings: list[HoldingAtHub], holder: UUID, cover: UUID | None, expected: list[Giving]
) -> None:
    assert list(givings(holdings, holder, cover, END, AT)) == expected

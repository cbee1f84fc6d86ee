"""The one file of the server: plain PostgreSQL, laid and brought up to date by the same command."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from iro_tui.sharing.link import HubLink, verifier
from iro_tui.sharing.stream import StreamPlace
from tests.support.hub_service import HUB_SQL, HubService, child

pytestmark = pytest.mark.hub


def test_every_table_of_the_service_begins_with_its_council(service: HubService) -> None:
    first = service.server.rows(
        "select table_name, column_name from information_schema.columns"
        " where table_schema = 'hub' and ordinal_position = 1 and table_name not in ('version', 'published')"
    )
    assert len(first) == 10
    assert {name for _, name in first} == {"council"}
    keys = service.server.rows(
        "select a.attname from pg_index i join pg_class c on c.oid = i.indrelid"
        " join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]"
        " where i.indisprimary and c.relnamespace = 'hub'::regnamespace and c.relname <> 'version'"
    )
    assert {name for (name,) in keys} == {"council"}


def test_nothing_is_used_that_another_engine_of_the_kind_lacks(service: HubService) -> None:
    plain = "\n".join(line.partition("--")[0] for line in HUB_SQL.splitlines()).casefold()
    for word in (
        "create extension",
        "create trigger",
        "listen",
        "notify",
        "advisory",
        "create sequence",
        "serial",
        "identity",
    ):
        assert word not in plain, word
    for what, where in {"pg_trigger": "not tgisinternal", "pg_event_trigger": "true"}.items():
        assert service.server.value(f"select count(*) from {what} where {where}") == 0
    assert service.server.rows("select extname from pg_extension") == [("plpgsql",)]


def test_the_functions_run_as_the_owner_and_look_nowhere_else(service: HubService) -> None:
    functions = service.server.rows(
        "select proname, prosecdef, proconfig, proacl::text from pg_proc where pronamespace = 'hub'::regnamespace"
    )
    assert len(functions) > 25
    for name, as_owner, config, rights in functions:
        assert as_owner, name
        assert config == ["search_path=hub, pg_temp"], name
        assert not re.search(r"[{,]=X", rights), f"{name}: everybody"
        assert ("hub_member=X" in rights) == (not name.startswith("_")), name


def test_the_same_command_brings_it_up_to_date_and_loses_nothing(service: HubService) -> None:
    hughes = service.invite("D. Hughes")
    stream = child(hughes)
    hughes.exchange()
    before = service.server.cluster.psql("select * from hub.entry", database=service.server.database)
    for statement in (  # as an older edition might have left it
        "drop function hub.snapshots", "drop view hub.published", "alter function hub.pull rename to pulled",
        "create function hub.long_gone() returns int language sql as 'select 1'",
    ):  # fmt: skip
        service.server.rows(statement)
    service.server.lay()
    service.server.lay()
    assert service.server.cluster.psql("select * from hub.entry", database=service.server.database) == before
    assert service.server.value("select count(*) from pg_proc where proname in ('long_gone', 'pulled')") == 0
    hughes.exchange()  # over the line that was open meanwhile
    assert hughes.hub.pull({stream: StreamPlace()})[0].pos == 1


def test_an_older_file_does_not_go_over_a_newer_hub(service: HubService) -> None:
    service.server.rows("insert into hub.version (version) values (99)")
    with pytest.raises(AssertionError, match="of a newer version"):
        service.server.lay()
    service.server.rows("delete from hub.version where version = 99")


def test_what_its_page_tells_to_run_runs(service: HubService) -> None:
    page = (Path(__file__).parents[2] / "docs" / "hub.md").read_text("utf-8")
    making, watching = re.findall(r"```\n(.*?)```", page, flags=re.DOTALL)
    cluster = service.server.cluster
    cluster.psql("\n".join(line for line in making.splitlines() if not line.startswith("create")).replace(
        "database iro", f"database {service.server.database}").replace("iro_owner", "keeper"))  # fmt: skip
    cluster.psql(f"grant connect on database {service.server.database} to hub_member, hub_figures")
    hughes = service.invite("D. Hughes")
    child(hughes)
    hughes.exchange()
    (row,) = [row for row in service.server.rows(watching) if row[0] == service.name]
    assert row[1:6] == (1, 1, 2, 0, 0)
    assert row[6] is not None


def test_what_citus_divides_is_every_table(service: HubService) -> None:
    text = (files("iro_tui.sharing") / "hub_citus.sql").read_text("utf-8")
    named = re.findall(r"_table\('hub\.(\w+)'", text)
    tables = service.server.rows("select tablename from pg_tables where schemaname = 'hub' and tablename <> 'version'")
    assert sorted(named) == sorted(name for (name,) in tables)


FIGURES: list[tuple[str, str, str, int, int | None]] = [
    # team, officer, figure, count, of: nothing is small
    ("", "", "reviews late", 40, 200), ("North", "", "reviews late", 20, 100), ("South", "", "reviews late", 20, 100),
    # one team's is small: no team's is shown, nor any officer's, of which it could be worked out; the service's is
    ("", "", "missing", 30, 200), ("North", "", "missing", 3, 100), ("South", "", "missing", 27, 100),
    ("South", "D. Hughes", "missing", 27, 100),
    # the complement is small
    ("", "", "seen", 198, 200),
    # one officer's is small: the teams are shown
    ("North", "", "escalated", 20, 100), ("North", "D. Hughes", "escalated", 4, 50),
    ("North", "C. Smith", "escalated", 16, 50),
    # nobody at all is a count that may be shown, a whole of three is not
    ("", "", "secure", 0, 200), ("", "", "adopted", 0, 3), ("", "", "children", 512, None),
]  # fmt: skip


def test_what_leaves_the_service_has_no_small_count_and_none_can_be_worked_out(service: HubService) -> None:
    service.head.hub.admin(
        "publish", date(2026, 11, 20), *([row[place] for row in FIGURES] for place in (0, 1, 2)),
        [None for _ in FIGURES], *([row[place] for row in FIGURES] for place in (3, 4)),
    )  # fmt: skip
    login, password = f"bi-{service.council}", "of the service's reports"
    service.head.hub.admin("invite", uuid4(), login, "Power BI", "figures", "", verifier(password))
    with HubLink(service.server.address(login, password)) as link:
        rows = link.rows("select team, iro, figure, withheld, numerator, denominator from hub.published")
        shown = {row[:3]: row[4:] for row in rows if not row[3]}
        assert all(row[4:] == (None, None) for row in rows if row[3])
        for statement in (
            "select * from hub.figure",
            "select * from hub.entry",
            "select * from hub.member",
            "select hub.ask(null, null, null, '')",
        ):
            with pytest.raises(Exception, match="permission denied"):
                link.rows(statement)
    assert shown == {
        ("", "", "reviews late"): (40, 200), ("North", "", "reviews late"): (20, 100),
        ("South", "", "reviews late"): (20, 100), ("", "", "missing"): (30, 200), ("North", "", "escalated"): (20, 100),
        ("", "", "secure"): (0, 200), ("", "", "children"): (512, None),
    }  # fmt: skip


def test_figures_are_seen_by_whom_they_are_about_and_by_who_answers_for_them(service: HubService) -> None:
    hughes, manager = service.invite("D. Hughes"), service.invite("T. Manager", "manager", "North")
    values: list[Any] = [
        ["North", "North", "South"],
        ["D. Hughes", "C. Smith", ""],
        ["children"] * 3,
        [None] * 3,
        [71, 60, 300],
        [None] * 3,
    ]
    service.head.hub.admin("publish", date(2026, 11, 20), *values)

    def seen(officer: Any) -> set[int]:
        return {row[0] for row in officer.link.rows("select numerator from hub.figure")}

    assert (seen(hughes), seen(manager), seen(service.head)) == ({71}, {71, 60}, {71, 60, 300})
    with pytest.raises(Exception, match="not yours"):
        manager.hub.admin("publish", date(2026, 11, 20), *values)
    with pytest.raises(Exception, match="managers only"):
        hughes.hub.admin("publish", date(2026, 11, 20), *values)

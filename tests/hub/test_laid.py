"""The one file of the server: plain PostgreSQL, laid and brought up to date by the same command."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

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


def test_what_citus_divides_is_every_table(service: HubService) -> None:
    text = (files("iro_tui.sharing") / "hub_citus.sql").read_text("utf-8")
    named = re.findall(r"_table\('hub\.(\w+)'", text)
    tables = service.server.rows("select tablename from pg_tables where schemaname = 'hub' and tablename <> 'version'")
    assert sorted(named) == sorted(name for (name,) in tables)

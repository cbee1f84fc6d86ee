"""The tables as they are in a real store."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Date, insert, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from iro_tui.domain.fact import Kind
from iro_tui.store import migrations, reads, shapes, tables
from iro_tui.store.connection import Engine
from iro_tui.store.engine import LATEST, reading, writing
from iro_tui.store.shapes_made import made
from iro_tui.store.tables import Base, ChildRow, Kept, RatingRow, Utc, facts_of, table_of
from iro_tui.store.work import action

MODELS: list[type[Kept]] = sorted(
    (model for model in vars(tables).values() if isinstance(model, type) and issubclass(model, Kept)
     and hasattr(model, "__table__")),
    key=lambda model: model.__name__,
)  # fmt: skip


def test_the_store_has_every_table_of_the_models(store: Engine) -> None:
    with store.connect() as connection:
        there = set(inspect(connection.core).get_table_names())
    assert there - {"note"} == set(SQLModel.metadata.tables)
    assert len(SQLModel.metadata.tables) > 25


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_is_about_a_child_refers_to_it_is_indexed_and_never_falls_with_it(model: type[Kept]) -> None:
    table = table_of(model)
    assert [column.name for column in table.primary_key] == ["id"]
    for key in table.foreign_keys:
        assert key.ondelete is None
        assert any(next(iter(index.columns)) is key.parent for index in table.indexes)
    if "child_id" in table.c:
        assert {key.target_fullname for key in table.c.child_id.foreign_keys} == {"child.id"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_only_the_moments_of_the_program_are_timestamps(model: type[Kept]) -> None:
    moments = {column.name for column in table_of(model).c if isinstance(column.type, Utc)}
    assert moments <= {"recorded_at", "deleted_at", "filed_at", "brought_in"}
    dated = {column.name for column in table_of(model).c if column.name.endswith(("_on", "_day"))}
    assert all(isinstance(table_of(model).c[name].type, Date) for name in dated)


def test_a_reference_is_unique_among_the_children_who_are_there(store: Engine) -> None:
    with action(store, "Add") as work:
        first = work.add(ChildRow(ref="AB 1"))
    with pytest.raises(IntegrityError), action(store, "Add") as work:
        work.add(ChildRow(ref="AB 1"))
    with action(store, "Swap") as work:
        work.remove(ChildRow, first)
        work.add(ChildRow(ref="AB 1"))


def test_a_row_must_belong_to_a_child(store: Engine) -> None:
    with pytest.raises(IntegrityError), action(store, "Add") as work:
        work.add(RatingRow(child_id="nobody", value="red", rated_on=date(2026, 1, 5)))


def test_a_moment_comes_back_as_the_same_moment_in_utc(store: Engine) -> None:
    draft = table_of(tables.DraftRow)
    moment = datetime(2026, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    with writing(store) as connection:
        connection.execute(insert(draft).values(key="x", body="", saved_at=moment))
    with reading(store) as connection:
        found: Any = connection.execute(select(draft.c.saved_at)).scalar_one()
        stored = connection.exec_driver_sql("SELECT saved_at FROM draft").scalar_one()
    assert found == moment
    assert found.tzinfo is UTC
    assert stored.startswith("2026-07-01 08:30:00")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_column_says_what_it_is_called(model: type[Kept]) -> None:
    """But for the store's own three."""
    facts = facts_of(model)
    assert ["id", "version", "deleted_at", *(fact.name for fact in facts)] == list(model.model_fields)
    assert len({fact.label for fact in facts}) == len(facts)
    assert all(fact.label[:1].isupper() and 1 <= fact.since <= LATEST for fact in facts)


@pytest.mark.parametrize("step", migrations.STEPS, ids=lambda step: f"schema {step.number}")
def test_a_column_is_there_since_the_schema_that_it_names(engine: Engine, step: migrations.Migration) -> None:
    """So a newer laptop can tell which entries an older one will not understand."""
    migrations.create(engine, migrations.STEPS[: step.number])
    with engine.connect() as connection:
        there = inspect(connection.core)
        tables_there = set(there.get_table_names())
        for model in MODELS:
            named = {fact.name for fact in facts_of(model) if fact.since <= step.number}
            kept = {column["name"] for column in there.get_columns(table_of(model).name)} if (
                table_of(model).name in tables_there
            ) else set()  # fmt: skip
            assert kept - {"id", "version", "deleted_at"} == named, table_of(model).name


def test_a_column_knows_what_kind_of_value_it_holds() -> None:
    kinds = {fact.name: fact.kind for fact in facts_of(ChildRow)}
    assert (kinds["born"], kinds["uasc"], kinds["sex"], kinds["ref"]) == (Kind.DAY, Kind.YES_NO, Kind.CODE, Kind.TEXT)
    assert {fact.kind for model in MODELS for fact in facts_of(model)} == set(Kind)


def test_what_says_who_a_child_or_one_of_the_family_is_is_private() -> None:
    private = {(table_of(model).name, fact.name) for model in MODELS for fact in facts_of(model) if fact.private}
    assert private == {("child", "name"), ("child", "born"), ("case_person", "name"), ("case_person", "email")}


def test_every_model_is_a_table_of_its_own_name() -> None:
    assert table_of(tables.CarePeriodRow).name == "care_period"
    assert all(issubclass(model, Base) for model in MODELS)


def test_the_shapes_that_are_read_are_those_of_the_models() -> None:
    for path, text in made().items():
        assert path.read_text("utf-8") == text, "the tables have changed: run make shapes"
    for name in SQLModel.metadata.tables:
        assert name in shapes.SHAPES
    for model in MODELS:
        shape = shapes.SHAPES[table_of(model).name]
        assert [*shape.by_name] == [column.name for column in table_of(model).c]
        assert shape.facts == facts_of(model)


def full(model: type[Kept], key: str) -> dict[str, Any]:
    """A row of which every column holds something."""
    held = {
        int: 7,
        float: 0.5,
        bool: True,
        date: date(2026, 11, 20),
        datetime: datetime(2026, 11, 20, 8, 30, 0, 7, UTC),
    }
    row = {column.name: held.get(column.type.python_type, f"the text of {key}") for column in table_of(model).c}
    return row | {"id": key, "deleted_at": None}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_row_is_read_as_it_was_written(store: Engine, model: type[Kept]) -> None:
    """By the driver and by SQLAlchemy, which wrote it, alike."""
    table = table_of(model)
    empty = {column.name: None for column in table.c if column.nullable}
    written = (full(model, "a"), full(model, "b") | empty, full(model, "c") | {"deleted_at": datetime.now(UTC)})
    with store.connect() as connection:
        connection.raw.execute("PRAGMA foreign_keys=OFF")
        with connection.transaction(write=True):
            for row in written:
                connection.execute(insert(table), row)
        by_key = {
            row.id: tuple(row) for row in connection.execute(select(table).where(table.c.id.in_(["a", "b", "c"])))
        }
        assert len(by_key) == 3
        for key, values in by_key.items():
            there = reads.read_any(connection, model, key)
            assert there == values
            assert [*map(type, there)] == [*map(type, values)]
        for name, value in written[0].items():
            there = reads.read_rows(connection, model, id=["a", "b", "c"], **{name: value} if name != "id" else {})
            assert "a" in {row.id for row in there}, name
        assert {row.id for row in reads.read_rows(connection, model)} >= {"a", "b"}
        assert [row.id for row in reads.read_deleted(connection, model)] == ["c"]

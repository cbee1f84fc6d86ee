"""What is kept is read by the rules or shown on a face; what is not stands here, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from iro_tui.caseload.reading.on_record import OF_A_CHILD
from iro_tui.domain import case
from iro_tui.domain.fact import Kind
from iro_tui.store import facts as store_facts
from iro_tui.store import shapes, tables
from iro_tui.store.shape import Shape
from iro_tui.store.tables import Kept, facts_of, table_of

Column = tuple[str, str]

SHOWN: Mapping[str, Mapping[str, str]] = {
    "practice": {"setting": "key value"},
    "cards of colleagues": {"card": "person_id"},
    "people of a case": {"person": "phone email"},
    "colleagues": {"person": "name initials team role fte agency started ended", "away": "person_id"},
    "the officer's own time": {"away": "started ended kind"},
    "what stays of cases removed for good": {
        "past_case": "born_year sex ethnicity need uasc disabled",
        "past_review": "limit_on booked held completed adjourned form final participation decisions_on "
        "manager_replied_on record_on signed_off_on distributed_on",
        "past_stage": "stage taken_on replied_on",
    },
    "where a file told something": {"intake": "format year"},
    "the written part of a report": {
        "report_entry": "first last section heading text whose lead timescale rag outcome",
    },
    "surveys": {"survey_sheet": "survey answered_on words", "survey_answer": "question answer"},
    "a report of the same period": {"report": "name first last published_on practice figures"},
}
"""What a face shows beside the rows of a child's record, which are all read on the child's page: see `test_reading`."""

NOT_SHOWN: Mapping[str, Mapping[str, str]] = {
    "technical: raw rows of returns, and what they cover; what they tell stands in the other tables": {
        "intake": "covers_from covers_to newest tables files brought_in",
        "telling": "format year",
    },
    "ground for the exchange between laptops; of it nothing shows yet": {
        "setting": "scope",
    },
}
"""What no face shows, and why. Do not add to it what can be shown."""


def read_on_the_page() -> set[Column]:
    """Every column of every row of a child's record: the reading leaves none out."""
    return {(shape.name, fact.name) for shape in OF_A_CHILD for fact in shape.facts}


def columns(of: Mapping[str, Mapping[str, str]]) -> list[Column]:
    return [(table, name) for by_table in of.values() for table, names in by_table.items() for name in names.split()]


def models() -> Iterator[type[Kept]]:
    for model in vars(tables).values():
        if isinstance(model, type) and issubclass(model, Kept) and hasattr(model, "__table__"):
            yield model


def read_by_the_rules() -> set[Column]:
    facts: list[tuple[Shape, type[Any]]] = [
        *store_facts.FACTS.values(),
        (shapes.EscalationStepRow, case.EscalationStep),
    ]
    names = {(shape.name, store_facts.RENAMED.get(name, name)) for shape, fact in facts for name in fact._fields}
    own = {("child", name) for name in store_facts.CHILD_FIELDS}
    return names | own | {("contact", "on_day"), ("escalation", "kind")}


def test_every_column_is_read_or_shown_or_stands_here_with_a_reason() -> None:
    kept = {
        (table_of(model).name, fact.name) for model in models() for fact in facts_of(model) if fact.kind is not Kind.KEY
    }
    read, shown, not_shown = read_by_the_rules() | read_on_the_page(), columns(SHOWN), columns(NOT_SHOWN)
    assert len(kept) > 150
    assert kept - read - {*shown} - {*not_shown} == set(), "neither read nor shown: show it, or say why not"
    assert {*shown, *not_shown} - kept == set(), "no such column any more"
    assert {*shown, *not_shown} & read == set(), "it is read already: it need not stand here"
    assert len({*shown, *not_shown}) == len(shown) + len(not_shown), "once each"

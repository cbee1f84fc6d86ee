"""What is kept is read by the rules or shown on a face; what is not stands here, with the reason."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from iro_tui.domain import case
from iro_tui.domain.fact import Kind
from iro_tui.store import reads, tables
from iro_tui.store.tables import Kept, facts_of, table_of

Column = tuple[str, str]

SHOWN: Mapping[str, Mapping[str, str]] = {
    "lists, card and child's page": {
        "worker": "role name team started ended told_where",
        "case_person": "role name phone email organisation started ended",
        "person": "phone email",
        "contact": "who how seen_alone reason note minutes",
    },
    "outbox": {"case_note": "on_day title body filed_at"},
    "child's page, where a file told it": {
        "intake": "format year",
        "missing_episode": "kind started told_where",
        **dict.fromkeys(("care_period", "legal_status", "placement", "review"), "told_where"),
    },
    "preparation, a form with what is on record": {
        "review": """care_plan_received_on pep_received_on health_plan_received_on pathway_plan_received_on
                     spoken_alone spoken_where advocate_offered visitor_offered interpreter""",
        "consultation": "party sent_on returned_on",
    },
    "booking, a form that counts how often the day was moved": {"date_change": "requested_on"},
    "practice": {"setting": "key value"},
    "the next task, made when one is ticked": {"task": "repeats"},
}
"""What a face shows, or a form that is opened on it; beside the child's own columns, which all stand on its page."""

NOT_SHOWN: Mapping[str, Mapping[str, str]] = {
    "typed when a review is booked or moved; to be shown with the diary": {
        "review": "booked_time venue mode locality chair",
        "date_change": "asked_by reason old_date new_date approved_by",
    },
    "typed when a review is recorded; tells only through its case note, until the child's page has it": {
        "review": "adjourned_reason early_reason chaired_by child_chaired late_reason permanence child_words",
        "checklist_answer": "item answer source grade remedy_by",
        "attendance": "who attended report",
        "early_review": "reason",
        "decision": "reason",
    },
    "typed at a mid-point check; tells only through its case note, until the child's page has it": {
        "midpoint_check": "with_whom action note answers",
    },
    "typed in an escalation; to be shown with its steps": {
        "escalation": "effect wanted child_told_on",
        "escalation_step": "reply skipped_reason",
    },
    "typed with a task; to be shown on its line": {"task": "type place"},
    "from a file; to be shown on the child's page": {
        "missing_episode": "ended",
    },
    "what was brought in, read again when more comes in": {
        "intake": "covers_from covers_to newest tables files brought_in",
        "telling": "format year",
    },
    "ground for the exchange between laptops; of it nothing shows yet": {
        "person": "name initials team role fte agency started ended",
        "away": "started ended",
        "setting": "scope",
        "allocation": "until mode",
    },
    "nothing but the sample fills it yet": {
        "allocation": "iro previous_iro letter_sent",
        "adoption_authority": "kind",
        "conference": "not_held_reason category outcome quorate participation",
        "protection_plan": "previous_plans",
    },
}
"""What no face shows yet. This list is to become empty: do not add to it what can be shown."""


def columns(of: Mapping[str, Mapping[str, str]]) -> list[Column]:
    return [(table, name) for by_table in of.values() for table, names in by_table.items() for name in names.split()]


def models() -> Iterator[type[Kept]]:
    for model in vars(tables).values():
        if isinstance(model, type) and issubclass(model, Kept) and hasattr(model, "__table__"):
            yield model


def read_by_the_rules() -> set[Column]:
    facts: list[tuple[type[Kept], type[Any]]] = [*reads.FACTS.values(), (tables.EscalationStepRow, case.EscalationStep)]
    names = {
        (table_of(model).name, reads.RENAMED.get(part.name, part.name))
        for model, fact in facts
        for part in dataclasses.fields(fact)
    }
    own = {("child", name) for name in reads.CHILD_FIELDS}
    return names | own | {("contact", "on_day"), ("escalation", "kind")}


def test_every_column_is_read_or_shown_or_stands_here_with_a_reason() -> None:
    kept = {
        (table_of(model).name, fact.name) for model in models() for fact in facts_of(model) if fact.kind is not Kind.KEY
    }
    read, shown, not_shown = read_by_the_rules(), columns(SHOWN), columns(NOT_SHOWN)
    shown += sorted({("child", fact.name) for fact in facts_of(tables.ChildRow) if fact.kind is not Kind.KEY} - read)
    assert len(kept) > 150
    assert kept - read - {*shown} - {*not_shown} == set(), "neither read nor shown: show it, or say why not"
    assert {*shown, *not_shown} - kept == set(), "no such column any more"
    assert {*shown, *not_shown} & read == set(), "the rules read it: it need not stand here"
    assert len({*shown, *not_shown}) == len(shown) + len(not_shown), "once each"

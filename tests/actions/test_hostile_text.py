"""Hostile text that is typed or imported: what is stored of it steers no terminal, wherever it goes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from iro_tui import actions
from iro_tui.actions.base import Action, look_at, plan_answers
from iro_tui.actions.import_files import apply_import, preview_import
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.store.engine import reading
from iro_tui.store.reads import read_rows
from iro_tui.store.work import model_of
from iro_tui.store.writes import Remove
from tests.faults.table import Tries, rounds
from tests.support.any_answers import answer, something_for_each, subjects
from tests.support.hostile import STEERS, hostile
from tests.support.returns import EPISODES, HEADER
from tests.support.stores import open_store

MARK = "xyzzy"
"""Stands in what is typed, so that it is seen where it went."""
LINES = frozenset("\n")
WORKERS = "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n"


def typed(session: Session, verb: Action[Any], rng: random.Random) -> Iterator[str]:
    """What a verb would store, and say, of hostile answers to all that it asks."""
    ids, keys = rng.choice(subjects(verb, session.caseload(), session))
    try:
        scene = look_at(session, verb, ids, keys)
        questions = verb.questions(scene)
        answers = {
            question.name: answer(question, rng, texts=[MARK + hostile(rng) for _ in range(3)])
            for question in questions
        }
        plan = plan_answers(verb, scene, questions, answers)
    except Refused as refusal:
        yield str(refusal)
        return
    yield from (plan.name, plan.sentence)
    for write in plan.writes:
        if not isinstance(write, Remove):
            yield from (value for value in write.values.values() if isinstance(value, str))


def test_what_is_typed_is_cleaned_by_every_verb(filled: Path, tries: Tries) -> None:
    session = open_store(filled)
    something_for_each(session)
    rng, arrived = random.Random(9), 0
    for verb in actions.all_actions().values():
        for number in range(4 * rounds("typed text")):
            with tries.one(f"{verb.id}, {number}"):
                told = list(typed(session, verb, rng))
                arrived += sum(MARK in text for text in told)
                assert not [text for text in told if (STEERS - LINES) & set(text)]
    session.close()
    assert arrived > 30, "what is typed arrives"


def test_what_is_imported_is_cleaned(store: Path, tmp_path: Path, tries: Tries) -> None:
    rng = random.Random(10)

    def cell() -> str:
        return '"' + hostile(rng).replace('"', "").replace("\x00", "").replace("\n", "") + '"'

    for number in range(3 * rounds("typed text")):
        folder = tmp_path / f"return {number}"
        folder.mkdir()
        refs = [cell() for _ in range(12)]
        tables = {
            "header": (HEADER, [f"{ref},1,05/06/2015,{cell()},{cell()},," for ref in refs]),
            "episodes": (EPISODES, [f"{ref},07/09/2026,S,V2,{cell()},U6,{cell()},,,,{cell()},," for ref in refs]),
            "workers": (WORKERS, [f"{ref},05/06/2015,{cell()},07/09/2026,,{cell()}" for ref in refs]),
        }
        for name, (heading, rows) in tables.items():
            (folder / f"{name}.csv").write_bytes((heading + "\n".join(rows)).encode("utf-8"))
        with tries.one(f"return {number}"):
            session = open_store(store)
            apply_import(session, preview_import(session, [folder]))
            assert session.caseload().children
            with reading(session.engine) as connection:
                for table in ("child", "placement", "legal_status", "worker", "intake", "telling"):
                    for row in read_rows(connection, model_of(table)):
                        stored = [value for value in row._asdict().values() if isinstance(value, str)]
                        assert not [text for text in stored if (STEERS - LINES) & set(text)]
            session.close()

"""What a store must have before laptops exchange work, demand by demand, each with the test that holds it to it.

F are faults that were met in a trial of the first store, S what it had to have first.
"""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from iro_tui.actions.import_files import apply_import, preview_import
from iro_tui.caseload.session import Session
from iro_tui.store.passing_on import Rows, all_rows_of
from iro_tui.store.turning import undo
from tests.support.returns import ONE_CHILD, make_return
from tests.support.stores import open_store

TESTS = Path(__file__).resolve().parent.parent
HERE = "sharing/test_ground.py"
DEMANDS: dict[str, tuple[str, str, str]] = {
    "F1": ("the same fact from the same file has the same key everywhere", HERE,
           "test_what_two_laptops_bring_in_from_one_file_has_the_same_keys"),
    "F2": ("a child who is here under another key is the same child", "sharing/test_taking.py",
           "test_a_child_typed_on_both_laptops_is_one_by_the_reference"),
    "F3": ("undo sees own operations only", "store/test_turning.py", "test_undo_and_redo_take_ones_own_alone"),
    "F4": ("a column is restored only where it holds what was set, and what stays is told", "store/test_turning.py",
           "test_a_column_is_put_back_only_where_it_holds_what_was_set"),
    "F5": ("sentence, author and device are in the digest", "store/test_journal.py", "test_tampering_is_noticed"),
    "F6": ("an operation over several children arrives in parts", "store/test_arriving.py",
           "test_an_operation_over_several_children_arrives_child_by_child"),
    "F7": ("an arrival does not end redo", "sharing/test_settle.py",
           "test_an_arrival_neither_ends_redo_nor_is_undone_as_ones_own"),
    "F8": ("a column that is not known is held back with a sentence", "store/test_arriving.py",
           "test_what_cannot_be_taken_is_held_back_with_a_sentence"),
    "F9": ("import, undo, import: the row that lies there removed is there again", HERE,
           "test_what_two_laptops_bring_in_from_one_file_has_the_same_keys"),
    "S1": ("an operation knows device, person, origin and target", "store/test_turning.py",
           "test_what_arrives_keeps_who_made_it_and_where"),
    "S1 sent": ("what is for others is marked, and the mark is indexed", "store/test_turning.py",
                "test_what_concerns_others_is_marked_to_be_sent_and_what_does_not_is_not"),
    "S2": ("an added row stays where a colleague has worked on it", "store/test_turning.py",
           "test_an_added_row_stays_where_somebody_has_worked_on_it"),
    "S3": ("keys of facts out of files are made of what they say", HERE,
           "test_what_two_laptops_bring_in_from_one_file_has_the_same_keys"),
    "S4": ("put inserts, or revives what was removed", "store/test_put.py",
           "test_putting_adds_a_row_brings_it_back_or_changes_it"),
    "S5": ("who holds or covers is a person, until a day", "actions/test_colleagues.py", "test_whose_a_case_is"),
    "S6": ("a row says who made it after it has moved", "sharing/test_taking.py",
           "test_authors_come_along_and_notes_stay_with_whoever_wrote_them"),
    "S7": ("a setting is the laptop's or the service's", "store/test_arriving.py",
           "test_a_practice_that_two_laptops_chose_is_one_setting"),
    "S8": ("a note says in whose outbox it is, and who filed it", "store/test_arriving.py",
           "test_a_note_says_in_whose_outbox_it_is_and_who_filed_it"),
    "S9": ("a column says since which schema it is there", "store/test_tables.py",
           "test_a_column_is_there_since_the_schema_that_it_names"),
    "S10": ("who is gone for good is brought back by nothing late", "store/test_arriving.py",
            "test_nothing_late_brings_back_a_child_who_is_gone_for_good"),
    "S11": ("of two of one day the one recorded later is the later everywhere", "store/test_arriving.py",
            "test_of_two_ratings_of_one_day_the_one_recorded_later_is_the_later_everywhere"),
}  # fmt: skip


@pytest.mark.parametrize("demand", DEMANDS)
def test_each_demand_has_its_test(demand: str) -> None:
    _, file, name = DEMANDS[demand]
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def rows_of(session: Session) -> dict[str, Rows]:
    with session.engine.connect() as connection:
        return {ref: all_rows_of(connection, key) for key, ref in _refs(session).items()}


def _refs(session: Session) -> dict[str, str]:
    return {key: child.ref for key, child in session.caseload().children.items()}


def test_what_two_laptops_bring_in_from_one_file_has_the_same_keys(_empty_once: Path, tmp_path: Path) -> None:  # noqa: PT019
    files = make_return(tmp_path / "return", **ONE_CHILD)
    kept: list[dict[str, set[tuple[str, str]]]] = []
    for name in ("one", "other"):
        session = open_store(Path(shutil.copytree(_empty_once, tmp_path / name)))
        apply_import(session, preview_import(session, [files]))
        if not kept:
            undo(session.engine)
            apply_import(session, preview_import(session, [files]))
        kept.append({ref: set(rows) for ref, rows in rows_of(session).items()})
        assert kept[-1]
        session.close()
    both = [{(table, key) for rows in each.values() for table, key in rows if table != "telling"} for each in kept]
    assert both[0] == both[1] != set()

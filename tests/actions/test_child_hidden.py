"""A name where initials are wanted: typed into the form, in a pasted column, in a list about who is here already."""

from __future__ import annotations

import pytest

from iro_tui.actions.pasted_rows import RowChoices, apply_rows, preview_rows
from iro_tui.caseload.session import Session
from iro_tui.exchange.pasted import read_block
from tests.support.acting import act, plan_of, refuses

NAME, INITIALS = "Nora Pell", "NP"


def called(session: Session, ref: str) -> tuple[str, str]:
    child = session.caseload().children[session.find_child(ref)]
    return child.initials, child.name


def test_a_name_in_the_form_is_hidden_and_said_to_be(session: Session) -> None:
    planned = plan_of(session, "child", ref="ZZ 1", initials=NAME)
    assert "The name is kept hidden (p shows it), in sight is NP." in planned.warning
    assert NAME not in planned.sentence + planned.warning
    act(session, "child", ref="ZZ 1", initials=NAME)
    assert called(session, "ZZ 1") == (INITIALS, NAME)
    act(session, "child", ref="ZZ 2", initials="KS")
    assert called(session, "ZZ 2") == ("KS", "")


@pytest.mark.parametrize("heading", ["Name", "Child", "Child's name", "Initials"])
def test_a_pasted_column_of_names_is_hidden_too(session: Session, heading: str) -> None:
    """The headings that are commonest on such lists put whole names on every screen, and into the notes."""
    block = read_block(f"LCS number\t{heading}\tDOB\tLegal status\n95001\t{NAME}\t14/03/2014\tFCO\n")
    preview = preview_rows(session, block, RowChoices())
    assert ["the name is kept hidden" in row.words for row in preview.rows] == [True]
    apply_rows(session, preview)
    assert called(session, "95001") == (INITIALS, NAME)


def test_a_list_about_who_is_here_already_fills_what_is_not_known(session: Session) -> None:
    act(session, "child", ref="ZZ 1")
    apply_rows(session, preview_rows(session, read_block(f"Ref\tName\nZZ 1\t{NAME}\n"), RowChoices()))
    assert called(session, "ZZ 1") == (INITIALS, NAME)


def test_in_the_details_a_name_has_its_own_field(session: Session) -> None:
    act(session, "child", ref="ZZ 1", initials="NP")
    child = session.find_child("ZZ 1")
    refuses(session, lambda: act(session, "details", child, initials=NAME), "Initials is a name")

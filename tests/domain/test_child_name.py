"""What stands where initials are wanted: initials stay as they are, a name is hidden, and its initials are in sight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.child_name import child_name


@pytest.mark.parametrize("initials", ["", "K", "KS", "R.W.", "r w", "JoD", "Jo", "KSMW", "K S-M", "AB 2", "J.D/A.B"])
def test_initials_are_no_name(initials: str) -> None:
    assert child_name(initials) == (initials, "")


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Nora Pell", "NP"), ("Pell, Nora", "NP"), ("NORA PELL", "NP"), ("nora pell", "NP"), ("Amy", "A"),
        ("Kira S", "KS"), ("K. Sorrel", "KS"), ("Amelia Hartley-Jones", "AHJ"),
        ("Finn O'Rourke", "FO"), ("Zoë Ångström", "ZÅ"),
    ],
)  # fmt: skip
def test_a_name_is_hidden_and_its_initials_are_in_sight(name: str, initials: str) -> None:
    called = child_name(name)
    assert called == (initials, name)
    assert name not in called.hidden


@given(st.text(max_size=40))
def test_a_name_is_kept_whole_and_said_to_be_hidden(typed: str) -> None:
    called = child_name(typed)
    assert bool(called.hidden) == bool(called.name)
    assert called.name in ("", typed)

"""Participation codes: their grouping and the ages they fit."""

import pytest

from iro_tui.domain.participation import attended, counts, fault, took_part
from tests.support.facts import STATUTORY, d, setting


@pytest.mark.parametrize(
    ("code", "took", "there"),
    [
        ("PN0", None, None),
        ("PN1", True, True),
        ("PN2", True, True),
        ("PN3", True, True),
        ("PN4", False, True),
        ("PN5", True, False),
        ("PN6", True, False),
        ("PN7", False, False),
        (None, None, None),
        ("PN9", None, None),
    ],
)
def test_grouping(code: str | None, took: bool | None, there: bool | None) -> None:
    assert took_part(code, STATUTORY) is took
    assert attended(code) is there
    assert counts(code) is (took is not None)


def test_the_grouping_is_the_practices() -> None:
    assert took_part("PN4", setting("participation", took_part=("PN1", "PN4"))) is True


@pytest.mark.parametrize(
    ("code", "day", "wrong"),
    [
        ("PN0", "19.11.2026", False),
        ("PN0", "20.11.2026", False),  # the 4th birthday: either is accepted by the return
        ("PN1", "20.11.2026", False),
        ("PN0", "21.11.2026", True),
        ("PN1", "19.11.2026", True),
        ("PN8", "21.11.2026", True),
    ],
)
def test_the_code_fits_the_age(code: str, day: str, wrong: bool) -> None:
    assert (fault(code, d("20.11.2022"), d(day)) is not None) is wrong
    assert (fault(code, None, d(day)) is not None) is (code == "PN8")

"""Where a child lives, as lists put it."""

from __future__ import annotations

import pytest

from iro_tui.domain.placement_words import placement_meant

MEANT = {
    "U6": "foster|IFA foster placement|In-house foster carers|Foster care (IFA)|Short term foster|LA foster",
    "U4": "long term fostering|Foster - long term|LT foster placement|Permanent foster carers",
    "U3": "kinship foster|Kinship carers|connected person|MGM|Friends & family|Reg 24 kinship",
    "U1": "kinship long term|Connected carers LT",
    "K2": "res unit|Residential unit|Children's home|Solo residential placement|K2",
    "P1": "Placed with parents|With mum|PWP|at home with parents",
    "K1": "secure|Secure unit",
    "": "Tardis|OOA|Private|Private fostering|not placed|Foster care ended|Foster/residential|with family|"
    "Mother's friend|Mother and baby foster|Adoption breakdown|Foster with parents|Flat|for adoption|",
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, all_ in MEANT.items() for text in all_.split("|")])
def test_a_placement_by_its_words_or_not_at_all(code: str, text: str) -> None:
    assert placement_meant(text) == code

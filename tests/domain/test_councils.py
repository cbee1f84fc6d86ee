"""Which names are of one council."""

from __future__ import annotations

import pytest

from iro_tui.domain.colleagues import same_council


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Saltby", "Saltby City Council", True),
        ("London Borough of Elmgate", " elmgate ", True),
        ("Elmshire", "Elmshire CC", True),
        ("Elm-shire", "elm shire county council", True),
        ("", "Saltby", True),
        ("Saltby", "Saltbyshire County Council", False),
        ("Northshire City Council", "Northshire County Council", False),
        ("County Council of Northshire", "Northshire Metropolitan Borough", False),
        ("City of Northshire", "Northshire Metropolitan District Council", True),
        ("City & County of Saltby", "Saltby County Council", True),
        ("North Elmshire", "Elmshire", False),
        ("City of London", "London Borough", False),
        ("County Council", "Borough Council", False),
    ],
)
def test_one_council_by_any_of_its_names(one: str, other: str, *, same: bool) -> None:
    assert same_council(one, other) is same_council(other, one) is same

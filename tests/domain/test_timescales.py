"""The table of timescales: whole, readable, and counted as the practice sets it."""

from operator import attrgetter

import pytest

from iro_tui.domain.practice import Practice
from iro_tui.domain.timescales import ADO0_LATER, CHILDREN, RULES, SB48_LATER, SW_REPORT, rule_of_trigger
from tests.support.facts import STATUTORY, d, setting

REFERENCE = """
    rev1 rev2 rev3+ early-a early-b early-c early-d early-e planchg plend homeP plmove adjourn cease sb48
    ado0 ado1 ado2 ado3+ remand remplan
    notify alloc swiro venue papers seechild decis mgr record distr cpupd dispute own cafcass freeze monitor
    caseload annual icpc tricpc rcpc1 rcpc2+ core
"""


def test_every_row_of_the_reference_is_there() -> None:
    assert [rule for rule in REFERENCE.split() if rule not in RULES] == []


@pytest.mark.parametrize("rule", [*RULES.values(), SB48_LATER, ADO0_LATER, SW_REPORT], ids=lambda rule: rule.id)
def test_every_rule_reads_as_a_sentence_and_names_an_authority(rule: object) -> None:
    said = rule.sentence_for(STATUTORY)  # type: ignore[attr-defined]
    assert said.endswith(".")
    assert "{" not in said
    assert rule.authority  # type: ignore[attr-defined]
    assert rule.certainty in {"T", "2", "U", "local"}  # type: ignore[attr-defined]


def test_every_setting_named_exists() -> None:
    for rule in RULES.values():
        if rule.setting:
            assert isinstance(attrgetter(rule.setting)(Practice()), int)


@pytest.mark.parametrize(
    ("rule", "start", "limit"),
    [
        ("rev1", "07.09.2026", "05.10.2026"),
        ("rev1", "27.03.2026", "28.04.2026"),
        ("rev1", "11.12.2026", "13.01.2027"),
        ("rev2", "30.11.2026", "28.02.2027"),
        ("rev3+", "31.08.2026", "28.02.2027"),
        ("adjourn", "11.12.2026", "13.01.2027"),
        ("ado1", "01.12.2026", "29.12.2026"),
        ("ado2", "30.11.2026", "28.02.2027"),
        ("sb48", "30.11.2026", "28.02.2027"),
        ("swiro", "05.01.2027", "10.12.2026"),
        ("papers", "05.01.2027", "30.12.2026"),
        ("decis", "24.12.2026", "05.01.2027"),
        ("icpc", "20.11.2026", "11.12.2026"),
        ("core", "20.11.2026", "04.12.2026"),
        ("rcpc1", "30.11.2026", "28.02.2027"),
    ],
)
def test_limits(rule: str, start: str, limit: str) -> None:
    assert RULES[rule].limit(d(start), STATUTORY) == d(limit)


@pytest.mark.parametrize("rule", ["early-a", "own", "midpoint", "caseload"])
def test_a_rule_without_days_has_no_limit(rule: str) -> None:
    with pytest.raises(ValueError, match=f"{rule} sets no number of days"):
        RULES[rule].limit(d("20.11.2026"), STATUTORY)


def test_the_practice_speaks_with_its_own_number() -> None:
    strict = setting("reviews", first_working_days=15)
    assert (
        RULES["rev1"].sentence_for(strict)
        == "The first review is held within 15 working days of becoming looked after."
    )
    assert RULES["rev1"].limit(d("07.09.2026"), strict) == d("28.09.2026")
    assert RULES["rev1"].authority_for(STATUTORY) == "CPPCR 33(1)"
    assert RULES["rev1"].authority_for(strict) == "CPPCR 33(1) (local limit)"
    assert "within 1 month of" in RULES["ado0"].sentence_for(setting("adoption", authority_months=1))
    assert RULES["caseload"].unit == CHILDREN
    assert RULES["caseload"].sentence_for(STATUTORY) == "A full-time IRO has at most 70 children."


def test_a_closure_moves_the_services_own_clocks_but_no_limit_of_the_regulations() -> None:
    shut = setting("days", closures=(d("10.09.2026"),))
    assert RULES["rev1"].limit(d("07.09.2026"), shut) == d("05.10.2026")
    assert RULES["adjourn"].limit(d("07.09.2026"), shut) == d("05.10.2026")
    assert RULES["icpc"].limit(d("07.09.2026"), shut) == d("28.09.2026")
    assert RULES["decis"].limit(d("07.09.2026"), shut) == d("15.09.2026")
    assert RULES["rag-red"].limit(d("07.09.2026"), shut) == d("15.09.2026")


def test_a_bank_holiday_proclaimed_since_moves_both() -> None:
    proclaimed = setting("days", bank_holidays=(d("10.09.2026"),))
    assert RULES["rev1"].limit(d("07.09.2026"), proclaimed) == d("06.10.2026")
    assert RULES["decis"].limit(d("07.09.2026"), proclaimed) == d("15.09.2026")


def test_a_trigger_of_the_iros_own() -> None:
    assert rule_of_trigger("early-b").authority == "CPPCR 33(3)(b)"
    assert rule_of_trigger("something").authority == "asked by the IRO"

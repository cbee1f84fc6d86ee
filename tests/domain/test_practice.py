"""Practice files: read whole, or refused with every fault named."""

from __future__ import annotations

import tomllib
from dataclasses import FrozenInstanceError, replace
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_entries import AgeLimit, Item
from iro_tui.domain.practice_file import PracticeError, read_practice
from iro_tui.text import clean
from tests.support.facts import d


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(PracticeError) as error:
        read_practice(tomllib.loads(text))
    return error.value.faults


def shipped(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("iro_tui").joinpath("practices", f"{name}.toml").read_text("utf-8"))


def test_the_statutory_practice_is_the_default_and_writes_out_every_setting() -> None:
    data = shipped("statutory")
    assert read_practice(data) == Practice()
    written = {f"{section}.{key}" for section, part in data.items() if isinstance(part, dict) for key in part}
    assert written == {key for key, *_ in Practice().settings()}


def test_statute_warns_of_nothing() -> None:
    assert Practice().warnings() == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[reviews]\nfirst_workin_days = 20",
            ("reviews.first_workin_days is not a setting.", "Did you mean first_working_days?"),
        ),
        ("[review]\nlater_months = 6", ("review is not a setting.", "Did you mean reviews?")),
        ("[reviews]\nfirst_working_days = 0", ("reviews.first_working_days is 0", "a whole number from 1 to 60")),
        ("[reviews]\nfirst_working_days = 20.5", ("reviews.first_working_days is 20.5", "a whole number from 1 to 60")),
        ("[reviews]\nfirst_working_days = true", ("reviews.first_working_days is True", "a whole number from 1 to 60")),
        ('[reviews]\nlater_months = "six"', ("reviews.later_months is 'six'", "a whole number from 1 to 12")),
        ("[reviews]\nrestart_after_unplanned_move = 1", ("restart_after_unplanned_move is 1", "true or false")),
        ("[midpoint]\nshare = 1.0", ("midpoint.share is 1.0", "a number from 0.1 to 0.9")),
        ('[days]\nclosures = ["2026-12-24"]', ("days.closures", "a date such as 2026-12-24, without quotation marks")),
        ("[days]\nclosures = [2026-12-24T10:00:00]", ("days.closures", "a date such as 2026-12-24")),
        ("[rag]\nthemes = []", ("rag.themes is []", "a list of 1 to 9 entries")),
        ('[rag]\nthemes = ["drift", "drift"]', ("rag.themes", "an entry stands twice")),
        ('[escalation]\nstages = [{ id = "1", name = "One" }]', ("escalation.stages", "a stage needs person")),
        (
            '[court]\npanels = [{ name = "Legal panel" }]',
            ("court.panels", "a panel needs before_filing"),
        ),
        (
            '[court]\npanels = [{ name = "A", before_filing = 90 }]',
            ("before_filing is 90", "from 0 to 60"),
        ),
        ("[conferences]\nsecond_review_alert = 3", ("second_review_alert is 3", "a text of 0 to 60 characters")),
        ("reviews = 3", ("reviews is 3", "written [reviews]")),
        ("[caseload]\nlow = 90", ("caseload.low is 90", "caseload.high (70)")),
    ],
)
def test_a_fault_names_key_value_and_what_is_allowed(text: str, said: tuple[str, ...]) -> None:
    (fault,) = faults(text)
    assert [part for part in said if part not in fault] == []


def test_every_fault_is_named_at_once() -> None:
    assert len(faults("[reviews]\nlater_months = 0\nsecond_months = 0\n[clock]\nworking_days = 0")) == 3


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("[reviews]\nfirst_working_days = 28", "CPPCR 33(1)"),
        ("[reviews]\nlater_months = 9", "CPPCR 33(2)"),
        ("[adoption]\nplaced_days = 42", "AAR 36(3)(a)"),
        ("[preparation]\nsw_report = 1", "IRO Handbook"),
        ("[record]\ndecisions = 10", "review guidance"),
        ("[escalation]\ntotal_working_days = 30", "IRO Handbook 6.2"),
    ],
)
def test_a_laxer_value_is_used_with_a_warning_that_names_the_authority(text: str, law: str) -> None:
    (warning,) = read_practice(tomllib.loads(text)).warnings()
    assert law in warning


@pytest.mark.parametrize("text", ["[reviews]\nfirst_working_days = 15", "[preparation]\nsw_report = 5"])
def test_a_stricter_value_is_no_fault(text: str) -> None:
    assert read_practice(tomllib.loads(text)).warnings() == ()


def test_closures_and_bank_holidays() -> None:
    practice = read_practice(tomllib.loads("[days]\nclosures = [2026-12-29]\nbank_holidays = [2026-12-30]"))
    assert practice.statutory.add(d("24.12.2026"), 1) == d("29.12.2026")
    assert practice.statutory.add(d("24.12.2026"), 2) == d("31.12.2026")
    assert practice.office.add(d("24.12.2026"), 1) == d("31.12.2026")
    (warning,) = practice.warnings()
    assert "2026-12-30" in warning
    assert "CPPCR reg 2" in warning


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=90))
def test_texts_are_cleaned_as_those_of_any_file_and_none_is_cut(text: str) -> None:
    data = {"title": text, "rag": {"themes": [f"x{text}"]}}
    data["escalation"] = {"stages": [{"id": "1", "name": f"n{text}", "person": f"p{text}", "working_days": 5}]}
    try:
        practice = read_practice(data)
    except PracticeError:
        assert not 0 < len(clean(text)) < 40
        return
    stage, *_ = practice.escalation.stages
    for said, typed in ((practice.title, text), (practice.rag.themes[0], f"x{text}"), (stage.name, f"n{text}"),
                        (stage.person, f"p{text}")):  # fmt: skip
        assert said == clean(typed)


def test_settings_are_a_frozen_dataclass_to_whoever_uses_them() -> None:
    limits = Practice().reviews
    shorter = replace(limits, second_months=2)
    assert (shorter.second_months, shorter.later_months) == (2, limits.later_months)
    assert shorter != limits
    assert replace(shorter, second_months=limits.second_months) == limits
    assert hash(replace(limits)) == hash(limits)
    assert limits != Practice().adoption
    assert Item("pep", "PEP", from_age=3) == Item(words="PEP", id="pep", from_age=3)
    assert repr(AgeLimit(5, 2)) == "AgeLimit(under=5, months=2)"
    with pytest.raises(FrozenInstanceError):
        limits.second_months = 1  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del limits.second_months
    for wrong in ({"no_such": 1}, {"under": 1, "years": 2}):
        with pytest.raises(TypeError, match="AgeLimit has the settings under, months"):
            AgeLimit(**wrong)
    with pytest.raises(TypeError):
        AgeLimit(1, 2, 3)  # type: ignore[call-arg]

"""A practice as text: what is written is read back the same, and an own one starts where its base stands."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import iro_tui
from iro_tui.caseload.practices import find, parse, shipped, shipped_names
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.practice_file import read_practice
from iro_tui.domain.practice_text import as_toml, to_start_from, toml_value
from iro_tui.text import clean

SERVICES = ("enfield", "kent", "lancashire", "lincolnshire", "shropshire")


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_written_is_read_back_the_same(name: str) -> None:
    practice = find(name).practice
    again = parse(as_toml(practice)).practice
    assert list(again.settings()) == list(practice.settings())
    assert again.sources == practice.sources


@given(st.text(min_size=1, max_size=60))
def test_any_text_is_written_so_that_it_is_read_back(text: str) -> None:
    wanted = clean(text)
    assert tomllib.loads(f"x = {toml_value(wanted)}")["x"] == wanted


@pytest.mark.parametrize("name", ["statutory", *SERVICES])
def test_an_own_practice_starts_where_its_base_stands(name: str) -> None:
    base = find(name).practice
    own = parse(to_start_from(base, "own", "Our own"))
    assert (own.practice.name, own.practice.title, own.practice.based_on) == ("own", "Our own", name)
    assert list(own.practice.settings()) == list(base.settings())
    assert own.practice.sources == base.sources


def test_what_an_own_practice_sets_goes_before_its_base_and_its_source() -> None:
    own = parse('name = "own"\nbased_on = "kent"\n[record]\ndistribute_after_record = 3')
    assert own.practice.record.distribute_after_record == 3
    assert own.practice.record.full_record == 15
    assert own.practice.source_of("record.distribute_after_record") == ""
    assert own.practice.source_of("record.full_record").startswith("report line 166")
    kept = parse(own.text).practice  # what a store keeps needs no base
    assert list(kept.settings()) == list(own.practice.settings())
    assert "based_on" not in own.text


def test_a_base_that_does_not_come_with_the_program_is_refused() -> None:
    with pytest.raises(Refused, match="based_on is 'devon': give one of enfield, kent"):
        parse('name = "own"\nbased_on = "devon"')


def test_only_what_a_report_says_differs_and_each_value_has_its_line() -> None:
    """Every setting that is not the statutory one names its source; a service's title says of when."""
    for loaded in shipped():
        if loaded.practice.name == "statutory":
            continue
        differing = {key for key, _, value, default in loaded.practice.settings() if value != default}
        assert differing <= dict(loaded.practice.sources).keys()
        assert all("report line" in source for _, source in loaded.practice.sources)
        assert loaded.practice.warnings() == ()
    for name in ("lancashire", "enfield", "lincolnshire"):
        practice = find(name).practice
        assert practice.escalation == read_practice({}).escalation
        assert "so statutory" in practice.source_of("escalation.stages")


def test_a_practice_that_comes_with_the_program_lies_in_a_file_of_its_name() -> None:
    assert [loaded.practice.name for loaded in shipped()] == shipped_names()


def test_items_of_a_shipped_checklist_fit_the_form() -> None:
    for path in (Path(iro_tui.__file__).parent / "practices").glob("*.toml"):
        for item in parse(path.read_text("utf-8")).practice.checklist.items:
            assert len(item.words) <= 31, (path.name, item.words)

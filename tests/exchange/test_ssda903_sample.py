"""The synthetic sample return that lies beside the project; skipped where it is not."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from iro_tui.exchange.extract import Extract
from iro_tui.exchange.readers import NOT_RECOGNISED, read_files
from iro_tui.exchange.ssda903 import words

SAMPLE = Path(__file__).resolve().parents[2].parent / "shared" / "samples" / "ssda903"

pytestmark = pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample is not beside the project")


@pytest.fixture(scope="module")
def extract() -> Extract:
    return read_files([SAMPLE], date(2018, 4, 1))


def test_every_file_is_told_for_what_it_is(extract: Extract) -> None:
    assert {r.file: (r.format.removeprefix("SSDA903 "), r.rows) for r in extract.recognised} == {
        "ad1.csv": ("AD1 (not needed)", 29),
        "episodes.csv": ("Episodes", 5050),
        "header.csv": ("Header", 2675),
        "missing.csv": ("Missing", 43),
        "oc2.csv": ("OC2", 2675),
        "oc3.csv": ("OC3 (not needed)", 53),
        "placed_for_adoption.csv": ("PlacedAdoption (not needed)", 29),
        "previous_permanence.csv": ("PrevPerm (not needed)", 2675),
        "reviews.csv": ("Reviews", 12582),
        "sw_episodes.csv": ("SWEpisodes", 1),
        "uasc.csv": ("UASC", 132),
    }
    assert [p.file for p in extract.problems if p.message == NOT_RECOGNISED] == ["903_2024_25_rule_info.csv"]


def test_nothing_is_lost_and_all_is_told(extract: Extract) -> None:
    assert len(extract.children) == 2675
    assert extract.reviews_known_from == date(2014, 4, 1), "its reviews go back to early 2015"
    assert sum(len(child.reviews) for child in extract.children.values()) == 12568
    told = Counter(problem.message for problem in extract.problems)
    assert told[words.BOOKING] == 5032
    assert told[words.PN0_OVER_4] == 1435
    assert told[words.CODED_UNDER_4] == 663
    assert told[words.NO_EPISODE] == 552
    assert words.BAD_CODE not in told

"""A child whom two officers had put on the caseload each: what the preview and the child's page say of it."""

from __future__ import annotations

import pytest

from tests.support.desks import Desk

BOTH = ("--since", "2026-05-01", "--status", "care", "--placement", "foster", "--born", "2015-05-05")


def test_what_both_entered_comes_as_one_and_is_called_neither_removed_nor_new(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    for desk, worker in ((bell, "Sam Ward"), (hughes, "Pat Low")):
        desk("do", "child", "--ref", "Z-9", *BOTH, "--worker", worker, on="2026-11-20")
    file = bell.gives(hughes, "2026-11-20", "Z-9", why="cover", until="2026-11-27")
    preview = hughes("receive", str(file), "--dry-run", on="2026-11-20").err
    assert "removed" not in preview
    assert "1 value differs: yours stand" in preview
    assert "Worker: name: Pat Low here, Sam Ward Anna Bell" in preview
    hughes.takes(file, "2026-11-20")
    page = " ".join(hughes("child", "Z-9", on="2026-11-20").out.split())
    assert "to choose Difference Worker: name: Pat Low yours, Sam Ward Anna Bell" in page
    [line] = hughes("differences", "--json", on="2026-11-20").json["differences"]
    hughes("do", "settle", "--id", line["key"], "--choose", "other", on="2026-11-20")
    assert "Difference Worker: name: Pat Low yours, Sam Ward Anna Bell" in " ".join(
        hughes("child", "Z-9", on="2026-11-20").out.split()
    )


@pytest.mark.parametrize(("here", "there"), [("KB 88", "kb88"), ("kb88", "KB 88"), ("AB-7", "ab-7")])
@pytest.mark.parametrize("why", ["cover", "transfer"])
def test_a_reference_that_both_wrote_in_their_own_way_is_one_child(
    desks: tuple[Desk, Desk, Desk], here: str, there: str, why: str
) -> None:
    bell, hughes, _ = desks
    for desk, ref in ((bell, there), (hughes, here)):
        desk("do", "child", "--ref", ref, *BOTH, on="2026-11-20")
    file = bell.gives(hughes, "2026-11-20", there, why=why, until="2026-11-27" if why == "cover" else "")
    assert "new here" not in hughes("receive", str(file), "--dry-run", on="2026-11-20").err
    hughes.takes(file, "2026-11-20")
    assert list(hughes.listed("2026-11-20")) == [here]


def test_a_name_that_differs_is_on_the_page_by_both_owners_alone(desks: tuple[Desk, Desk, Desk]) -> None:
    bell, hughes, _ = desks
    bell.hands(hughes, "2026-11-20", "K-100", why="cover", until="2026-11-27")
    for desk, name in ((bell, "Robin Sampler"), (hughes, "Robyn Sampler")):
        desk("do", "details", "K-100", "--name", name, on="2026-11-23")
    bell.takes(hughes.gives(bell, "2026-11-24", "K-100"), "2026-11-24")
    page = bell("child", "K-100", on="2026-11-24").out
    assert "Child: name: one yours, another D. Hughes" in page
    assert "Sampler" not in page

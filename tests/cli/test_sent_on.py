"""A child who is handed over for good: what was done after the file was written goes after it."""

from __future__ import annotations

from tests.support.desks import Desk


def booked(desk: Desk, on: str) -> str:
    return str(desk("child", "K-102", "--json", on=on).json["next_review"]["booked"])


def test_what_was_done_between_the_file_and_its_receipt_is_asked_for_and_goes_after_it(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    bell, hughes, _ = desks
    bell("do", "book", "K-102", "--day", "2026-12-03", "--time", "10:00", "--place", "Civic", on="2026-11-20")
    file = bell.gives(hughes, "2026-11-20", "K-102", why="transfer")
    bell("do", "contact", "K-102", "--who", "child", "--how", "phone", "--note", "carer ill", on="2026-11-21")
    bell("do", "details", "K-102", "--interpreter", "Polish", on="2026-11-21")
    bell("do", "rag", "K-102", "--value", "green", on="2026-11-21")
    bell("undo", on="2026-11-21")
    code = hughes.takes(file, "2026-11-22")
    hughes("do", "details", "K-102", "--interpreter", "Arabic", on="2026-11-22")
    told = bell("hand-over", "--confirm", code, on="2026-11-23").out
    assert "D. Hughes has 1 child" in told
    assert "Of K-102 2 things were done here since that file" in told
    assert bell.asked("2026-11-23") == ["Send on to D. Hughes: 2 things done since the file, 1 child"]
    rest = bell.gives(hughes, "2026-11-24", "K-102")
    assert bell.asked("2026-11-24") == ["Handed to D. Hughes: 24 Nov, not confirmed"]
    preview = hughes("receive", str(rest), "--dry-run", on="2026-11-24").err
    assert "1 value differs: yours stand" in preview
    code = hughes.takes(rest, "2026-11-24")
    assert (
        "carer ill"
        in hughes("outbox", "--json", on="2026-11-24").out + hughes("child", "K-102", "--json", on="2026-11-24").out
    )
    assert hughes.asked("2026-11-24") == ["1 value to choose: a colleague has otherwise"]
    assert hughes.listed("2026-11-24") == {"K-102": "yours"}
    assert "What was done here of 1 child" in bell("hand-over", "--confirm", code, on="2026-11-24").out
    assert bell.asked("2026-11-24") == []
    assert "K-102" not in bell.listed("2026-11-24")

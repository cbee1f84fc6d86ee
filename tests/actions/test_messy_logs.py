"""Logs of escalations as people keep them, made at random: what comes in has its own days, or the row asks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_tui.actions.listed_row import IN
from iro_tui.actions.pasted_rows import RowChoices, preview_rows
from iro_tui.caseload.session import Session
from iro_tui.exchange.pasted import read_block
from iro_tui.exchange.readers import read_files
from iro_tui.store.writes import New
from tests.support import TODAY
from tests.support.acting import look_after
from tests.support.stores import open_store
from tests.support.workbooks import Value, csv_of

HEADINGS = {
    "ref": ("Child", "Ref"),
    "raised": ("Date raised", "Date", "Escalated on", "DRP date", "Stage date"),
    "issue": ("Issue", "Concern", "Theme", "Nature of concern", "Reason", "Details"),
    "stage": ("Stage", "Level", "DRP stage", "Escalation level"),
    "to": ("To", "To whom", "Escalated to", "Manager"),
    "replied": ("Reply", "Response", "Reply received"),
    "status": ("Status", "Outcome", "Result"),
    "closed": ("Closed", "Date resolved", "Closed on"),
}
ENDED = ("Closed", "Resolved", "Agreed", "agreed by SM", "Withdrawn")
OPEN = ("Open", "Not resolved", "Partly agreed", "escalated again", "")
STAGES = ("Informal", "informal resolution", "Formal stage 1", "Stage One", "DRP Level 2 (SM)")
STYLES = ("%d/%m/%Y", "%d %B %Y", "%Y-%m-%d", "%d-%b-%y")
BESIDE = (*("{}",) * 8, "{} tbc", "{} planned", "{} cancelled", "{} & 3/11/2026", "w/c {}", "by {}", "end of {}")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory, _empty_once: Path) -> Iterator[Session]:
    opened = open_store(Path(shutil.copytree(_empty_once, tmp_path_factory.mktemp("log") / "store")))
    look_after(opened, "LG 1")
    yield opened
    opened.close()


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_comes_in_of_a_messy_log_has_its_own_days(session: Session, tmp_path: Path, data: Any) -> None:
    style = data.draw(st.sampled_from(STYLES))
    columns = data.draw(st.permutations([*HEADINGS]))
    rows: list[list[Value]] = [[data.draw(st.sampled_from(HEADINGS[name])) for name in columns]]
    truth: dict[str, dict[str, Any]] = {}
    for number in range(data.draw(st.integers(1, 4))):
        raised = data.draw(st.dates(date(2026, 8, 14), date(2026, 9, 30)))
        true: dict[str, Any] = {"raised": raised, "ended": data.draw(st.booleans())}
        true["replied"] = data.draw(st.sampled_from([None, raised + timedelta(5)]))
        true["closed"] = data.draw(st.sampled_from([None, raised + timedelta(9)])) if true["ended"] else None
        cells = {"ref": "LG 1", "issue": f"issue {number}", "stage": data.draw(st.sampled_from(STAGES)), "to": "SW"}
        cells["status"] = data.draw(st.sampled_from(ENDED if true["ended"] else OPEN))
        for name in ("raised", "replied", "closed"):
            if true[name]:
                beside = data.draw(st.sampled_from(BESIDE))
                cells[name] = beside.format(f"{true[name]:{style}}")
                true[name] = true[name] if beside == "{}" else None
        truth[f"issue {number}"] = true
        rows.append([cells.get(name) for name in columns])
    path = tmp_path / "log.csv"
    path.write_bytes(csv_of(rows))
    [text] = read_files([path], TODAY).blocks
    block = read_block(text)
    assert block.is_log
    for row in preview_rows(session, block, RowChoices()).rows:
        if row.state != IN:
            assert row.words
            continue
        assert row.plan
        tables = {write.table: write.values for write in row.plan.writes if isinstance(write, New)}
        dispute, step = tables["escalation"], tables["escalation_step"]
        true = truth[dispute["issue"]]
        assert step["taken_on"] == dispute["raised_on"] == true["raised"]
        assert step["replied_on"] == true["replied"]
        assert dispute.get("closed_on") == ((true["closed"] or true["replied"]) if true["ended"] else None)
        assert true["ended"] == bool(dispute.get("closed_on")), "one that ended on no day asks"

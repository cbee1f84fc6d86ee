"""What the documents name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")])
PATH = re.compile(r"`((?:iro_tui|tests|docs|bench|screens)/[\w./-]*)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_names_is_there(document: Path) -> None:
    text = document.read_text("utf-8")
    named = [ROOT / path for path in PATH.findall(text)] + [document.parent / link for link in LINK.findall(text)]
    missing = [path for path in named if not path.exists()]
    assert not missing


def test_the_page_of_services_names_what_is_there() -> None:
    """Its figures and its settings, so that what it says works does not outlive what works."""
    from iro_tui.caseload.practices import find
    from iro_tui.figures.declared import declared

    practice = find("statutory").practice
    figures = {figure.id for figure in declared(practice)}
    settings = {key for key, *_ in practice.settings()}
    named = set(re.findall(r"`([a-z_0-9]+(?:[._][a-z_0-9]+)+)`", (ROOT / "docs" / "services.md").read_text("utf-8")))
    assert len(named) > 50
    assert named - figures - settings == set()


def test_the_recipes_name_files() -> None:
    """Else the test above would say nothing of them."""
    assert len(set(PATH.findall((ROOT / "docs" / "extending.md").read_text("utf-8")))) >= 15

"""What is said of a file before and after it is written: what it holds, who can read it, whether it is to be sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from iro_tui.actions.base import look_at, plan
from iro_tui.actions.write import NOT_ENCRYPTED, WriteAnswers, WriteFile
from iro_tui.caseload.exporting import FORM_WORDS, Outgoing
from iro_tui.caseload.session import Session

PERSONAL, SEALED, NO_CHILD = "keep it where personal data may be kept", "It is sealed", "it may go by e-mail"
SAYS = {
    ".iro": ("D. Hughes", False, SEALED, "alone can open it"),
    ".iro by words": ("D. Hughes", True, SEALED, "whoever has them can open it"),
    ".iro-card": ("", False, NO_CHILD, "nothing of a child"),
    ".iro-receipt": ("", False, NO_CHILD, "eight characters"),
    **dict.fromkeys((ending for ending in FORM_WORDS if not ending.startswith(".iro")), ("", False, PERSONAL, "NOT")),
}


def written(session: Session, ending: str, path: Path, to: str, box: Path | None, *, by_words: bool) -> tuple[str, str]:
    """What is said before and after."""

    def make(_: Session) -> Outgoing:
        return Outgoing("the list", 2, "rows", {ending: lambda: b""}, enter=lambda at: str(at.write_bytes(b"") or ""))

    form = WriteFile("the list", "list", make, (ending,), to, str(box or ""), by_words=by_words)
    planned = plan(form, look_at(session, form), WriteAnswers(str(path)))
    return planned.warning, form.perform(session, planned).sentence


def test_every_form_that_is_written_is_in_the_table() -> None:
    assert {each.split()[0] for each in SAYS} == set(FORM_WORDS)


@pytest.mark.parametrize("kind", SAYS)
def test_what_a_file_holds_is_said_before_it_is_written(session: Session, tmp_path: Path, kind: str) -> None:
    to, by_words, what, more = SAYS[kind]
    ending = kind.split()[0]
    warning, after = written(session, ending, tmp_path / f"a{ending}", to, None, by_words=by_words)
    assert what in warning
    assert more in warning
    assert (warning == NOT_ENCRYPTED) is (what == PERSONAL)
    assert ("Delete the file when done with it." in after) is (what == PERSONAL)
    assert after.startswith("Send ") is (what != PERSONAL)


@pytest.mark.parametrize("kind", [".iro", ".iro by words", ".iro-receipt"])
def test_what_lies_in_the_letter_box_is_not_to_be_sent_unless_words_open_it(
    session: Session, tmp_path: Path, kind: str
) -> None:
    to, by_words, *_ = SAYS[kind]
    ending = kind.split()[0]
    box = tmp_path / "box"
    box.mkdir()
    _, after = written(session, ending, box / f"a{ending}", to, box, by_words=by_words)
    _, elsewhere = written(session, ending, tmp_path / f"a{ending}", to, box, by_words=by_words)
    assert after.startswith("Send") is by_words
    assert (f"a{ending} lies in the letter box: nothing is to be sent." in after) is not by_words
    assert elsewhere.startswith("Send")

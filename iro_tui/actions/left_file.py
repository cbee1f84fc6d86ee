"""Files for colleagues: sealed, or a card or a receipt, which say nothing of a child. They lie open to whoever looks.

Everything else that leaves is its owner's alone (`caseload/exporting`); one of these would be of no use so in a folder
that colleagues share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from iro_tui.caseload.exporting import require_new
from iro_tui.caseload.refusals import Refused
from iro_tui.store.files import reason

if TYPE_CHECKING:
    from pathlib import Path


def leave_file(path: Path, content: bytes) -> None:
    """Leave a new file for a colleague, whole under its name or not at all. Raises Refused."""
    from iro_tui.sharing.carrying import CarriedFile, LetterBox

    try:
        LetterBox(path.parent, None).push([CarriedFile(path.name, content)])
    except OSError as error:
        if isinstance(error, FileExistsError):
            require_new(path, (path.suffix.lower(),))
        sentence = f"{path} cannot be written ({reason(error)}): give another place. Nothing was written."
        raise Refused(sentence) from None

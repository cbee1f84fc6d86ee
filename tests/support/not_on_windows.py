"""Tests that need what Windows, or wine, has not: each with what that is. Everywhere else they run."""

from __future__ import annotations

from collections.abc import Iterator

KILL, TERMINAL, PROC = "no kill -9", "no terminal of POSIX", "no /proc"
PIPE, LINK, USER = "no pipe with a name", "no link that wine follows", "no other user to be"
COLOURS = "no colours told by the environment"

NEEDS = {
    "tests/cli/test_terminal.py": TERMINAL,
    "tests/cli/test_terminal_lost.py": TERMINAL,
    "tests/faults/test_full_disk.py": "no disk of a size to be set",
    "tests/faults/test_hostile_screens.py": TERMINAL,
    "tests/faults/test_kill_typing.py": KILL,
    "tests/faults/test_locked_memory.py": PROC,
    "tests/faults/test_only_shown.py": USER,
    "tests/faults/test_power_cut.py": KILL,
    "tests/hub": "no PostgreSQL under wine",
    "tests/pictures/test_pictures.py": COLOURS,
    "tests/test_release.py": "nothing that makes a release",
    "tests/tui/test_first_picture.py": TERMINAL,
    "tests/actions/test_outbox.py::test_nothing_is_written_over_and_nothing_is_left_behind": LINK,
    "tests/cli/test_wrong_things.py": LINK,
    "tests/exchange/test_readers.py::test_a_path_that_cannot_be_read_is_refused": PIPE,
    "tests/exchange/test_readers.py::test_what_is_wrong_with_one_file_stops_no_other": LINK,
    "tests/caseload/test_doctor.py::test_all_that_stands_so_here_is_well": "no folder that only one may open",
    "tests/tui/test_themes.py::test_the_terminal_says_how_many_colours_it_has": COLOURS,
    "tests/store/test_place.py::test_a_link_into_such_a_folder_is_seen": LINK,
}
"""By file, or file and test, what is lacking."""


def whole_files() -> Iterator[str]:
    """Files of which no test can run: what they import is not there either."""
    yield from (name for name in NEEDS if "::" not in name)


def lacking(node: str) -> str:
    """What a test needs that is not there, by its node's name; empty: nothing."""
    test = node.replace("\\", "/").partition("[")[0]
    return NEEDS.get(test) or NEEDS.get(test.partition("::")[0], "")

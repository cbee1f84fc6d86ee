"""The grammar of the command line: no option of a verb is lost to one that goes with every command."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from iro_tui.cli.arguments import everywhere, parser


def options_of(grammar: argparse.ArgumentParser) -> Iterator[str]:
    for action in grammar._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for verb in action.choices.values():
                yield from options_of(verb)


def test_an_option_of_a_verb_is_not_taken_for_one_of_all() -> None:
    """`--to FOLDER` of a backup is no short `--today`."""
    of_all = {option for action in everywhere()._actions for option in action.option_strings}
    for option in set(options_of(parser())) - of_all:
        _, left = everywhere().parse_known_args([option, "what"])
        assert left == [option, "what"], option

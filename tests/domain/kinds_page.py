"""The kinds of duty in docs/json.md, from the registry: `python -m tests.domain.kinds_page` writes them anew."""

from __future__ import annotations

import re
from pathlib import Path

from iro_tui.domain.duty_kinds import KINDS

PAGE = Path(__file__).parents[2] / "docs" / "json.md"
_LIST = re.compile(r"(?s)(?<=<!-- kinds: made by `make kinds` -->\n).*?(?=<!-- /kinds -->\n)")


def with_kinds(page: str) -> str:
    """The page with the list of the kinds as the registry has them."""
    lines = ["| `kind` | group | asks for | weight | rules |", "| --- | --- | --- | --- | --- |"]
    for kind in KINDS:
        rules = ", ".join(f"`{rule.id}`" for rule in kind.rules)
        weights = ", ".join(dict.fromkeys(rule.weight for rule in kind.rules))
        lines.append(f"| `{kind.id}` | {kind.group} | {kind.what} | {weights} | {rules} |")
    table = "\n".join(lines) + "\n"
    return _LIST.sub(lambda _: table, page)


if __name__ == "__main__":
    PAGE.write_text(with_kinds(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")

"""The table of bank holidays, from the library `holidays`: `python -m tests.domain.holiday_table` writes it anew."""

from __future__ import annotations

import re
from pathlib import Path

import holidays

from iro_tui.domain import bank_holidays

YEARS = range(1995, 2061)


def rows() -> dict[int, str]:
    """By year, day and month of each bank holiday in England, as the library knows them."""
    known = sorted(holidays.country_holidays("GB", subdiv="ENG", years=YEARS))
    return {year: " ".join(f"{day:%d/%m}" for day in known if day.year == year) for year in YEARS}


def main() -> None:
    path = Path(bank_holidays.__file__)
    table = "".join(f'    {year}: "{days}",\n' for year, days in rows().items())
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?s)(?<=TABLE = \{\n).*?(?=\}\n)", table, text), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

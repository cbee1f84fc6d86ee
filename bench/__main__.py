"""`make bench`: how fast it is, as ratios measured in one run, the cases taking turns."""

from __future__ import annotations

import argparse
import compileall
import gc
import os
import sys
import tempfile
import traceback
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, metavar="N", help="how often each case has its turn (15)")
    parser.add_argument("--only", default="", metavar="WORD", help="only cases whose name contains this")
    options = parser.parse_args()
    if sys.platform == "win32":
        print("The figures are measured in a pseudo-terminal, which Windows has not: run this on Linux or macOS.")
        return 0
    _compile()
    from bench.cases import remarks, trials
    from bench.table import table

    failed = False
    with tempfile.TemporaryDirectory(prefix="iro-bench-") as folder:
        chosen = [
            (trial, [figure for figure in trial.figures if options.only.casefold() in figure.name.casefold()])
            for trial in trials(Path(folder))
        ]
        chosen = [(trial, figures) for trial, figures in chosen if figures]
        gc.collect()
        gc.freeze()  # or collecting garbage here, among all the caseloads, would count as waiting for the program
        for turn in range(options.rounds + 1):  # the first only warms the caches
            for number, (trial, _) in enumerate(chosen):
                _progress(f"round {turn} of {options.rounds}, case {number + 1} of {len(chosen)}")
                try:
                    ratios = list(zip(trial.figures, trial.run(), strict=True))
                except (TimeoutError, RuntimeError):  # the others took long: what they gave is told all the same
                    failed = True
                    traceback.print_exc()
                    continue
                for figure, ratio in ratios:
                    if turn:
                        figure.ratios.append(ratio)
    _progress("")
    print(table([figure for _, figures in chosen for figure in figures], remarks(), options.rounds))
    return int(failed)


def _compile() -> None:
    """Compile everything first, as an installed program is: else compiling would be measured."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.pop("PYTHONPYCACHEPREFIX", None)
    root = Path(__file__).parent.parent
    for folder in (root / "iro_tui", root / "bench"):
        compileall.compile_dir(folder, quiet=1)


def _progress(said: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{said:<40}\r", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""`python -m iro_tui` is `iro`."""

import sys

from iro_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())

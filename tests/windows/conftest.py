"""What is tried here is run by the command line as its own tests run it."""

from tests.cli.conftest import filled, iro

__all__ = ["filled", "iro"]

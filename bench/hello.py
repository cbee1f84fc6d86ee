"""The measure of everything: a Textual app that shows one word."""

from collections.abc import Iterator

from textual.app import App
from textual.widgets import Static


class Hello(App[None]):
    def compose(self) -> Iterator[Static]:
        yield Static("Hello")


if __name__ == "__main__":
    Hello().run()

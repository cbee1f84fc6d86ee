"""What keys typed close together are, by when each was read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from iro_tui.tui.bursts import TEXT_FROM, TOGETHER_SECONDS, Typed, is_text, several_lines

LETTERS = st.sampled_from("abcdefgruxU1 é")


def one_read(text: str, at: float = 5.0) -> list[Typed]:
    return [Typed(at, sign) for sign in text]


@given(st.text(LETTERS, min_size=1, max_size=12))
def test_one_read_is_text_from_four_printable_keys_on(text: str) -> None:
    keys = one_read(text + "\r")
    assert all(is_text(keys, n) is (len(text) >= TEXT_FROM) for n in range(len(text)))
    assert not is_text(keys, len(text)), "Enter by itself is never one of the four"


@given(st.lists(st.floats(TOGETHER_SECONDS * 1.01, 2.0), min_size=1, max_size=12))
def test_a_hand_types_keys(pauses: list[float]) -> None:
    at, keys = 0.0, []
    for pause in pauses:
        at += pause
        keys.append(Typed(at, "u"))
    assert not any(is_text(keys, n) for n in range(len(keys)))


@given(st.integers(TEXT_FROM, 9), st.floats(0, TOGETHER_SECONDS / 9.1))
def test_keys_of_several_reads_are_text_within_the_time(count: int, pause: float) -> None:
    keys = [Typed(n * pause, "u") for n in range(count)]
    assert all(is_text(keys, n) for n in range(count))


@given(st.integers(1, 30))
def test_a_run_of_moves_is_none(count: int) -> None:
    for sign in "jk":
        assert not any(is_text(one_read(sign * count), n) for n in range(count))


def test_moves_among_others_count() -> None:
    assert is_text(one_read("john"), 0)


def test_a_text_of_several_lines_is_no_answer_with_its_enter() -> None:
    assert several_lines(one_read("Spoke with carer.\rShe says\r")) == len("Spoke with carer.\rShe says\r")
    for keys in ("g1Y\r", "y\rn\r", "long words\r", "\r\r", ""):
        assert several_lines(one_read(keys)) == 0, keys
    assert several_lines([*one_read("Spoke with carer.\r"), *one_read("She", at=5.2)]) == 0

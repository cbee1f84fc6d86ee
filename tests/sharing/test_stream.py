"""A child's log: what is written is read, each entry follows on the one before, and whatever was altered is noticed."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.sharing.seal import OwnKeys
from iro_tui.sharing.stream import (
    DeviceKey,
    ServiceKey,
    StreamBroken,
    StreamEntry,
    StreamForked,
    StreamPlace,
    entry_read,
    entry_written,
    snapshot_read,
    snapshot_written,
)
from iro_tui.sharing.wrapping import unwrapped, wrapped_for

COUNCIL, DEVICE, OP = UUID(int=1), UUID(int=2), UUID(int=3)
OWN = OwnKeys.make("D. Hughes")
SIGNERS = {DEVICE: OWN.card.sign}
KEY = ServiceKey(COUNCIL, {1: b"a" * 32, 2: b"b" * 32})
STREAM = KEY.stream("LCS-31877")
WRITER = DeviceKey(DEVICE, OWN.sign)
VALUES = {"name": "Contact", "note": "Wrenfield, “frightened of the dark”"}


def two() -> tuple[StreamEntry, StreamEntry]:
    first = entry_written(KEY, WRITER, STREAM, StreamPlace(), OP, 1, VALUES)
    return first, entry_written(KEY, WRITER, STREAM, first.place, UUID(int=4), 2, {"name": "Note"})


def test_what_is_written_is_read_in_its_place_alone() -> None:
    first, second = two()
    assert entry_read(KEY, SIGNERS, StreamPlace(), first) == VALUES
    assert entry_read(KEY, SIGNERS, first.place, second) == {"name": "Note"}
    assert (first.pos, second.pos, second.prev, first.epoch) == (1, 2, first.hash, 2)
    for after, entry in ((StreamPlace(), second), (first.place, first), (StreamPlace(1, bytes(32)), second)):
        with pytest.raises(StreamForked):
            entry_read(KEY, SIGNERS, after, entry)


def test_no_word_of_it_and_not_its_child_are_told() -> None:
    first, _ = two()
    lying = b"".join(value for value in first if isinstance(value, bytes))
    assert not any(word in lying for word in (b"Wrenfield", b"frightened", b"Contact", b"31877"))
    assert (
        len({KEY.stream("LCS-31877"), KEY.stream("LCS-31878"), ServiceKey(COUNCIL, {1: b"c" * 32}).stream("LCS-31877")})
        == 3
    )


def test_without_its_body_the_chain_is_still_proved() -> None:
    first, _ = two()
    assert entry_read(KEY, SIGNERS, StreamPlace(), first._replace(body=None)) is None


NUMBERS = ("epoch", "schema")
NAMES = ("stream", "op", "device")
BYTES = ("hash", "sig", "body_hash", "body")


@given(st.sampled_from((*NUMBERS, *NAMES, *BYTES)), st.integers(0, 10_000), st.integers(1, 255))
def test_whatever_is_altered_is_noticed(field: str, place: int, flip: int) -> None:
    first, _ = two()
    value = getattr(first, field)
    if field in NUMBERS:
        altered = value + flip
    else:
        content = bytearray(value.bytes if field in NAMES else value)
        content[place % len(content)] ^= flip
        altered = UUID(bytes=bytes(content)) if field in NAMES else bytes(content)
    with pytest.raises(StreamBroken):
        entry_read(KEY, SIGNERS, StreamPlace(), first._replace(**{field: altered}))


def test_a_stranger_signs_in_vain() -> None:
    stranger = DeviceKey(DEVICE, OwnKeys.make("M. Stranger").sign)
    entry = entry_written(KEY, stranger, STREAM, StreamPlace(), OP, 1, VALUES)
    with pytest.raises(StreamBroken, match="no device of the service"):
        entry_read(KEY, SIGNERS, StreamPlace(), entry)
    with pytest.raises(StreamBroken, match="no device of the service"):
        entry_read(KEY, {}, StreamPlace(), two()[0])


def test_an_entry_of_one_council_is_none_of_another() -> None:
    first, _ = two()
    elsewhere = ServiceKey(UUID(int=9), KEY.epochs)
    with pytest.raises(StreamBroken):
        entry_read(elsewhere, SIGNERS, StreamPlace(), first)


def test_a_snapshot_stands_at_its_place() -> None:
    first, _ = two()
    snapshot = snapshot_written(KEY, WRITER, STREAM, first.place, 1, {"rows": [["child", "c1", {"need": "N1"}]]})
    assert snapshot.place == first.place
    assert snapshot_read(KEY, SIGNERS, snapshot) == {"rows": [["child", "c1", {"need": "N1"}]]}
    for altered in (
        snapshot._replace(pos=2), snapshot._replace(pos_hash=bytes(32)), snapshot._replace(body=snapshot.body[:-1]),
        snapshot._replace(stream=UUID(int=7)), snapshot._replace(sig=bytes(64)),
    ):  # fmt: skip
        with pytest.raises(StreamBroken):
            snapshot_read(KEY, SIGNERS, altered)


def test_the_services_key_is_unwrapped_by_its_own_device_alone() -> None:
    wraps = wrapped_for(OWN.card, KEY)
    assert unwrapped(OWN, COUNCIL, wraps.items()) == KEY
    with pytest.raises(ValueError, match="another device"):
        unwrapped(OwnKeys.make("C. Smith"), COUNCIL, wraps.items())
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it is, it is no key
        unwrapped(OWN, COUNCIL, [(1, b"wrapped")])

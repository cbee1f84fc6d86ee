"""The file of a hand-over, and who can read it: every way in which it is refused, each with its sentence."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.sharing import file
from iro_tui.sharing.file import MAGIC, Inside, SealedFile, file_name, file_stem, read_receipt, receipt_file, typed_code
from iro_tui.sharing.receipts import MOST_BEHIND, can_be_told, receipt_of, who_came
from iro_tui.sharing.seal import KeyCard, NotTaken, OwnKeys, card_file, read_card
from iro_tui.store.passphrase import suggest_passphrase, words

PATEL, HUGHES, SMITH = (OwnKeys.make(name) for name in ("A. Patel", "D. Hughes", "C. Smith"))
PARCEL = "ab" * 16
INSIDE = {"children": [{"ref": "AB 1042", "note": "spoke to Zoë 🙂"}]}
WORDS = "quiet-harbour-lantern-mossy-bridge"


def no_words() -> str:
    raise AssertionError("nobody is asked for words")


def read(content: bytes, own: OwnKeys | None = HUGHES, schema: int = 1, ask: Callable[[], str] = no_words) -> Inside:
    return SealedFile(content).unsealed(own, (PATEL.card,), schema, ask)


WRITTEN = file.write(INSIDE, PARCEL, 1, PATEL, HUGHES.card)
BY_WORDS = file.write(INSIDE, PARCEL, 1, PATEL, WORDS)


def test_it_holds_what_was_sealed_and_says_who_wrote_it() -> None:
    inside = read(WRITTEN.content)
    assert {name: inside.values[name] for name in INSIDE} == INSIDE
    assert (inside.card, inside.receipts) == (PATEL.card, WRITTEN.receipts)
    assert b"1042" not in WRITTEN.content
    assert b"Patel" not in WRITTEN.content
    assert b"Hughes" not in WRITTEN.content


def test_words_told_by_telephone_open_it_however_they_are_typed_and_without_a_card() -> None:
    for typed in (WORDS, WORDS.replace("-", " "), f"  {WORDS.upper()} "):
        inside = read(BY_WORDS.content, None, ask=lambda typed=typed: typed)  # type: ignore[misc]
        assert inside.receipts == BY_WORDS.receipts


def altered(at: int) -> bytes:
    content = bytearray(WRITTEN.content)
    content[at] ^= 1
    return bytes(content)


HEAD = WRITTEN.content.index(b"{")
REFUSED: dict[str, tuple[Callable[[], Inside], str]] = {
    "no such file": (lambda: read(b"PK\x03\x04 something else"), "no file of a hand-over"),
    "a card": (lambda: read(card_file(PATEL)), "a colleague's card, no hand-over"),
    "empty": (lambda: read(b""), "no file of a hand-over"),
    "cut after its first line": (lambda: read(MAGIC), "cut short"),
    "cut short": (lambda: read(WRITTEN.content[:-70]), "cut short"),
    "without its last byte": (lambda: read(WRITTEN.content[:-1]), "cut short"),
    "longer": (lambda: read(WRITTEN.content + b"x"), "altered on its way"),
    "a byte of the head": (lambda: read(altered(HEAD + 20)), "altered on its way"),
    "a byte of the body": (lambda: read(altered(-100)), "altered on its way"),
    "a byte of the signature": (lambda: read(altered(-1)), "altered on its way"),
    "for somebody else": (lambda: read(WRITTEN.content, SMITH), "for somebody else"),
    "no card of one's own": (lambda: read(WRITTEN.content, None), "you have none here"),
    "a stranger's signature": (
        lambda: read(file.write(INSIDE, PARCEL, 1, SMITH, HUGHES.card).content), "whose card you have not added",
    ),
    "not the words": (lambda: read(BY_WORDS.content, ask=lambda: "other words altogether"), "not the words"),
    "no words": (lambda: read(BY_WORDS.content, ask=lambda: ""), "not the words"),
    "a newer schema": (
        lambda: read(file.write(INSIDE, PARCEL, 2, PATEL, HUGHES.card).content), "a newer iro-tui .schema 2",
    ),
    "a card that is not the writer's": (
        lambda: read(file.write(INSIDE | {"card": SMITH.card.told()}, PARCEL, 1, PATEL, HUGHES.card).content),
        "altered on its way",
    ),
    "no card inside": (
        lambda: read(file.write(INSIDE | {"card": 5}, PARCEL, 1, PATEL, HUGHES.card).content), "altered on its way",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_taken_is_refused_with_its_sentence(case: str) -> None:
    attempt, sentence = REFUSED[case]
    with pytest.raises(NotTaken, match=sentence):
        attempt()


@given(st.integers(0, len(WRITTEN.content) - 1))
def test_cut_or_altered_anywhere_it_is_refused(at: int) -> None:
    for content in (WRITTEN.content[:at], altered(at)):
        with pytest.raises(NotTaken):
            read(content)


@given(st.binary(max_size=200))
def test_whatever_stands_after_the_first_line_it_is_refused(rest: bytes) -> None:
    with pytest.raises(NotTaken):
        read(MAGIC + rest)


def test_what_would_unpack_without_end_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "_LARGEST_INSIDE", 1000)
    with pytest.raises(NotTaken, match="altered"):
        read(file.write({"children": "x" * 10_000}, PARCEL, 1, PATEL, HUGHES.card).content)


def test_costs_that_would_exhaust_the_computer_are_refused() -> None:
    content = bytearray(BY_WORDS.content)
    start = content.index(b"{")
    length = int.from_bytes(content[16:20], "big")
    head = json.loads(content[start : start + length])
    head["slot"]["memory"] = 2**31
    text = json.dumps(head, sort_keys=True).encode()
    body = bytes(content[start + length : -64])
    whole = PATEL.signed(MAGIC + len(text).to_bytes(4, "big") + len(body).to_bytes(4, "big") + text + body)
    with pytest.raises(NotTaken, match="altered"):
        read(whole, ask=lambda: WORDS)


def test_a_file_is_sealed_in_at_most_five_times_what_packing_its_content_takes() -> None:
    """Of seventy children: what is sealed is packed once, and what else is done grows slower than that."""
    import time

    rows = [{"id": os.urandom(16).hex(), "note": " ".join(words()[n % 1700 : n % 1700 + 30])} for n in range(3000)]
    text = json.dumps(rows).encode()

    def best(of: Callable[[], object]) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            of()
            times.append(time.process_time() - start)
        return min(times)

    packed = best(lambda: zlib.compress(text, 6))
    assert best(lambda: file.write({"children": rows}, PARCEL, 1, PATEL, HUGHES.card)) < 5 * packed


# Names, receipts and cards


def test_its_name_says_whose_it_is_how_many_and_when() -> None:
    assert file_name(PATEL.card, 2, date(2026, 11, 25)) == "AP-2-children-25Nov.iro"
    assert file_name(KeyCard("a" * 32, "李", b"", b""), 1, date(2026, 3, 5)) == "李-1-child-5Mar.iro"
    assert file_stem("7", 2, date(2026, 11, 25)) == "iro-2-children-25Nov"


def test_the_receipt_is_eight_characters_that_only_who_opened_it_can_say() -> None:
    code = WRITTEN.receipts.of_child("c" * 32)
    assert len(code.replace("-", "")) == 8
    assert code != BY_WORDS.receipts.of_child("c" * 32)
    assert typed_code(f" {code.lower().replace('-', ' ')}") == code
    assert read_receipt(receipt_file(PARCEL, code)) == (PARCEL, code)
    assert read_receipt(WRITTEN.content) is None
    with pytest.raises(NotTaken, match="cut short"):
        read_receipt(receipt_file(PARCEL, code)[:20])


CODES = [WRITTEN.receipts.of_child(f"{number:032}") for number in range(70)]


@given(st.integers(1, 70), st.sets(st.integers(0, 69), max_size=MOST_BEHIND))
def test_a_receipt_tells_who_of_a_file_came(count: int, some: set[int]) -> None:
    codes, few = CODES[:count], {place for place in some if place < count}
    for came in (few, set(range(count)) - few):
        assert can_be_told(count - len(came), count)
        if came:
            assert who_came(codes, receipt_of(codes[place] for place in came)) == tuple(sorted(came))


@pytest.mark.parametrize("typed", ["", "AAAA", "AAAA-AAAA", "UUUU-UUUU"])
def test_no_other_eight_characters_are_a_receipt(typed: str) -> None:
    assert who_came(CODES, typed) is None
    assert who_came(CODES, BY_WORDS.receipts.of_child("c" * 32)) is None
    assert who_came([], typed) is None


def test_a_card_goes_as_a_file_and_is_compared_by_four_words() -> None:
    card = read_card(card_file(PATEL))
    assert card == PATEL.card
    assert len(card.words.split()) == 4
    assert card.words != HUGHES.card.words
    assert OwnKeys.of(PATEL.kept()) == PATEL
    assert PATEL.kept().encode() not in card_file(PATEL)


@given(st.integers(0, len(card_file(PATEL)) - 2))
def test_a_card_that_was_cut_or_altered_is_refused(at: int) -> None:
    whole = card_file(PATEL)
    changed = bytearray(whole)
    changed[at] ^= 1
    for content in (whole[:at], bytes(changed)):
        with pytest.raises(NotTaken, match="card"):
            read_card(content)


def test_the_words_are_drawn_as_those_of_a_new_store_are() -> None:
    assert len(suggest_passphrase().split("-")) == 5

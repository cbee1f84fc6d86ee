"""The recovery code: the root secret itself, written so that a person can copy it from paper.

128 bits are 26 characters of Crockford's base32; two more check them (ten bits of SHA-256). Seven groups of four.
One mistake in about a thousand slips through the check by design; the database then refuses it.
"""

import hashlib
import unicodedata

from iro_tui.store.place import StoreError
from iro_tui.store.secret import ROOT_BYTES

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {character: value for value, character in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_CODE_LENGTH = 28
_CHECK_LENGTH = 2
_GROUP = 4


class RecoveryCodeError(StoreError, ValueError):
    """What was typed is not a recovery code; the message never repeats it."""


def encode(root: bytes) -> str:
    """The code of sixteen bytes, as `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`."""
    if len(root) != ROOT_BYTES:
        raise ValueError(f"a root secret has {ROOT_BYTES} bytes")
    number = int.from_bytes(root, "big") << 10 | _check(root)
    digits = [ALPHABET[number >> shift & 31] for shift in range(5 * (_CODE_LENGTH - 1), -1, -5)]
    return "-".join("".join(digits[start : start + _GROUP]) for start in range(0, _CODE_LENGTH, _GROUP))


def decode(text: str) -> bytes:
    """The sixteen bytes of a code, however its letters and hyphens were typed. Raises `RecoveryCodeError`."""
    letters = [
        character
        for character in unicodedata.normalize("NFKC", text).upper()
        if not character.isspace() and unicodedata.category(character) != "Pd"
    ]
    if len(letters) != _CODE_LENGTH:
        raise RecoveryCodeError(
            f"A recovery code has {_CODE_LENGTH} letters and digits, in seven groups of four; "
            f"this has {len(letters)}. Look at the printed code again."
        )
    number = 0
    for place, character in enumerate(letters):
        value = _VALUE.get(character)
        if value is None:
            raise RecoveryCodeError(
                f"Group {place // _GROUP + 1} has a character that is never in a recovery code. "
                "Look at the printed code again."
            )
        number = number << 5 | value
    # The first character carries three bits only: a larger one cannot come from a code of ours.
    root_number, check = number >> 5 * _CHECK_LENGTH, number & 0x3FF
    if root_number >> 8 * ROOT_BYTES == 0:
        root = root_number.to_bytes(ROOT_BYTES, "big")
        if _check(root) == check:
            return root
    raise RecoveryCodeError(
        "That is not quite the recovery code: a character is wrong or two have changed places. "
        "Look at the printed code again."
    )


def _check(root: bytes) -> int:
    return int.from_bytes(hashlib.sha256(root).digest()[:2], "big") >> 6

"""A child's log as a server holds it: entries sealed under the service's key, signed, each following on the one before.

The server names the stream, the place and the size of an entry, and nothing in it: not the child either, whose stream
is named by a keyed digest.
"""

from __future__ import annotations

import hmac
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from iro_tui.sharing.secrecy import decrypted, encrypted, is_signature, packed, signature_of, stretched, unpacked

_LARGEST_INSIDE = 64 * 2**20
_PLACED = struct.Struct(">16s16sI16s16sII")


class StreamBroken(Exception):
    """The log is not what was written: altered, left out, put in another order. The child's exchange stops there."""


class StreamForked(StreamBroken):
    """An entry does not follow on the place that one has: the server was set back, and others wrote on."""


class StreamPlace(NamedTuple):
    """How far one has come in a child's log: the last place, and the hash there."""

    pos: int = 0
    hash: bytes = b""


class StreamEntry(NamedTuple):
    """An entry as it lies at the server; no body once the child is purged."""

    stream: UUID
    pos: int
    op: UUID
    device: UUID
    epoch: int
    schema: int
    prev: bytes
    hash: bytes
    sig: bytes
    body_hash: bytes
    body: bytes | None

    @property
    def place(self) -> StreamPlace:
        """Where one is, having it."""
        return StreamPlace(self.pos, self.hash)


class StreamSnapshot(NamedTuple):
    """A child's rows as they were at a place of its log."""

    stream: UUID
    pos: int
    pos_hash: bytes
    device: UUID
    epoch: int
    schema: int
    hash: bytes
    sig: bytes
    body: bytes

    @property
    def place(self) -> StreamPlace:
        """Where one is, having it."""
        return StreamPlace(self.pos, self.pos_hash)


class DeviceKey(NamedTuple):
    """A device that writes, and the private half of the key it signs with."""

    device: UUID
    sign: bytes


@dataclass(frozen=True, slots=True)
class ServiceKey:
    """The service's key by epoch, first 1: whoever has it reads what its service wrote then."""

    council: UUID
    epochs: Mapping[int, bytes]

    @property
    def epoch(self) -> int:
        """The newest, under which one writes."""
        return max(self.epochs)

    def stream(self, ref: str) -> UUID:
        """How the log of a child of this reference is named at the server: nobody without the key finds it by one.

        So two who each put a child on record, under keys of their own, name one log, and the second is told.
        """
        return UUID(bytes=hmac.digest(self.epochs[1], b"iro stream 1" + ref.encode(), "sha256")[:16])

    def _of_stream(self, epoch: int, stream: UUID) -> bytes:
        return stretched(self.epochs[epoch], b"iro stream 1" + self.council.bytes + stream.bytes)

    def sealed(self, stream: UUID, bound: bytes, values: Mapping[str, Any]) -> bytes:
        """What stands in an entry, as nobody reads it without the key or in another place."""
        return encrypted(self._of_stream(self.epoch, stream), packed(values), stream.bytes + bound)

    def unsealed(self, epoch: int, stream: UUID, bound: bytes, body: bytes) -> Any:
        """What was sealed. Raises StreamBroken; KeyError for an epoch that one has no key of."""
        opened = decrypted(self._of_stream(epoch, stream), body, stream.bytes + bound)
        try:
            if opened is None:
                raise ValueError("altered")
            return unpacked(opened, _LARGEST_INSIDE)
        except (ValueError, RecursionError, zlib.error):
            raise StreamBroken("the body was altered") from None


def entry_written(
    key: ServiceKey, own: DeviceKey, stream: UUID, after: StreamPlace, op: UUID, schema: int, values: Mapping[str, Any]
) -> StreamEntry:
    """The entry that takes the place behind `after`; `schema` is the oldest that can read it."""
    body = key.sealed(stream, op.bytes, values)
    body_hash = sha256(body).digest()
    bare = StreamEntry(
        stream, after.pos + 1, op, own.device, key.epoch, schema, after.hash, b"", b"", body_hash, body,
    )  # fmt: skip
    digest = _entry_digest(key.council, bare)
    return bare._replace(hash=digest, sig=signature_of(digest, own.sign))


def entry_read(
    key: ServiceKey, signers: Mapping[UUID, bytes], after: StreamPlace, entry: StreamEntry
) -> Mapping[str, Any] | None:
    """What stands in an entry; None once the child is purged. `signers`: the devices of the service, by their keys.

    Raises StreamForked where it does not follow on, StreamBroken where anything was altered or a stranger signed,
    KeyError for an epoch that one has no key of.
    """
    if (entry.pos - 1, entry.prev) != after:
        raise StreamForked("the log does not follow on")
    if entry.hash != _entry_digest(key.council, entry):
        raise StreamBroken("the entry was altered")
    _proved(signers, entry.device, entry.sig, entry.hash)
    if entry.body is None:
        return None
    if sha256(entry.body).digest() != entry.body_hash:
        raise StreamBroken("the body was altered")
    values: Mapping[str, Any] = key.unsealed(entry.epoch, entry.stream, entry.op.bytes, entry.body)
    return values


def snapshot_written(
    key: ServiceKey, own: DeviceKey, stream: UUID, at: StreamPlace, schema: int, values: Mapping[str, Any]
) -> StreamSnapshot:
    """A child's rows as they are at a place of its log."""
    body = key.sealed(stream, at.hash, values)
    bare = StreamSnapshot(stream, at.pos, at.hash, own.device, key.epoch, schema, b"", b"", body)
    digest = _snapshot_digest(key.council, bare)
    return bare._replace(hash=digest, sig=signature_of(digest, own.sign))


def snapshot_read(key: ServiceKey, signers: Mapping[UUID, bytes], snapshot: StreamSnapshot) -> Mapping[str, Any]:
    """The rows of a snapshot. Raises StreamBroken; KeyError for an epoch that one has no key of."""
    if snapshot.hash != _snapshot_digest(key.council, snapshot):
        raise StreamBroken("the snapshot was altered")
    _proved(signers, snapshot.device, snapshot.sig, snapshot.hash)
    values: Mapping[str, Any] = key.unsealed(snapshot.epoch, snapshot.stream, snapshot.pos_hash, snapshot.body)
    return values


def _placed(council: UUID, what: StreamEntry | StreamSnapshot, op: UUID) -> bytes:
    return _PLACED.pack(
        council.bytes, what.stream.bytes, what.pos, op.bytes, what.device.bytes, what.epoch, what.schema
    )


def _entry_digest(council: UUID, entry: StreamEntry) -> bytes:
    """Over all that an entry says of itself: after a purge too the chain can be proved without the body."""
    placed = _placed(council, entry, entry.op)
    return sha256(b"iro entry 1" + placed + bytes([len(entry.prev)]) + entry.prev + entry.body_hash).digest()


def _snapshot_digest(council: UUID, snapshot: StreamSnapshot) -> bytes:
    placed = _placed(council, snapshot, UUID(int=0))
    return sha256(b"iro snapshot 1" + placed + snapshot.pos_hash + sha256(snapshot.body).digest()).digest()


def _proved(signers: Mapping[UUID, bytes], device: UUID, signature: bytes, digest: bytes) -> None:
    if device not in signers or not is_signature(signature, digest, signers[device]):
        raise StreamBroken("signed by no device of the service")

"""Containers (tests/golden/README.md) read, played, and compared with what comes of them.

In: bytes. Out: an ``AssertionError`` that says where native values and stored JSON differ. Native values become JSON by
reflection over the generated classes, so that the crossing itself is checked by something that does not know it.
"""

from __future__ import annotations

import asyncio
import enum
import json
import math
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import proximal
from proximal import core, native

HEADER, INPUT, REP, EVENT, PAGE = 1, 2, 3, 4, 5


def frames(container: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and payload of each frame; ``ValueError`` where one is cut off or damaged."""
    at = 0
    while at < len(container):
        if at + 9 > len(container):
            raise ValueError(f"byte {at}: ends inside a frame")
        length, kind = struct.unpack_from("<IB", container, at)
        end = at + 5 + length
        if end + 4 > len(container):
            raise ValueError(f"byte {at}: ends inside a frame")
        if zlib.crc32(container[at:end]) != struct.unpack_from("<I", container, end)[0]:
            raise ValueError(f"byte {at}: the checksum does not fit")
        yield kind, container[at + 5 : end]
        at = end + 4


def frame(kind: int, payload: bytes) -> bytes:
    """One frame, to make or change a container."""
    body = struct.pack("<IB", len(payload), kind) + payload
    return body + struct.pack("<I", zlib.crc32(body))


def as_json(value: Any) -> Any:
    """A native value as serde writes its Rust form."""
    if isinstance(value, enum.Enum):
        return value.name.lower()
    if isinstance(value, core.SentenceArg):
        if value.is_number():
            return {"value": value.value, "decimals": value.decimals}
        return as_json(value[0])
    if isinstance(value, core.Sounding):
        return [as_json(value.tone), value.length]
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(each) for each in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    outer, _, case = type(value).__qualname__.rpartition(".")
    held = vars(value)
    if not outer:
        return {name: as_json(each) for name, each in held.items()}
    if "_values" in held:
        assert len(held["_values"]) == 1, f"{case} carries {len(held['_values'])}"
        return {case.lower(): as_json(held["_values"][0])}
    return {case.lower(): {name: as_json(each) for name, each in held.items()}} if held else case.lower()


def compare(native_value: Any, stored: Any, where: str = "") -> None:
    """Keys and counts exactly, none and an absent key alike, numbers within 1e-9."""
    if isinstance(native_value, dict) and isinstance(stored, dict):
        for key in {*native_value, *stored}:
            got, wanted = native_value.get(key), stored.get(key)
            # A sentence without words leaves them out.
            if wanted is None and (got is None or (key == "args" and got == {})):
                continue
            compare(got, wanted, f"{where}.{key}")
    elif isinstance(native_value, list) and isinstance(stored, list):
        assert len(native_value) == len(stored), f"{where}: {len(native_value)} items, stored {len(stored)}"
        for i, (got, wanted) in enumerate(zip(native_value, stored, strict=True)):
            compare(got, wanted, f"{where}[{i}]")
    elif isinstance(native_value, float) or isinstance(stored, float):
        number = isinstance(native_value, (int, float)) and isinstance(stored, (int, float))
        assert number and math.isclose(native_value, stored, rel_tol=1e-9, abs_tol=1e-9), (
            f"{where}: {native_value}, stored {stored}"
        )
    else:
        assert native_value == stored and type(native_value) is type(stored), f"{where}: {native_value}, stored {stored}"


def play(container: bytes, db: str) -> None:
    """Plays a container through a session, saves it, opens it again; all that is stored must come of it."""
    reps, events, page = [], 0, None
    parts = list(frames(container))
    assert parts and parts[0][0] == HEADER, "a container begins with its header"
    engine = native.Engine(db, proximal.wall())
    live = engine.begin_as(parts[0][1], proximal.wall())
    happened: list[core.SessionEvent] = []
    for kind, payload in parts[1:]:
        if kind == INPUT:
            assert not happened, f"not stored: {as_json(happened[0])}"
            now, tag = struct.unpack_from("<qB", payload)
            if tag == 0:
                happened = list(live.take(False).events) if live.feed(now, payload[9:]) else []
            else:
                happened = list(live.replay(payload, False).events)
        elif kind == REP:
            reps.append(json.loads(payload))
        elif kind == EVENT:
            assert happened, f"did not happen: {payload.decode()}"
            event = happened.pop(0)
            events += 1
            compare(as_json(event), json.loads(payload), f"event {events}")
            if event.is_rep_finished():
                compare(as_json(event[0]), reps[-1], f"rep {len(reps)}")
        else:
            page = payload.decode()
    assert not happened, f"not stored: {as_json(happened[0])}"
    id = live.save(proximal.wall()).id
    engine.shut()
    again = native.Engine(db, proximal.wall())
    saved = again.session(id)
    compare(as_json(saved.reps), reps, "reps")
    if page is not None:
        assert asyncio.run(again.session_page(id, core.Lang.EN)) == page, "the page differs"
    again.shut()

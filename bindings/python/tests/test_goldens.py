"""The golden sessions that Rust, Kotlin and Swift play too."""

import json
import struct
from pathlib import Path

import goldens
import pytest

GOLDENS = sorted((Path(__file__).resolve().parents[3] / "tests/golden").glob("*.golden"))


def test_there_are_goldens() -> None:
    assert GOLDENS


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda path: path.stem)
def test_a_golden_comes_out_as_it_is_stored(golden: Path, db: str) -> None:
    goldens.play(golden.read_bytes(), db)


def changed(container: bytes, kind: int, change) -> bytes:
    """``container`` with the first payload of ``kind`` that ``change`` changes."""
    out, done = b"", False
    for is_kind, payload in goldens.frames(container):
        if is_kind == kind and not done:
            new = change(payload)
            payload, done = (payload, False) if new is None else (new, True)
        out += goldens.frame(is_kind, payload)
    assert done
    return out


def one_bit(value: float) -> float:
    """Another float: one bit of its mantissa is turned, large enough to be seen at 1e-9."""
    (bits,) = struct.unpack("<q", struct.pack("<d", value))
    return struct.unpack("<d", struct.pack("<q", bits ^ 1 << 40))[0]


def test_one_bit_of_a_stored_float_is_seen(db: str) -> None:
    def change(payload: bytes) -> bytes:
        rep = json.loads(payload)
        rep["tilt"]["peak_deg"]["value"] = one_bit(rep["tilt"]["peak_deg"]["value"])
        return json.dumps(rep).encode()

    with pytest.raises(AssertionError, match="rep 1.tilt.peak_deg.value"):
        goldens.play(changed(GOLDENS[0].read_bytes(), goldens.REP, change), db)


def test_one_bit_of_a_stored_event_is_seen(db: str) -> None:
    def change(payload: bytes) -> bytes | None:
        event = json.loads(payload)
        if "rep_finished" not in event:
            return None
        peak = event["rep_finished"]["tilt"]["peak_deg"]
        peak["value"] = one_bit(peak["value"])
        return json.dumps(event).encode()

    with pytest.raises(AssertionError, match="rep_finished.tilt.peak_deg.value"):
        goldens.play(changed(GOLDENS[0].read_bytes(), goldens.EVENT, change), db)


def test_one_letter_of_a_page_is_seen(db: str) -> None:
    with pytest.raises(AssertionError, match="page"):
        goldens.play(changed(GOLDENS[0].read_bytes(), goldens.PAGE, lambda page: page + b" "), db)


def test_an_event_that_is_not_stored_is_seen(db: str) -> None:
    parts = list(goldens.frames(GOLDENS[0].read_bytes()))
    parts.remove(next(part for part in parts if part[0] == goldens.EVENT))
    with pytest.raises(AssertionError):
        goldens.play(b"".join(goldens.frame(*part) for part in parts), db)


def test_a_damaged_container_is_no_container() -> None:
    whole = GOLDENS[0].read_bytes()
    for damaged in (whole[:-1], whole[:20] + bytes([whole[20] ^ 1]) + whole[21:]):
        with pytest.raises(ValueError, match="byte"):
            list(goldens.frames(damaged))

"""Block frames: how samples cross into the core, packed and read by NumPy without a loop.

In: arrays of time, force and rate. Out: frames of bytes, or arrays again. Little-endian: a header of 16 bytes (magic,
version, convention, count, flags, ``received_ns``), then a record of 24 bytes a reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

HEADER = np.dtype(
    [("magic", "<u2"), ("version", "u1"), ("convention", "u1"), ("count", "<u2"), ("flags", "<u2"), ("received_ns", "<i8")]
)
"""The 16 bytes before the first record."""

RECORD = np.dtype({
    "names": ["t_ns", "kind", "xyz"],
    "formats": ["<i8", "u1", ("<f4", 3)],
    "offsets": [0, 8, 12],
    "itemsize": 24,
})
"""A reading: the sensor's own stamp, which sensor, x y z in the frame's convention."""

MAGIC = int.from_bytes(b"Px", "little")
ACCELEROMETER, GYROSCOPE = 0, 1
ANDROID, IOS = 0, 1
MOST_ROWS = 32_767
"""A frame counts its records in 16 bits, and a row with a rate is two."""

Floats = npt.NDArray[np.float64]


def pack(
    t_s: npt.ArrayLike,
    acc: npt.ArrayLike,
    gyr: npt.ArrayLike | None = None,
    *,
    rows: int = 512,
    convention: int = ANDROID,
) -> Iterator[bytes]:
    """Frames of at most ``rows`` rows each, in order.

    ``t_s`` [n] seconds, ``acc`` [n, 3] m/s² (face up at rest: +9.81 on z), ``gyr`` [n, 3] rad/s; with ``convention=IOS``
    g with Core Motion's sign. Each frame counts as received at the stamp of its last row. ``ValueError`` where shapes do
    not fit or a stamp is no number; a force or rate that is none goes in, and is counted there.
    """
    t, force, rate = checked(t_s, acc, gyr)
    if not 1 <= rows <= MOST_ROWS:
        raise ValueError(f"rows is {rows}, wanted 1 to {MOST_ROWS}")
    return _packed(np.rint(t * 1e9).astype("<i8"), force, rate, rows, convention)


def _packed(t_ns: Any, force: Floats, rate: Floats | None, rows: int, convention: int) -> Iterator[bytes]:
    each = 1 if rate is None else 2
    for start in range(0, len(t_ns), rows):
        part = slice(start, start + rows)
        stamps = t_ns[part]
        records = np.zeros((len(stamps), each), RECORD)
        records["t_ns"] = stamps[:, None]
        # The rate goes first, because the force closes a reading. Too large for 32 bits becomes infinite and is counted.
        with np.errstate(over="ignore", invalid="ignore"):
            if rate is not None:
                records["kind"][:, 0] = GYROSCOPE
                records["xyz"][:, 0] = rate[part]
            records["xyz"][:, -1] = force[part]
        header = np.array((MAGIC, 1, convention, records.size, 0, stamps[-1]), HEADER)
        yield header.tobytes() + records.tobytes()


def unpack(frames: Iterable[bytes]) -> tuple[Floats, Floats, Floats, Floats]:
    """``(t_s, acc, gyr_t_s, gyr)`` of frames in Android's convention, as they arrived: each sensor at its own stamps.

    Shapes [n], [n, 3], [m], [m, 3]; seconds, m/s², rad/s. ``ValueError`` for bytes that are no frame of this kind.
    """
    parts = [_records(frame) for frame in frames]
    records = np.concatenate(parts) if parts else np.zeros(0, RECORD)
    force, rate = (records[records["kind"] == kind] for kind in (ACCELEROMETER, GYROSCOPE))
    return force["t_ns"] / 1e9, force["xyz"].astype(np.float64), rate["t_ns"] / 1e9, rate["xyz"].astype(np.float64)


def _records(frame: bytes) -> npt.NDArray[Any]:
    if len(frame) < HEADER.itemsize:
        raise ValueError(f"a frame of {len(frame)} bytes has no header")
    header = np.frombuffer(frame, HEADER, 1)[0]
    if (header["magic"], header["version"], header["convention"]) != (MAGIC, 1, ANDROID):
        raise ValueError("no block frame of version 1 in Android's convention")
    wanted = HEADER.itemsize + int(header["count"]) * RECORD.itemsize
    if len(frame) != wanted:
        raise ValueError(f"a frame of {len(frame)} bytes, its header says {wanted}")
    return np.frombuffer(frame, RECORD, offset=HEADER.itemsize)


def checked(t_s: npt.ArrayLike, acc: npt.ArrayLike, gyr: npt.ArrayLike | None) -> tuple[Floats, Floats, Floats | None]:
    """The arrays as 64-bit floats, or ``ValueError`` that says which shape was wanted."""
    t = np.asarray(t_s, np.float64)
    if t.ndim != 1:
        raise ValueError(f"t_s has shape {t.shape}, wanted [n]")
    # What a 64-bit count of nanoseconds holds.
    if not np.all(np.abs(t) < 9.2e9):
        raise ValueError(f"t_s[{int(np.argmin(np.abs(t) < 9.2e9))}] is no time in seconds")
    return t, _rows("acc", acc, len(t)), None if gyr is None else _rows("gyr", gyr, len(t))


def _rows(name: str, values: npt.ArrayLike, n: int) -> Floats:
    rows = np.asarray(values, np.float64)
    if rows.shape != (n, 3):
        raise ValueError(f"{name} has shape {rows.shape}, wanted ({n}, 3)")
    return rows

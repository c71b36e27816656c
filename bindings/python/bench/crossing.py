"""What Python adds to a block of samples: the block through the language, less the same block in Rust, in the same run.

    python bench/crossing.py

Times are medians of rounds that take turns, so that a busy machine weighs on all alike. The bar: at most twice an empty call.
"""

import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

import proximal
from proximal import core, native
from proximal.simulate import ask

ROUNDS, CALLS = 60, 200


def block(rows: int) -> bytes:
    """``rows`` records, kinds taking turns."""
    t = np.arange(rows // 2) / 100
    return next(proximal.pack(t, np.tile([0.0, 0.0, 9.81], (rows // 2, 1)), np.zeros((rows // 2, 3))))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = native.Engine(str(Path(folder) / "h.db"), proximal.wall())
        live = engine.begin(ask("leg-lowering", "left", core.Source.PHONE()), proximal.wall())
        live.command(0, core.SessionCommand.START)
        frame, now = block(50), 10**9

        def each(call) -> float:  # type: ignore[no-untyped-def]
            began = time.perf_counter_ns()
            for _ in range(CALLS):
                call()
            return (time.perf_counter_ns() - began) / CALLS

        calls = {
            "an empty call": lambda: each(engine.was_shaken),
            "a call that returns a text": lambda: each(native.version),
            "50 samples in Rust": lambda: live.measure_feed(now, frame, CALLS),
            "50 samples": lambda: each(lambda: live.feed(now, frame)),
            "50 samples and a snapshot": lambda: each(lambda: (live.feed(now, frame), live.take(True))),
        }
        rounds: dict[str, list[float]] = {name: [] for name in calls}
        for _ in range(ROUNDS):
            for name, call in calls.items():
                rounds[name].append(call())
        median = {name: statistics.median(all) / 1000 for name, all in rounds.items()}
        for name, us in median.items():
            print(f"{name:28} {us:8.2f} µs")
        adds = statistics.median(a - b for a, b in zip(rounds["50 samples"], rounds["50 samples in Rust"], strict=True)) / 1000
        print(f"{'what the crossing adds':28} {adds:8.2f} µs = {adds / median['an empty call']:.2f} empty calls (bar: 2)")


main()

"""Callers that do what they should not: an error that says so, or a defined answer; no crash, no deadlock."""

import asyncio
import os
import struct
import threading
import time
from pathlib import Path

import pytest
from conftest import within

import proximal
from proximal import ProximalError, core, native
from proximal.simulate import ask

SECONDS = float(os.environ.get("PROXIMAL_HOSTILE_SECONDS", "2"))
"""How long threads compete; ten when it is set so."""


def live_of(engine: native.Engine) -> native.LiveSession:
    live = engine.begin(ask("leg-lowering", "left", core.Source.PHONE()), proximal.wall())
    live.command(0, core.SessionCommand.START)
    return live


def block(records: int = 4) -> bytes:
    frame = native.SimulatedPhone(1, native.PersonKind.STEADY).frame(int(2e9))
    return frame[:4] + struct.pack("<H", records) + frame[6 : 16 + 24 * records]


def note(engine: native.Engine, text: str) -> str:
    return engine.note(core.NewNote(text=text, session=None, lift=None, carry=None), proximal.wall())


@pytest.mark.parametrize("kind", ["live", "analyzer", "raise"])
def test_frames_of_every_length(engine: native.Engine, kind: str) -> None:
    whole = block(7)
    feeds = {
        "live": lambda live: lambda frame: live.feed(10**9, frame),
        "analyzer": lambda _: native.Analyzer(core.Laid.UPRIGHT, [], []).feed,
        "raise": lambda _: native.RaiseTest().feed,
    }
    feed = feeds[kind](live_of(engine))
    for length in range(201):
        with pytest.raises(ProximalError.InvalidInput, match="byte"):
            feed((whole + bytes(100))[:length] if length != 184 else whole + b"\0")
    feed(whole)
    assert not engine.was_shaken()


def test_each_bit_of_a_header_flipped(engine: native.Engine) -> None:
    live, whole = live_of(engine), block()
    for byte in range(16):
        for bit in range(8):
            frame = bytearray(whole)
            frame[byte] ^= 1 << bit
            # Magic, version, convention and count can be wrong; flags and the instant of reception are what they are.
            convention = byte == 3 and bit == 0
            if byte < 6 and not convention:
                with pytest.raises(ProximalError.InvalidInput):
                    live.feed(10**9, bytes(frame))
            else:
                live.feed(10**9, bytes(frame))
    assert not live.was_shaken()


def test_numbers_beyond_all_bounds(engine: native.Engine, db: str) -> None:
    live = live_of(engine)
    for now in (-(2**63), -1, 0, 2**63 - 1):
        live.tick(now)
        live.cue_played(now, 2**64 - 1, now)
    for wrong in (2**63, -(2**63) - 1):
        with pytest.raises(ValueError):
            live.tick(wrong)
    for wrong in (-1, 2**32):
        with pytest.raises(ValueError):
            engine.sessions(wrong)
    assert engine.sessions(0) == [] == engine.sessions(2**32 - 1)
    with pytest.raises(ValueError):
        native.SimulatedPhone(-1, native.PersonKind.STILL)
    far = core.WallTime(utc_ms=2**63 - 1, offset_min=-(2**15))
    for at in (far, core.WallTime(utc_ms=-(2**63), offset_min=2**15 - 1)):
        try:
            engine.week(at)
            engine.due(at)
        except ProximalError:
            pass
    native.SimulatedPhone(2**64 - 1, native.PersonKind.STILL).frame(-1)
    assert not live.was_shaken() and not engine.was_shaken()


def test_what_is_no_bytes_and_no_value_is_a_type_error(engine: native.Engine) -> None:
    live = live_of(engine)
    for wrong in (None, "text", 3, [1, 2]):
        with pytest.raises(TypeError):
            live.feed(0, wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="start"):
        live.command(0, "start")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="ProgressSink"):
        asyncio.run(engine.export(core.ExportFormat.LINES, wish(), "/nowhere", object(), None))  # type: ignore[arg-type]
    for other in (bytearray(block()), memoryview(block())):
        try:
            live.feed(10**9, other)  # type: ignore[arg-type]
        except TypeError:
            pass


def test_use_after_the_end(engine: native.Engine) -> None:
    live = live_of(engine)
    live.save(proximal.wall())
    for call in (lambda: live.tick(1), lambda: live.feed(1, block()), live.record, live.id, live.is_done):
        with pytest.raises(ProximalError.Closed):
            call()
    with pytest.raises(ProximalError.Closed):
        live.save(proximal.wall())

    running = live_of(engine)
    engine.suspend()
    with pytest.raises(ProximalError.Closed):
        engine.sessions(1)
    engine.resume(proximal.wall())
    engine.sessions(1)
    engine.shut()
    for call in (lambda: engine.sessions(1), lambda: engine.resume(proximal.wall()), lambda: note(engine, "late")):
        with pytest.raises(ProximalError.Closed):
            call()
    # A session lives on beside a shut engine, and cannot be saved there.
    running.tick(10**9)
    with pytest.raises(ProximalError.Closed):
        running.save(proximal.wall())
    with pytest.raises(ProximalError.Closed):
        asyncio.run(engine.session_page("0", core.Lang.EN))


def test_a_session_outlives_the_last_name_of_its_engine(db: str) -> None:
    engine = native.Engine(db, proximal.wall())
    live = live_of(engine)
    del engine
    live.tick(10**9)
    id = live.save(proximal.wall()).id
    del live
    again = native.Engine(db, proximal.wall())
    assert again.session(id).id == id
    again.shut()


def test_a_panic_inside_is_an_error_and_is_remembered(engine: native.Engine) -> None:
    assert not engine.was_shaken()
    with pytest.raises(ProximalError.Internal):
        engine.panic_on_purpose()
    assert engine.was_shaken()
    note(engine, "goes on")
    assert len(engine.notes(None)) == 1


def test_eight_threads_at_once(engine: native.Engine) -> None:
    live, frame = live_of(engine), block()
    until, made, failed = time.monotonic() + SECONDS, [0] * 8, []

    def work(nr: int) -> None:
        now = 0
        try:
            while time.monotonic() < until:
                now += 50_000_000
                live.feed(now, frame)
                live.tick(now)
                note(engine, f"{nr}")
                made[nr] += 1
                engine.sessions(3)
                asyncio.run(engine.traces_kept())
        except BaseException as e:  # noqa: BLE001
            failed.append(e)

    threads = [threading.Thread(target=work, args=(nr,), daemon=True) for nr in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS + 60)
        assert not thread.is_alive(), "deadlock"
    assert not failed and all(made)
    assert len(engine.notes(None)) == sum(made) and not live.was_shaken()


def test_shut_during_calls(engine: native.Engine) -> None:
    live, begun, others = live_of(engine), threading.Barrier(5), []

    def work() -> None:
        begun.wait()
        try:
            while True:
                note(engine, "x")
                live.feed(10**9, block())
                asyncio.run(engine.traces_kept())
        except ProximalError.Closed:
            pass
        except BaseException as e:  # noqa: BLE001
            others.append(e)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    begun.wait()
    within(30, engine.shut)
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive(), "deadlock"
    assert not others


def wish() -> core.ExportWish:
    return core.ExportWish(session=None, span=None, no_signals=False)


class Back(native.ProgressSink):
    """Calls back in, then throws."""

    def __init__(self, engine: native.Engine) -> None:
        self.engine, self.heard = engine, 0

    def on_progress(self, done: int, total: int) -> None:
        self.heard += 1
        self.engine.sessions(1)
        note(self.engine, "from within")
        raise RuntimeError("not now")


def test_a_progress_may_call_back_in_and_throw(engine: native.Engine, tmp_path: Path) -> None:
    note(engine, "to be written")
    listener, out = Back(engine), tmp_path / "all.jsonl"
    within(60, lambda: asyncio.run(engine.export(core.ExportFormat.LINES, wish(), str(out), listener, None)))
    assert listener.heard > 0 and out.stat().st_size > 0 and not engine.was_shaken()


def test_a_foreign_loop_and_a_loop_that_ended(engine: native.Engine) -> None:
    async def begin() -> None:
        # Never awaited to its end: the loop goes before the answer comes.
        asyncio.get_running_loop().create_task(engine.traces_kept())
        await asyncio.sleep(0)

    for _ in range(20):
        within(30, lambda: asyncio.run(begin()))
    with pytest.raises(RuntimeError):
        engine.traces_kept().send(None)
    assert asyncio.run(engine.traces_kept())

"""Histories as data frames; export and import that asyncio can cancel."""

import asyncio
import threading
from pathlib import Path

import numpy as np
import pytest
from conftest import within

import proximal
from proximal import core, native
from proximal.simulate import ask, drive


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history of two sessions and 300 notes."""
    path = tmp_path_factory.mktemp("kept") / "history.db"
    with proximal.History(path, make=True) as history:
        engine = history.engine
        for seed, person in ((1, native.PersonKind.LOPSIDED), (2, native.PersonKind.STEADY)):
            live = engine.begin(ask("leg-lowering", "left", core.Source.SIMULATED(seed)), proximal.wall())
            for _ in drive(live, native.SimulatedPhone(seed, person)):
                pass
            live.save(proximal.wall())
        for i in range(300):
            engine.note(core.NewNote(text=f"note {i}", session=None, lift=None, carry=None), proximal.wall())
    return path


def test_a_history_is_two_frames(kept: Path) -> None:
    with proximal.History(kept) as history:
        sessions, reps = history.sessions(), history.reps()
        assert len(sessions) == 2 and sessions.started.is_monotonic_decreasing
        assert sessions.right_lost.tolist() == [0, 5] and sessions.source.tolist() == [{"simulated": 2}, {"simulated": 1}]
        assert sessions.started.iloc[0].tzinfo is not None
        by_verdict = reps.groupby(["session", "side"]).verdict.value_counts()
        assert by_verdict[sessions.id[1], "right", "lost"] == 5 and len(reps) == 20
        assert len(history.sessions(newest=1)) == 1
        signals = history.signals(sessions.id[1])
        assert signals is not None and len(signals.t_s) == len(signals.acc) > 10_000
        assert abs(np.linalg.norm(signals.acc, axis=1).mean() - 9.81) < 0.1
        page = asyncio.run(history.page(sessions.id[1], "de"))
        assert page.startswith("<!DOCTYPE html>") and "verloren" in page.lower()
    with pytest.raises(proximal.ProximalError.Closed):
        history.sessions()
    history.close()


def test_a_history_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no history"):
        proximal.History(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []
    with proximal.History(tmp_path / "new.db", make=True) as history:
        assert history.sessions().columns[0] == "id" and history.sessions().empty and history.reps().empty


def test_an_export_is_heard_and_comes_in_again(kept: Path, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []

    async def both() -> core.Imported:
        with proximal.History(kept) as history, proximal.History(tmp_path / "other.db", make=True) as other:
            await history.export(tmp_path / "all.jsonl", "lines", on_progress=lambda *at: heard.append(at))
            imported = await other.import_file(tmp_path / "all.jsonl")
            assert other.rep_rows() == history.rep_rows()
            return imported

    asyncio.run(both())
    assert heard and heard[-1][0] == heard[-1][1] > 0


@pytest.mark.parametrize("when", ["before it runs", "while it writes"])
def test_a_cancelled_export_leaves_nothing(kept: Path, tmp_path: Path, when: str) -> None:
    out = tmp_path / "all.jsonl"
    writing, go_on = threading.Event(), threading.Event()

    def hold(_done: int, _total: int) -> None:
        writing.set()
        go_on.wait(20)

    async def cancelled() -> None:
        with proximal.History(kept) as history:
            export = asyncio.create_task(history.export(out, "lines", on_progress=hold))
            if when == "while it writes":
                assert await asyncio.to_thread(writing.wait, 20)
            else:
                await asyncio.sleep(0)
                go_on.set()
            export.cancel()
            await asyncio.sleep(0)
            go_on.set()
            with pytest.raises(asyncio.CancelledError):
                await export
            # It has let go of its file, and the history goes on.
            assert history.session_rows()

    within(60, lambda: asyncio.run(cancelled()))
    # Nobody waits for a listener, so it may have been done already: then it is whole. Nothing lies beside it.
    left = list(tmp_path.iterdir())
    assert left in ([], [out])
    if left:
        assert sum('"note' in line for line in out.read_text().splitlines()) >= 300


def test_an_export_cancelled_before_it_begins_leaves_nothing(kept: Path, tmp_path: Path) -> None:
    cancel = native.Cancel()
    cancel.cancel()
    wish = core.ExportWish(session=None, span=None, no_signals=False)
    with proximal.History(kept) as history, pytest.raises(proximal.ProximalError.Cancelled):
        asyncio.run(history.engine.export(core.ExportFormat.LINES, wish, str(tmp_path / "x"), None, cancel))
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_import_takes_nothing(kept: Path, tmp_path: Path) -> None:
    async def cancelled() -> None:
        with proximal.History(kept) as history:
            await history.export(tmp_path / "all.jsonl", "lines")
        with proximal.History(tmp_path / "other.db", make=True) as other:
            task: asyncio.Task[core.Imported]
            loop = asyncio.get_running_loop()

            def at_once(_done: int, _total: int) -> None:
                loop.call_soon_threadsafe(task.cancel)

            task = asyncio.create_task(other.import_file(tmp_path / "all.jsonl", on_progress=at_once))
            try:
                await task
            except asyncio.CancelledError:
                pass
            # All of it or nothing: a cancel may come too late.
            assert len(other.session_rows()) in (0, 2)
            assert len(other.engine.notes(None)) in (0, 300)
            assert (len(other.session_rows()) == 0) == (len(other.engine.notes(None)) == 0)

    within(60, lambda: asyncio.run(cancelled()))


def test_a_time_out_ends_the_work(kept: Path, tmp_path: Path) -> None:
    async def timed_out() -> None:
        with proximal.History(kept) as history:
            held = threading.Event()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await history.export(tmp_path / "x", "lines", on_progress=lambda *_: held.wait(0.2))

    within(60, lambda: asyncio.run(timed_out()))
    # It may have been done already: then it is whole, and nothing lies beside it.
    assert [file.name for file in tmp_path.iterdir()] in ([], ["x"])

"""What the tests share: an engine in a folder of its own, and one simulated session for all that only read."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

import proximal
from proximal import native

T = TypeVar("T")
DATA = os.environ.get("PROXIMAL_DATA")
needs_data = pytest.mark.skipif(not DATA, reason="no real recordings: PROXIMAL_DATA is not set")


@pytest.fixture
def db(tmp_path: Path) -> str:
    return str(tmp_path / "history.db")


@pytest.fixture
def engine(db: str) -> Iterator[native.Engine]:
    engine = native.Engine(db, proximal.wall())
    yield engine
    try:
        engine.shut()
    except proximal.ProximalError.Closed:
        pass


@pytest.fixture(scope="session")
def simulated() -> proximal.Simulation:
    return proximal.simulate(1, "lopsided")


def within(seconds: float, work: Callable[[], T]) -> T:
    """What ``work`` returns or raises; a failure when it has done neither in time: a deadlock must not hang the tests."""
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as e:  # noqa: BLE001
            failed.append(e)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    assert not thread.is_alive(), f"still not done after {seconds} s"
    if failed:
        raise failed[0]
    return done[0]

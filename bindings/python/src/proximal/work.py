"""Long work that asyncio can cancel: export, import.

A task that is cancelled breaks the work off and waits until it has let go of its files; nothing half-written stays.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from ._native import proximal as native

T = TypeVar("T")
OnProgress = Callable[[int, int], None]
"""Hears ``done`` of ``total`` on a thread of the core's; a total of 0 means that nobody knows."""


class _Told(native.ProgressSink):
    def __init__(self, told: OnProgress) -> None:
        self.told = told

    def on_progress(self, done: int, total: int) -> None:
        self.told(done, total)


async def run(
    work: Callable[[native.ProgressSink | None, native.Cancel], Awaitable[T]],
    on_progress: OnProgress | None = None,
) -> T:
    """Awaits ``work``; on cancellation breaks it off, waits for its end, and is cancelled then."""
    cancel = native.Cancel()
    running = asyncio.ensure_future(work(_Told(on_progress) if on_progress else None, cancel))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        cancel.cancel()
        # It ends soon, and says `Cancelled`; or it was done already, and what it did stands.
        await asyncio.wait([running])
        if not running.cancelled():
            running.exception()
        raise
